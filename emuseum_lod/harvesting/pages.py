"""Reads an answer of a repository as it arrives: record by record, in the memory of one record.

What others send is not trusted (no entities, no network, no document type, libxml2's own limits on depth and size) and not believed to be
whole before its end was read: an answer that is no well-formed OAI-PMH document to its end is Broken.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Final, Literal

from lxml import etree

from emuseum_lod.harvesting.faults import Broken, Unfaithful
from emuseum_lod.harvesting.source import is_date
from emuseum_lod.issues import shorten
from emuseum_lod.namespaces import OAI
from emuseum_lod.untrusted_xml import GUARDS

_OAI: Final = f"{{{OAI}}}"
_ROOT: Final = f"{_OAI}OAI-PMH"
_LISTS: Final = (f"{_OAI}ListRecords", f"{_OAI}GetRecord")
_PLACES: Final = [[_ROOT], *([name, _ROOT] for name in _LISTS)]
_TAGS: Final = [
    f"{_OAI}{name}" for name in ("responseDate", "error", "record", "resumptionToken", "Identify")
]
_PROLOG: Final = 65_536
_MAX_BROKEN: Final = 20


@dataclass(frozen=True, slots=True)
class Record:
    """A record (§2.5). `metadata` is its document, None for a deleted one; `about` what is said about it, one element after another.

    `harvested` is the responseDate of the answer that brought it.
    """

    identifier: str
    datestamp: str
    deleted: bool
    sets: tuple[str, ...]
    metadata: bytes | None
    about: bytes
    harvested: str


@dataclass(frozen=True, slots=True)
class Token:
    """The element that ends a part of a list (§3.5). An empty `text` ends the list; `size` is None where it is not told."""

    text: str
    size: int | None


@dataclass(slots=True)
class Page:
    """What an answer says besides its records. `broken` are the first records that can't be taken, by what is wrong with them."""

    response_date: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    token: Token | None = None
    identity: dict[str, str] = field(default_factory=dict)
    records: int = 0
    broken: list[str] = field(default_factory=list)


def read_page(pieces: Iterator[bytes], take: Callable[[Record], None]) -> Page:
    """Give each record to `take`, and return the rest at the end.

    Raises Broken for what is not well-formed or ends too early, Unfaithful for what is no OAI-PMH or has a document type.
    """
    page = Page()
    parser = _parser(("end",), _TAGS)
    for piece in chain(_prolog(pieces), pieces):
        _feed(parser, piece)
        for _, element in parser.read_events():
            _read(element, page, take)  # type: ignore[arg-type]  # the stubs don't know that an end event has its element
    try:
        parser.close()
    except etree.XMLSyntaxError as error:
        raise Broken(f"an answer is not whole: {error}") from error
    if not is_date(page.response_date):
        raise Broken("an answer has no responseDate")
    return page


def _parser(events: tuple[Literal["start", "end"]], tags: list[str] | None = None) -> etree.XMLPullParser:
    return etree.XMLPullParser(
        events=events,
        tag=tags,
        **GUARDS,
    )


def _prolog(pieces: Iterator[bytes]) -> list[bytes]:
    """Read up to the root element and refuse what is no OAI-PMH: a page of HTML, or a document type and what it may do."""
    scout = _parser(("start",))
    held: list[bytes] = []
    for piece in pieces:
        held.append(piece)
        _feed(scout, piece)
        for _, root in scout.read_events():
            _check_root(root)  # type: ignore[arg-type]  # as above
            return held
        if sum(map(len, held)) > _PROLOG:
            break
    raise Broken("an answer does not begin as OAI-PMH")


def _check_root(root: etree._Element) -> None:
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unfaithful("an answer has a document type declaration, which is refused")
    if root.tag != _ROOT:
        raise Unfaithful(f"an answer is no OAI-PMH but {shorten(root.tag, 80)!r}")


def _feed(parser: etree.XMLPullParser, piece: bytes) -> None:
    try:
        parser.feed(piece)
    except etree.XMLSyntaxError as error:
        raise Broken(f"an answer is not well-formed XML: {error}") from error


def _read(element: etree._Element, page: Page, take: Callable[[Record], None]) -> None:
    """Take an element where it belongs; what has its name inside of a record's document is none of ours."""
    above = [ancestor.tag for ancestor in element.iterancestors()]
    if above not in _PLACES:
        return
    name = str(element.tag).removeprefix(_OAI)
    if above == [_ROOT]:
        if name == "responseDate":
            page.response_date = _text(element)
        elif name == "error":
            page.errors[element.get("code", "")] = shorten(_text(element))
        elif name == "Identify":
            page.identity = {str(child.tag).removeprefix(_OAI): _text(child) for child in element}
    elif name == "resumptionToken":
        page.token = Token(_text(element), _size(element))
    elif name == "record":
        page.records += 1
        found = _record(element, page.response_date)
        if isinstance(found, Record):
            take(found)
        elif len(page.broken) < _MAX_BROKEN:
            page.broken.append(found)
        _forget(element)


def _record(element: etree._Element, harvested: str) -> Record | str:
    """Return a record, or what is wrong with it."""
    header = element.find(f"{_OAI}header")
    if header is None:
        return "a record has no header"
    identifier = _text(header.find(f"{_OAI}identifier"))
    datestamp = _text(header.find(f"{_OAI}datestamp"))
    if not identifier or not is_date(datestamp):
        return f"a record has identifier {shorten(identifier)!r} and datestamp {shorten(datestamp, 40)!r}"
    deleted = header.get("status") == "deleted"
    documents = element.findall(f"{_OAI}metadata/*")
    if not deleted and len(documents) != 1:
        return f"{shorten(identifier)} has {len(documents)} documents instead of one"
    return Record(
        identifier,
        datestamp,
        deleted,
        tuple(sorted({_text(spec) for spec in header.iterfind(f"{_OAI}setSpec")})),
        None if deleted else _bytes(documents[0]),
        b"".join(map(_bytes, element.iterfind(f"{_OAI}about"))),
        harvested,
    )


def _bytes(element: etree._Element) -> bytes:
    return etree.tostring(element, encoding="utf-8", with_tail=False)


def _text(element: etree._Element | None) -> str:
    return "" if element is None else (element.text or "").strip()


def _size(token: etree._Element) -> int | None:
    value = (token.get("completeListSize") or "").strip()
    return int(value) if value.isascii() and value.isdigit() and len(value) < 16 else None


def _forget(element: etree._Element) -> None:
    """Free a record and what stands before it; the parser still needs the (emptied) element itself."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
