"""The store is what the ledger says, however it came to be: built, followed, rebuilt, damaged, killed half-way."""

import shutil
from pathlib import Path
from threading import Event, Thread

import pyoxigraph as ox
import pytest

from emuseum_lod.config import Settings
from emuseum_lod.errors import LedgerError
from emuseum_lod.graph import patterns as patterns_module
from emuseum_lod.graph.patterns import Patterns
from emuseum_lod.loading import load
from emuseum_lod.resources import resource
from emuseum_lod.store import following
from emuseum_lod.store.following import follow_until, publish, rebuild
from emuseum_lod.store.snapshots import Snapshots
from emuseum_lod.store.verifying import verify


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data", load_processes=1)


@pytest.fixture
def export(tmp_path: Path) -> Path:
    return shutil.copytree(resource("demo", "regional"), tmp_path / "regional")


def load_regional(settings: Settings, export: Path) -> None:
    load(settings, "demo-regional", [export])


def edit(export: Path, *, without: int = 0) -> None:
    """Change the title of every object, and leave out some."""
    lines = (export / "objects.jsonl").read_text("utf-8").splitlines(keepends=True)
    text = "".join(lines[without:]).replace('"name": {"kk": "', '"name": {"kk": "Жаңа ')
    (export / "objects.jsonl").write_text(text, "utf-8")


def store_folders(settings: Settings) -> set[str]:
    return {path.name for path in (settings.data / "store").iterdir() if path.is_dir()}


def test_nothing_can_be_published_before_the_first_load(settings: Settings) -> None:
    with pytest.raises(LedgerError, match="load something first"):
        publish(settings)


def test_changes_are_applied_as_differences_and_equal_a_build(settings: Settings, export: Path) -> None:
    load_regional(settings, export)
    publish(settings)
    built = store_folders(settings)
    edit(export, without=10)
    load_regional(settings, export)
    publish(settings)

    assert store_folders(settings) == built, "few changes build nothing"
    followed = verify(settings)
    assert followed.passed
    rebuild(settings)
    assert store_folders(settings) != built
    assert verify(settings).triples_in_store == followed.triples_in_store


def test_publishing_again_changes_nothing(settings: Settings, export: Path) -> None:
    load_regional(settings, export)
    assert publish(settings) == publish(settings)


def test_changes_to_most_of_the_catalogue_build_anew(
    settings: Settings, export: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "_FEW", 5)
    monkeypatch.setattr(following, "_WORTH_BUILDING", 0.01)
    load_regional(settings, export)
    publish(settings)
    built = store_folders(settings)
    edit(export)
    load_regional(settings, export)
    publish(settings)
    assert store_folders(settings).isdisjoint(built)
    assert verify(settings).passed


def test_other_patterns_mean_another_store(
    settings: Settings, export: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    load_regional(settings, export)
    before = publish(settings)
    changed = shutil.copytree(resource("mappings", "patterns"), tmp_path / "patterns")
    (changed / "tour.rq").unlink()
    other: Patterns = patterns_module._load(changed)
    for module in ("following", "building", "verifying"):
        monkeypatch.setattr(f"emuseum_lod.store.{module}.load_patterns", lambda: other)

    after = publish(settings)
    assert after.seq == before.seq
    assert after != before
    assert verify(settings).passed


def test_a_damaged_store_is_built_anew(settings: Settings, export: Path) -> None:
    load_regional(settings, export)
    publish(settings)
    (name,) = store_folders(settings)
    (settings.data / "store" / name / "CURRENT").write_text("nonsense\n")
    edit(export)
    load_regional(settings, export)
    publish(settings)
    assert verify(settings).passed


def test_verification_finds_what_is_missing_and_what_is_too_much(settings: Settings, export: Path) -> None:
    load_regional(settings, export)
    publish(settings)
    snapshot = Snapshots(settings.data).current()
    assert snapshot is not None
    title = "<http://purl.org/dc/terms/title>"
    stray = f'<{settings.base_uri}id/object/00000000000000> {title} "stray"@en'
    store = ox.Store(str(snapshot.path))
    lost = next(iter(store.quads_for_pattern(None, ox.NamedNode(title[1:-1]), None, None)))
    store.remove(lost)
    store.update(f"INSERT DATA {{ {stray} }}")
    store.flush()
    del store

    found = verify(settings)
    assert not found.passed
    assert found.documents == 2
    lines = {line for difference in found.differences for line in (*difference.missing, *difference.orphaned)}
    assert lines == {f"{lost.triple} .", f"{stray} ."}


def test_a_build_that_was_killed_leaves_nothing_behind(settings: Settings, export: Path) -> None:
    load_regional(settings, export)
    publish(settings)
    for name in ("store-0badcafe", "store-0badcafe.lines"):
        (settings.data / "store" / name).mkdir()
    (settings.data / "snapshots" / "000000000001-0badcafe.tmp").mkdir()
    rebuild(settings)
    assert len(store_folders(settings)) == 1
    assert [path.name for path in (settings.data / "snapshots").iterdir() if path.is_dir()] == [
        getattr(Snapshots(settings.data).current(), "name", None)
    ]


def test_while_a_service_follows_others_wait_for_it(settings: Settings, export: Path) -> None:
    load_regional(settings, export)
    stop, errors = Event(), list[Exception]()
    service = Thread(target=follow_until, args=(settings, stop, errors.append))
    service.start()
    try:
        first = publish(settings)
        edit(export)
        load_regional(settings, export)
        second = publish(settings)
        assert second.seq > first.seq
        assert rebuild(settings) != second
        assert verify(settings).passed
    finally:
        stop.set()
        service.join()
    assert not errors
