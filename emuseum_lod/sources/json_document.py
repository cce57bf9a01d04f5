"""A JSON document (.json): a list of records, at its top or at a path, or one record; read as a stream.

ijson parses it without holding more than one record; a document that breaks has no next line to go on with, so what follows
the break is unknown. Half of a surrogate pair, which is no character, comes out of it as a question mark.
"""

from collections.abc import Iterator
from itertools import accumulate, chain
from typing import Any, Final

import ijson  # type: ignore[import-untyped]  # it ships no types

from emuseum_lod.issues import Issue
from emuseum_lod.sources.findings import cleaned, unread
from emuseum_lod.sources.options import ReaderOptions
from emuseum_lod.sources.record import SourceRecord
from emuseum_lod.sources.streams import CHUNK, Unreadable, Window, in_known_encoding

_DEEPEST: Final = 1_000
"""Levels at which a document is given up. ijson needs memory by the square of the depth, before any record is seen."""

_STEPS: Final = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}
_NO_BRACKETS: Final = bytes(byte for byte in range(256) if byte not in _STEPS)


def read_json_document(
    pieces: Iterator[bytes], source: str, options: ReaderOptions
) -> Iterator[SourceRecord | Issue]:
    """Yield the records of a JSON document; `position` is their ordinal."""
    pieces = _held_to_depth(_as_utf8(pieces, options.encoding))
    head = _first_text(pieces)
    window = Window(chain([head], pieces), options.max_record)
    if not head:
        yield unread("no-records", "the document is empty", source)
        return
    position = 0
    try:
        prefix = _prefix(head, options.records)
        for value in ijson.items(window, prefix, buf_size=CHUNK, multiple_values=not options.records):
            window.renew(options.max_record)
            position += 1
            yield from _record(value, source, position, options)
    except (ijson.JSONError, ValueError) as error:
        message = f"the JSON breaks after record {position} ({_reason(error)})"
        yield unread("json-syntax", message, source, position + 1)
        return
    if not position:
        where = f"at {options.records!r}" if options.records else "in the document"
        yield unread(
            "no-records",
            f"there is no list of records {where}",
            source,
            advice="check `records` in the profile",
        )


def _reason(error: Exception) -> str:
    """Return the first line of what yajl says, which is bytes when the input was not UTF-8."""
    said = error.args[0] if error.args else error
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return text.strip().splitlines()[0]


def _prefix(head: bytes, path: str) -> str:
    """Return ijson's address of a record: in the list at `path`, in the top list, or the top object itself."""
    if path:
        return f"{path}.item"
    return "item" if head.lstrip().startswith(b"[") else ""


def _first_text(pieces: Iterator[bytes]) -> bytes:
    """Return the first piece that holds anything but space."""
    return next((piece for piece in pieces if piece and not piece.isspace()), b"")


def _as_utf8(pieces: Iterator[bytes], declared: str) -> Iterator[bytes]:
    encoding, pieces = in_known_encoding(pieces, declared)
    if encoding.lower().replace("_", "-") in {"utf-8", "utf8", "utf-8-sig"}:
        yield from pieces
        return
    offset = 0
    for piece in pieces:
        try:
            # Only single-byte code pages come here split anywhere; in_known_encoding has done the wide ones.
            yield piece.decode(encoding).encode()
        except UnicodeDecodeError as error:
            where = offset + error.start + 1
            advice = "name the right encoding in the profile"
            raise Unreadable("encoding", f"byte {where} is not {encoding}", advice) from error
        offset += len(piece)


def _held_to_depth(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Pass on the document, and raise Unreadable where it is nested deeper than `_DEEPEST`."""
    depth, in_string, rest = 0, False, b""
    for piece in pieces:
        text = (rest + piece).replace(rb"\\", b"")
        rest = b"\\" if text.endswith(b"\\") else b""
        parts = text.replace(rb"\"", b"").split(b'"')
        brackets = b"".join(parts[in_string::2]).translate(None, _NO_BRACKETS)
        in_string ^= len(parts) % 2 == 0
        depths = list(accumulate(map(_STEPS.__getitem__, brackets), initial=depth))
        depth = depths[-1]
        if max(depths) > _DEEPEST:
            raise Unreadable("too-deep", f"it is nested over {_DEEPEST} levels", "export plain records")
        yield piece


def _record(value: Any, source: str, position: int, options: ReaderOptions) -> Iterator[SourceRecord | Issue]:
    if isinstance(value, dict):
        yield from cleaned(value, source, position, options)
    else:
        yield unread("not-an-object", "the record is no JSON object", source, position, value=value)
