"""How fast a page and its data are beside Trifid, a linked-data server that others wrote, on the same triples.

    mkdir peer && cd peer && npm install trifid trifid-handler-fetch @zazuko/trifid-entity-renderer
    python benchmarks/pages_peer.py DATA PEER [--sample 100] [--rounds 3]

DATA is the data folder of a catalogue that is loaded, PEER the folder where Trifid was installed. Trifid has the triples in an Oxigraph store in its own memory; ours is one gunicorn
worker. Both are asked by one client on one connection, in turn: for each of some objects once (first), then again (again), in Turtle and in HTML.
"""

import argparse
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from load import write_triples

from emuseum_lod.ledger.database import Ledger

PATIENCE: Final = 120
MEDIA_TYPES: Final = ("text/turtle", "text/html")
CONFIGURATION: Final = """
server:
  listener: {{host: 127.0.0.1, port: {port}}}
  logLevel: error
globals:
  datasetBaseUrl: {base}
  endpoints: {{default: {{url: /query}}}}
plugins:
  entity-renderer:
    module: "@zazuko/trifid-entity-renderer"
  fetch-handler:
    module: trifid-handler-fetch
    paths: /query
    config:
      url: file:{triples}
      contentType: application/n-triples
      baseIRI: {base}
      graphName: {base}graph
      unionDefaultGraph: true
"""


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("peer", type=Path)
    parser.add_argument("--sample", type=int, default=100, help="objects that are asked for")
    parser.add_argument("--rounds", type=int, default=3, help="how often they are asked for again")
    options = parser.parse_args()
    with Ledger.open(options.data) as ledger:
        base = ledger.reader().base_iri
        found, _ = ledger.reader().browse("object", limit=10_000)
    paths = [f"/id/{each.id}" for each in found[:: max(1, len(found) // options.sample)]][: options.sample]
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="emuseum-benchmark-")))
        count = write_triples(options.data, folder / "catalogue.nt")
        servers = {
            "ours": stack.enter_context(_ours(options.data)),
            "Trifid": stack.enter_context(_trifid(options.peer, folder, base)),
        }
        print(f"{count:,} triples, {len(paths)} objects")
        for media_type in MEDIA_TYPES:
            rates = _rates(servers, paths, media_type, options.rounds)
            for when in ("first", "again"):
                ours, theirs = rates["ours"][when], rates["Trifid"][when]
                print(
                    f"{media_type}  {when}  ours/s {ours:.0f}  Trifid/s {theirs:.1f}  ratio {ours / theirs:.1f}"
                )


def _rates(
    servers: dict[str, HTTPConnection], paths: list[str], media_type: str, rounds: int
) -> dict[str, dict[str, float]]:
    first = {name: _rate(server, paths, media_type) for name, server in servers.items()}
    again: dict[str, list[float]] = {name: [] for name in servers}
    for _ in range(rounds):
        for name, server in servers.items():
            again[name].append(_rate(server, paths, media_type))
    return {name: {"first": first[name], "again": statistics.median(again[name])} for name in servers}


def _rate(server: HTTPConnection, paths: list[str], media_type: str) -> float:
    """Return how many objects a second are dereferenced, redirects and all."""
    began = time.perf_counter()
    for path in paths:
        status, body = _dereference(server, path, media_type)
        assert status == 200, (path, status)
        assert body
    return len(paths) / (time.perf_counter() - began)


def _dereference(server: HTTPConnection, path: str, media_type: str) -> tuple[int, bytes]:
    while True:
        server.request("GET", path, headers={"Accept": media_type})
        reply = server.getresponse()
        body = reply.read()
        location = reply.getheader("Location")
        if location is None:
            return reply.status, body
        path = location


@contextmanager
def _ours(data: Path) -> Iterator[HTTPConnection]:
    port = _free_port()
    script = Path(__file__).with_name("pages_servers.py")
    with _running([sys.executable, str(script), "ours", str(data), str(port)], port) as server:
        yield server


@contextmanager
def _trifid(peer: Path, folder: Path, base: str) -> Iterator[HTTPConnection]:
    port = _free_port()
    configuration = folder / "config.yaml"
    configuration.write_text(
        CONFIGURATION.format(port=port, base=base, triples=folder / "catalogue.nt"), encoding="utf-8"
    )
    command = [str(peer.absolute() / "node_modules" / ".bin" / "trifid"), "-c", str(configuration)]
    with _running(command, port) as server:
        yield server


@contextmanager
def _running(command: list[str], port: int) -> Iterator[HTTPConnection]:
    """Run a server until the block ends, and give a connection to it once it listens."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            end = time.monotonic() + PATIENCE
            while time.monotonic() < end:
                with socket.socket() as trial:
                    if trial.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.2)
            yield HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        finally:
            process.terminate()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


if __name__ == "__main__":
    main()
