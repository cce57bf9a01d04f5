"""What the tests of the readers share: a file with given bytes, read."""

from collections.abc import Callable
from pathlib import Path

import pytest

from emuseum_lod.issues import Issue
from emuseum_lod.sources.options import ReaderOptions
from emuseum_lod.sources.reader import read
from emuseum_lod.sources.record import SourceRecord


class Outcome:
    """What came of reading a file: the records, and the issues, in their order."""

    def __init__(self, path: Path, options: ReaderOptions) -> None:
        self.found = list(read(path, options))
        self.records = [item for item in self.found if isinstance(item, SourceRecord)]
        self.issues = [item for item in self.found if isinstance(item, Issue)]

    @property
    def fields(self) -> list[dict[str, object]]:
        return [dict(record.fields) for record in self.records]

    @property
    def positions(self) -> list[int]:
        return [record.position for record in self.records]

    @property
    def issue(self) -> Issue:
        """The only issue; each trouble is told once."""
        assert len(self.issues) == 1, [str(issue) for issue in self.issues]
        return self.issues[0]


Reading = Callable[..., Outcome]


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    """Return a function that reads bytes as a file of that name."""

    def outcome(name: str, content: bytes, **options: object) -> Outcome:
        path = tmp_path / name
        path.write_bytes(content)
        return Outcome(path, ReaderOptions(**options))  # type: ignore[arg-type]

    return outcome
