"""Items' IRIs, pages and data in a Flask application: translation, nothing else."""

from functools import partial

from flask import Blueprint, Response

from emuseum_lod.config import Settings
from emuseum_lod.flask_seam import asked, response
from emuseum_lod.ledger.reading import Reader
from emuseum_lod.linkeddata.answer import answer
from emuseum_lod.linkeddata.keeping import Kept
from emuseum_lod.linkeddata.request import parse
from emuseum_lod.linkeddata.service import Describe, Render, Service
from emuseum_lod.store.searching import published_index
from emuseum_lod.views.addresses import Addresses

_RULES = (
    "/",
    "/lookup",
    "/browse/<path:_rest>",
    "/id/<path:_rest>",
    "/page/<path:_rest>",
    "/data/<kind>/<path:_rest>",
    "/def/",
    "/def/<path:_rest>",
)


def blueprint(reader: Reader, settings: Settings, describe: Describe, render: Render) -> Blueprint:
    """Return the blueprint. `describe` gives a record's N-Triples lines, `render` a page model's HTML."""
    service = Service(
        reader,
        Addresses(settings.base_uri),
        settings.oai_domain,
        describe,
        render,
        partial(published_index, settings.data),
        kept=Kept(),
    )
    result = Blueprint("linkeddata", __name__)

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
