"""What a client of ``/api/`` asks for: a stored query with its parameters' values as terms, a page of its rows, a format; nothing is evaluated here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias
from urllib.parse import parse_qsl

from emuseum_lod.reply import Asked
from emuseum_lod.stored.library import LANGUAGE, LIMIT, OFFSET, SNAPSHOT, Library, Parameter, StoredQuery
from emuseum_lod.stored.values import LONGEST_TEXT, Term, UnfitError, integer
from emuseum_lod.views.language import DEFAULT_LANGUAGE, page_language

DEFAULT_LIMIT: Final = 50
MAX_LIMIT: Final = 1_000
MAX_OFFSET: Final = 100_000
"""Rows of a page where nothing is said, at most, and before it: who needs more asks the endpoint, or harvests."""

OPENAPI: Final = "openapi"
SUFFIXES: Final = ("json", "csv", "html")

_MAX_FIELDS: Final = 64
_PAGING: Final = {LIMIT: (1, MAX_LIMIT), OFFSET: (0, MAX_OFFSET)}


@dataclass(frozen=True, slots=True)
class Run:
    """A query to be answered. `texts` are the parameters that were sent, as they were; `values` all that the query gets.

    `snapshot` names the one that it has to be answered from; "": whichever is published.
    """

    query: StoredQuery
    texts: Mapping[str, str]
    values: Mapping[str, Term]
    limit: int = DEFAULT_LIMIT
    offset: int = 0
    snapshot: str = ""


@dataclass(frozen=True, slots=True)
class ListAll:
    """The list of all stored queries."""


@dataclass(frozen=True, slots=True)
class Describe:
    """The OpenAPI description."""


@dataclass(frozen=True, slots=True)
class Preflight:
    """What a browser asks before it lets a page of another site read from here."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing that is answered: `code` is one of `problems`; `parameter` and `value` are to blame where they are named."""

    code: str
    detail: str
    parameter: str = ""
    value: str = ""
    query: StoredQuery | None = None
    texts: Mapping[str, str] = field(default_factory=dict)


Wish: TypeAlias = Run | ListAll | Describe | Preflight | Refused


@dataclass(frozen=True, slots=True)
class Request:
    """A request, understood. `suffix` is the format that its address ends in, or "". `lang` is the language of names and pages."""

    wish: Wish
    suffix: str = ""
    accept: str | None = None
    if_none_match: str | None = None
    if_modified_since: str | None = None
    lang: str = DEFAULT_LANGUAGE
    client: str = ""


class _Wrong(Exception):  # noqa: N818 -- carries a refusal
    def __init__(self, detail: str, parameter: str = "", value: str = "") -> None:
        super().__init__(detail)
        self.detail, self.parameter, self.value = detail, parameter, value


def parse(asked: Asked, name: str, library: Library, base: str) -> Request:
    """Return what is asked for; `name` is what stands behind ``/api/``. It never raises: what can't be understood is `Refused`."""
    stem, dot, suffix = name.rpartition(".")
    if not dot or suffix not in SUFFIXES:
        stem, suffix = name, ""
    texts: dict[str, str] = {}
    query = library.get(stem)
    wish: Wish
    try:
        texts = _texts(asked.query)
        wish = _wish(asked, stem, query, texts, base)
    except _Wrong as wrong:
        wish = Refused("parameter", wrong.detail, wrong.parameter, wrong.value, query, texts)
    return Request(
        wish,
        suffix,
        asked.headers.get("accept"),
        asked.headers.get("if-none-match"),
        None,
        page_language(texts.get(LANGUAGE, ""), asked.headers.get("accept-language")),
        asked.client,
    )


def _wish(asked: Asked, name: str, query: StoredQuery | None, texts: dict[str, str], base: str) -> Wish:
    if asked.method == "OPTIONS":
        return Preflight()
    if not name:
        return ListAll()
    if name == OPENAPI:
        return Describe()
    if query is None:
        return Refused("not-found", f"there is no stored query {name[:100]!r}; /api/ lists them")
    limit, offset = (_paging(which, texts, default) for which, default in ((LIMIT, DEFAULT_LIMIT), (OFFSET, 0)))  # fmt: skip
    return Run(query, texts, _values(query, texts, base), limit, offset, texts.get(SNAPSHOT, ""))


def _texts(query: bytes) -> dict[str, str]:
    """Return the parameters as they were sent. An empty one counts as none: forms send those."""
    try:
        pairs = parse_qsl(query.decode("utf-8"), errors="strict", max_num_fields=_MAX_FIELDS)
    except UnicodeDecodeError:
        raise _Wrong("what is sent has to be UTF-8, percent-encoded") from None
    except ValueError:
        raise _Wrong(f"there are more than {_MAX_FIELDS} parameters") from None
    texts: dict[str, str] = {}
    for name, value in pairs:
        if name in texts:
            raise _Wrong("it is there twice, and takes one value", name[:100], value[:LONGEST_TEXT])
        texts[name] = value
    return texts


def _values(query: StoredQuery, texts: Mapping[str, str], base: str) -> dict[str, Term]:
    known = {each.name for each in query.parameters} | {LANGUAGE, LIMIT, OFFSET, SNAPSHOT}
    for name, text in texts.items():
        if name not in known:
            raise _Wrong(f"{query.name} has no such parameter, but {', '.join(sorted(known))}", name[:100], text[:LONGEST_TEXT])  # fmt: skip
    lang = texts.get(LANGUAGE, DEFAULT_LANGUAGE)
    if lang != page_language(lang, None):
        raise _Wrong("it is none of kk, ru, en", LANGUAGE, lang[:LONGEST_TEXT])
    return {each.name: term for each in query.parameters if (term := _value(each, texts, base)) is not None}


def _value(parameter: Parameter, texts: Mapping[str, str], base: str) -> Term | None:
    text = texts.get(parameter.name, parameter.default)
    if not text:
        if parameter.required:
            raise _Wrong(f"it is required: such as {parameter.name}={parameter.declared.example}", parameter.name)  # fmt: skip
        return None
    if len(text) > LONGEST_TEXT:
        raise _Wrong(f"it has more than {LONGEST_TEXT} characters", parameter.name, text[:LONGEST_TEXT])
    try:
        return parameter.declared.term(text, base)
    except UnfitError as error:
        raise _Wrong(str(error), parameter.name, text) from None


def _paging(name: str, texts: Mapping[str, str], default: int) -> int:
    if name not in texts:
        return default
    try:
        return integer(texts[name], *_PAGING[name])
    except UnfitError as error:
        raise _Wrong(str(error), name, texts[name][:LONGEST_TEXT]) from None
