"""What a harvester asks for: the arguments, understood; nothing is looked up here.

Arguments are those of §4 of the specification, each at most once and none besides. Whatever cannot be understood is a `Refused`
with the code that the specification has for it, so that any bytes at all get a proper answer.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, NamedTuple, TypeAlias, cast, get_args
from urllib.parse import unquote_to_bytes

from emuseum_lod.issues import shorten
from emuseum_lod.reply import Asked

Verb = Literal["Identify", "ListMetadataFormats", "ListSets", "GetRecord", "ListIdentifiers", "ListRecords"]
ListVerb = Literal["ListIdentifiers", "ListRecords"]
Code = Literal[
    "badArgument",
    "badResumptionToken",
    "badVerb",
    "cannotDisseminateFormat",
    "idDoesNotExist",
    "noRecordsMatch",
    "noSetHierarchy",
]

MAX_BODY: Final = 16_384
"""Bytes of a POST that are read as arguments; the longest honest request has less than a thousand."""
_MAX_ARGUMENTS: Final = 32
_MAX_PROBLEMS: Final = 8
_FORM: Final = "application/x-www-form-urlencoded"

_DAY: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})", re.ASCII)
_SECOND: Final = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z", re.ASCII
)
_NAME: Final = r"[A-Za-z0-9\-_.!~*'()]+"
_PREFIX: Final = re.compile(_NAME, re.ASCII)
_SET_SPEC: Final = re.compile(rf"{_NAME}(?::{_NAME})*", re.ASCII)


class Problem(NamedTuple):
    """An error of the protocol (§3.6) and what to do about it."""

    code: Code
    message: str


@dataclass(frozen=True, slots=True)
class Identify:
    """What the repository is."""


@dataclass(frozen=True, slots=True)
class ListMetadataFormats:
    """Which formats there are, or an item has."""

    identifier: str | None = None


@dataclass(frozen=True, slots=True)
class ListSets:
    """Which sets there are; with a token, which there are behind those that were told."""

    token: str | None = None


@dataclass(frozen=True, slots=True)
class GetRecord:
    """One item in one format."""

    identifier: str
    prefix: str


@dataclass(frozen=True, slots=True)
class Begin:
    """The first page of a list. `from_` and `until` are seconds, both inclusive."""

    verb: ListVerb
    prefix: str
    from_: str | None = None
    until: str | None = None
    set_spec: str | None = None


@dataclass(frozen=True, slots=True)
class Resume:
    """Another page of a list."""

    verb: ListVerb
    token: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing that can be answered."""

    problems: tuple[Problem, ...]


Wish: TypeAlias = Identify | ListMetadataFormats | ListSets | GetRecord | Begin | Resume | Refused


@dataclass(frozen=True, slots=True)
class Request:
    """A request, understood. `arguments` are the ones sent, the verb first, to be repeated in the answer."""

    wish: Wish
    arguments: tuple[tuple[str, str], ...] = ()
    gzip: bool = False


class _Rule(NamedTuple):
    """The arguments of a verb. `exclusive` stands for all the others."""

    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    exclusive: str = ""


_LIST: Final = _Rule(("metadataPrefix",), ("from", "until", "set"), "resumptionToken")
_RULES: Final[Mapping[Verb, _Rule]] = {
    "Identify": _Rule(),
    "ListMetadataFormats": _Rule(optional=("identifier",)),
    "ListSets": _Rule(exclusive="resumptionToken"),
    "GetRecord": _Rule(("identifier", "metadataPrefix")),
    "ListIdentifiers": _LIST,
    "ListRecords": _LIST,
}
_VERBS: Final = get_args(Verb)


def parse(asked: Asked) -> Request:
    """Return what is asked for, by GET or by POST (§3.1.1). It never raises."""
    gzip = _accepts_gzip(asked.headers.get("accept-encoding"))
    sent = sent_arguments(asked)
    if isinstance(sent, Problem):
        return Request(Refused((sent,)), gzip=gzip)
    verb = _verb(sent)
    if isinstance(verb, Problem):
        return Request(Refused((verb,)), gzip=gzip)
    arguments = dict(sent)
    problems = tuple(_wrong_arguments(verb, [name for name, _ in sent if name != "verb"]))
    problems = problems or tuple(wrong_values(arguments))
    wish = Refused(problems[:_MAX_PROBLEMS]) if problems else _wish(verb, arguments)
    in_order = ("verb", *(name for name in arguments if name != "verb"))
    return Request(wish, tuple((name, arguments[name]) for name in in_order), gzip)


def _accepts_gzip(accept_encoding: str | None) -> bool:
    """Tell whether a client asks for gzip by name (RFC 9110 §12.5.3); a mere ``*`` is a client that doesn't know it."""
    for one in (accept_encoding or "").lower().split(","):
        coding, _, weight = one.partition(";")
        if coding.strip() in ("gzip", "x-gzip"):
            return not re.fullmatch(r"q=0(\.0*)?", weight.strip().replace(" ", ""))
    return False


