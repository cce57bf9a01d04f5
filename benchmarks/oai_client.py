"""A client that costs next to nothing, so that what is measured is the server: one connection, whole answers, headers unread but for the length."""

import re
import socket
from typing import Final

_LENGTH: Final = re.compile(rb"\r\ncontent-length: *(\d+)\r\n", re.IGNORECASE)
_AT_ONCE: Final = 1 << 18
_PATIENCE: Final = 60


class Client:
    """Asks a server on this machine, over and over."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._socket: socket.socket | None = None

    def rest(self) -> None:
        """Give the connection up, as the server would: the next question makes another."""
        if self._socket is not None:
            self._socket.close()
        self._socket = None

    def get(self, path: str) -> bytes:
        """Return the body of an answer, which has to be 200. Raises OSError when nobody listens."""
        if self._socket is None:
            self._socket = socket.create_connection(("127.0.0.1", self._port), timeout=_PATIENCE)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode("ascii"))
        data = bytearray()
        while (end := data.find(b"\r\n\r\n")) < 0:
            self._take(self._socket, data)
        head = bytes(data[: end + 4])
        length = _LENGTH.search(head)
        assert head.startswith(b"HTTP/1.1 200 "), head
        assert length is not None, head
        whole = len(head) + int(length[1])
        while len(data) < whole:
            self._take(self._socket, data)
        return bytes(data[len(head) :])

    @staticmethod
    def _take(connection: socket.socket, data: bytearray) -> None:
        more = connection.recv(_AT_ONCE)
        if not more:
            raise ConnectionResetError("the server hung up in the middle of an answer")
        data += more
