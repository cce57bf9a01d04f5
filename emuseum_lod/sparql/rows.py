"""How many rows an answer has, counted from its text as it is written: the engine does not say, and counting in Python would cost more than answering.

In CSV, TSV and XML the count is exact. In JSON a row that binds nothing is not counted, and a value that contains ``}},{`` before its
end may count as one.
"""

from typing import Final

_MARKS: Final = {"json": b'}},{"', "xml": b"<result>", "tsv": b"\n"}
_FIRST: Final = b'"bindings":[{"'


class RowCount:
    """Counts the rows of an answer in one format (a token of `formats`)."""

    def __init__(self, format_: str) -> None:
        self._format = format_
        self._mark = _MARKS.get(format_, b"\n")
        self._marks = 0
        self._tail = b""
        self._quoted = False
        self._any = False

    def take(self, chunk: bytes) -> None:
        """Count in what is written next."""
        if self._format == "csv":
            self._marks += self._lines(chunk)
            return
        text = self._tail + chunk
        self._marks += text.count(self._mark)
        self._any = self._any or (self._format == "json" and _FIRST in text)
        # What may be the beginning of a mark that goes on in the next chunk; shorter than a mark, so that none counts twice.
        self._tail = text[1 - len(self._mark) :] if len(self._mark) > 1 else b""
        if self._format == "json" and not self._any:
            self._tail = text[1 - len(_FIRST) :]

    @property
    def rows(self) -> int:
        """The rows so far."""
        if self._format == "json":
            return self._marks + self._any
        heading = self._format in {"csv", "tsv"}
        return max(0, self._marks - heading)

    def _lines(self, chunk: bytes) -> int:
        """Return the line ends that are in no quotes."""
        outside = chunk.split(b'"')
        counted = sum(part.count(b"\n") for part in outside[self._quoted :: 2])
        self._quoted ^= len(outside) % 2 == 0
        return counted
