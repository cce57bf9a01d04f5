"""A purge leaves nothing of what an item said, on any face, in any version, index, snapshot, stream or file; its tombstone stays. A merger leads on.

Every test drives the commands as an operator does, over a real data folder; a marked word stands for what has to disappear.
"""

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import zstandard
from flask.testing import FlaskClient
from msgspec.structs import replace
from support.loads import load_records

from emuseum_lod.catalogue.records import HumanMadeObject, Name, Statement
from emuseum_lod.config import Settings
from emuseum_lod.dumps.contents import FORMATS
from emuseum_lod.dumps.files import COMPRESSIONS
from emuseum_lod.dumps.making import hold, make_dump
from emuseum_lod.dumps.manifest import read_manifest
from emuseum_lod.ledger import notices
from emuseum_lod.ledger.database import Ledger
from emuseum_lod.loading import load, withdrawing
from emuseum_lod.resources import resource
from emuseum_lod.store.following import publish
from emuseum_lod.store.snapshots import Snapshots
from emuseum_lod.textindex.files import index_of
from emuseum_lod.textindex.finding import Finder
from emuseum_lod.uris import ItemId
from emuseum_lod.views import reasons
from emuseum_lod.web.app import create_app

SECRET = "Zzyzxqwv"  # noqa: S105  # a word
"""A word that nothing else says; letters that no folding of the text index changes but for their case."""
BASE = "http://127.0.0.1:8000/"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The smallest demonstration, published, and two versions of one more object that say the word."""
    settings = Settings(data=tmp_path / "data", load_processes=1)
    load(settings, "demo-lido", [resource("demo", "lido")])
    publish(settings)
    with Ledger.open(settings.ledger_url) as ledger:
        for number in (1, 2):
            load_records(ledger, [secret(ledger, number)], provider="demo-lido", whole=False)
    publish(settings)
    return settings


def secret(ledger: Ledger, number: int) -> HumanMadeObject:
    """An object of the demonstration, with the word in everything that it says."""
    objects, _ = ledger.reader().browse("object", limit=1)
    record = objects[0].record
    assert isinstance(record, HumanMadeObject)
    return replace(
        record,
        titles=(Name(value=f"{SECRET} {number}", lang="kk"),),
        statements=(Statement(value=f"{SECRET} {number}", lang="ru"),),
    )


@pytest.fixture
def item(settings: Settings) -> ItemId:
    with Ledger.open(settings.ledger_url) as ledger:
        return secret(ledger, 1).id


@pytest.fixture
def client(settings: Settings) -> Iterator[FlaskClient]:
    with Ledger.open(settings.ledger_url) as ledger:
        yield create_app(settings, reader=ledger.reader()).test_client()


def run(settings: Settings, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "emuseum_lod", "--data", str(settings.data), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ)


def where_it_is_said(settings: Settings) -> list[str]:
    """The files of the data folder whose bytes have the word, in any letter case.

    Read by another process: one that closes a database's file lets go of the locks that SQLite holds on it.
    """
    found = subprocess.run(
        ["grep", "-rliaF", SECRET, "."], cwd=settings.data, capture_output=True, text=True, check=False
    )
    return sorted(found.stdout.split())


def faces(settings: Settings, item: ItemId) -> list[str]:
    """Every address that speaks of the item."""
    with Ledger.open(settings.ledger_url) as ledger:
        versions = ledger.reader().versions.of(item)
    oai = f"/oai?verb=GetRecord&identifier=oai:{settings.oai_domain}:{item}&metadataPrefix="
    return [
        *(f"/page/{item}?lang={lang}" for lang in ("kk", "ru", "en")),
        *(f"/data/{item}.{extension}" for extension in ("ttl", "nt", "rdf", "jsonld")),
        *(f"{oai}{prefix}" for prefix in ("oai_dc", "edm", "lido", "rdf")),
        f"/history/{item}",
        *(
            f"/history/{each.seq}/{item}.{extension}"
            for each in versions
            for extension in ("html", "ttl", "jsonld")
        ),
        "/changes/",
        "/changes/feed.atom",
        "/changes/activity/1.json",
        "/changes/ldes/1.ttl",
        "/changes/resourcesync/changelist/1.xml",
        "/browse/object",
        "/oai?verb=ListRecords&metadataPrefix=oai_dc",
    ]


def test_nothing_is_left_of_what_was_purged(settings: Settings, item: ItemId, client: FlaskClient) -> None:
    assert any(name.startswith("./ledger.sqlite") for name in where_it_is_said(settings))
    spoken = [url for url in faces(settings, item) if SECRET in client.get(url).data.decode()]
    assert len(spoken) > 12, "the word can't be missed where it never was"

    done = run(settings, "purge", BASE + "id/" + item, "--reason", "privacy")
    assert done.returncode == 0, done.stderr

    assert where_it_is_said(settings) == []
    for url in faces(settings, item):
        assert SECRET.lower() not in client.get(url).data.decode().lower(), url
    for url in (f"/id/{item}", f"/page/{item}", f"/data/{item}.ttl"):
        assert client.get(url).status_code == 410
    for lang in ("kk", "ru", "en"):
        text = client.get(f"/page/{item}?lang={lang}").data.decode()
        assert {"kk": "жеке өмір", "ru": "частной жизни", "en": "privacy"}[lang] in text
    listed = client.get(
        f"/oai?verb=GetRecord&identifier=oai:{settings.oai_domain}:{item}&metadataPrefix=oai_dc"
    )
    assert b'status="deleted"' in listed.data
    latest = json.loads(client.get("/changes/activity.json").data)["last"]["id"].removeprefix(BASE)
    last = json.loads(client.get(f"/{latest}").data)["orderedItems"][-1]
    assert (last["type"], last["object"]["id"]) == ("Delete", f"{BASE}id/{item}")
    snapshot = Snapshots(settings.data).current()
    assert snapshot is not None
    index = index_of(snapshot.path, settings.data)
    assert index is not None
    found = Finder.open(index, snapshot.seq)
    assert not getattr(found.find(SECRET), "hits", None)
    found.close()
    assert run(settings, "verify").returncode == 0


def where_dumps_say_it(settings: Settings) -> list[str]:
    """The files of the dumps, deltas included, that have the word in them: it can't be seen in what is compressed."""
    readers = {
        ".gz": gzip.decompress,
        ".zst": lambda data: zstandard.ZstdDecompressor().decompressobj().decompress(data),
    }
    files = [path for path in settings.dumps_folder.rglob("*") if path.suffix in readers]
    assert files
    return [path.name for path in files if SECRET.encode() in readers[path.suffix](path.read_bytes())]


