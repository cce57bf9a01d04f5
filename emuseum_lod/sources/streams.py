"""Bytes from outside: chunks within a budget, lines within a limit, and the encoding they are in.

Everything here raises `Unreadable` where a source can't be read on; `reader.read` turns that into the one Issue that says so.
"""

import codecs
import io
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final, NamedTuple

from emuseum_lod.sources.options import ReaderOptions

CHUNK: Final = 1 << 18

_BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose little-endian mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE: Final = ("utf-16", "utf-32")


class Unreadable(Exception):  # noqa: N818 -- a state of a source, not an error of the program
    """A source can't be read any further: `code`, what is wrong, and what to do."""

    def __init__(self, code: str, message: str, advice: str) -> None:
        super().__init__(message)
        self.code = code
        self.advice = advice


class Budget:
    """How many bytes one packed file may unfold to, over all its members together (zip and gzip bombs)."""

    def __init__(self, packed: int, options: ReaderOptions) -> None:
        self._left = min(options.max_unpacked, max(options.max_ratio * packed, options.free_unpacked))

    @property
    def used_up(self) -> bool:
        """Whether more was unfolded than is allowed."""
        return self._left < 0

    def spend(self, size: int) -> None:
        """Take `size` bytes from what is left; raises Unreadable when it is used up."""
        self._left -= size
        if self.used_up:
            raise Unreadable(
                "unpacked-too-large",
                "the file unfolds to far more than its size allows",
                "deliver it unpacked, or raise max_ratio and max_unpacked in the profile if it is genuine",
            )


def chunks(stream: BinaryIO, budget: Budget | None = None) -> Iterator[bytes]:
    """Yield what `stream` holds, a piece at a time; whatever was read before a cut is delivered before Unreadable is raised."""
    # read1, because read would lose the bytes in front of a cut in a compressed stream.
    read: io.BufferedReader = stream  # type: ignore[assignment]  # plain, gzip, zip and tar files all have read1
    try:
        while chunk := read.read1(CHUNK):
            if budget is not None:
                budget.spend(len(chunk))
            yield chunk
    except (EOFError, OSError, zlib.error, zipfile.BadZipFile, tarfile.TarError) as error:
        raise Unreadable(
            "cut", f"the file is cut off or damaged ({error})", "deliver it again; what came before was read"
        ) from error


class LongLine(NamedTuple):
    """A line over the limit that was skipped: its size, and how many quote characters it has (CSV has to know)."""

    size: int
    quotes: int


def lines(pieces: Iterable[bytes], limit: int, quote: bytes = b'"') -> Iterator[bytes | LongLine]:
    """Yield the lines without their line feed; one longer than `limit` bytes is skipped in bounded memory."""
    held: list[bytes] = []
    held_size = skipped = quotes = 0
    for piece in pieces:
        *whole, rest = piece.split(b"\n")
        for line in whole:
            if skipped or held_size + len(line) > limit:
                quotes += line.count(quote) + sum(part.count(quote) for part in held)
                yield LongLine(skipped + held_size + len(line), quotes)
            else:
                yield b"".join((*held, line)) if held else line
            held, held_size, skipped, quotes = [], 0, 0, 0
        held.append(rest)
        held_size += len(rest)
        if skipped or held_size > limit:
            skipped += held_size
            quotes += sum(part.count(quote) for part in held)
            held, held_size = [], 0
    if skipped:
        yield LongLine(skipped, quotes)
    elif last := b"".join(held):
        yield last


def in_known_encoding(pieces: Iterator[bytes], declared: str) -> tuple[str, Iterator[bytes]]:
    """Return the encoding and the bytes without their byte order mark.

    UTF-16 and UTF-32, whose line feed is not one byte, come back as UTF-8; a lone surrogate stays one in it, so that the
    line it is in is refused and no other.
    """
    first = next(pieces, b"")
    while len(first) < 4 and (more := next(pieces, b"")):
        first += more
    marked = next(((name, mark) for mark, name in _BYTE_ORDER_MARKS if first.startswith(mark)), None)
    if marked is not None and (not declared or _same_family(declared, marked[0])):
        encoding, first = marked[0], first[len(marked[1]) :]
    else:
        encoding = declared or "utf-8"
    whole = _chain(first, pieces)
    if codecs.lookup(encoding).name.startswith(_WIDE):
        return "utf-8", _to_utf8(whole, encoding)
    return encoding, whole


def _same_family(declared: str, marked: str) -> bool:
    return codecs.lookup(marked).name.startswith(codecs.lookup(declared).name.removesuffix("-sig"))


def _chain(first: bytes, pieces: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from pieces


def _to_utf8(pieces: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)("surrogatepass")
    try:
        for piece in pieces:
            yield decoder.decode(piece).encode("utf-8", "surrogatepass")
        yield decoder.decode(b"", final=True).encode("utf-8", "surrogatepass")
    except UnicodeDecodeError as error:
        raise Unreadable(
            "encoding", f"the bytes are not {encoding} ({error.reason})", "deliver it again, in UTF-8"
        ) from error


class Window:
    """Chunks as a file whose reader may ask for `allowance` bytes before somebody must call `renew`.

    Parsers that build something in memory while they read (one JSON record, the headers of a tar member) are bounded by
    it: past the allowance it raises Unreadable. `tail` is the end of what was read, `failed` tells that Unreadable was raised.
    """

    def __init__(self, pieces: Iterator[bytes], allowance: int) -> None:
        self._pieces = pieces
        self._held = memoryview(b"")
        self._left = allowance
        self.tail = b""
        self.failed = False

    def renew(self, allowance: int) -> None:
        """Allow that many bytes from here."""
        self._left = allowance

    def read(self, size: int = -1, /) -> bytes:
        """Return up to `size` bytes, b"" at the end only."""
        try:
            return self._read(size)
        except Unreadable:
            self.failed = True
            raise

    def _read(self, size: int) -> bytes:
        while not self._held:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._held = memoryview(piece)
        size = len(self._held) if size < 0 else size
        taken, self._held = bytes(self._held[:size]), self._held[size:]
        self._left -= len(taken)
        if self._left < 0:
            raise Unreadable(
                "record-too-large",
                "one record is larger than the limit",
                "split it, or raise max_record in the profile if it is genuine",
            )
        self.tail = (self.tail + taken)[-512:]
        return taken
