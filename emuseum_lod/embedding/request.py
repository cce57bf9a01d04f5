"""What a request for a viewer, or for how it is embedded, asks for; nothing is looked up here."""

from dataclasses import dataclass
from typing import Final, TypeAlias, cast, get_args
from urllib.parse import parse_qsl

from emuseum_lod.catalogue.naming import LANGUAGES
from emuseum_lod.reply import Asked
from emuseum_lod.uris import ItemId, is_item_id, kind_of
from emuseum_lod.views.language import page_language
from emuseum_lod.views.viewing import OembedFormat

MAX_URL: Final = 2_000
"""Characters of an address that is asked for; ours have a hundred."""

_MAX_FIELDS: Final = 20
_MAX_SIZE: Final = 100_000


@dataclass(frozen=True, slots=True)
class Viewer:
    """The viewer of an asset."""

    item: ItemId


@dataclass(frozen=True, slots=True)
class Oembed:
    """How an address is embedded (oEmbed, §2.2): in at most so many pixels, where a limit is given."""

    url: str
    format: OembedFormat
    max_width: int | None = None
    max_height: int | None = None


@dataclass(frozen=True, slots=True)
class Nothing:
    """What can't be answered, and the status that says so: 404, 400 for parameters, 501 for a format (oEmbed, §2.3.5)."""

    status: int


Target: TypeAlias = Viewer | Oembed | Nothing


@dataclass(frozen=True, slots=True)
class Request:
    """A request, understood. `lang` is the page's language, `lang_named` tells that the address names it (``?lang=``)."""

    method: str
    target: Target
    lang: str
    lang_named: bool = False
    if_none_match: str | None = None
    if_modified_since: str | None = None


def parse(asked: Asked) -> Request:
    """Return what is asked for. Whatever comes from outside gives a request, if only for `Nothing`."""
    fields = _fields(asked.query)
    named = _language_named(fields or {})
    return Request(
        method=asked.method,
        target=Nothing(400) if fields is None else _target(asked.path, fields),
        lang=page_language(named, asked.headers.get("accept-language")),
        lang_named=named in LANGUAGES,
        if_none_match=asked.headers.get("if-none-match"),
        if_modified_since=asked.headers.get("if-modified-since"),
    )


def _language_named(fields: dict[str, str]) -> str:
    """Return the language that a request names, or the address that it asks about does; "" where neither does."""
    own = fields.get("lang", "")
    asked_about = fields.get("url", "")[:MAX_URL].partition("#")[0].partition("?")[2]
    return own or (_fields(asked_about.encode()) or {}).get("lang", "")


def _fields(query: bytes) -> dict[str, str] | None:
    """Return the parameters of a query string, the first of each name; None when they are too many to be meant."""
    try:
        pairs = parse_qsl(query.decode("utf-8", "replace"), max_num_fields=_MAX_FIELDS, errors="replace")
    except ValueError:
        return None
    return dict(reversed(pairs))


def _target(path: str, fields: dict[str, str]) -> Target:
    if path == "/oembed":
        return _oembed(fields)
    item = path.removeprefix("/embed/")
    return Viewer(ItemId(item)) if is_item_id(item) and kind_of(ItemId(item)) == "asset" else Nothing(404)


def _oembed(fields: dict[str, str]) -> Oembed | Nothing:
    url, format_ = fields.get("url", ""), fields.get("format", "json")
    if format_ not in get_args(OembedFormat):
        return Nothing(501)
    sizes = [_size(fields.get(name)) for name in ("maxwidth", "maxheight")]
    if not url or len(url) > MAX_URL or 0 in sizes:
        return Nothing(400)
    return Oembed(url, cast("OembedFormat", format_), *sizes)


def _size(text: str | None) -> int | None:
    """Return a limit in pixels; None where there is none, 0 for what is no size."""
    if text is None:
        return None
    return min(int(text), _MAX_SIZE) if text.isascii() and text.isdigit() and len(text) < 10 else 0
