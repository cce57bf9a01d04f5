"""The catalogues that benchmarks run on: the same for the same seed, and changed in exactly as many places as asked."""

import gzip
import importlib.util
import itertools
import json
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from emuseum_lod.mapping.engine import Mapper
from emuseum_lod.mapping.profile import load_profile
from emuseum_lod.sources.reader import read
from emuseum_lod.sources.record import SourceRecord

PINNED = ("b00000000", "demo-keme-izi", "күбі", "б.з.б. VII–III ғ.")
"""Of the first of 1,000 records of seed 1: what was measured once can be measured again."""

PROGRAM = Path(__file__).resolve().parents[3] / "benchmarks" / "catalogue.py"


@pytest.fixture(scope="module")
def catalogue() -> ModuleType:
    spec = importlib.util.spec_from_file_location("benchmarks_catalogue", PROGRAM)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_number_and_seed_give_the_same_bytes(catalogue: ModuleType, tmp_path: Path) -> None:
    for name in ("one.jsonl", "two.jsonl", "one.jsonl.gz", "two.jsonl.gz"):
        catalogue.main(["--records", "500", "--seed", "7", "--out", str(tmp_path / name)])
    catalogue.main(["--records", "500", "--seed", "8", "--out", str(tmp_path / "other.jsonl")])

    one = (tmp_path / "one.jsonl").read_bytes()
    assert (tmp_path / "two.jsonl").read_bytes() == one
    assert gzip.decompress((tmp_path / "one.jsonl.gz").read_bytes()) == one
    assert (tmp_path / "one.jsonl.gz").read_bytes() == (tmp_path / "two.jsonl.gz").read_bytes()
    assert (tmp_path / "other.jsonl").read_bytes() != one


def test_a_catalogue_is_the_one_that_was_measured_before(catalogue: ModuleType) -> None:
    first = json.loads(next(catalogue.Catalogue(1_000, 1).lines()))
    assert (first["id"], first["museum"], first["kind"], first["date"]) == PINNED


@pytest.mark.parametrize(
    ("records", "changed", "removed"),
    [
        (1_000, 0, 0),
        (1_000, 37, 0),
        (1_000, 0, 12),
        (1_000, 400, 600),
        (997, 1, 1),
        (1, 1, 0),
        (2, 1, 1),
        (0, 0, 0),
    ],
)
def test_exactly_as_many_are_altered_and_left_out(
    catalogue: ModuleType, records: int, changed: int, removed: int
) -> None:
    before = {json.loads(line)["id"]: line for line in catalogue.Catalogue(records, 5).lines()}
    made = catalogue.Catalogue(records, 5, changed=changed, removed=removed)
    after = {json.loads(line)["id"]: line for line in made.lines()}

    assert len(before) == records
    assert len(before.keys() - after.keys()) == removed
    assert not after.keys() - before.keys()
    assert sum(after[one] != before[one] for one in after) == changed


def test_what_is_altered_is_spread_over_the_whole_file(catalogue: ModuleType) -> None:
    plain = catalogue.Catalogue(3_000, 2).lines()
    altered = catalogue.Catalogue(3_000, 2, changed=30).lines()
    places = [n for n, (one, other) in enumerate(zip(plain, altered, strict=True)) if one != other]
    gaps = [later - earlier for earlier, later in itertools.pairwise(places)]
    assert max(gaps) < 300


@pytest.mark.parametrize(("changed", "removed"), [(6, 5), (-1, 0), (0, 11)])
def test_more_than_there_is_cannot_be_changed(catalogue: ModuleType, changed: int, removed: int) -> None:
    with pytest.raises(ValueError, match="at most all records"):
        catalogue.Catalogue(10, 1, changed=changed, removed=removed)


def test_its_records_are_those_of_the_regional_profile(catalogue: ModuleType, tmp_path: Path) -> None:
    catalogue.main(["--records", "600", "--out", str(tmp_path / "big.jsonl")])
    mapper = Mapper(load_profile("demo-regional"))
    kinds: Counter[str] = Counter()
    for record in read(tmp_path / "big.jsonl", mapper.profile.reader):
        assert isinstance(record, SourceRecord)
        mapped = mapper.map(record)
        assert [issue for issue in mapped.issues if issue.severity == "error"] == []
        assert (
            b"\xd0\x94\xd0\xb0\xd1\x80\xd0\xb8\xd1\x82\xd0\xb5\xd0\xbb\xd1\x8c"
            not in mapped.emissions[0].data
        )
        kinds[type(mapped.emissions[0].record).__name__] += 1

    assert kinds == {"HumanMadeObject": 600}
    assert mapper.audit.issues() == []


def test_few_words_persons_and_places_are_in_most_records(catalogue: ModuleType) -> None:
    records = [json.loads(line) for line in catalogue.Catalogue(3_000, 1).lines()]
    kinds = Counter(record["kind"] for record in records).most_common()
    makers = Counter(maker["id"] for record in records for maker in record.get("makers", [])).most_common()
    places = Counter(record.get("made_at") or record["found"]["place"] for record in records).most_common()

    for counted in (kinds, makers, places):
        assert counted[0][1] > 5 * counted[len(counted) // 2][1]
    assert len(kinds) > 150
    assert 0.5 < sum("media" in record for record in records) / len(records) < 0.7
