"""Change streams in a Flask application: translation, nothing else."""

from flask import Blueprint, Response

from emuseum_lod.changes.answer import answer
from emuseum_lod.changes.places import Places
from emuseum_lod.changes.request import parse
from emuseum_lod.changes.service import Render, Say, Service
from emuseum_lod.config import Settings
from emuseum_lod.flask_seam import asked, response
from emuseum_lod.ledger.reading import Reader
from emuseum_lod.views.addresses import Addresses

_RULES = ("/changes/", "/changes/<path:_rest>", "/.well-known/resourcesync")


def blueprint(reader: Reader, settings: Settings, say: Say, render: Render) -> Blueprint:
    """Return the blueprint. `say` gives the words of the interface, `render` a page model's HTML."""
    service = Service(reader, Places(Addresses(settings.base_uri)), settings.repository_name, say, render)
    result = Blueprint("changes", __name__)

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
