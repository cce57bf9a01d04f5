"""Viewers and oEmbed in a Flask application: translation, nothing else."""

from flask import Blueprint, Response

from emuseum_lod.config import Settings
from emuseum_lod.embedding.answer import answer
from emuseum_lod.embedding.request import parse
from emuseum_lod.embedding.service import Render, Service
from emuseum_lod.flask_seam import asked, response
from emuseum_lod.ledger.reading import Reader
from emuseum_lod.views.addresses import Addresses

_RULES = ("/embed/<path:_rest>", "/oembed")


def blueprint(reader: Reader, settings: Settings, render: Render) -> Blueprint:
    """Return the blueprint. `render` gives a page model's HTML."""
    service = Service(reader, Addresses(settings.base_uri), settings.repository_name, render)
    result = Blueprint("embedding", __name__)

    def serve(**_parts: str) -> Response:
        return response(answer(parse(asked()), service))

    for rule in _RULES:
        result.add_url_rule(
            rule,
            endpoint="serve",
            view_func=serve,
            methods=["GET", "OPTIONS"],
            provide_automatic_options=False,
        )
    return result
