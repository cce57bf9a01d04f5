"""The index is what the ledger says at each snapshot, however it came to be: built, followed, killed, damaged, outdated."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from emuseum_lod.config import Settings
from emuseum_lod.ledger.database import Ledger
from emuseum_lod.loading import load
from emuseum_lod.resources import resource
from emuseum_lod.store.following import publish, rebuild
from emuseum_lod.store.snapshots import HeldSnapshot, Snapshots
from emuseum_lod.store.status import read_status
from emuseum_lod.store.verifying import verify
from emuseum_lod.textindex import writing
from emuseum_lod.textindex.files import index_folder, index_of
from emuseum_lod.textindex.finding import Finder, Hits
from emuseum_lod.textindex.writing import TextIndex


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data", load_processes=1)


@pytest.fixture
def export(tmp_path: Path) -> Path:
    return shutil.copytree(resource("demo", "regional"), tmp_path / "regional")


def load_and_publish(settings: Settings, export: Path) -> None:
    load(settings, "demo-regional", [export])
    publish(settings)


def rename(export: Path, word: str, *, without: int = 0) -> None:
    """Put a word before the Kazakh name of every object, and leave out the first objects."""
    lines = (export / "objects.jsonl").read_text("utf-8").splitlines(keepends=True)
    text = "".join(lines[without:]).replace('"name": {"kk": "', f'"name": {{"kk": "{word} ')
    (export / "objects.jsonl").write_text(text, "utf-8")


def finder(settings: Settings, snapshot: HeldSnapshot) -> Finder:
    index = index_of(snapshot.path, settings.data)
    assert index is not None
    return Finder.open(index, snapshot.seq)


def hold(settings: Settings) -> HeldSnapshot:
    held = Snapshots(settings.data).hold_current()
    assert held is not None
    return held


def count(settings: Settings, text: str, **options: str) -> int:
    with hold(settings) as held:
        one = finder(settings, held)
        hits = one.find(text, limit=10_000, **options)  # type: ignore[arg-type]  # options by name
        one.close()
    assert isinstance(hits, Hits)
    return len(hits.hits)


def test_what_is_loaded_is_found_in_each_language_and_script(settings: Settings, export: Path) -> None:
    load_and_publish(settings, export)
    assert count(settings, "күміс") == count(settings, "kúmis") == count(settings, "KUMIS") > 0
    assert 0 < count(settings, "серебро", lang="ru") <= count(settings, "серебро")
    assert count(settings, "серебро", lang="en") == 0
    assert count(settings, "silver", kind="concept") > 0
    assert count(settings, "жоқсөз") == 0


def test_a_snapshot_that_is_still_open_finds_what_it_holds(settings: Settings, export: Path) -> None:
    """Search and graph agree: rows that a load ended are there for those who still ask the snapshot before it."""
    load_and_publish(settings, export)
    objects = Ledger.open(settings.ledger_url).reader().kinds()["object"]
    with hold(settings) as before:
        old = finder(settings, before)
        rename(export, "Ерекшесөз", without=3)
        load_and_publish(settings, export)
        assert old.find("ерекшесөз") == Hits(())
        assert objects / 2 < count(settings, "ерекшесөз") <= objects - 3
        old.close()


def test_what_no_snapshot_shows_leaves_the_file(settings: Settings, export: Path) -> None:
    """A deleted item's words are in no row, and in no page of the file either."""
    rename(export, "Құпиясөз")
    load_and_publish(settings, export)
    index = index_of(Snapshots(settings.data).all()[0].path, settings.data)
    assert index is not None
    text = resource("demo", "regional", "objects.jsonl").read_text("utf-8")
    (export / "objects.jsonl").write_text(text, "utf-8")
    load_and_publish(settings, export)
    assert len(Snapshots(settings.data).all()) == 1
    connection = sqlite3.connect(index)
    assert connection.execute("SELECT count(*) FROM entry WHERE until IS NOT NULL").fetchone() == (0,)
    assert connection.execute("SELECT count(*) FROM words WHERE words MATCH 'kupiasoz'").fetchone() == (0,)
    connection.execute("INSERT INTO words (words) VALUES ('integrity-check')")
    connection.close()


def test_following_equals_building(settings: Settings, export: Path) -> None:
    load_and_publish(settings, export)
    built = read_status(settings).text_index
    rename(export, "Жаңа", without=10)
    load_and_publish(settings, export)
    assert read_status(settings).text_index == built, "few changes build nothing"
    followed = verify(settings)
    assert followed.passed
    assert followed.text_index.items > 0
    rebuild(settings)
    assert read_status(settings).text_index != built
    assert verify(settings).text_index == followed.text_index
    assert len(list(index_folder(settings.data).glob("*.sqlite"))) == 1, "the old one is gone"


@pytest.mark.parametrize(
    "spoil",
    [
        "DELETE FROM entry WHERE id IN (SELECT id FROM entry WHERE item LIKE 'object/%' LIMIT 1)",
        "UPDATE words SET names = names || ' x' WHERE rowid = 1",
        "INSERT INTO number VALUES ('kp0', 'object/00000000000000', 0, NULL)",
        "DELETE FROM number WHERE rowid IN (SELECT rowid FROM number LIMIT 1)",
    ],
)
def test_verify_sees_what_is_not_as_the_ledger_says(settings: Settings, export: Path, spoil: str) -> None:
    load_and_publish(settings, export)
    connection = sqlite3.connect(index_folder(settings.data) / (read_status(settings).text_index or ""))
    connection.execute(spoil)
    connection.commit()
    connection.close()
    found = verify(settings)
    assert not found.passed
    assert found.text_index.differences == len(found.text_index.differing) == 1


@pytest.mark.parametrize("damage", ["missing", "rubbish", "other tables"])
def test_an_index_that_is_of_no_use_is_built_anew(
    settings: Settings, export: Path, damage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_and_publish(settings, export)
    before = read_status(settings).text_index
    path = index_folder(settings.data) / (before or "")
    if damage == "missing":
        path.unlink()
    elif damage == "rubbish":
        path.write_bytes(b"rubbish" * 10_000)
    else:
        monkeypatch.setattr(writing, "VERSION", 0)
    publish(settings)
    assert read_status(settings).text_index != before
    assert verify(settings).passed


def test_a_killed_follower_reads_on(
    settings: Settings, export: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_and_publish(settings, export)
    rename(export, "Жаңа", without=2)
    load(settings, "demo-regional", [export])
    monkeypatch.setattr(writing, "_AT_ONCE", 7)
    with pytest.MonkeyPatch.context() as patch:
        following = TextIndex._add
        adds = iter(range(20))

        def dying(self: TextIndex, *arguments: object) -> None:
            if next(adds, None) is None:
                raise KeyboardInterrupt
            following(self, *arguments)  # type: ignore[arg-type]  # as they come

        patch.setattr(TextIndex, "_add", dying)
        with pytest.raises(KeyboardInterrupt):
            publish(settings)
    publish(settings)
    assert verify(settings).passed


def test_numbers_are_found_however_they_are_written(settings: Settings, export: Path) -> None:
    load_and_publish(settings, export)
    ledger = Ledger.open(settings.ledger_url).reader()
    some, _ = ledger.browse("object", limit=50)
    with hold(settings) as held:
        one = finder(settings, held)
        for stored in some:
            for identifier in getattr(stored.record, "identifiers", ()):
                for written in (
                    identifier.value,
                    identifier.value.lower(),
                    identifier.value.replace("-", " "),
                ):
                    assert stored.id in one.numbered(written, 1_000), written
        assert one.numbered("no such number") == ()
        assert one.numbered("—") == ()
        one.close()
