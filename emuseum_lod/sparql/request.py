"""What a client of the endpoint asks for (SPARQL 1.1 Protocol, §2.1): the query, its dataset, the format; nothing is evaluated here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias
from urllib.parse import unquote_to_bytes

from emuseum_lod.reply import Asked
from emuseum_lod.sparql.limits import Checked, Reason, check
from emuseum_lod.views.language import DEFAULT_LANGUAGE, page_language

MAX_BODY: Final = 262_144
MAX_GRAPHS: Final = 200
_MAX_PARAMETERS: Final = 2 * MAX_GRAPHS

_FORM: Final = "application/x-www-form-urlencoded"
_QUERY: Final = "application/sparql-query"
_UPDATE: Final = "application/sparql-update"

Fault = Literal["parameter", "media-type", "encoding", "too-large", "method"] | Reason


@dataclass(frozen=True, slots=True)
class Evaluate:
    """A query to be answered, on the graphs that the protocol names (which override those of the query, §2.1.4)."""

    query: str
    checked: Checked
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Introduce:
    """No query: the form for people, the service description for programs."""


@dataclass(frozen=True, slots=True)
class Preflight:
    """What a browser asks before it lets a page of another site send its query."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing that is answered. `line` and `column` are 1-based where a place in the query is to blame."""

    fault: Fault
    detail: str
    query: str = ""
    line: int = 0
    column: int = 0


Wish: TypeAlias = Evaluate | Introduce | Preflight | Refused


@dataclass(frozen=True, slots=True)
class Request:
    """A request, understood. `format` is what ``format=`` names; `lang` the language of a page; `client` the address of who asks."""

    wish: Wish
    format: str = ""
    accept: str | None = None
    if_none_match: str | None = None
    lang: str = DEFAULT_LANGUAGE
    client: str = ""


class _Wrong(Exception):  # noqa: N818 -- carries a refusal
    def __init__(self, fault: Fault, detail: str) -> None:
        super().__init__(detail)
        self.refused = Refused(fault, detail)


def parse(asked: Asked) -> Request:
    """Return what is asked for. It never raises: what can't be understood is `Refused`."""
    parameters: list[tuple[str, str]] = []
    wish: Wish
    try:
        parameters += _parameters(asked.query)
        wish = _wish(asked, parameters)
    except _Wrong as error:
        wish = error.refused
    return Request(
        wish,
        _first(parameters, "format"),
        asked.headers.get("accept"),
        asked.headers.get("if-none-match"),
        page_language(_first(parameters, "lang"), asked.headers.get("accept-language")),
        asked.client,
    )


def _wish(asked: Asked, parameters: list[tuple[str, str]]) -> Wish:
    """Return the wish; the parameters of a form are added to those of the address."""
    match asked.method:
        case "OPTIONS":
            return Preflight()
        case "GET" | "HEAD":
            queries = _all(parameters, "query")
        case "POST":
            queries = _posted(asked, parameters)
        case _:
            raise _Wrong("method", f"{asked.method} is not one of GET, HEAD, POST and OPTIONS")
    if _all(parameters, "update"):
        raise _Wrong("update", "this endpoint answers queries; it takes no updates")
    if not queries and asked.method != "POST":
        return Introduce()
    if len(queries) != 1:
        raise _Wrong("parameter", f"one query is needed, and there are {len(queries)}")
    return _evaluation(queries[0], parameters)


def _posted(asked: Asked, parameters: list[tuple[str, str]]) -> list[str]:
    """Return the queries of a POST: of a form (§2.1.2), or its body as it is (§2.1.3)."""
    if len(asked.body) > MAX_BODY:
        raise _Wrong("too-large", f"the body has more than {MAX_BODY} bytes")
    media_type, charset = _content_type(asked.headers.get("content-type", ""))
    if charset not in {"", "utf-8", "utf8"}:
        raise _Wrong("encoding", "the query has to be in UTF-8")
    if media_type == _UPDATE:
        raise _Wrong("update", "this endpoint answers queries; it takes no updates")
    if media_type == _QUERY:
        return [_text(asked.body), *_all(parameters, "query")]
    if media_type != _FORM:
        raise _Wrong("media-type", f"the body of a POST has to be {_QUERY} or {_FORM}")
    parameters += _parameters(asked.body)
    return _all(parameters, "query")


def _evaluation(query: str, parameters: Sequence[tuple[str, str]]) -> Wish:
    checked = check(query)
    if not isinstance(checked, Checked):
        return Refused(checked.reason, checked.detail, query, checked.line, checked.column)
    graphs = {name: _graphs(parameters, name) for name in ("default-graph-uri", "named-graph-uri")}
    return Evaluate(query, checked, graphs["default-graph-uri"], graphs["named-graph-uri"])


def _graphs(parameters: Sequence[tuple[str, str]], name: str) -> tuple[str, ...]:
    iris = tuple(dict.fromkeys(_all(parameters, name)))
    if len(iris) > MAX_GRAPHS:
        raise _Wrong("parameter", f"there are more than {MAX_GRAPHS} of {name}")
    for iri in iris:
        if not _is_absolute(iri):
            raise _Wrong("parameter", f"{name} has to be an absolute IRI")
    return iris


def _is_absolute(iri: str) -> bool:
    scheme, colon, _ = iri.partition(":")
    return (
        bool(colon)
        and scheme.isascii()
        and scheme.replace("+", "").replace("-", "").replace(".", "").isalnum()
        and scheme[0].isalpha()
        and not any(character in '<>"{}|^`\\' or character <= " " for character in iri)
    )


def _content_type(header: str) -> tuple[str, str]:
    """Return the media type and the charset that a Content-Type header names, in lower case."""
    media_type, *rest = (part.strip().lower() for part in header.split(";"))
    charsets = [
        part.partition("=")[2].strip(' "') for part in rest if part.partition("=")[0].strip() == "charset"
    ]
    return media_type, charsets[0] if charsets else ""


def _parameters(data: bytes) -> list[tuple[str, str]]:
    pairs = [pair for pair in data.split(b"&") if pair]
    if len(pairs) > _MAX_PARAMETERS:
        raise _Wrong("parameter", f"there are more than {_MAX_PARAMETERS} parameters")
    split = (pair.partition(b"=") for pair in pairs)
    return [(_decoded(name), _decoded(value)) for name, _, value in split]


def _decoded(data: bytes) -> str:
    return _text(unquote_to_bytes(data.replace(b"+", b" ")))


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _Wrong("encoding", "what is sent has to be UTF-8") from error


def _all(parameters: Sequence[tuple[str, str]], name: str) -> list[str]:
    return [value for key, value in parameters if key == name]


def _first(parameters: Sequence[tuple[str, str]], name: str) -> str:
    return next((value for key, value in parameters if key == name), "")
