"""The mirror of a repository (docs/harvesting.md): each document is a record, of whatever XML it is, and has an origin."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec
from lxml import etree

from emuseum_lod.errors import HarvestError
from emuseum_lod.harvesting.documents import Document, documents
from emuseum_lod.issues import Issue, shorten
from emuseum_lod.namespaces import LIDO
from emuseum_lod.sources.findings import unread
from emuseum_lod.sources.lido import LIDO_RECORD
from emuseum_lod.sources.options import ReaderOptions
from emuseum_lod.sources.record import SourceRecord
from emuseum_lod.sources.streams import Unreadable
from emuseum_lod.sources.xml_tree import xml_record
from emuseum_lod.untrusted_xml import GUARDS

_AGAIN: Final = "harvest into it again, then load again"


def read_mirror(file: Path, options: ReaderOptions) -> Iterator[SourceRecord | Issue]:
    """Yield the records of a mirror's file in the order of their identifiers.

    A mirror that no harvest has ended is read, and is `incomplete`. Raises Unreadable for a file that is none.
    """
    read_any = False
    try:
        with documents(file) as found:
            if not found.is_whole:
                yield unread(
                    "mirror-incomplete", "a harvest into it was interrupted", str(file), advice=_AGAIN
                )
            for document in found:
                read_any = True
                yield from _read(document, f"{file}!{shorten(document.identifier)}", options)
    except HarvestError as error:
        raise Unreadable("no-mirror", str(error), _AGAIN) from error
    if not read_any:
        yield unread("no-records", "the mirror has no record", str(file), advice=_AGAIN)


def _read(document: Document, source: str, options: ReaderOptions) -> Iterator[SourceRecord | Issue]:
    root = _root(document.data, source, options)
    if isinstance(root, Issue):
        yield root
        return
    namespace = etree.QName(root).namespace or ""
    origin = msgspec.structs.replace(document.origin, namespace=namespace)
    origins = (origin, *document.before) if origin.is_sayable else ()
    if not origins:
        yield _unsayable(source, document)
    # A lidoWrap may come, too; of other formats a document is one record.
    elements = list(root.iter(LIDO_RECORD)) if namespace == LIDO else [root]
    if not elements:
        yield unread("no-records", "the document has no lido:lido", source, advice="harvest another format")
    for position, element in enumerate(elements, 1):
        for found in xml_record(element, source, position, options):
            yield (
                msgspec.structs.replace(found, origins=origins) if isinstance(found, SourceRecord) else found
            )


def _root(data: bytes, source: str, options: ReaderOptions) -> etree._Element | Issue:
    """Return the root of a document; harvests take none with a document type, but a file may come from anywhere."""
    if len(data) > options.max_record:
        return unread("record-too-large", "one record is larger than the limit", source)
    parser = etree.XMLParser(**GUARDS)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        return unread("xml-syntax", f"the document is not well-formed ({error})", source, advice=_AGAIN)
    if root.getroottree().docinfo.internalDTD is not None:
        return unread("doctype", "the document has a DOCTYPE, which is refused whole", source, advice=_AGAIN)
    return root


def _unsayable(source: str, document: Document) -> Issue:
    return Issue(
        code="origin-unsaid",
        severity="notice",
        message="the identifier or a date of the repository is none that can be told as the record's origin",
        source=source,
        value=shorten(document.identifier),
        advice="tell the repository's owner; the record itself was taken",
    )
