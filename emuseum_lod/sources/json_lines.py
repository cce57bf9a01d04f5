"""JSON lines (.jsonl, .ndjson): one object a line, each line its own fate."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final, NoReturn

import msgspec

from emuseum_lod.issues import Issue
from emuseum_lod.sources.findings import cleaned, not_decoded, unread
from emuseum_lod.sources.options import ReaderOptions
from emuseum_lod.sources.record import SourceRecord
from emuseum_lod.sources.streams import LongLine, in_known_encoding, lines
from emuseum_lod.sources.text import is_suspect

# Escapes of characters that text.FORBIDDEN removes; when a line has neither them nor such bytes, its tree need not be walked.
_ESCAPED: Final = re.compile(
    rb"\\u(?:00[01][0-9a-f]|007f|00[89][0-9a-f]|d[89a-f][0-9a-f]{2}|fff[ef])|\\[bf]", re.IGNORECASE
)


def read_json_lines(
    pieces: Iterator[bytes], source: str, options: ReaderOptions
) -> Iterator[SourceRecord | Issue]:
    """Yield the records of JSON lines; `position` is the line."""
    encoding, pieces = in_known_encoding(pieces, options.encoding)
    empty = True
    for position, line in enumerate(lines(pieces, options.max_record), start=1):
        if isinstance(line, LongLine):
            message = f"the line has {line.size} bytes, over the limit"
            yield unread("record-too-large", message, source, position)
        elif line and not line.isspace():
            yield from _record(line, encoding, source, position, options)
        else:
            continue
        empty = False
    if empty:
        yield unread("no-records", "the file has no lines", source)


def _record(
    line: bytes, encoding: str, source: str, position: int, options: ReaderOptions
) -> Iterator[SourceRecord | Issue]:
    try:
        text = line.decode(encoding)
    except UnicodeDecodeError as error:
        yield not_decoded(error, line, source, position)
        return
    try:
        fields, walk = _decode(text)
    except (ValueError, RecursionError) as error:
        message = f"the line is not JSON ({error})"
        yield unread("json-syntax", message, source, position, value=text[:300])
        return
    if not isinstance(fields, dict):
        yield unread("not-an-object", "the line is no JSON object", source, position, value=text[:300])
    elif walk or _needs_a_walk(line, encoding, options):
        yield from cleaned(fields, source, position, options)
    else:
        yield SourceRecord(fields=fields, source=source, position=position)


def _decode(text: str) -> tuple[Any, bool]:
    """Return the value and whether it may hold what `Cleaner` has to see.

    msgspec is fast and strict; the standard library takes what is merely to be cleaned: control characters that are not
    escaped, and lone surrogates (RFC 8259, section 8.2).
    """
    try:
        return msgspec.json.decode(text), False
    except msgspec.DecodeError:
        return json.loads(text, parse_constant=_no_constant, strict=False), True


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _needs_a_walk(line: bytes, encoding: str, options: ReaderOptions) -> bool:
    return (
        len(line) > options.max_field
        or line.count(b"{") + line.count(b"[") > options.max_depth
        or (b"\\" in line and _ESCAPED.search(line) is not None)
        or encoding != "utf-8"
        or is_suspect(line)
    )
