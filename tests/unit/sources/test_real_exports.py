"""Real exports are read whole: Tate's catalogue and the Nationalmuseum's LIDO."""

from collections import Counter
from pathlib import Path

import pytest

from emuseum_lod.issues import Issue
from emuseum_lod.sources.reader import read

pytestmark = pytest.mark.shared


@pytest.mark.parametrize(
    ("name", "records", "fields"),
    [
        ("tate/artworks.jsonl.gz", 69_202, {"acno", "title", "dateText"}),
        ("tate/artists.jsonl.gz", 3_538, {"id", "fc"}),
        (
            "lido_nationalmuseum_se/valid_items_transform_1677.tgz",
            5_309,
            {"lidoRecID", "descriptiveMetadata"},
        ),
        (
            "lido_nationalmuseum_se/valid_items_transform_1821.tgz",
            3_247,
            {"lidoRecID", "descriptiveMetadata"},
        ),
    ],
)
def test_every_record_is_read(shared: Path, name: str, records: int, fields: set[str]) -> None:
    seen: Counter[str] = Counter()
    count = 0
    for item in read(shared / "data" / name):
        assert not isinstance(item, Issue), str(item)
        count += 1
        seen.update(fields & item.fields.keys())
    assert count == records
    assert seen == Counter(dict.fromkeys(fields, records))
