"""Dumps hold what is published, all of it and nothing else; a delta leads from one edition to the next; nothing half-made is ever offered."""

import csv
import gzip
import hashlib
import io
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import zstandard
from msgspec.structs import replace
from support.loads import load_records

from emuseum_lod import loading
from emuseum_lod.catalogue.records import CatalogueRecord, HumanMadeObject, Institution, Name
from emuseum_lod.config import Settings
from emuseum_lod.dumps import files, making
from emuseum_lod.dumps.contents import COLUMNS, FORMATS
from emuseum_lod.dumps.files import COMPRESSIONS
from emuseum_lod.dumps.making import SUMS, hold, make_dump, owner_of, remove_dumps
from emuseum_lod.dumps.manifest import DELTAS, WHOLE, DumpFile, Manifest, read_manifest
from emuseum_lod.errors import DumpError
from emuseum_lod.graph.patterns import load_patterns
from emuseum_lod.ledger.database import Ledger
from emuseum_lod.resources import resource
from emuseum_lod.uris import ItemId, item_iri, key_of


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The regional demonstration, with one dump of it."""
    settings = Settings(data=tmp_path_factory.mktemp("dumps"), load_processes=1)
    loading.load(settings, "demo-regional", [resource("demo", "regional")])
    make_dump(settings)
    return settings


@pytest.fixture(scope="module")
def smallest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("smallest")
    loading.load(Settings(data=data, load_processes=1), "demo-lido", [resource("demo", "lido")])
    return data


@pytest.fixture
def small(smallest: Path, tmp_path: Path) -> Settings:
    """The smallest demonstration, without dumps."""
    shutil.copytree(smallest, tmp_path / "data")
    return Settings(data=tmp_path / "data", load_processes=1)


def manifest_of(settings: Settings) -> Manifest:
    manifest = read_manifest(settings.dumps_folder)
    assert manifest is not None
    return manifest


def content(settings: Settings, name: str) -> bytes:
    return unpacked(settings.dumps_folder / manifest_of(settings).edition / name)


def unpacked(path: Path) -> bytes:
    if path.suffix == ".gz":
        return gzip.decompress(path.read_bytes())
    return zstandard.ZstdDecompressor().decompressobj().decompress(path.read_bytes())


def records(settings: Settings) -> Iterator[CatalogueRecord]:
    with Ledger.open(settings.ledger_url) as ledger:
        after: int | None
        for kind in (
            "object",
            "actor",
            "place",
            "concept",
            "institution",
            "collection",
            "asset",
            "tour",
            "def",
        ):
            after = 0
            while after is not None:
                found, after = ledger.reader().browse(kind, after, 500)
                yield from (each.record for each in found if each.record)


def published(settings: Settings, museum: ItemId | None = None) -> list[str]:
    """The lines of everything that is published, or of what is a museum's own."""
    patterns = load_patterns()
    found = [each for each in records(settings) if museum is None or owner_of(each) == museum]
    return sorted(line for record in found for line in patterns.triples(record, settings.base_uri))


def test_the_whole_is_what_is_published(loaded: Settings) -> None:
    lines = content(loaded, "catalogue.nt.gz").decode().splitlines()
    assert sorted(lines) == published(loaded)
    whole = manifest_of(loaded).whole
    assert (whole.name, whole.triples, whole.items) == (WHOLE, len(lines), len(list(records(loaded))))


def test_turtle_says_the_same(loaded: Settings) -> None:
    document = content(loaded, "catalogue.ttl.gz")
    triples = [quad.triple for quad in ox.parse(document, format=ox.RdfFormat.TURTLE)]
    assert sorted(f"{triple} ." for triple in triples) == published(loaded)


def test_each_museum_s_files_are_its_own_and_no_item_is_lost(loaded: Settings) -> None:
    manifest = manifest_of(loaded)
    museums = {record.id for record in records(loaded) if isinstance(record, Institution)}
    assert {part.museum for part in manifest.parts[1:]} == museums
    for part in manifest.parts[1:]:
        assert part.museum is not None
        lines = content(loaded, f"museum-{key_of(part.museum)}.nt.zst").decode().splitlines()
        assert sorted(lines) == published(loaded, part.museum)
        assert part.triples == len(lines) > 0


