"""One record as its source has it."""

from collections.abc import Mapping
from typing import Any

import msgspec

from emuseum_lod.provenance import OriginDescription


class SourceRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One record of an export, before anybody interprets it.

    `fields` is a tree of dicts, lists and scalars: a CSV row as ``{column: text}``, JSON as it is, XML as elements by local
    name, each a list of ``{"@attribute": …, "#text": …, child: […]}``. `source` is the file, with the member of an archive after ``!``;
    `position` the line (CSV, JSON lines) or ordinal (1-based) in it. `origins` is where it was harvested, if it was.
    """

    fields: Mapping[str, Any]
    source: str
    position: int
    origins: tuple[OriginDescription, ...] = ()
