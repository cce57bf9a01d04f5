"""How fast the catalogue is harvested: whole walks, single records, early pages against late ones; beside another server if wanted.

    python benchmarks/oai.py [--records 66000] [--sample 2000] [--page-size 500] [--rounds 3] [--peer] [--rows 4500000] [--json FILE]

An invented catalogue of `--sample` objects is loaded, and the cost of its forms is told; a ledger of `--records` is made with its documents over and over.
Each server is one gunicorn worker, asked by one client on one connection; they are asked in turn, and what is told is the median of the rounds. `--peer`
(pip install oai_repo==0.5.2) serves the same records by the same settings (oai_servers.py). `--rows` measures pages of a ledger of that many rows, of a
kilobyte each, without a network.
"""

import argparse
import json
import re
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import oai_rows
from catalogue import PROVIDER, Catalogue
from oai_client import Client
from oai_servers import copy_for_peer

from emuseum_lod.config import Settings
from emuseum_lod.ledger import clock
from emuseum_lod.ledger.database import Ledger
from emuseum_lod.loading import load
from emuseum_lod.oaipmh import tokens
from emuseum_lod.oaipmh.answer import answer
from emuseum_lod.oaipmh.request import parse
from emuseum_lod.oaipmh.tokens import Token
from emuseum_lod.reply import Asked

TOKEN = re.compile(rb"<resumptionToken[^>]*>([^<]+)</resumptionToken>")
IDENTIFIER = re.compile(rb"<identifier>(oai:[^<]+)</identifier>")
SINGLE_RECORDS = 2_000
IN_TURN = 100
DEEP_PAGES = 100
PATIENCE = 30

Result = dict[str, Any]