def test_nothing_is_left_in_dumps(settings: Settings, item: ItemId) -> None:
    before = make_dump(settings)
    with Ledger.open(settings.ledger_url) as ledger:
        load_records(ledger, [secret(ledger, 3)], provider="demo-lido", whole=False)
    make_dump(settings)
    said = where_dumps_say_it(settings)
    assert {name.partition(".")[2] for name in said if name.startswith("catalogue")} == {
        f"{format_}.{compression}" for format_ in FORMATS for compression in COMPRESSIONS
    }
    assert any(name.startswith(before.edition) for name in said), "the delta says it, too"

    done = run(settings, "purge", BASE + "id/" + item, "--reason", "privacy")
    assert done.returncode == 0, done.stderr

    assert where_dumps_say_it(settings) == []
    after = read_manifest(settings.dumps_folder)
    assert after is not None
    assert (after.whole.items, after.deltas, after.previous) == (before.whole.items - 1, (), "")


def test_no_item_is_purged_while_a_dump_is_written(settings: Settings, item: ItemId) -> None:
    with hold(settings.dumps_folder):
        done = run(settings, "purge", BASE + "id/" + item, "--reason", "privacy")
    assert (done.returncode, "is running" in done.stderr) == (2, True)
    assert where_it_is_said(settings), "and nothing was half done"


def test_the_next_load_leaves_a_purged_item_alone(
    settings: Settings, item: ItemId, client: FlaskClient
) -> None:
    with Ledger.open(settings.ledger_url) as ledger:
        again = secret(ledger, 3)
        assert run(settings, "purge", BASE + "id/" + item, "--reason", "rights").returncode == 0
        load_records(ledger, [again], provider="demo-lido", whole=False)
    report = load(settings, "demo-lido", [resource("demo", "lido")])
    assert "withdrawn-record" in {issue.code for issue in report.issues}
    publish(settings)
    assert client.get(f"/page/{item}").status_code == 410
    assert where_it_is_said(settings) == []


def test_a_purge_that_was_killed_between_its_steps_is_ended_by_the_same_call(
    settings: Settings, item: ItemId, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed after the first step, the item is deleted; after the second, only store and index have to be built anew."""

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    for step in ("erase", "_clean_report"):
        with monkeypatch.context() as patched:
            patched.setattr(withdrawing, step, killed)
            with pytest.raises(KeyboardInterrupt):
                withdrawing.purge(settings, item, "other")
        assert client.get(f"/page/{item}").status_code == 410
    withdrawing.purge(settings, item, "other")
    assert where_it_is_said(settings) == []
    with Ledger.open(settings.ledger_url) as ledger:
        before = ledger.reader().last_seq()
        withdrawing.purge(settings, item, "other")
        assert ledger.reader().last_seq() == before, "what is done is not done again"


def test_a_merged_item_leads_to_the_other_for_ever(settings: Settings, client: FlaskClient) -> None:
    with Ledger.open(settings.ledger_url) as ledger:
        (one, other), _ = ledger.reader().browse("object", limit=2)
    assert run(settings, "merge", BASE + "id/" + one.id, BASE + "id/" + other.id).returncode == 0
    for place in ("id", "page"):
        reply = client.get(f"/{place}/{one.id}")
        assert (reply.status_code, reply.headers["Location"]) == (308, f"/{place}/{other.id}")
    load(settings, "demo-lido", [resource("demo", "lido")])
    assert client.get(f"/id/{one.id}").status_code == 308
    assert client.get(f"/history/{one.id}").status_code == 200
    assert run(settings, "merge", BASE + "id/" + one.id, "--undo").returncode == 0
    load(settings, "demo-lido", [resource("demo", "lido")])
    assert client.get(f"/page/{one.id}").status_code == 200


def test_a_call_that_makes_no_sense_changes_nothing(settings: Settings, item: ItemId) -> None:
    iri = f"{BASE}id/{item}"
    calls = (
        ("purge", f"{BASE}id/object/00000000000000", "--reason", "rights"),
        ("purge", iri, "--reason", "whim"),
        ("purge", iri),
        ("merge", iri, iri),
        ("merge", iri),
        ("merge", iri, "--undo"),
        ("merge", iri, f"{BASE}def/profile"),
    )
    with Ledger.open(settings.ledger_url) as ledger:
        before = ledger.reader().last_seq()
        for call in calls:
            done = run(settings, *call)
            assert done.returncode == 2, call
            assert "Traceback" not in done.stderr
            assert ledger.reader().last_seq() == before


def test_every_reason_is_said_in_every_language() -> None:
    said = reasons._reasons()
    assert set(said) == {"missing", "merged", *notices.TAKEDOWNS}
    assert all(
        len({text.lang for text in texts}) == 3 and all(text.value for text in texts)
        for texts in said.values()
    )
