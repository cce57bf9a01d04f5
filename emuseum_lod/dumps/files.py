"""Writes compressed files, whole or not at all, and tells their sizes and checksums. Memory does not grow with what is written."""

import hashlib
import os
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, NamedTuple, Protocol, Self

import zstandard


class _Compressor(Protocol):
    def compress(self, data: bytes, /) -> bytes: ...
    def flush(self) -> bytes: ...


class Compression(NamedTuple):
    """How files are compressed: the end of their names, their media type, and what does it.

    `alone` is the media type by itself (RFC 6713, RFC 8878): the file is sent as it is kept, and its checksum is that of what arrives.
    """

    media_type: str
    start: Callable[[], _Compressor]


def _gzip() -> _Compressor:
    # One member without a name and a time (RFC 1952, §2.3): the same content gives the same bytes, and every reader reads it to its end.
    return zlib.compressobj(6, zlib.DEFLATED, zlib.MAX_WBITS | 16)


def _zstd() -> _Compressor:
    return zstandard.ZstdCompressor(level=6, write_checksum=True).compressobj()


COMPRESSIONS: Final[Mapping[str, Compression]] = {
    "gz": Compression("application/gzip", _gzip),
    "zst": Compression("application/zstd", _zstd),
}
"""The compressions, by the ends of names."""


class Written(NamedTuple):
    """What was written: its size in bytes, and its SHA-256 in hexadecimal."""

    bytes: int
    sha256: str


class Output:
    """One file in the making. Leaving the block without `end` leaves it unfinished, in a folder that nobody reads."""

    def __init__(self, path: Path, compression: str) -> None:
        self._file = path.open("wb")
        self._compressor = COMPRESSIONS[compression].start()
        self._digest = hashlib.sha256()
        self._bytes = 0

    def write(self, data: bytes) -> None:
        """Append data."""
        self._put(self._compressor.compress(data))

    def end(self) -> Written:
        """Finish the file, so that it survives the machine, and tell what it is."""
        self._put(self._compressor.flush())
        self._file.flush()
        os.fsync(self._file.fileno())
        self.close()
        return Written(self._bytes, self._digest.hexdigest())

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _put(self, data: bytes) -> None:
        self._file.write(data)
        self._digest.update(data)
        self._bytes += len(data)
