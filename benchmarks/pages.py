"""How fast entity pages and data are, beside the same bytes from memory by the same server and framework; and whether size matters.

    python benchmarks/pages.py [--records 5000] [--data DIR] [--rounds 3] [--rows 4500000] [--json FILE]

Without `--data` an invented catalogue is made and loaded first. Each server is one gunicorn worker, asked by one client on one connection, in turn; what is
told is the median of the rounds. "from memory" is a Flask application that sends the replies of ours, headers and all, out of a dictionary. The latency at
half the capacity is counted from when a request was due, so that waiting counts. `--rows` fills a copy of the ledger up to so many rows and tells what
the same look-ups take there, and the pages of a museum that has all of them.
"""

import argparse
import json
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pages_rows
from catalogue import PROVIDER, Catalogue
from oai_client import Client

from emuseum_lod.config import Settings
from emuseum_lod.graph.patterns import load_patterns
from emuseum_lod.ledger.database import Ledger
from emuseum_lod.linkeddata.answer import answer
from emuseum_lod.linkeddata.request import parse
from emuseum_lod.linkeddata.service import Service
from emuseum_lod.loading import load
from emuseum_lod.reply import Asked
from emuseum_lod.uris import ItemId
from emuseum_lod.views.addresses import Addresses
from emuseum_lod.web.rendering import Renderer

PATIENCE = 30
PATHS = {
    "Turtle": "/data/{}.ttl",
    "JSON-LD": "/data/{}.jsonld",
    "Linked Art": "/data/{}.linked-art.jsonld",
    "HTML": "/page/{}?lang=kk",
    "303": "/id/{}",
}
"""What is asked for; that nothing has changed (304) is asked of Turtle and of HTML."""

Result = dict[str, Any]


class Asking(NamedTuple):
    """Requests of one sort: for each of them its path and its own headers."""

    what: str
    requests: list[tuple[str, str]]


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=int, default=5_000, help="objects of the catalogue that is made")
    parser.add_argument("--data", type=Path, help="the data folder of a catalogue that is loaded already")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sample", type=int, default=200, help="objects that are asked for")
    parser.add_argument("--seconds", type=float, default=8, help="how long latency is measured")
    parser.add_argument("--rows", type=int, default=0, help="rows of a ledger in which look-ups are measured")
    parser.add_argument("--json", type=Path, help="write the results to a file")
    options = parser.parse_args()
    results: list[Result] = []
    with TemporaryDirectory(prefix="emuseum-benchmark-") as folder:
        data = options.data or _loaded(Path(folder), options.records)
        results += _served(data, options)
        if options.rows:
            results += _by_size(data, Path(folder) / "large", options)
    for result in results:
        print("  ".join(f"{name} {value}" for name, value in result.items()))
    if options.json:
        options.json.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


def _loaded(folder: Path, records: int) -> Path:
    source = folder / "objects.jsonl"
    with source.open("wb") as file:
        file.writelines(Catalogue(records, seed=1).lines())
    load(Settings(data=folder / "data"), PROVIDER, [source])
    return folder / "data"


