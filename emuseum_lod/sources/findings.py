"""What the readers share in telling what they found: a record, a cleaned record, or something that was not taken."""

from collections.abc import Iterator
from typing import Any, Final

from emuseum_lod.issues import Issue, shorten
from emuseum_lod.sources.options import ReaderOptions
from emuseum_lod.sources.record import SourceRecord
from emuseum_lod.sources.text import Cleaner, RefusedRecordError

SAY_IT_AGAIN: Final = "correct it in the export and load again"


def unread(
    code: str,
    message: str,
    source: str,
    position: int = 0,
    *,
    field: str = "",
    value: object = "",
    advice: str = "",
) -> Issue:
    """Return the issue of something that was not read.

    It is `incomplete`, for one record as for a whole file: which item it would have been is unknown, so a load that took its
    absence for a deletion would take a published object away for a slip of the pen.
    """
    return Issue(
        code=code,
        message=message,
        source=source,
        position=position,
        field=shorten(field),
        value=shorten(value),
        advice=advice or SAY_IT_AGAIN,
        incomplete=True,
    )


def not_decoded(error: UnicodeDecodeError, line: bytes, source: str, position: int) -> Issue:
    """Return the issue of a line whose bytes are not in the encoding they should be in."""
    return unread(
        "encoding",
        f"byte {error.start + 1} of the line is not {error.encoding}",
        source,
        position,
        value=line[max(0, error.start - 20) : error.start + 20],
        advice='if the export is in another encoding, name it in the profile (encoding = "cp1251")',
    )


def refused(error: RefusedRecordError, source: str, position: int) -> Issue:
    """Return the issue of a record beyond a limit."""
    advice = "shorten it in the export, or raise the limit in the profile if it is genuine"
    return unread(error.code, str(error), source, position, field=error.field, advice=advice)


def cleaned(
    fields: dict[str, Any], source: str, position: int, options: ReaderOptions
) -> Iterator[SourceRecord | Issue]:
    """Yield the record without forbidden characters, after the warnings about them; or why it was not taken."""
    cleaner = Cleaner(source, position, options)
    try:
        clean = cleaner.tree(fields)
    except RefusedRecordError as error:
        yield refused(error, source, position)
        return
    yield from cleaner.issues
    yield SourceRecord(fields=clean, source=source, position=position)
