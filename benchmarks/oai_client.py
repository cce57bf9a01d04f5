"""A client that costs next to nothing, so that what is measured is the server: one connection, whole answers, headers unread but for the length."""

import re
import socket
from typing import Final, NamedTuple

_LENGTH: Final = re.compile(rb"\r\ncontent-length: *(\d+)\r\n", re.IGNORECASE)
_AT_ONCE: Final = 1 << 18
_PATIENCE: Final = 60


class Reply(NamedTuple):
    """An answer: its status line and headers, and its body."""

    head: bytes
    body: bytes

    def header(self, name: str) -> str:
        """Return the value of a header, or nothing."""
        found = re.search(rb"\r\n" + name.encode() + rb": *([^\r]*)", self.head, re.IGNORECASE)
        return found[1].decode("latin-1") if found else ""


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
        reply = self.ask(path)
        assert reply.head.startswith(b"HTTP/1.1 200 "), reply.head
        return reply.body

    def ask(self, path: str, headers: str = "") -> Reply:
        """Return an answer that is no error. `headers` are whole lines. Raises OSError when nobody listens."""
        if self._socket is None:
            self._socket = socket.create_connection(("127.0.0.1", self._port), timeout=_PATIENCE)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}\r\n".encode("ascii"))
        data = bytearray()
        while (end := data.find(b"\r\n\r\n")) < 0:
            self._take(self._socket, data)
        head = bytes(data[: end + 4])
        assert head.startswith((b"HTTP/1.1 2", b"HTTP/1.1 3")), head
        length = _LENGTH.search(head)
        empty = head.startswith(b"HTTP/1.1 304 ")
        assert length is not None or empty, head
        whole = len(head) + (int(length[1]) if length and not empty else 0)
        while len(data) < whole:
            self._take(self._socket, data)
        return Reply(head, bytes(data[len(head) :]))

    @staticmethod
    def _take(connection: socket.socket, data: bytearray) -> None:
        more = connection.recv(_AT_ONCE)
        if not more:
            raise ConnectionResetError("the server hung up in the middle of an answer")
        data += more
