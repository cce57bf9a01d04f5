"""Where the pool is found: a Unix socket in the data folder, which only the service's own user may open."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

_NAME: Final = "sparql.sock"
_BACKLOG: Final = 1024


@contextmanager
def listening(data: Path) -> Iterator[socket.socket]:
    """Listen at the pool's address, whatever a pool that died has left there."""
    data.mkdir(parents=True, exist_ok=True)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        (data / _NAME).unlink(missing_ok=True)
        with _short(data) as address:
            listener.bind(address)
        (data / _NAME).chmod(0o600)
        listener.listen(_BACKLOG)
        listener.setblocking(False)
        try:
            yield listener
        finally:
            with suppress(FileNotFoundError):
                (data / _NAME).unlink()


def connected(data: Path) -> socket.socket:
    """Return a connection to the pool. Raises OSError when there is none."""
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        with _short(data) as address:
            connection.connect(address)
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def _short(data: Path) -> Iterator[str]:
    """Give the socket's path by way of the open folder: the address of a Unix socket has room for 107 bytes only."""
    folder = os.open(data, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        by_descriptor = f"/proc/self/fd/{folder}"
        yield f"{by_descriptor if Path(by_descriptor).exists() else data}/{_NAME}"
    finally:
        os.close(folder)
