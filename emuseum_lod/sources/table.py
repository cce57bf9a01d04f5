"""Tables (.csv, .tsv, .txt): a header line and one record a row (RFC 4180, with any delimiter)."""

import csv
from collections import Counter
from collections.abc import Iterator
from typing import Final

from emuseum_lod.issues import Issue
from emuseum_lod.sources.findings import cleaned, not_decoded, unread
from emuseum_lod.sources.options import ReaderOptions
from emuseum_lod.sources.record import SourceRecord
from emuseum_lod.sources.streams import LongLine, Unreadable, in_known_encoding, lines
from emuseum_lod.sources.text import FORBIDDEN

DELIMITERS: Final = ",;\t|"

Rows = Iterator[list[str]]

_STRUCTURE_ADVICE: Final = "check delimiter, quoting and line breaks inside cells, and export again"


class _Feeder:
    """Decoded lines for `csv.reader`, remembering what it has to be asked about each row.

    Lines that can't be decoded go in with escaped bytes, so that a quoted cell that spans them stays together; the row is
    then refused as a whole.
    """

    def __init__(
        self, raw: Iterator[bytes | LongLine], encoding: str, source: str, options: ReaderOptions
    ) -> None:
        self._raw = raw
        self._encoding = encoding
        self._source = source
        self._options = options
        self.number = 0
        self.begin_row()

    def begin_row(self) -> None:
        """Forget the row before."""
        self.start = self.number + 1
        self.size = self.quotes = 0
        self.dirty = False
        self.issue: Issue | None = None

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._raw)
        self.number += 1
        if isinstance(line, LongLine):
            return self._skipped(line)
        self.size += len(line)
        self.quotes += line.count(b'"')
        if self.size > self._options.max_record:
            raise Unreadable(
                "record-too-large",
                f"the row that begins in line {self.start} does not end within the limit",
                "look for a quote that is opened there and never closed",
            )
        return self._decoded(line) + "\n"

    def _skipped(self, line: LongLine) -> str:
        self.quotes += line.quotes
        message = f"the line has {line.size} bytes, over the limit"
        self.issue = unread("record-too-large", message, self._source, self.number)
        return "\n"

    def _decoded(self, line: bytes) -> str:
        try:
            text = line.decode(self._encoding)
        except UnicodeDecodeError as error:
            self.issue = not_decoded(error, line, self._source, self.number)
            return line.decode("ascii", "surrogateescape")
        if FORBIDDEN.search(text):
            self.dirty = True
        return text


def read_table(
    pieces: Iterator[bytes], source: str, options: ReaderOptions
) -> Iterator[SourceRecord | Issue]:
    """Yield one record a row, ``{column: text}``; `position` is the line in which the row begins."""
    encoding, pieces = in_known_encoding(pieces, options.encoding)
    feeder = _Feeder(lines(pieces, options.max_record), encoding, source, options)
    header = _header_line(feeder)
    if header is None or feeder.issue:
        yield feeder.issue or unread("no-records", "the table is empty", source)
        return
    rows = _rows(_again(header, feeder), options.delimiter or _delimiter(header), options.quote)
    try:
        columns = next(rows)
    except csv.Error as error:
        yield unread("csv-syntax", f"the header can't be read ({error})", source, 1, advice=_STRUCTURE_ADVICE)
        return
    names, issues = _column_names(columns, source, feeder.start)
    yield from issues
    yield from _records(rows, names, feeder, source, options)


def _header_line(feeder: _Feeder) -> str | None:
    for line in feeder:
        if line.strip():
            feeder.start = feeder.number
            return line
    return None


def _again(first: str, rest: _Feeder) -> Iterator[str]:
    yield first
    yield from rest


def _delimiter(header: str) -> str:
    """Return the delimiter that divides the header most often; what stands in quotes is no divider."""
    bare = "".join(header.split('"')[::2])
    return max(DELIMITERS, key=bare.count)


def _rows(text: Iterator[str], delimiter: str, quote: str) -> Rows:
    # The module's own limit is one for the whole process and far too small; rows are bounded by the feeder instead.
    csv.field_size_limit(2**31 - 1)
    if not quote:
        return csv.reader(text, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    return csv.reader(text, delimiter=delimiter, quotechar=quote, strict=True)


def _column_names(columns: list[str], source: str, line: int) -> tuple[list[str], list[Issue]]:
    """Return a name for each column: an empty one is ``column 3``, a second ``title`` is ``title (column 5)``."""
    names: list[str] = []
    issues: list[Issue] = []
    stripped = [FORBIDDEN.sub("", column).strip() for column in columns]
    counts = Counter(stripped)
    for number, column in enumerate(stripped, start=1):
        if not column:
            names.append(f"column {number}")
            issues.append(
                _header_issue("empty-column", f"column {number} has no name", names[-1], source, line)
            )
        elif column in names:
            names.append(f"{column} (column {number})")
            message = f"{counts[column]} columns have the same name"
            issues.append(_header_issue("duplicate-column", message, names[-1], source, line))
        else:
            names.append(column)
    return names, issues


def _header_issue(code: str, message: str, field: str, source: str, line: int) -> Issue:
    advice = f"name it in the export, or map {field!r} in the profile"
    return Issue(
        code=code,
        message=message,
        severity="warning",
        source=source,
        position=line,
        field=field,
        advice=advice,
    )


def _records(
    rows: Rows, names: list[str], feeder: _Feeder, source: str, options: ReaderOptions
) -> Iterator[SourceRecord | Issue]:
    found = False
    while True:
        feeder.begin_row()
        try:
            cells = next(rows, None)
        except csv.Error as error:
            if feeder.number > feeder.start or feeder.quotes % 2:
                raise _lost(feeder.start) from error
            yield feeder.issue or unread(
                "csv-syntax", f"the row is not CSV ({error})", source, feeder.start, advice=_STRUCTURE_ADVICE
            )
            continue
        if cells is None:
            break
        found = True
        yield from _row(cells, names, feeder, source, options)
    if not found:
        yield unread("no-records", "the table has a header and no rows", source)


def _lost(line: int) -> Unreadable:
    return Unreadable(
        "csv-syntax",
        f"from line {line} on it is not clear where rows begin",
        "look there for a quote that is not doubled or not closed; the rows from that line on were not read",
    )


def _row(
    cells: list[str], names: list[str], feeder: _Feeder, source: str, options: ReaderOptions
) -> Iterator[SourceRecord | Issue]:
    position = feeder.start
    if feeder.issue:
        if feeder.issue.code == "record-too-large" and feeder.quotes % 2:
            raise _lost(position)
        yield feeder.issue
        return
    if not any(cells):
        return
    if len(cells) != len(names):
        # Empty cells too many are a spreadsheet's; anything else has moved values into columns that are not theirs.
        if len(cells) < len(names) or any(cells[len(names) :]):
            message = f"the row has {len(cells)} cells, the header {len(names)}"
            yield unread("cell-count", message, source, position, value=cells, advice=_STRUCTURE_ADVICE)
            return
        del cells[len(names) :]
    fields = dict(zip(names, cells, strict=True))
    if feeder.dirty or feeder.size > options.max_field:
        yield from cleaned(fields, source, position, options)
    else:
        yield SourceRecord(fields=fields, source=source, position=position)