def test_linked_art_is_one_document_a_line(loaded: Settings) -> None:
    documents = [json.loads(line) for line in content(loaded, "catalogue.jsonl.gz").splitlines()]
    named = [document["id"] for document in documents]
    assert len(named) == len(set(named))
    objects = {record.id for record in records(loaded) if isinstance(record, HumanMadeObject)}
    assert {item_iri(loaded.base_uri, item) for item in objects} <= set(named)
    assert all("@context" in document for document in documents)


def test_the_table_has_a_row_an_object(loaded: Settings) -> None:
    rows = list(csv.DictReader(io.StringIO(content(loaded, "catalogue.csv.gz").decode(), newline="")))
    objects = [record for record in records(loaded) if isinstance(record, HumanMadeObject)]
    assert sorted(row["iri"] for row in rows) == sorted(
        item_iri(loaded.base_uri, each.id) for each in objects
    )
    by_iri = {row["iri"]: row for row in rows}
    for record in objects:
        row = by_iri[item_iri(loaded.base_uri, record.id)]
        assert tuple(row) == COLUMNS
        assert row["museum"] == item_iri(loaded.base_uri, record.institution)
        for title in record.titles:
            assert title.value in row[f"title_{title.lang}" if f"title_{title.lang}" in row else "title"]
        # Where things are kept and what they cost is internal.
        assert not {"price", "location", "storage"} & set(row)


