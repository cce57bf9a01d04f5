"""The two servers that `oai.py` compares, by the same gunicorn settings: ours, and oai_repo with the same records.

    python benchmarks/oai_servers.py ours|peer DATA PORT PAGE_SIZE

The peer's records come from one table of a SQLite file, found by its keys, as XML that is ready to be parsed: the best it can be given.
"""

import sqlite3
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from flask import Flask, Response, request
from lxml import etree

from emuseum_lod.config import Settings
from emuseum_lod.ledger.database import Ledger
from emuseum_lod.ledger.reading import Reader
from emuseum_lod.uris import oai_identifier
from emuseum_lod.web.server import Server

if TYPE_CHECKING:
    import oai_repo

PEER_FILE: Final = "peer.sqlite"
_DC: Final = "http://www.openarchives.org/OAI/2.0/oai_dc/"
_SCHEMA: Final = """
CREATE TABLE record (id TEXT PRIMARY KEY, datestamp TEXT, sets TEXT, xml BLOB) WITHOUT ROWID;
CREATE INDEX record_in_order ON record (datestamp, id);
"""


def main() -> None:
    """Serve until told to stop."""
    which, data, port, page_size = sys.argv[1:]
    with Ledger.open(Path(data)) as ledger:
        reader = ledger.reader()
        settings = Settings(
            data=Path(data),
            base_uri=reader.base_iri,
            oai_domain=reader.oai_domain,
            port=int(port),
            web_processes=1,
            oai_page_size=int(page_size),
            oai_page_bytes=100_000_000,
        )
    (Server if which == "ours" else PeerServer)(settings).run()


class PeerServer(Server):
    """Our server's settings with the peer's application."""

    def load(self) -> Flask:
        """Make the application."""
        return peer_application(self._settings.data / PEER_FILE, self._settings.oai_page_size)


def copy_for_peer(reader: Reader, folder: Path) -> None:
    """Copy the oai_dc of a ledger to the peer's file."""
    with sqlite3.connect(folder / PEER_FILE) as file:
        file.executescript(_SCHEMA)
        latest = reader.latest_commit()
        assert latest is not None
        after: tuple[int, int] | None = None
        more = True
        while more:
            page = reader.oai_page("oai_dc", None, 0, latest[0], after, limit=1_000, with_payload=True)
            file.executemany(
                "INSERT INTO record VALUES (?, ?, ?, ?)",
                [
                    (
                        oai_identifier(reader.oai_domain, row.item_id),
                        row.datestamp,
                        " ".join(row.set_specs),
                        row.payload,
                    )
                    for row in page.rows
                ],
            )
            after, more = (page.rows[-1].commit_id, page.rows[-1].num), page.more
        file.execute("ANALYZE")


def peer_application(place: Path, page_size: int) -> Flask:
    """Return oai_repo in a Flask application, as its manual shows."""
    import oai_repo  # noqa: PLC0415  # only who compares needs it

    repository = oai_repo.OAIRepository(_records(oai_repo, place, page_size))
    app = Flask(__name__, static_folder=None)

    @app.get("/oai")
    def serve() -> Response:
        return Response(bytes(repository.process(request.args.to_dict())), content_type="text/xml")

    return app


def _records(library: Any, place: Path, page_size: int) -> "oai_repo.DataInterface":
    """Return what the library asks for records: each method one statement."""
    connection = sqlite3.connect(place, check_same_thread=False)
    identify = library.Identify()
    identify.repository_name, identify.base_url = "peer", "http://127.0.0.1/oai"
    identify.admin_email, identify.earliest_datestamp = ["peer@example.org"], "2000-01-01T00:00:00Z"
    identify.deleted_record, identify.granularity = "no", "YYYY-MM-DDThh:mm:ssZ"
    formats = [library.MetadataFormat("oai_dc", "http://www.openarchives.org/OAI/2.0/oai_dc.xsd", _DC)]

    class Records(library.DataInterface):  # type: ignore[misc]  # the library is not installed where types are checked
        limit = page_size

        def get_identify(self) -> Any:
            return identify

        def is_valid_identifier(self, identifier: str) -> bool:
            return bool(connection.execute("SELECT 1 FROM record WHERE id = ?", (identifier,)).fetchone())

        def get_metadata_formats(self, identifier: str | None = None) -> list[Any]:  # noqa: ARG002
            return formats

        def get_records_header(self, identifiers: list[str]) -> list[Any]:
            return [
                library.RecordHeader(name, datestamp, sets.split())
                for name, datestamp, sets in _rows(connection, "id, datestamp, sets", identifiers)
            ]

        def get_records_metadata(self, identifiers: list[str], _prefix: str) -> list[Any]:
            return [etree.fromstring(xml) for (_, xml) in _rows(connection, "id, xml", identifiers)]

        def get_records_abouts(self, identifiers: list[str]) -> list[list[Any]]:
            return [[] for _ in identifiers]

        def list_identifiers(
            self,
            metadataprefix: str,  # noqa: ARG002
            filter_from: datetime | None = None,  # noqa: ARG002
            filter_until: datetime | None = None,  # noqa: ARG002
            filter_set: str | None = None,  # noqa: ARG002
            cursor: int = 0,
        ) -> tuple[list[str], int, None]:
            found = connection.execute(
                "SELECT id FROM record ORDER BY datestamp, id LIMIT ? OFFSET ?", (page_size, cursor)
            )
            names = [name for (name,) in found]
            (size,) = connection.execute("SELECT count(*) FROM record").fetchone()
            return names, size, None

    return Records()


def _rows(connection: sqlite3.Connection, columns: str, names: list[str]) -> list[tuple[Any, ...]]:
    """Return rows in the order of the names that were asked for."""
    marks = ",".join("?" * len(names))
    query = f"SELECT {columns} FROM record WHERE id IN ({marks})"  # noqa: S608  # made of our own words
    found = {row[0]: row for row in connection.execute(query, names)}
    return [found[name] for name in names]


if __name__ == "__main__":
    main()
