"""The two servers that `pages.py` compares, by the same gunicorn settings: ours, and its replies from memory.

python benchmarks/pages_servers.py ours|memory DATA PORT
"""

import sys
from pathlib import Path

from flask import Flask, Response, request

from emuseum_lod.config import Settings
from emuseum_lod.ledger.database import Ledger
from emuseum_lod.web.app import create_app
from emuseum_lod.web.server import Server


def main() -> None:
    """Serve until told to stop."""
    which, data, port = sys.argv[1:]
    with Ledger.open(Path(data)) as ledger:
        reader = ledger.reader()
        settings = Settings(
            data=Path(data),
            base_uri=reader.base_iri,
            oai_domain=reader.oai_domain,
            port=int(port),
            web_processes=1,
        )
    (Server if which == "ours" else MemoryServer)(settings).run()


class MemoryServer(Server):
    """Our server's settings, and an application that does nothing but send what it has sent before."""

    def load(self) -> Flask:
        """Make the application."""
        ours = create_app(self._settings).test_client()
        kept: dict[tuple[str, str | None], tuple[int, list[tuple[str, str]], bytes]] = {}
        app = Flask(__name__, static_folder=None)

        @app.get("/", defaults={"path": ""})
        @app.get("/<path:path>")
        def serve(path: str) -> Response:  # noqa: ARG001  # the whole address is the key
            known = request.headers.get("If-None-Match")
            key = request.full_path, known
            if key not in kept:
                reply = ours.get(request.full_path, headers={"If-None-Match": known} if known else {})
                kept[key] = reply.status_code, list(reply.headers), reply.data
            status, headers, body = kept[key]
            return Response(body, status, headers)

        return app


if __name__ == "__main__":
    main()
