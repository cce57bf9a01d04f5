"""LIDO 1.0 and 1.1 (one namespace): a bare lido:lido, or a lidoWrap of thousands, one record in memory at a time."""

from collections.abc import Iterator
from itertools import chain
from typing import Any, Final, NoReturn
from xml.parsers import expat

from lxml import etree

from emuseum_lod.issues import Issue
from emuseum_lod.namespaces import LIDO
from emuseum_lod.sources.findings import unread
from emuseum_lod.sources.options import ReaderOptions
from emuseum_lod.sources.record import SourceRecord
from emuseum_lod.sources.streams import Unreadable
from emuseum_lod.sources.xml_tree import xml_record
from emuseum_lod.untrusted_xml import GUARDS

LIDO_RECORD: Final = f"{{{LIDO}}}lido"
_PROLOG_LIMIT: Final = 1 << 20


def read_lido(pieces: Iterator[bytes], source: str, options: ReaderOptions) -> Iterator[SourceRecord | Issue]:
    """Yield the LIDO records of an XML document; `position` is their ordinal."""
    prolog = _checked_prolog(pieces, options.encoding)
    position = 0
    for element in _elements(chain(prolog, pieces), options):
        position += 1
        yield from xml_record(element, source, position, options)
        _forget(element)
    if not position:
        yield unread("no-records", "the document has no lido:lido", source, advice="deliver LIDO 1.0 or 1.1")


class _RootReached(Exception):  # noqa: N818 -- a signal to stop, not an error
    pass


def _checked_prolog(pieces: Iterator[bytes], encoding: str) -> list[bytes]:
    """Read up to the root element and refuse a document type declaration before any entity in it is read.

    LIDO has none, and entity expansion and external entities need one. expat, because it says so at ``<!DOCTYPE`` itself.
    """
    parser = expat.ParserCreate(encoding or None)
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = _stop
    held: list[bytes] = []
    try:
        for piece in pieces:
            held.append(piece)
            parser.Parse(piece, False)
            if sum(map(len, held)) > _PROLOG_LIMIT:
                raise Unreadable("xml-syntax", "the document does not begin", "deliver LIDO 1.0 or 1.1")
        parser.Parse(b"", True)
    except _RootReached:
        return held
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise Unreadable(
            "xml-syntax", f"the document is not XML ({error})", "correct it in the export"
        ) from error
    return held


def _refuse_doctype(*_declaration: Any) -> NoReturn:
    raise Unreadable(
        "doctype",
        "the document has a DOCTYPE, which is refused whole (entities can do harm)",
        "export LIDO without a document type declaration",
    )


def _stop(*_element: Any) -> NoReturn:
    raise _RootReached


def _elements(pieces: Iterator[bytes], options: ReaderOptions) -> Iterator[etree._Element]:
    parser = etree.XMLPullParser(
        events=("end",),
        tag=LIDO_RECORD,
        encoding=options.encoding or None,
        **GUARDS,
    )
    unfinished = 0
    for piece in pieces:
        failure = _feed(parser, piece)
        unfinished += len(piece)
        for _event, element in parser.read_events():
            unfinished = 0
            yield element  # type: ignore[misc]  # the stubs don't know that an end event has its element
        if failure is not None:
            raise failure
        if unfinished > options.max_record:
            raise Unreadable("record-too-large", "one record is larger than the limit", "split it")
    failure = _feed(parser, None)
    if failure is not None:
        raise failure


def _feed(parser: etree.XMLPullParser, piece: bytes | None) -> Unreadable | None:
    """Give the parser a piece, or the end; return what is wrong, so that records before it are still taken."""
    try:
        if piece is None:
            parser.close()
        else:
            parser.feed(piece)
    except etree.XMLSyntaxError as error:
        # At its end lxml says no more than that nothing came of the document; the parser's log has the reason.
        said = parser.feed_error_log.last_error
        reason = f"line {said.line}: {said.message}" if said is not None else str(error)
        return Unreadable(
            "xml-syntax",
            f"the document is not well-formed ({reason})",
            "correct it in the export; the records before it were read",
        )
    return None


def _forget(element: etree._Element) -> None:
    """Free a record and what stands before it; the parser still needs the (emptied) element itself."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