def test_every_file_is_as_the_manifest_says(loaded: Settings) -> None:
    manifest = manifest_of(loaded)
    folder = loaded.dumps_folder / manifest.edition
    assert {path.name for path in folder.iterdir()} == {file.name for file in manifest.files} | {SUMS}
    assert {(file.format, file.compression) for file in manifest.files_of(manifest.whole)} == {
        (format_, compression) for format_ in FORMATS for compression in COMPRESSIONS
    }
    for file in manifest.files:
        data = (folder / file.name).read_bytes()
        assert (file.bytes, file.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    check = subprocess.run(["sha256sum", "--check", "--quiet", SUMS], cwd=folder, check=False)
    assert check.returncode == 0


def test_both_compressions_hold_the_same(loaded: Settings) -> None:
    for format_ in FORMATS:
        assert content(loaded, f"catalogue.{format_}.gz") == content(loaded, f"catalogue.{format_}.zst")


def test_nothing_is_written_where_nothing_changed(loaded: Settings) -> None:
    before = manifest_of(loaded)
    assert make_dump(loaded) == before
    assert {path.name for path in loaded.dumps_folder.iterdir() if path.is_dir()} == {before.edition}


def some_object(settings: Settings) -> HumanMadeObject:
    return next(record for record in records(settings) if isinstance(record, HumanMadeObject))


def change(settings: Settings, *changed: CatalogueRecord, leaving: ItemId | None = None) -> None:
    """Load what the demonstration's provider has published again, with what is changed or new, without one."""
    with Ledger.open(settings.ledger_url) as ledger:
        stored = ledger.reader().get_many(record.id for record in records(settings))
        provider = stored[some_object(settings).id].provider
        there = {
            each.id: each.record for each in stored.values() if each.provider == provider and each.record
        }
        there |= {record.id: record for record in changed}
        load_records(ledger, [each for item, each in there.items() if item != leaving], provider=provider)


def patched(lines: set[str], patch: bytes) -> set[str]:
    """Apply an RDF Patch, strictly: what is deleted has to be there, what is added not."""
    said = patch.decode().splitlines()
    assert (said[0], said[-1]) == ("TX .", "TC .")
    for line in said[1:-1]:
        what, triple = line[0], line[2:]
        assert (triple in lines) is (what == "D"), line
        lines = lines ^ {triple}
    return lines


def test_a_delta_leads_from_one_edition_to_the_next(small: Settings) -> None:
    first = make_dump(small)
    before = set(content(small, "catalogue.nt.gz").decode().splitlines())
    objects = [record for record in records(small) if isinstance(record, HumanMadeObject)]
    renamed = replace(objects[0], titles=(Name(value="Басқа атау", lang="kk"),))
    change(small, renamed, leaving=objects[1].id)
    second = make_dump(small)
    change(small, objects[1])  # it comes back, as it was
    third = make_dump(small)
    after = set(content(small, "catalogue.nt.gz").decode().splitlines())
    assert [(delta.since, delta.until) for delta in third.deltas[::2]] == [
        (second.edition, third.edition),
        (first.edition, second.edition),
    ]
    for delta in reversed(third.deltas):
        path = small.dumps_folder / DELTAS / delta.name
        assert hashlib.sha256(path.read_bytes()).hexdigest() == delta.sha256
        patch = unpacked(path)
        assert patch.count(b"\nA ") == delta.added
        assert patch.count(b"\nD ") == delta.deleted
        if delta.compression == "gz":
            before = patched(before, patch)
    assert before == after


def test_the_edition_before_stays_for_those_who_are_fetching_it(small: Settings) -> None:
    editions = []
    for number in range(3):
        change(small, replace(some_object(small), titles=(Name(value=f"{number}", lang="ru"),)))
        editions.append(make_dump(small).edition)
    kept = {path.name for path in small.dumps_folder.iterdir() if path.is_dir()}
    assert kept == {*editions[1:], DELTAS}


def test_another_ledger_s_numbers_make_no_delta(small: Settings, tmp_path: Path) -> None:
    make_dump(small)
    other = Settings(data=tmp_path / "other", load_processes=1, dumps=str(small.dumps_folder))
    loading.load(other, "demo-lido", [resource("demo", "lido")])
    assert not make_dump(other).deltas


def test_a_dump_shows_one_commit_while_loads_go_on(small: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    before = published(small)
    written = making._PartFiles.end

    def end(self: making._PartFiles) -> None:
        change(
            small, replace(some_object(small), titles=(Name(value=f"Later {time.monotonic()}", lang="en"),))
        )
        written(self)

    monkeypatch.setattr(making._PartFiles, "end", end)
    manifest = make_dump(small)
    assert sorted(content(small, "catalogue.nt.gz").decode().splitlines()) == before
    with Ledger.open(small.ledger_url) as ledger:
        assert manifest.seq < ledger.reader().last_seq()


def test_a_full_disk_leaves_the_last_edition(small: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    first = make_dump(small)
    change(small, replace(some_object(small), titles=(Name(value="Next", lang="en"),)))
    ended = files.Output.end

    def full(self: files.Output) -> files.Written:
        ended(self)
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(files.Output, "end", full)
        with pytest.raises(DumpError, match="No space left"):
            make_dump(small)
    assert manifest_of(small) == first
    assert all(_is_whole(small, first, file) for file in first.files)
    assert make_dump(small).previous == first.edition


def _is_whole(settings: Settings, manifest: Manifest, file: DumpFile) -> bool:
    data = (settings.dumps_folder / manifest.edition / file.name).read_bytes()
    return hashlib.sha256(data).hexdigest() == file.sha256


def test_a_dump_that_is_killed_leaves_the_last_edition(small: Settings) -> None:
    first = make_dump(small)
    change(small, replace(some_object(small), titles=(Name(value="Next", lang="en"),)))
    command = [sys.executable, "-m", "emuseum_lod", "--data", str(small.data), "dump"]
    for wait in (0.6, 0.9, 1.2, 1.5, 1.8):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(wait)
        process.kill()
        process.wait()
        manifest = manifest_of(small)
        assert all(_is_whole(small, manifest, file) for file in manifest.files)
    last = make_dump(small)
    assert last.edition != first.edition
    kept = {path.name for path in small.dumps_folder.iterdir() if path.is_dir()}
    assert kept == {first.edition, last.edition, DELTAS}
    assert sorted(content(small, "catalogue.nt.gz").decode().splitlines()) == published(small)


def test_one_at_a_time(small: Settings) -> None:
    with hold(small.dumps_folder), pytest.raises(DumpError, match="is running"):
        make_dump(small)


def test_what_is_withdrawn_is_remembered_until_there_is_another(small: Settings) -> None:
    with hold(small.dumps_folder):
        assert not remove_dumps(small.dumps_folder)
    make_dump(small)
    for _ in range(2):
        with hold(small.dumps_folder):
            assert remove_dumps(small.dumps_folder)
        assert read_manifest(small.dumps_folder) is None
        assert not [path for path in small.dumps_folder.iterdir() if path.is_dir()]
    assert not make_dump(small).deltas
    with hold(small.dumps_folder):
        assert remove_dumps(small.dumps_folder)


def test_the_command_says_what_there_is_and_repeats_nothing(small: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    command = [sys.executable, "-m", "emuseum_lod", "--data", str(small.data), "dump", str(folder), "--json"]
    said = [subprocess.run(command, check=True, capture_output=True, text=True).stdout for _ in range(2)]
    assert said[0] == said[1]
    assert json.loads(said[0])["edition"] == read_manifest(folder).edition  # type: ignore[union-attr]  # it is there
    assert read_manifest(small.dumps_folder) is None
