"""Items' IRIs, pages and data in a Flask application: translation, nothing else."""

from collections.abc import Callable
from functools import partial
from typing import Final

from flask import Blueprint, Response

from emuseum_lod.config import Settings
from emuseum_lod.flask_seam import asked, response
from emuseum_lod.ledger.reading import Reader
from emuseum_lod.linkeddata.answer import answer
from emuseum_lod.linkeddata.keeping import Kept
from emuseum_lod.linkeddata.request import parse
from emuseum_lod.linkeddata.service import Describe, Render, Service
from emuseum_lod.reply import Asked, Reply
from emuseum_lod.store.searching import published_index
from emuseum_lod.uris import KINDS
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


SHORT: Final = {
    "/id/": "/id/<path:_rest>",
    "/page/": "/page/<path:_rest>",
    **{f"/data/{kind}/": "/data/<kind>/<path:_rest>" for kind in KINDS},
}
"""The addresses below which there are only items, each with its rule: what crawlers ask for, one after the other."""


def serving(
    reader: Reader, settings: Settings, describe: Describe, render: Render
) -> Callable[[Asked], Reply]:
    """Return what answers. `describe` gives a record's N-Triples lines, `render` a page model's HTML."""
    service = Service(
        reader,
        Addresses(settings.base_uri),
        settings.oai_domain,
        describe,
        render,
        partial(published_index, settings.data),
        kept=Kept(),
    )
    return lambda asked: answer(parse(asked), service)


def blueprint(answers: Callable[[Asked], Reply]) -> Blueprint:
    """Return the blueprint around what `serving` returned."""
    result = Blueprint("linkeddata", __name__)

    def serve(**_parts: str) -> Response:
        return response(answers(asked()))

    for rule in _RULES:
        result.add_url_rule(
            rule,
            endpoint="serve",
            view_func=serve,
            methods=["GET", "OPTIONS"],
            provide_automatic_options=False,
        )
    return result
