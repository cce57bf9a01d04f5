"""What a load changes, and that it changes nothing else: datestamps, digests, tombstones, forms, sets.

Exports are those of the generator (benchmarks/catalogue.py) and of the demonstration, edited as a museum would.
"""

import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from emuseum_lod.config import Settings
from emuseum_lod.errors import IdentityError, LedgerError
from emuseum_lod.ledger import clock
from emuseum_lod.ledger.database import Ledger
from emuseum_lod.ledger.reading import Reader
from emuseum_lod.loading import load
from emuseum_lod.loading.report import LoadReport
from emuseum_lod.locks import FileLock
from emuseum_lod.resources import resource
from emuseum_lod.uris import ItemId, mint

sys.path.insert(0, str(resource("benchmarks")))

from catalogue import PROVIDER, Catalogue  # a script beside the package

RECORDS, CHANGED, REMOVED = 600, 100, 10

State = dict[ItemId, tuple[str, bool, bytes]]
Record = dict[str, Any]


@dataclass
class Museum:
    """A data folder with one export in it, and a clock that a test moves."""

    settings: Settings
    export: Path
    now: list[str]

    def load(self, **options: bool) -> LoadReport:
        return load(self.settings, PROVIDER, [self.export], **options)

    def at(self, second: int) -> str:
        self.now[0] = f"2026-03-01T10:00:{second:02d}Z"
        return self.now[0]

    def edit(self, change: Callable[[list[Record]], list[Record]]) -> None:
        records = [json.loads(line) for line in self.export.read_text("utf-8").splitlines()]
        self.export.write_text(
            "".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in change(records)), "utf-8"
        )

    def state(self) -> State:
        """Return datestamp, deletion and oai_dc document of every object."""
        with Ledger.open(self.settings.ledger_url) as ledger:
            reader = ledger.reader()
            return {item: state_of(reader, item) for item in every_object(reader)}

    def last_seq(self) -> int:
        with Ledger.open(self.settings.ledger_url) as ledger:
            return ledger.reader().last_seq()


def every_object(reader: Reader) -> set[ItemId]:
    return {change.item_id for change in reader.changes(0, 1_000_000) if change.item_id.startswith("object/")}


def state_of(reader: Reader, item: ItemId) -> tuple[str, bool, bytes]:
    row = reader.oai_get("oai_dc", item)
    assert row is not None
    return row.datestamp, row.deleted, row.payload or b""


