"""Sitemaps and robots.txt in a Flask application: translation, nothing else."""

from flask import Blueprint, Response

from emuseum_lod.config import Settings
from emuseum_lod.discovery.answer import Service, answer
from emuseum_lod.discovery.request import parse
from emuseum_lod.flask_seam import asked, response
from emuseum_lod.ledger.reading import Reader
from emuseum_lod.views.addresses import Addresses

_RULES = ("/robots.txt", "/sitemap.xml", "/sitemap/<_part>")


def blueprint(reader: Reader, settings: Settings) -> Blueprint:
    """Return the blueprint."""
    service = Service(reader, Addresses(settings.base_uri))
    result = Blueprint("discovery", __name__)

    def serve(**_parts: str) -> Response:
        return response(answer(parse(asked()), service))

    for rule in _RULES:
        result.add_url_rule(rule, endpoint="serve", view_func=serve)
    return result
