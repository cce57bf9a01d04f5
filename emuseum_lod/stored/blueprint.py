"""Stored queries in a Flask application: translation, nothing else."""

from flask import Blueprint, Response

from emuseum_lod.flask_seam import asked, client_watch, response
from emuseum_lod.sparql.service import Service as Endpoint
from emuseum_lod.stored.answer import answer
from emuseum_lod.stored.library import load_library
from emuseum_lod.stored.request import parse
from emuseum_lod.stored.service import Service


def blueprint(endpoint: Endpoint) -> Blueprint:
    """Return the blueprint of ``/api/``; the files of the stored queries are read and checked here."""
    service = Service(endpoint, load_library())
    result = Blueprint("stored", __name__)

    @result.route("/api/", methods=["GET", "OPTIONS"], provide_automatic_options=False)
    @result.route("/api/<name>", methods=["GET", "OPTIONS"], provide_automatic_options=False)
    def serve(name: str = "") -> Response:
        return response(answer(parse(asked(), name, service.library, service.base), service, client_watch()))

    return result
