"""The SPARQL endpoint in a Flask application: translation, nothing else."""

from flask import Blueprint, Response

from emuseum_lod.flask_seam import asked, client_watch, response
from emuseum_lod.sparql.answer import answer
from emuseum_lod.sparql.request import parse
from emuseum_lod.sparql.service import Service


def blueprint(service: Service) -> Blueprint:
    """Return the blueprint, with the endpoint at ``/sparql``."""
    result = Blueprint("sparql", __name__)

    @result.route("/sparql", methods=["GET", "POST", "OPTIONS"], provide_automatic_options=False)
    @result.route("/sparql/", methods=["GET", "POST", "OPTIONS"], provide_automatic_options=False)
    def serve() -> Response:
        return response(answer(parse(asked()), service, client_watch()))

    return result