def _sample(data: Path, size: int) -> list[ItemId]:
    """Return objects from all over the ledger."""
    with Ledger.open(data) as ledger:
        reader = ledger.reader()
        found, _ = reader.browse("object", limit=1_000_000)
        return [each.id for each in found[:: max(1, len(found) // size)]][:size]


# --- servers -------------------------------------------------------------------------------------------------------


def _served(data: Path, options: argparse.Namespace) -> Iterator[Result]:
    """Yield rates of ours and of the same bytes from memory, and the latency of ours at half its capacity."""
    sample = _sample(data, options.sample)
    with ExitStack() as stack:
        servers = {which: stack.enter_context(_serving(which, data)) for which in ("ours", "memory")}
        for asking in _askings(servers["ours"], sample):
            rates: dict[str, list[float]] = {"ours": [], "memory": []}
            for server in servers.values():
                _ask(server, asking)  # what is kept is kept now
            for _ in range(options.rounds):
                for which, server in servers.items():
                    rates[which].append(_ask(server, asking))
            ours, memory = (statistics.median(each) for each in rates.values())
            p50, p95 = _at_half(servers["ours"], asking, ours / 2, options.seconds)
            yield {
                "what": asking.what,
                "ours/s": round(ours),
                "from memory/s": round(memory),
                "ratio": round(ours / memory, 2),
                "p50 ms at half": round(p50 * 1e3, 1),
                "p95 ms at half": round(p95 * 1e3, 1),
            }


def _askings(server: Client, sample: list[ItemId]) -> Iterator[Asking]:
    for what, path in PATHS.items():
        yield Asking(what, [(path.format(item), "") for item in sample])
    for what in ("Turtle", "HTML"):
        paths = [PATHS[what].format(item) for item in sample]
        server.rest()
        tags = [server.ask(path).header("ETag") for path in paths]
        known = [(path, f"If-None-Match: {tag}\r\n") for path, tag in zip(paths, tags, strict=True)]
        yield Asking(f"{what}, 304", known)


def _ask(server: Client, asking: Asking) -> float:
    """Return how many of these requests a second are answered."""
    server.rest()
    began = time.perf_counter()
    for path, headers in asking.requests:
        server.ask(path, headers)
    return len(asking.requests) / (time.perf_counter() - began)


def _at_half(server: Client, asking: Asking, rate: float, length: float) -> tuple[float, float]:
    """Return the median and the 95th percentile of the seconds that answers take when so many a second are asked for."""
    server.rest()
    seconds: list[float] = []
    began = time.perf_counter()
    for number in range(int(rate * length)):
        due = began + number / rate
        while (early := due - time.perf_counter()) > 0:
            time.sleep(early)
        server.ask(*asking.requests[number % len(asking.requests)])
        seconds.append(time.perf_counter() - due)
    ordered = sorted(seconds)
    return ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]


@contextmanager
def _serving(which: str, data: Path) -> Iterator[Client]:
    """Yield a client of a server in a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    script = Path(__file__).with_name("pages_servers.py")
    command = [sys.executable, str(script), which, str(data), str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            client = Client(port)
            for _ in range(PATIENCE * 10):
                try:
                    client.ask("/healthz")
                    break
                except OSError:
                    time.sleep(0.1)
            yield client
        finally:
            process.terminate()


# --- size ----------------------------------------------------------------------------------------------------------


def _by_size(data: Path, large: Path, options: argparse.Namespace) -> Iterator[Result]:
    """Yield what the same look-ups take in the ledger as it is and in one of so many rows, in turn."""
    rows = options.rows
    sample = _sample(data, options.sample)
    museum = pages_rows.make(data, large, rows)
    with Ledger.open(data) as few, Ledger.open(large) as many:
        services = {"few": _service(few, data), "many": _service(many, large)}
        deep = pages_rows.first_of_the_last(rows)
        asked = {
            **{what: [path.format(item) for item in sample] for what, path in PATHS.items()},
            "a museum's page": [f"/page/{museum}?lang=kk"] * 30,
            "a museum's neighbours": [f"/data/{museum}.neighbours.jsonld"] * 30,
        }
        for what, paths in asked.items():
            few_s, many_s = _in_turn(services, paths, paths)
            yield _ratio(f"{what}, {rows} rows", {"few ms": few_s, "many ms": many_s})
        beginning = [f"/data/{museum}.neighbours.nt?show=object"] * 30
        end = [f"/data/{museum}.neighbours.nt?show=object&after={deep}"] * 30
        many_only = {"few": services["many"], "many": services["many"]}
        first_s, last_s = _in_turn(many_only, beginning, end)
        yield _ratio(f"a museum's neighbours, {rows} rows", {"first ms": first_s, "last ms": last_s})


def _ratio(what: str, seconds: dict[str, float]) -> Result:
    one, other = seconds.values()
    return {
        "what": what,
        **{name: round(each * 1e3, 2) for name, each in seconds.items()},
        "ratio": round(other / one, 2),
    }


def _service(ledger: Ledger, data: Path) -> Callable[[str], float]:
    """Return what answers a path, without a network, and tells the seconds that it took."""
    settings = Settings(data=data)
    reader = ledger.reader()
    service = Service(
        reader,
        Addresses(settings.base_uri),
        settings.oai_domain,
        load_patterns().triples,
        Renderer(settings).render,
    )

    def ask(path: str) -> float:
        path, _, query = path.partition("?")
        began = time.perf_counter()
        reply = answer(parse(Asked("GET", path, query.encode())), service)
        seconds = time.perf_counter() - began
        assert reply.status in (200, 303), (path, reply.status)
        return seconds

    return ask


def _in_turn(
    services: dict[str, Callable[[str], float]], few: list[str], many: list[str]
) -> tuple[float, float]:
    """Return the medians of both, asked in turn, so that whatever else the machine does falls on both; the first time round is not counted."""
    seconds: dict[str, list[float]] = {name: [] for name in services}
    for counted in (False, True, True, True):
        for one, other in zip(few, many, strict=True):
            for (name, ask), path in zip(services.items(), (one, other), strict=True):
                took = ask(path)
                if counted:
                    seconds[name].append(took)
    return statistics.median(seconds["few"]), statistics.median(seconds["many"])


if __name__ == "__main__":
    main()
