"""Files that the service holds itself: those of the demonstration below ``/files/demo/``, and the pages' own below ``/static/``."""

from pathlib import Path
from typing import Final

from flask import Blueprint, Response, abort, send_from_directory

from emuseum_lod.errors import ConfigurationError
from emuseum_lod.resources import resource

MEDIA_TYPES: Final = {
    ".css": "text/css",
    ".gif": "image/gif",
    ".glb": "model/gltf-binary",
    ".gltf": "model/gltf+json",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".wasm": "application/wasm",
    ".webp": "image/webp",
}
"""What we send, by a file's extension; nothing else is sent. Not the machine's own table, which differs from one to the next."""

_MAX_AGE: Final = 3_600


def blueprint() -> Blueprint:
    """Return the blueprint of files. Ranges, validators and HEAD are the framework's."""
    result = Blueprint("files", __name__)
    static = Path(__file__).with_name("static")

    @result.get("/static/<path:name>")
    def own(name: str) -> Response:
        return _send(static, name)

    @result.get("/files/demo/<path:name>")
    def demonstration(name: str) -> Response:
        return _send(_demonstration_folder(), name)

    return result


def _send(folder: Path | None, name: str) -> Response:
    media_type = MEDIA_TYPES.get(Path(name).suffix.lower())
    if folder is None or media_type is None or "\0" in name:
        abort(404)
    # A link out of the folder is no file of it.
    if not (folder / name).resolve().is_relative_to(folder.resolve()):
        abort(404)
    response = send_from_directory(folder, name, mimetype=media_type, conditional=True, max_age=_MAX_AGE)
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _demonstration_folder() -> Path | None:
    try:
        return resource("demo", "files")
    except ConfigurationError:
        return None
