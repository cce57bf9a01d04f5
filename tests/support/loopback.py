"""HTTP servers on loopback that answer as a test says: honest ones and others."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

OAI_HEAD = '<?xml version="1.0" encoding="UTF-8"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
DATE = "2026-03-02T08:00:00Z"


class Said(NamedTuple):
    """An answer. `cut`: the connection ends after so many bytes of the body, whatever Content-Length promised."""

    body: bytes
    status: int = 200
    headers: Mapping[str, str] = {"Content-Type": "text/xml; charset=UTF-8"}  # nobody writes to it
    cut: int | None = None


Answering = Callable[[str, dict[str, str]], Said]
"""Given a path and the arguments of a request."""


@contextmanager
def serving(answering: Answering) -> Iterator[str]:
    """Serve what a function answers; yield the base URL."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            said = answering(parts.path, dict(parse_qsl(parts.query)))
            self.send_response(said.status)
            for name, value in {"Content-Length": str(len(said.body)), **said.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(said.body[: said.cut])
            self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/oai"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def envelope(inside: str, date: str = DATE) -> bytes:
    """Return an answer around its element."""
    return f"{OAI_HEAD}<responseDate>{date}</responseDate><request/>{inside}</OAI-PMH>".encode()


def identity(granularity: str = "YYYY-MM-DDThh:mm:ssZ", version: str = "2.0") -> Said:
    inside = f"<protocolVersion>{version}</protocolVersion><granularity>{granularity}</granularity>"
    return Said(envelope(f"<Identify>{inside}</Identify>"))


def record(name: str, date: str = DATE, *, deleted: bool = False, sets: tuple[str, ...] = ()) -> str:
    specs = "".join(f"<setSpec>{spec}</setSpec>" for spec in sets)
    status = ' status="deleted"' if deleted else ""
    header = f"<header{status}><identifier>{name}</identifier><datestamp>{date}</datestamp>{specs}</header>"
    document = "" if deleted else f"<metadata><d xmlns='x'>{name}</d></metadata>"
    return f"<record>{header}{document}</record>"


def part(*records: str, then: str | None = None, size: int | None = None) -> Said:
    told = "" if size is None else f' completeListSize="{size}"'
    end = "" if then is None else f"<resumptionToken{told}>{then}</resumptionToken>"
    return Said(envelope(f"<ListRecords>{''.join(records)}{end}</ListRecords>"))


def one(name: str, *, sets: tuple[str, ...] = ()) -> Said:
    return Said(envelope(f"<GetRecord>{record(name, sets=sets)}</GetRecord>"))


def error(code: str) -> Said:
    return Said(envelope(f'<error code="{code}">no</error>'))
