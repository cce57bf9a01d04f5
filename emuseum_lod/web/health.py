"""Small addresses for machines: whether the service can answer, and what crawlers may visit."""

from typing import Final

import structlog
from flask import Blueprint, Response
from sqlalchemy.exc import SQLAlchemyError

from emuseum_lod.errors import EmuseumError
from emuseum_lod.ledger.reading import Reader

ROBOTS: Final = """\
User-agent: *
Disallow: /sparql
Disallow: /oai
Disallow: /metrics
Disallow: /lookup
Disallow: /*?show=
"""
"""Pages and data are for crawlers; endless queries and continued lists are not."""


def blueprint(reader: Reader) -> Blueprint:
    """Return the blueprint of `/healthz` and `/robots.txt`."""
    result = Blueprint("health", __name__)

    @result.get("/healthz")
    def healthz() -> Response:
        try:
            seq = reader.last_seq()
        except (EmuseumError, SQLAlchemyError) as error:
            structlog.get_logger().error("the ledger does not answer", error=str(error))
            return _json('{"status": "failing", "failing": "ledger"}\n', 503)
        return _json(f'{{"status": "ok", "seq": {seq}}}\n', 200)

    @result.get("/robots.txt")
    def robots() -> Response:
        return Response(ROBOTS, content_type="text/plain; charset=utf-8")

    return result


def _json(body: str, status: int) -> Response:
    return Response(body, status, headers={"Cache-Control": "no-store"}, content_type="application/json")
