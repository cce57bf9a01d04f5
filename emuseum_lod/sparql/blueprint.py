"""The SPARQL endpoint in a Flask application: translation, nothing else."""

from flask import Blueprint, Response, abort, request

from emuseum_lod.config import Settings
from emuseum_lod.flask_seam import asked, client_watch, response
from emuseum_lod.sparql import assistance, examples_page, published
from emuseum_lod.sparql.answer import answer
from emuseum_lod.sparql.request import parse
from emuseum_lod.sparql.service import Service


def blueprint(service: Service, settings: Settings) -> Blueprint:
    """Return the blueprint, with the endpoint at ``/sparql``, and below it its limits, its examples and what its page asks for."""
    result = Blueprint("sparql", __name__)
    limits = published.limits_of(settings)

    @result.route("/sparql", methods=["GET", "POST", "OPTIONS"], provide_automatic_options=False)
    @result.route("/sparql/", methods=["GET", "POST", "OPTIONS"], provide_automatic_options=False)
    def serve() -> Response:
        return response(answer(parse(asked()), service, client_watch()))

    @result.route("/sparql/limits", methods=["GET", "OPTIONS"], provide_automatic_options=False)
    def serve_limits() -> Response:
        return response(published.answer(asked(), limits, service, request.args.get("lang", "")))

    @result.route("/sparql/examples", methods=["GET", "OPTIONS"], provide_automatic_options=False)
    @result.route("/sparql/examples/<name>", methods=["GET", "OPTIONS"], provide_automatic_options=False)
    def serve_examples(name: str = "") -> Response:
        reply = examples_page.answer(asked(), service, name)
        return response(reply) if reply else abort(404)

    @result.get("/sparql/vocabulary")
    def serve_vocabulary() -> Response:
        return response(assistance.suggest(asked(), service, request.args.get("lang", "")))

    @result.post("/sparql/demonstrations")
    def serve_demonstrations() -> Response:
        return response(assistance.demonstrations(asked(), service))

    return result