@pytest.fixture
def museum(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Museum:
    now = ["2026-03-01T10:00:00Z"]
    monkeypatch.setattr(clock, "now", lambda: now[0])
    found = Museum(Settings(data=tmp_path / "data", load_processes=1), tmp_path / "export.jsonl", now)
    write(found.export)
    found.load()
    return found


def write(export: Path, **changes: int) -> None:
    with export.open("wb") as file:
        file.writelines(Catalogue(RECORDS, seed=3, **changes).lines())


def test_the_same_export_again_changes_nothing(museum: Museum) -> None:
    before, seq = museum.state(), museum.last_seq()
    museum.at(5)
    report = museum.load()
    assert (report.commit_id, report.datestamp, report.last_seq) == (None, None, seq)
    assert {what for what in report.counts if report.count(what)} == {"unchanged"}
    assert museum.state() == before
    # Nor does another order of its records, or another name of the file.
    museum.edit(lambda records: records[::-1])
    museum.export = museum.export.rename(museum.export.with_name("other.jsonl"))
    museum.load()
    assert (museum.state(), museum.last_seq()) == (before, seq)


def test_what_changed_is_what_is_dated_and_what_is_missing_is_a_tombstone(museum: Museum) -> None:
    before = museum.state()
    second = museum.at(5)
    write(museum.export, changed=CHANGED, removed=REMOVED)
    report = museum.load()
    after = museum.state()
    dated = {item for item, state in after.items() if state[0] == second}
    gone = {item for item, state in after.items() if state[1]}
    assert len(gone) == REMOVED
    assert report.counts["deleted"]["object"] == REMOVED
    assert report.counts["updated"] == {"object": CHANGED}
    assert gone < dated
    assert len(dated) == CHANGED + REMOVED
    assert {item: state for item, state in after.items() if item not in dated} == {
        item: state for item, state in before.items() if item not in dated
    }
    assert all(after[item][2] != before[item][2] for item in dated - gone)
    assert all(after[item][2] == b"" for item in gone)


def test_what_comes_back_is_the_same_item_with_another_date(museum: Museum) -> None:
    before = museum.state()
    museum.at(5)
    write(museum.export, removed=REMOVED)
    museum.load()
    second = museum.at(7)
    write(museum.export)
    report = museum.load()
    after = museum.state()
    assert report.counts["restored"]["object"] == REMOVED
    assert {item: (deleted, document) for item, (_, deleted, document) in after.items()} == {
        item: (deleted, document) for item, (_, deleted, document) in before.items()
    }
    assert sum(state[0] == second for state in after.values()) == REMOVED


def test_a_part_of_an_export_deletes_nothing(museum: Museum) -> None:
    before = museum.state()
    museum.edit(lambda records: records[:5])
    report = museum.load(partial=True)
    assert report.count("unchanged") > 5
    assert museum.state() == before


def test_a_rehearsal_tells_and_changes_nothing(museum: Museum) -> None:
    before, seq = museum.state(), museum.last_seq()
    write(museum.export, changed=CHANGED, removed=REMOVED)
    report = museum.load(dry_run=True)
    assert (report.counts["updated"]["object"], report.counts["deleted"]["object"]) == (CHANGED, REMOVED)
    assert (museum.state(), museum.last_seq()) == (before, seq)


def test_a_name_that_changes_dates_exactly_what_says_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = ["2026-03-01T10:00:00Z"]
    monkeypatch.setattr(clock, "now", lambda: now[0])
    export = shutil.copytree(resource("demo", "regional"), tmp_path / "regional")
    settings = Settings(data=tmp_path / "data", load_processes=1)
    load(settings, PROVIDER, [export])
    persons = export / "persons.jsonl"
    lines = [json.loads(line) for line in persons.read_text("utf-8").splitlines()]
    next(one for one in lines if one["person"] == "P-5")["name"]["kk"] += " (жаңа)"
    persons.write_text("".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in lines), "utf-8")
    now[0] = "2026-03-01T10:00:09Z"
    report = load(settings, PROVIDER, [export])
    assert report.counts["updated"] == {"actor": 1}
    with Ledger.open(settings.ledger_url) as ledger:
        reader = ledger.reader()
        states = {item: state_of(reader, item) for item in every_object(reader)}
    dated = {item for item, state in states.items() if state[0] == now[0]}
    assert dated == {item for item, state in states.items() if "(жаңа)".encode() in state[2]}
    assert report.counts["touched"] == {"object": len(dated)}
    assert dated


def test_providers_leave_each_other_alone(museum: Museum) -> None:
    before = museum.state()
    load(museum.settings, "demo-lido", [resource("demo", "lido")])
    after = museum.state()
    assert before.items() < after.items()
    museum.load()
    assert museum.state() == after


def test_a_catalogue_keeps_its_base_and_its_domain(museum: Museum) -> None:
    for changed in ({"base_uri": "https://other.example/"}, {"oai_domain": "other.example"}):
        settings = Settings(data=museum.settings.data, load_processes=1, **changed)
        with pytest.raises(IdentityError, match=r"other\.example"):
            load(settings, PROVIDER, [museum.export])


def test_one_load_at_a_time(museum: Museum) -> None:
    lock = FileLock.take(museum.settings.data / "load.lock")
    assert lock is not None
    with lock, pytest.raises(LedgerError, match="another load"):
        museum.load()
    assert museum.load().commit_id is None


def test_a_clock_that_is_set_back_takes_no_datestamp_back(museum: Museum) -> None:
    museum.at(30)
    write(museum.export, changed=1)
    first = museum.load()
    museum.now[0] = "2020-01-01T00:00:00Z"
    write(museum.export, changed=2)
    second = museum.load()
    assert first.datestamp
    assert second.datestamp
    assert second.datestamp >= first.datestamp == "2026-03-01T10:00:30Z"


def test_every_object_is_named_by_its_museum_and_its_own_identifier(museum: Museum) -> None:
    records = [json.loads(line) for line in museum.export.read_text("utf-8").splitlines()]
    assert set(museum.state()) == {mint("object", one["museum"], one["id"]) for one in records}
