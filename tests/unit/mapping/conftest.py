"""Small profiles, written to a folder and mapped with."""

from collections.abc import Callable, Mapping
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from emuseum_lod.mapping.engine import Mapped, Mapper
from emuseum_lod.mapping.profile import load_profile
from emuseum_lod.sources.record import SourceRecord

PROVIDER = """
    id = "museum"
    names = { en = "The museum" }
    metadata_rights = "http://creativecommons.org/publicdomain/zero/1.0/"
    language = "en"
    date_policy = "kazakhstan"

    [[inputs]]
    name = "all"
    record = "object"
    files = ["*.csv"]

    [[institutions]]
    code = "museum"
    namespace = "museum"
    names = { en = "The museum" }
"""

OBJECT = """
    kind = "object"
    id = "number"
"""


class Workshop:
    """Writes profiles and maps rows with them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / "museum"

    def write(self, **files: str) -> None:
        (self.folder / "lookups").mkdir(parents=True, exist_ok=True)
        for name, text in {"provider": PROVIDER, "object": OBJECT, **files}.items():
            path = self.folder / (
                f"lookups/{name.removeprefix('lookup_')}.csv"
                if name.startswith("lookup_")
                else f"{name}.toml"
            )
            path.write_text(dedent(text), "utf-8")

    def mapper(self, rules: str = "", **files: str) -> Mapper:
        """Return the mapper of a profile whose object.toml has these rules."""
        self.write(**{"object": dedent(OBJECT) + dedent(rules), **files})
        return Mapper(load_profile("museum", self.root))

    def map(self, rules: str, fields: Mapping[str, Any], **files: str) -> Mapped:
        """Return what one row becomes; it is given the number 1 unless it has one."""
        return self.mapper(rules, **files).map(row({"number": "1", **fields}))


def row(fields: Mapping[str, Any], source: str = "rows.csv", position: int = 2) -> SourceRecord:
    return SourceRecord(fields=fields, source=source, position=position)


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path)


@pytest.fixture
def make_row() -> Callable[..., SourceRecord]:
    return row