class Page(NamedTuple):
    """One answer: how long it took in seconds, how many records and bytes it had."""

    seconds: float
    identifiers: list[str]
    size: int


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=int, default=66_000, help="rows of the ledger that is served")
    parser.add_argument("--sample", type=int, default=2_000, help="objects that are loaded")
    parser.add_argument("--page-size", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peer", action="store_true", help="serve the same records with oai_repo too")
    parser.add_argument(
        "--rows", type=int, default=0, help="rows of a ledger whose pages are measured by depth"
    )
    parser.add_argument("--json", type=Path, help="write the results to a file")
    options = parser.parse_args()
    results: list[Result] = []
    with TemporaryDirectory(prefix="emuseum-benchmark-") as folder:
        samples = _loaded(Path(folder), options.sample, results)
        oai_rows.make(Path(folder) / "many", options.records, samples)
        results += _served(Path(folder) / "many", Path(folder), options)
    if options.rows:
        results += _by_depth(options.rows, options.page_size)
    for result in results:
        print("  ".join(f"{name} {value}" for name, value in result.items()))
    if options.json:
        options.json.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


def _loaded(folder: Path, records: int, results: list[Result]) -> list[oai_rows.Sample]:
    """Load an invented catalogue, note what that cost, and return its objects."""
    source = folder / "objects.jsonl"
    with source.open("wb") as file:
        file.writelines(Catalogue(records, seed=1).lines())
    began = time.perf_counter()
    report = load(Settings(data=folder / "data"), PROVIDER, [source])
    whole, forms = time.perf_counter() - began, report.seconds["make forms"]
    results.append(
        {"what": "first load", "records": records, "s": round(whole, 1), "of it forms": round(forms, 1)}
    )
    with Ledger.open(folder / "data") as ledger:
        return oai_rows.sample_of(ledger.reader())


# --- servers -------------------------------------------------------------------------------------------------------


def _served(data: Path, folder: Path, options: argparse.Namespace) -> Iterator[Result]:
    """Yield what is measured through the network, and how the two servers compare."""
    figures: dict[str, list[Result]] = {}
    with ExitStack() as stack:
        servers = {"ours": stack.enter_context(_serving("ours", data, options.page_size))}
        if options.peer:
            with Ledger.open(data) as ledger:
                copy = folder / "peer"
                copy.mkdir()
                (copy / "ledger.sqlite").symlink_to((data / "ledger.sqlite").resolve())
                copy_for_peer(ledger.reader(), copy)
            servers["oai_repo"] = stack.enter_context(_serving("peer", copy, options.page_size))
        for _ in range(options.rounds):
            names: list[str] = []
            for name, server in servers.items():
                for what, pages in _walks(server, name).items():
                    figures.setdefault(f"{name} {what}", []).append(_figures(pages))
                    names = names or [identifier for page in pages for identifier in page.identifiers]
            for name, pages in _single_records(servers, names).items():
                figures.setdefault(f"{name} GetRecord oai_dc", []).append(_figures(pages))
    medians = {
        what: {key: statistics.median_low([one[key] for one in rounds]) for key in rounds[0]}
        for what, rounds in figures.items()
    }
    yield from ({"what": what, **median} for what, median in medians.items())
    for what in ("ListRecords oai_dc", "GetRecord oai_dc") if options.peer else ():
        ratio = medians[f"ours {what}"]["records/s"] / medians[f"oai_repo {what}"]["records/s"]
        p50 = medians[f"oai_repo {what}"]["p50 ms"] / medians[f"ours {what}"]["p50 ms"]
        yield {"what": f"ours / oai_repo, {what}", "records/s": round(ratio, 2), "p50": round(p50, 2)}


def _walks(server: Client, name: str) -> dict[str, list[Page]]:
    server.rest()
    pages = {"ListRecords oai_dc": list(_walk(server, "ListRecords", "oai_dc"))}
    if name == "ours":
        pages["ListIdentifiers oai_dc"] = list(_walk(server, "ListIdentifiers", "oai_dc"))
        pages["ListRecords edm"] = list(_walk(server, "ListRecords", "edm"))
    return pages


def _single_records(servers: Mapping[str, Client], names: list[str]) -> dict[str, list[Page]]:
    """Ask each server for the same records, in turn by the hundred, so that whatever else the machine does falls on both."""
    some = names[:: max(1, len(names) // SINGLE_RECORDS)]
    pages: dict[str, list[Page]] = {name: [] for name in servers}
    for start in range(0, len(some), IN_TURN):
        for name, server in servers.items():
            server.rest()
            pages[name] += [
                _page(server, f"verb=GetRecord&metadataPrefix=oai_dc&identifier={one}")[0]
                for one in some[start : start + IN_TURN]
            ]
    return pages


@contextmanager
def _serving(which: str, data: Path, page_size: int) -> Iterator[Client]:
    """Yield a client of a server in a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    script = Path(__file__).with_name("oai_servers.py")
    command = [sys.executable, str(script), which, str(data), str(port), str(page_size)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:  # our own script
        try:
            client = Client(port)
            for _ in range(PATIENCE * 10):
                try:
                    client.get("/oai?verb=Identify")
                    break
                except OSError:
                    time.sleep(0.1)
            yield client
        finally:
            process.terminate()


def _walk(server: Client, verb: str, prefix: str) -> Iterator[Page]:
    query: str | None = f"verb={verb}&metadataPrefix={prefix}"
    while query:
        page, token = _page(server, query)
        yield page
        query = f"verb={verb}&resumptionToken={token}" if token else None


def _page(server: Client, query: str) -> tuple[Page, str | None]:
    began = time.perf_counter()
    body = server.get(f"/oai?{query}")
    seconds = time.perf_counter() - began
    assert b"<error" not in body[:1_000], body[:1_000]
    token = TOKEN.search(body, max(0, len(body) - 2_000))
    identifiers = [identifier.decode() for identifier in IDENTIFIER.findall(body)]
    return Page(seconds, identifiers, len(body)), token[1].decode() if token else None


def _figures(pages: list[Page]) -> Result:
    seconds = [page.seconds for page in pages]
    whole = seconds[:-1] or seconds  # the last page is shorter than the others
    part = max(1, len(whole) // 10)
    early, late = statistics.median(whole[:part]), statistics.median(whole[-part:])
    records = sum(len(page.identifiers) for page in pages)
    return {
        "records": records,
        "MB": round(sum(page.size for page in pages) / 1e6, 1),
        "records/s": round(records / sum(seconds)),
        "p50 ms": round(statistics.median(seconds) * 1e3, 2),
        "p99 ms": round(sorted(seconds)[int(len(seconds) * 0.99)] * 1e3, 2),
        "late/early": round(late / early, 2),
    }


# --- depth ---------------------------------------------------------------------------------------------------------


def _by_depth(rows: int, page_size: int) -> Iterator[Result]:
    """Yield the medians of the first and the last pages of a ledger of so many rows, for the whole and for a set of all."""
    with TemporaryDirectory(prefix="emuseum-benchmark-") as folder:
        oai_rows.make(Path(folder), rows, oai_rows.SMALL)
        with Ledger.open(folder) as ledger:
            reader = ledger.reader()
            settings = Settings(oai_page_size=page_size, oai_page_bytes=100_000_000)
            for set_spec in (None, *oai_rows.SMALL[0].sets):
                # In turn, so that whatever else the machine does falls on both.
                seconds: dict[str, list[float]] = {"first": [], "last": []}
                for page in range(min(DEEP_PAGES, rows // page_size // 2)):
                    first = page * page_size
                    for name, num in (("first", first), ("last", rows - first - page_size)):
                        token = _token(rows, num, set_spec)
                        query = f"verb=ListRecords&resumptionToken={tokens.write(token, reader.token_secret)}"
                        began = time.perf_counter()
                        reply = answer(parse(Asked("GET", "/oai", query.encode())), reader, settings)
                        seconds[name].append(time.perf_counter() - began)
                        assert isinstance(reply.body, bytes)
                        assert reply.body.count(b"<record>") == page_size
                early, late = (statistics.median(some) for some in seconds.values())
                yield {
                    "what": f"pages of {page_size} of {rows} rows, {set_spec or 'all'}",
                    "first ms": round(early * 1e3, 2),
                    "last ms": round(late * 1e3, 2),
                    "last/first": round(late / early, 2),
                }


def _token(rows: int, num: int, set_spec: str | None) -> Token:
    """Return the token that a harvester has who has got all up to a row."""
    return Token(
        verb="ListRecords",
        prefix="oai_dc",
        set_spec=set_spec,
        until=None,
        upper_commit=oai_rows.commit_of(rows, rows),
        after=(oai_rows.commit_of(num, rows) if num else 1, num),
        cursor=num,
        size=rows,
        expires=tokens.expiry(clock.now()),
    )


if __name__ == "__main__":
    main()
