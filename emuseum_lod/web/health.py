"""A small address for machines: whether the service can answer."""

import structlog
from flask import Blueprint, Response
from sqlalchemy.exc import SQLAlchemyError

from emuseum_lod.errors import EmuseumError
from emuseum_lod.ledger.reading import Reader


def blueprint(reader: Reader) -> Blueprint:
    """Return the blueprint of `/healthz`."""
    result = Blueprint("health", __name__)

    @result.get("/healthz")
    def healthz() -> Response:
        try:
            seq = reader.last_seq()
        except (EmuseumError, SQLAlchemyError) as error:
            structlog.get_logger().error("the ledger does not answer", error=str(error))
            return _json('{"status": "failing", "failing": "ledger"}\n', 503)
        return _json(f'{{"status": "ok", "seq": {seq}}}\n', 200)

    return result


def _json(body: str, status: int) -> Response:
    return Response(body, status, headers={"Cache-Control": "no-store"}, content_type="application/json")
