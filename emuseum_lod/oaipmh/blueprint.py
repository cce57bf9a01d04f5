"""OAI-PMH in a Flask application: translation, nothing else."""

from collections.abc import Callable

from flask import Blueprint, Response

from emuseum_lod.config import Settings
from emuseum_lod.flask_seam import asked, response
from emuseum_lod.ledger.reading import Reader
from emuseum_lod.oaipmh import guide, receipt
from emuseum_lod.oaipmh.answer import answer
from emuseum_lod.oaipmh.request import parse
from emuseum_lod.reply import Asked, Reply


def serving(reader: Reader, settings: Settings) -> Callable[[Asked], Reply]:
    """Return what answers the base URL."""
    return lambda asked: answer(parse(asked), reader, settings)


def blueprint(reader: Reader, settings: Settings, render: guide.Render) -> Blueprint:
    """Return the blueprint, with the base URL ``/oai`` receipts and a page for people below it. `render` gives the HTML of a page."""
    result = Blueprint("oaipmh", __name__)
    harvested = serving(reader, settings)

    @result.route("/oai", methods=["GET", "POST"])
    def serve() -> Response:
        return response(harvested(asked()))

    @result.get("/oai/receipt")
    def serve_receipt() -> Response:
        return response(receipt.answer(receipt.parse(asked()), reader))

    @result.get("/oai/")
    def serve_guide() -> Response:
        return response(guide.answer(guide.parse(asked()), reader, settings, render))

    return result
