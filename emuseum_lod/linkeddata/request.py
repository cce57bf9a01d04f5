"""What a request for a page or its data asks for: the address and the headers, understood; nothing is looked up here."""

from dataclasses import dataclass, replace
from typing import Final, TypeAlias
from urllib.parse import parse_qsl

from emuseum_lod.catalogue.naming import LANGUAGES
from emuseum_lod.linkeddata.finding import variant
from emuseum_lod.linkeddata.profile import RECOMMENDED_TOKEN, Variant
from emuseum_lod.negotiation import media_ranges, profile_ranges
from emuseum_lod.reply import Asked
from emuseum_lod.uris import KINDS, ItemId, Kind, is_item_id
from emuseum_lod.views.language import DEFAULT_LANGUAGE, page_language

MAX_NUMBER: Final = 200
"""Characters of an inventory number that is looked up; the longest in real books has 40."""
_MAX_FIELDS: Final = 20
_MAX_CURSOR: Final = 2**63 - 1
_CONTEXTS: Final = "contexts/"


@dataclass(frozen=True, slots=True)
class Start:
    """The start page."""


@dataclass(frozen=True, slots=True)
class Browse:
    """A page of the items of a kind; `after` is where the page before ended."""

    kind: Kind
    after: int = 0


@dataclass(frozen=True, slots=True)
class Lookup:
    """The items that carry a number, or with `words` have some words. `museum` leaves those of one museum."""

    text: str
    museum: str = ""
    words: bool = False


@dataclass(frozen=True, slots=True)
class Thing:
    """What an item's IRI names: answered with the address of a document about it."""

    item: ItemId


@dataclass(frozen=True, slots=True)
class Page:
    """The page of an item. With `show`, the users of that kind from `after` on."""

    item: ItemId
    show: Kind | None = None
    after: int = 0


@dataclass(frozen=True, slots=True)
class Data:
    """One document about an item: a profile in a format, both named by the address.

    With `show`, what follows from `after` on of the users of that kind, where the profile is paged.
    """

    item: ItemId
    variant: Variant
    show: Kind | None = None
    after: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """A vocabulary or ontology document, whose IRI is its address: negotiated in place."""

    item: ItemId


@dataclass(frozen=True, slots=True)
class Context:
    """A JSON-LD context that our documents name."""

    name: str


@dataclass(frozen=True, slots=True)
class Nowhere:
    """An address that can't name anything (`status` 404), or parameters that say nothing (400)."""

    status: int = 404


Target: TypeAlias = Start | Browse | Lookup | Thing | Page | Data | Document | Context | Nowhere


@dataclass(frozen=True, slots=True)
class Request:
    """A request, understood. `lang` is the page's language; `lang_named` tells that the address names it (``?lang=``).

    `accept` is what the client takes, and `profiles` the tokens or IRIs of the profiles that it wants, the most wanted first: by its
    headers, or by ``_mediatype`` and ``_profile`` in the address, which count instead (Content Negotiation by Profile, §7.2).
    """

    method: str
    target: Target
    lang: str = DEFAULT_LANGUAGE
    lang_named: bool = False
    accept: str | None = None
    profiles: tuple[str, ...] = ()
    if_none_match: str | None = None
    if_modified_since: str | None = None


def parse(asked: Asked) -> Request:
    """Return what is asked for. Whatever comes from outside gives a request, if only for `Nowhere`."""
    fields = _fields(asked.query)
    named = (fields or {}).get("lang", "")
    return Request(
        method=asked.method,
        target=Nowhere(400) if fields is None or not _says_a_type(fields) else _target(asked.path, fields),
        lang=page_language(named, asked.headers.get("accept-language")),
        lang_named=named in LANGUAGES,
        accept=_accept(asked, fields or {}),
        profiles=_profiles(asked, fields or {}),
        if_none_match=asked.headers.get("if-none-match"),
        if_modified_since=asked.headers.get("if-modified-since"),
    )


def _media_type(fields: dict[str, str]) -> str:
    """Return the media type that ``_mediatype`` names, in which a plus may have been written as it is."""
    return fields.get("_mediatype", "").strip().replace(" ", "+")


def _says_a_type(fields: dict[str, str]) -> bool:
    named = _media_type(fields)
    return not named or bool(media_ranges(named))


