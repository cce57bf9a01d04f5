"""IIIF documents in a Flask application: translation, nothing else."""

from flask import Blueprint, Response

from emuseum_lod.config import Settings
from emuseum_lod.flask_seam import asked, response
from emuseum_lod.iiif.answer import answer
from emuseum_lod.iiif.request import parse
from emuseum_lod.iiif.service import Service
from emuseum_lod.ledger.reading import Reader
from emuseum_lod.views.addresses import Addresses


def blueprint(reader: Reader, settings: Settings) -> Blueprint:
    """Return the blueprint."""
    service = Service(reader, Addresses(settings.base_uri))
    result = Blueprint("iiif", __name__)

    def serve(**_parts: str) -> Response:
        return response(answer(parse(asked()), service))

    result.add_url_rule(
        "/iiif/<path:_rest>",
        endpoint="serve",
        view_func=serve,
        methods=["GET", "OPTIONS"],
        provide_automatic_options=False,
    )
    return result
