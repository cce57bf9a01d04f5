"""An element of XML as the fields of a record."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Final, cast

from lxml import etree

from emuseum_lod.issues import Issue
from emuseum_lod.namespaces import XSI
from emuseum_lod.sources.findings import cleaned, refused
from emuseum_lod.sources.options import ReaderOptions
from emuseum_lod.sources.record import SourceRecord
from emuseum_lod.sources.text import RefusedRecordError, is_suspect

_XSI: Final = f"{{{XSI}}}"


def xml_record(
    element: etree._Element, source: str, position: int, options: ReaderOptions
) -> Iterator[SourceRecord | Issue]:
    """Yield the record that an element is; or what is wrong with it."""
    try:
        fields = _tree(element, options.max_depth)
    except RefusedRecordError as error:
        yield refused(error, source, position)
        return
    utf8 = etree.tostring(element, encoding="utf-8")
    if len(utf8) > options.max_field or is_suspect(utf8):
        yield from cleaned(fields, source, position, options)
    else:
        yield SourceRecord(fields=fields, source=source, position=position)


def _tree(element: etree._Element, room: int) -> dict[str, Any]:
    """Return an element as `SourceRecord` has it: ``{"@type": …, "#text": …, child: [{…}]}``."""
    if not room:
        raise RefusedRecordError(
            "too-deep", _local_name(element.tag), "the record is nested deeper than the limit"
        )
    node: dict[str, Any] = {}
    for name, value in cast("Iterable[tuple[str, str]]", element.items()):
        if not name.startswith(_XSI):  # xsi:schemaLocation speaks about the document, not the object
            node.setdefault("@" + _local_name(name), value)
    text = element.text or ""
    for child in element:
        node.setdefault(_local_name(child.tag), []).append(_tree(child, room - 1))
        if child.tail is not None:
            text += child.tail
    if text and not text.isspace():
        node["#text"] = text
    return node


@lru_cache(maxsize=4096)
def _local_name(name: str) -> str:
    return name.rpartition("}")[2]