def _accept(asked: Asked, fields: dict[str, str]) -> str | None:
    return _media_type(fields) or asked.headers.get("accept")


def _profiles(asked: Asked, fields: dict[str, str]) -> tuple[str, ...]:
    named = fields.get("_profile", "").strip()
    return (named.strip("<>"),) if named else profile_ranges(asked.headers.get("accept-profile", ""))


def _fields(query: bytes) -> dict[str, str] | None:
    """Return the parameters of a query string, the first of each name; None when they are too many to be meant."""
    try:
        pairs = parse_qsl(query.decode("utf-8", "replace"), max_num_fields=_MAX_FIELDS, errors="replace")
    except ValueError:
        return None
    return dict(reversed(pairs))


def _target(path: str, fields: dict[str, str]) -> Target:
    after = _cursor(fields.get("after"))
    if after is None:
        return Nowhere(400)
    if path == "/":
        return Start()
    room, _, rest = path.removeprefix("/").partition("/")
    if room == "lookup" and not rest:
        return _lookup(fields)
    if room == "browse":
        return Browse(rest, after) if rest in KINDS else Nowhere()
    return _of_an_item(room, rest, fields, after)


def _lookup(fields: dict[str, str]) -> Target:
    number, words, museum = (fields.get(name, "").strip() for name in ("number", "q", "museum"))
    text = number or words
    if not text or max(len(text), len(museum)) > MAX_NUMBER:
        return Nowhere(400)
    return Lookup(text, museum, words=not number)


def _of_an_item(room: str, rest: str, fields: dict[str, str], after: int) -> Target:
    match room:
        case "id" if _is_item(rest):
            return Thing(ItemId(rest))
        case "page" if _is_item(rest):
            return _page(ItemId(rest), fields, after)
        case "data":
            return _continued(_data(rest), fields, after)
        case "def":
            return _definition(rest, fields, after)
        case _:
            return Nowhere()


def _page(item: ItemId, fields: dict[str, str], after: int) -> Page | Nowhere:
    show = fields.get("show")
    if show is None:
        return Page(item)
    return Page(item, show, after) if show in KINDS else Nowhere(400)


def _data(rest: str) -> Data | Nowhere:
    item, _, name = rest.partition(".")
    return _document(item, name) if _is_item(item) else Nowhere()


def _continued(target: Data | Nowhere, fields: dict[str, str], after: int) -> Data | Nowhere:
    show = fields.get("show")
    if show is None or isinstance(target, Nowhere):
        return target
    return replace(target, show=show, after=after) if show in KINDS else Nowhere(400)


def _document(item: str, name: str) -> Data | Nowhere:
    """Return the document of an item that ``ttl`` or ``lido.xml`` names."""
    token, dot, extension = name.rpartition(".")
    if token == RECOMMENDED_TOKEN or (dot and not token):
        return Nowhere()
    found = variant(token or RECOMMENDED_TOKEN, extension)
    return Data(ItemId(item), found) if found else Nowhere()


def _definition(rest: str, fields: dict[str, str], after: int) -> Target:
    """Return what a path below ``/def/`` asks for: a context, a document in one format, or a document."""
    if not rest:
        return Browse("def", after)
    if rest.startswith(_CONTEXTS):
        return Context(rest.removeprefix(_CONTEXTS))
    whole = f"def/{rest}"
    name, _, extension = whole.rpartition(".")
    if extension == "html" and is_item_id(name):
        return _page(ItemId(name), fields, after)
    # Names of documents have dots of their own (def/profile/1.0), so that they are read from their end.
    outer, _, token = name.rpartition(".")
    for item, end in ((outer, f"{token}.{extension}"), (name, extension)):
        if is_item_id(item) and isinstance(found := _document(item, end), Data):
            return _continued(found, fields, after)
    return Document(ItemId(whole)) if is_item_id(whole) else Nowhere()


def _is_item(text: str) -> bool:
    return is_item_id(text) and not text.startswith("def/")


def _cursor(text: str | None) -> int | None:
    """Return where a list goes on: 0 for its beginning, None for what is no cursor of ours."""
    if not text:
        return 0
    return (
        int(text)
        if text.isascii() and text.isdigit() and len(text) < 20 and int(text) <= _MAX_CURSOR
        else None
    )
