"""The datasets in a Flask application: translation, and the sending of files, whose ranges are the framework's (RFC 9110, §14)."""

import re
from base64 import b64encode
from typing import Final

from flask import Blueprint, Response, request, send_file

from emuseum_lod.config import Settings
from emuseum_lod.datasets.answer import answer
from emuseum_lod.datasets.request import parse
from emuseum_lod.datasets.service import Download, Render, Service
from emuseum_lod.dumps.files import COMPRESSIONS
from emuseum_lod.flask_seam import asked, response
from emuseum_lod.ledger.reading import Reader
from emuseum_lod.replies import CORS
from emuseum_lod.views.addresses import Addresses

_RULES: Final = (
    "/data/",
    "/data/catalogue",
    "/data/catalogue.<_extension>",
    "/data/void",
    "/data/void.<_extension>",
    "/data/manifest.json",
    "/data/dumps/<_name>",
    "/data/dumps/<_edition>/<_name>",
    "/data/deltas/<_name>",
    "/.well-known/void",
)
_ONE_RANGE: Final = re.compile(r"bytes=(?:\d+-\d*|-\d+)", re.ASCII | re.IGNORECASE)
_MAX_AGE: Final = 3_600
"""An edition never changes, but a takedown removes it: no cache may send it for much longer."""


def blueprint(reader: Reader, settings: Settings, render: Render) -> Blueprint:
    """Return the blueprint. `render` gives a page model's HTML."""
    service = Service(
        reader,
        Addresses(settings.base_uri),
        settings.dumps_folder.absolute(),
        settings.repository_name,
        settings.admin_email,
        render,
    )
    result = Blueprint("datasets", __name__)

    def serve(**_parts: str) -> Response:
        found = answer(parse(asked()), service)
        return _sent(found) if isinstance(found, Download) else response(found)

    for rule in _RULES:
        result.add_url_rule(
            rule,
            endpoint="serve",
            view_func=serve,
            methods=["GET", "OPTIONS"],
            provide_automatic_options=False,
        )
    return result


def _sent(download: Download) -> Response:
    """Send a file, or the range of it that is asked for. Its entity tag is its checksum: a range of another file is never sent as one of this."""
    if not _ONE_RANGE.fullmatch(request.headers.get("Range", "")):
        # What is no range of bytes that we send counts as not asked for (§14.2); the framework would refuse it.
        request.environ.pop("HTTP_RANGE", None)
    media_type = COMPRESSIONS[download.path.suffix.removeprefix(".")].media_type
    sent = send_file(
        download.path,
        mimetype=media_type,
        as_attachment=True,
        download_name=download.path.name,
        conditional=True,
        etag=download.sha256,
        max_age=_MAX_AGE,
    )
    sent.headers["Accept-Ranges"] = "bytes"
    sent.headers["Repr-Digest"] = (
        f"sha-256=:{b64encode(bytes.fromhex(download.sha256)).decode()}:"  # RFC 9530
    )
    for name, value in CORS:
        sent.headers[name] = value
    return sent
