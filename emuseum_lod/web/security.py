"""Headers that every answer carries, so that hostile data stays data: nothing runs, nothing is fetched from elsewhere."""

from typing import Final

from flask import Flask, Response

from emuseum_lod.reply import Reply

_POLICY: Final = (
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
)
CONTENT_SECURITY_POLICY: Final = "; ".join(_POLICY)
"""Most pages have no script at all. A protocol whose page needs one sends a policy of its own."""

_ALWAYS: Final = (
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)
_NAMES: Final = frozenset(name.lower() for name, _ in _ALWAYS)


def missing_from(reply: Reply) -> tuple[tuple[str, str], ...]:
    """Return those of the headers that a reply does not bring itself."""
    own = {name.lower() for name, _ in reply.headers} & _NAMES
    return tuple(pair for pair in _ALWAYS if pair[0].lower() not in own) if own else _ALWAYS


def secure(app: Flask) -> None:
    """Add the headers to every answer that does not bring its own."""

    @app.after_request
    def add(response: Response) -> Response:
        for name, value in _ALWAYS:
            response.headers.setdefault(name, value)
        return response
