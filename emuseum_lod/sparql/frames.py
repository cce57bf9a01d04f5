"""What the web processes, the pool and its workers say to each other over their sockets: frames of a kind and a length.

One connection to the pool is one query: a `JOB`, then either a `FAILURE`, or `START`, any number of `DATA`, and `END`. A connection
that ends without `END` or `FAILURE` has lost its answer. A worker says `HELLO` first and then does one job after the other.
"""

import struct
from collections.abc import Callable
from typing import Final, Literal

import msgspec

JOB, START, DATA, END, FAILURE, HELLO = b"J", b"S", b"D", b"E", b"F", b"H"

HEADER: Final = struct.Struct("!cI")
MAX_FRAME: Final = 1 << 22

FailureCode = Literal[
    "syntax",
    "search",
    "evaluation",
    "timeout",
    "memory",
    "crash",
    "busy",
    "exhausted",
    "unavailable",
    "no-data",
]


class Job(msgspec.Struct, frozen=True):
    """A query to be answered. `format` is a token of `formats`.

    The graphs are IRIs and override those in the query (Protocol, 2.1.4); `has_dataset` tells that it has some (FROM). `client` is the address of who asks.
    `keep` tells that the answer is the same whenever the snapshot is, so that it may be kept and given again.
    """

    query: str
    format: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    has_dataset: bool = False
    client: str = ""
    keep: bool = False


class Start(msgspec.Struct, frozen=True):
    """The evaluation has begun to give results; the name and the sequence number of the snapshot that they are from.

    `kept` tells that they are those of an earlier evaluation. `search_cut` is the limit that a text search met: there are more hits; 0: all are in it.
    """

    snapshot: str
    seq: int
    kept: bool = False
    search_cut: int = 0


class Done(msgspec.Struct, frozen=True):
    """The answer is whole. `rows` counts its rows or triples; None for a truth value."""

    rows: int | None = None


class Failure(msgspec.Struct, frozen=True):
    """Why there is no answer, or no more of it. `line` and `column` are 1-based where a place in the query is to blame.

    `retry_after` are the seconds after which to come back; 0: as is usual for its kind.
    """

    code: FailureCode
    detail: str = ""
    line: int = 0
    column: int = 0
    retry_after: int = 0


class Hello(msgspec.Struct, frozen=True):
    """A worker is ready; `unconfined` tells what this system could not take from it."""

    unconfined: tuple[str, ...] = ()


class Lost(Exception):  # noqa: N818 -- a state of the connection
    """The other side is gone, or does not speak this."""


def frame(kind: bytes, body: bytes | msgspec.Struct = b"") -> bytes:
    """Return a frame as it is sent."""
    payload = body if isinstance(body, bytes) else msgspec.msgpack.encode(body)
    return HEADER.pack(kind, len(payload)) + payload


def length_of(header: bytes) -> tuple[bytes, int]:
    """Return the kind and the length that a header announces. Raises Lost for what can't be one."""
    kind, length = HEADER.unpack(header)
    if length > MAX_FRAME:
        raise Lost
    return kind, length


def read_frame(receive: Callable[[int], bytes]) -> tuple[bytes, bytes]:
    """Return the next frame from a blocking `receive`, such as ``socket.recv``. Raises Lost at the end."""
    kind, length = length_of(_exactly(receive, HEADER.size))
    return kind, _exactly(receive, length)


def _exactly(receive: Callable[[int], bytes], size: int) -> bytes:
    parts = []
    while size:
        part = receive(min(size, 1 << 16))
        if not part:
            raise Lost
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