def sent_arguments(asked: Asked) -> list[tuple[str, str]] | Problem:
    """Return the arguments in the order in which they came, decoded but not understood."""
    data = [asked.query]
    if asked.method == "POST":
        media_type = asked.headers.get("content-type", _FORM).partition(";")[0].strip().lower()
        if media_type not in ("", _FORM):
            return Problem("badArgument", f"the arguments of a POST have to be {_FORM}")
        if len(asked.body) > MAX_BODY:
            return Problem("badArgument", f"the arguments are longer than {MAX_BODY} bytes")
        data.append(asked.body)
    pairs = [pair for part in data for pair in part.split(b"&") if pair]
    if len(pairs) > _MAX_ARGUMENTS:
        return Problem("badArgument", f"there are more than {_MAX_ARGUMENTS} arguments")
    try:
        return [
            (_decoded(name), _decoded(value)) for name, _, value in (pair.partition(b"=") for pair in pairs)
        ]
    except UnicodeDecodeError:
        return Problem("badArgument", "the arguments have to be UTF-8")


def _decoded(data: bytes) -> str:
    if b"%" in data or b"+" in data:
        data = unquote_to_bytes(data.replace(b"+", b" "))
    return data.decode("utf-8")


def _verb(sent: Iterable[tuple[str, str]]) -> Verb | Problem:
    verbs = [value for name, value in sent if name == "verb"]
    if not verbs:
        return Problem("badVerb", f"verb is missing; it is one of {', '.join(_VERBS)}")
    if len(verbs) > 1:
        return Problem("badVerb", "verb stands more than once")
    if verbs[0] not in _VERBS:
        return Problem("badVerb", f"{shorten(verbs[0], 60)!r} is no verb; it is one of {', '.join(_VERBS)}")
    return cast("Verb", verbs[0])


def _wrong_arguments(verb: Verb, names: list[str]) -> Iterator[Problem]:
    """Yield what is wrong with the arguments' names: repeated, not of this verb, missing, or beside an exclusive one."""
    rule = _RULES[verb]
    allowed = {*rule.required, *rule.optional, *((rule.exclusive,) if rule.exclusive else ())}
    for name in dict.fromkeys(names):
        if name not in allowed:
            yield Problem("badArgument", f"{verb} has no argument {shorten(name, 60)!r}")
        elif names.count(name) > 1:
            yield Problem("badArgument", f"{name} stands more than once")
    if rule.exclusive in names:
        if len(set(names)) > 1:
            yield Problem(
                "badArgument", f"{rule.exclusive} has to stand alone: it carries the other arguments"
            )
        return
    for name in rule.required:
        if name not in names:
            yield Problem("badArgument", f"{verb} needs {name}")


def _wish(verb: Verb, arguments: Mapping[str, str]) -> Wish:
    match verb:
        case "Identify":
            return Identify()
        case "ListMetadataFormats":
            return ListMetadataFormats(arguments.get("identifier"))
        case "ListSets":
            return ListSets(arguments.get("resumptionToken"))
        case "GetRecord":
            return GetRecord(arguments["identifier"], arguments["metadataPrefix"])
        case "ListIdentifiers" | "ListRecords" if "resumptionToken" in arguments:
            return Resume(verb, arguments["resumptionToken"])
        case "ListIdentifiers" | "ListRecords":
            return Begin(
                verb,
                arguments["metadataPrefix"],
                seconds(arguments.get("from"), "T00:00:00Z"),
                seconds(arguments.get("until"), "T23:59:59Z"),
                arguments.get("set"),
            )


def wrong_values(arguments: Mapping[str, str]) -> Iterator[Problem]:
    """Yield what is wrong with the values of metadataPrefix, set, from and until, where these are given."""
    prefix, set_spec = arguments.get("metadataPrefix"), arguments.get("set")
    if prefix is not None and not _PREFIX.fullmatch(prefix):
        yield Problem("badArgument", f"metadataPrefix can't be {shorten(prefix, 60)!r}")
    if set_spec is not None and not _SET_SPEC.fullmatch(set_spec):
        yield Problem("badArgument", f"set can't be {shorten(set_spec, 60)!r}; ListSets has them all")
    wrong_dates = [
        Problem(
            "badArgument",
            f"{name} can't be {shorten(arguments[name], 60)!r}; a date is YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ",
        )
        for name in ("from", "until")
        if name in arguments and not _is_date(arguments[name])
    ]
    yield from wrong_dates or _wrong_range(arguments.get("from"), arguments.get("until"))


def _wrong_range(from_: str | None, until: str | None) -> Iterator[Problem]:
    if from_ is None or until is None:
        return
    if len(from_) != len(until):
        yield Problem("badArgument", "from and until have to be of one granularity")
    elif from_ > until:
        yield Problem("badArgument", "from is later than until")


def _is_date(text: str) -> bool:
    """Tell whether a text is a day or second of the calendar in the form of §3.3, and in years XML Schema has (1 to 9999)."""
    match = _DAY.fullmatch(text) or _SECOND.fullmatch(text)
    try:
        return match is not None and bool(date.fromisoformat(match[1]))
    except ValueError:
        return False


def seconds(text: str | None, time: str) -> str | None:
    """Return a date as a second; a day becomes that time of it (``T00:00:00Z``)."""
    return text if text is None or "T" in text else text + time
