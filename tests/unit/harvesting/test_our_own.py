"""A mirror of our own repository, on a real server: it holds what the ledger holds, after every load, and the receipt proves it."""

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask, Response, request
from lxml import etree
from support.oai import DOMAIN, Repository, at, identifier, things
from werkzeug.serving import make_server

from emuseum_lod.cli import main
from emuseum_lod.harvesting.receipts import bucket_of, line, sums
from emuseum_lod.oaipmh.blueprint import blueprint
from emuseum_lod.uris import oai_identifier

MONDAY, TUESDAY, WEDNESDAY = "2026-03-02T08:00:00Z", "2026-03-03T08:00:00Z", "2026-03-04T08:00:00Z"
MUSEUMS = ("abai", "aral")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    repository = Repository(tmp_path / "ledger", oai_page_size=7)
    repository.load(MONDAY, things(range(20)) + things(range(5), "aral"), MUSEUMS)
    return repository


@pytest.fixture
def address(repository: Repository) -> Iterator[str]:
    with serving(Flask("plain"), repository) as url:
        yield url


@contextmanager
def serving(app: Flask, repository: Repository) -> Iterator[str]:
    app.register_blueprint(blueprint(repository.reader, repository.settings, str))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/oai"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def expected(
    repository: Repository, set_spec: str | None = None
) -> dict[str, tuple[str, bool, bytes | None]]:
    page = repository.reader.oai_page("oai_dc", set_spec, 0, 99, None, limit=1_000, with_payload=True)
    return {
        oai_identifier(DOMAIN, row.item_id): (row.datestamp, row.deleted, row.payload) for row in page.rows
    }


def held(folder: Path) -> dict[str, tuple[str, bool, bytes | None]]:
    connection = sqlite3.connect(folder / "mirror.sqlite")
    found = connection.execute("SELECT identifier, datestamp, deleted, metadata FROM record").fetchall()
    connection.close()
    return {name: (datestamp, bool(deleted), metadata) for name, datestamp, deleted, metadata in found}


def call(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["harvest", *map(str, arguments), "--tries", "1"])


def same(repository: Repository, folder: Path, set_spec: str | None = None) -> bool:
    """Tell whether a mirror is the repository: datestamps, deletions, and documents as XML."""
    return plain(held(folder)) == plain(expected(repository, set_spec))


def plain(records: dict[str, tuple[str, bool, bytes | None]]) -> dict[str, tuple[str, bool, str | None]]:
    return {
        name: (datestamp, deleted, document and etree.canonicalize(document.decode(), strip_text=False))
        for name, (datestamp, deleted, document) in records.items()
    }


def test_the_mirror_follows_every_load(repository: Repository, address: str, tmp_path: Path) -> None:
    with at("2026-03-02T09:00:00Z"):
        first = call(address, tmp_path / "mirror", "--json")
    assert first.exit_code == 0, first.output
    told = json.loads(first.stdout)
    assert (told["created"], told["pages"], told["complete"]) == (25, 4, "2026-03-02T09:00:00Z")
    assert same(repository, tmp_path / "mirror")

    # Two deleted, three new, one museum renamed nothing: only those come.
    repository.load(TUESDAY, things(range(2, 23)) + things(range(5), "aral"), MUSEUMS)
    with at("2026-03-03T09:00:00Z"):
        second = json.loads(call(address, tmp_path / "mirror", "--json").stdout)
    assert (second["created"], second["deleted"], second["unchanged"]) == (3, 2, 0)
    assert same(repository, tmp_path / "mirror")

    # One comes back, one is changed.
    repository.load(
        WEDNESDAY,
        things([1]) + things([2], title="Кесе") + things(range(3, 23)) + things(range(5), "aral"),
        MUSEUMS,
    )
    with at("2026-03-04T09:00:00Z"):
        third = json.loads(call(address, tmp_path / "mirror", "--json").stdout)
        nothing = call(address, tmp_path / "mirror")
    assert third["updated"] == 2
    assert same(repository, tmp_path / "mirror")
    assert nothing.exit_code == 0
    assert "nothing new" in nothing.stdout


def test_a_set_and_a_beginning_are_mirrored_alone(
    repository: Repository, address: str, tmp_path: Path
) -> None:
    repository.load(TUESDAY, things(range(18)) + things(range(5), "aral"), MUSEUMS)
    assert call(address, tmp_path / "aral", "--set", "museum:aral").exit_code == 0
    assert same(repository, tmp_path / "aral", "museum:aral")
    assert call(address, tmp_path / "late", "--from", "2026-03-03").exit_code == 0
    assert set(held(tmp_path / "late")) == {identifier(18), identifier(19)}


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("{url}", "{dir}", "--prefix", "marc"), 2, "cannotDisseminateFormat"),
        (("{url}x", "{dir}"), 2, "status 404"),
        (("nothing", "{dir}"), 2, "not the base URL"),
        (("{url}", "{dir}", "--from", "yesterday"), 2, "no date"),
        (("{url}",), 2, "Missing argument"),
        (("http://127.0.0.1:9/oai", "{dir}"), 1, "can't be reached"),
    ],
)
def test_exit_codes(address: str, tmp_path: Path, arguments: tuple[str, ...], status: int, said: str) -> None:
    filled = [one.format(url=address, dir=tmp_path / "mirror") for one in arguments]
    result = call(*filled)
    assert (result.exit_code, said in result.output) == (status, True), result.output
    assert "Traceback" not in result.output


# --- receipts ------------------------------------------------------------------------------------------------------------------


def test_a_receipt_proves_a_mirror_and_mends_one_that_differs(repository: Repository, tmp_path: Path) -> None:
    folder = tmp_path / "mirror"
    with serving(Flask("receipts"), repository) as url:
        assert "receipt matches" in call(url, folder, "--reconcile").stdout
        connection = sqlite3.connect(folder / "mirror.sqlite")
        with connection:
            connection.execute("DELETE FROM record WHERE identifier = ?", (identifier(3),))
            connection.execute(
                "UPDATE record SET datestamp = '2020-01-01T00:00:00Z' WHERE identifier = ?", (identifier(4),)
            )
            connection.execute(
                "UPDATE record SET identifier = 'oai:x.org:never' WHERE identifier = ?", (identifier(5),)
            )
        connection.close()
        assert not same(repository, folder)
        mended = json.loads(call(url, folder, "--reconcile", "--json").stdout)
    assert (mended["receipt"], mended["created"], mended["gone"]) == ("matches", 2, 1)
    assert same(repository, folder)


def test_where_there_are_no_receipts_it_says_so(repository: Repository, tmp_path: Path) -> None:
    app = Flask("without receipts")

    @app.before_request
    def lists_alone() -> Response | None:
        return None if request.path == "/oai" else Response(status=404)

    with serving(app, repository) as url:
        result = call(url, tmp_path / "mirror", "--reconcile")
    assert result.exit_code == 0
    assert "gives no receipts" in result.stdout


def test_the_digest_is_pinned() -> None:
    """Two programs have to come to the same: `printf 'oai:x.org:a\\t2026-03-02\\t1' | b2sum -l 128`."""
    assert line("oai:x.org:a", "2026-03-02", deleted=True) == "oai:x.org:a\t2026-03-02\t1"
    held_of = sums([("oai:x.org:a", "2026-03-02", True)])[bucket_of("oai:x.org:a")]
    assert (held_of.count, f"{held_of.digest:032x}") == (1, "f68a7beb761fa0ac0570a6f8b5392932")
