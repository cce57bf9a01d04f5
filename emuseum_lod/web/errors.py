"""What the framework refuses by itself (unknown addresses, methods, our own faults), answered in the same forms as all else."""

import json
from http import HTTPStatus

import structlog
from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from emuseum_lod.linkeddata.formats import HTML, PROBLEM
from emuseum_lod.negotiation import negotiate
from emuseum_lod.views.language import page_language
from emuseum_lod.views.pages import ProblemPage
from emuseum_lod.web.rendering import Renderer


def answer_errors(app: Flask, renderer: Renderer) -> None:
    """Answer errors as a page for people and as a problem document (RFC 9457) for programs."""

    @app.errorhandler(HTTPException)
    def known(error: HTTPException) -> Response:
        response = _problem(error.code or 500, renderer)
        allowed = error.get_headers()
        response.headers.extend(
            [(name, value) for name, value in allowed if name in {"Allow", "Retry-After"}]
        )
        return response

    @app.errorhandler(Exception)
    def unknown(error: Exception) -> Response:
        structlog.get_logger().error("a request failed", path=request.path, exc_info=error)
        return _problem(500, renderer)


def _problem(status: int, renderer: Renderer) -> Response:
    lang = page_language(request.args.get("lang", ""), request.headers.get("Accept-Language"))
    if negotiate(request.headers.get("Accept"), (PROBLEM, HTML)) is HTML:
        body = renderer.render(ProblemPage(lang, "", "", status))
        response = Response(body, status, content_type=HTML.content_type)
    else:
        said = {"status": status, "title": HTTPStatus(status).phrase}
        response = Response(json.dumps(said) + "\n", status, content_type=PROBLEM.media_type)
    response.headers["Vary"] = "Accept, Accept-Language"
    return response
