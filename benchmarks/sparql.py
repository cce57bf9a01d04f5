"""How fast queries are answered: through HTTP against the engine in this process on the same snapshot, and beside Virtuoso 7 on the same triples.

    python benchmarks/sparql.py --data DIR [--part point heavy stream virtuoso] [--rounds 5] [--json FILE]

`DIR` is the data folder of a catalogue that is loaded and published; docs/sparql.md has what was measured. Within a part everything is asked in
turn, and the quickest time counts where seconds are measured, so that a busy machine harms no side. Virtuoso (Debian: virtuoso-opensource-7) is left out where it is not installed.
"""

import argparse
import io
import json
import math
import multiprocessing
import os
import socket
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self
from urllib.parse import quote

import endpoints
import pyoxigraph as ox
from endpoints import Endpoint

from emuseum_lod.namespaces import PREFIXES
from emuseum_lod.sparql.examples import load_examples
from emuseum_lod.store.snapshots import Snapshots

# Whole answers of a second or so that are sent as the engine is given them: none of them is rewritten.
HEAVY = {
    "classes": "SELECT ?c (COUNT(*) AS ?n) { ?s a ?c } GROUP BY ?c",
    "makers by place of birth": "SELECT ?place (COUNT(?o) AS ?n) { ?o dcterms:creator ?who . ?who crm:P98i_was_born/crm:P7_took_place_at ?place } GROUP BY ?place",
    "words in titles": "SELECT ?o ?l { ?o rdfs:label ?l FILTER REGEX(?l, 'london|sea', 'i') }",
    "titles and materials": "SELECT ?o ?t ?m { ?o dcterms:title ?t ; crm:P45_consists_of/skos:prefLabel ?m }",
}
STREAM = "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 1000000"
POINTS = "SELECT ?o { ?o a crm:E22_Human-Made_Object } LIMIT 2000"
SECONDS = 5.0

# What researchers ask, of sparql/examples/: those that find something in Tate, from counting to paths.
RESEARCH = (
    *("000-classes", "006-kinds-of-objects", "010-materials", "011-techniques", "012-materials-by-period", "015-materials-and-techniques"),
    *("020-by-century", "021-made-between", "024-periods", "026-precision-of-dates", "040-makers", "042-lives-of-makers", "044-roles"),
    *("050-measurements", "051-dimensions-over-time", "052-size-by-kind", "073-acquired-by-year", "076-completeness", "078-subjects"),
    "085-languages-of-titles",
)  # fmt: skip


def main() -> None:
    """Measure, print, and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parts = {"point": point, "heavy": heavy, "stream": stream, "virtuoso": virtuoso}
    parser.add_argument("--part", nargs="+", choices=list(parts), default=list(parts))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=Path, help="write the figures to a file")
    options = parser.parse_args()
    figures = {name: parts[name](options) for name in options.part}
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")


def opened(options: argparse.Namespace) -> ox.Store:
    """Return the published snapshot, opened in this process."""
    snapshot = Snapshots(options.data).current()
    assert snapshot is not None, "nothing is published in that folder"
    return ox.Store.read_only(str(snapshot.path))


def evaluated(
    store: ox.Store, query: str, output: Any = None, format_: Any = ox.QueryResultsFormat.CSV
) -> int:
    """Answer a query by the engine in this process, as a script would."""
    written = output or io.BytesIO()
    results = store.query(query, prefixes=PREFIXES, named_graphs=[])
    assert isinstance(results, ox.QuerySolutions)
    results.serialize(written, format=format_)
    return int(written.tell())


def timed(answer: Callable[..., object], *arguments: object) -> float:
    """Return how many seconds an answer takes."""
    began = time.perf_counter()
    answer(*arguments)
    return time.perf_counter() - began


# --- through HTTP against in this process -------------------------------------------------------------------------------


def heavy(options: argparse.Namespace) -> list[dict[str, Any]]:
    """Measure queries of a second or so."""
    store, found = opened(options), list[dict[str, Any]]()
    with endpoints.ours(options.data, cache=0) as endpoint:
        for name, query in HEAVY.items():
            rounds = [
                (timed(evaluated, store, query), timed(endpoint.ask, query))
                for _ in range(options.rounds + 1)
            ][1:]
            engine, http = map(min, zip(*rounds, strict=True))
            found.append({"query": name, "engine s": engine, "http s": http, "ratio": http / engine})
            show(found[-1])
    return found


def stream(options: argparse.Namespace) -> dict[str, Any]:
    """Measure a million rows."""
    store = opened(options)
    with TemporaryDirectory() as folder, endpoints.ours(options.data, cache=0) as endpoint:

        def to_file() -> int:
            with (Path(folder) / "rows").open("wb") as file:
                return evaluated(store, STREAM, file, ox.QueryResultsFormat.JSON)

        json_ = "application/sparql-results+json"
        rounds = [(timed(to_file), timed(endpoint.ask, STREAM, json_)) for _ in range(options.rounds)]
    file, http = map(min, zip(*rounds, strict=True))
    figures = {"rows": 1_000_000, "file s": file, "http s": http, "rate of file": file / http}
    show(figures)
    return figures


def point(options: argparse.Namespace) -> dict[str, Any]:
    """Ask all about one object: latency of one client, throughput of eight."""
    store = opened(options)
    subjects = [str(row["o"]) for row in store.query(POINTS, prefixes=PREFIXES)]
    queries = [f"SELECT ?p ?o {{ {subject} ?p ?o }}" for subject in subjects]
    with endpoints.ours(options.data, cache=0) as endpoint:
        engine_times, http_times = list[float](), list[float]()
        with Asking(endpoint) as asking:
            for query in queries:  # in turn
                engine_times.append(timed(evaluated, store, query))
                http_times.append(timed(asking.ask, query))
        engine_rate = rate(1, lambda: evaluates(options, queries))
        engine_rate_2 = rate(2, lambda: evaluates(options, queries))
        http_rate = rate(8, lambda: asks(endpoint, queries))
    engine, http = statistics.median(engine_times), statistics.median(http_times)
    figures = {
        "engine p50 ms": 1000 * engine, "http p50 ms": 1000 * http, "added ms": 1000 * (http - engine),
        "engine, one process, a second": engine_rate, "engine, two processes, a second": engine_rate_2,
        "http a second": http_rate, "of one process": http_rate / engine_rate, "of two": http_rate / engine_rate_2,
    }  # fmt: skip
    show(figures)
    return figures


def evaluates(options: argparse.Namespace, queries: list[str]) -> Iterator[int]:
    """Answer by the engine for ever."""
    store = opened(options)
    while True:
        for query in queries:
            yield evaluated(store, query)


def asks(endpoint: Endpoint, queries: list[str]) -> Iterator[int]:
    """Ask through HTTP for ever."""
    with Asking(endpoint) as asking:
        while True:
            for query in queries:
                yield asking.ask(query)


def rate(processes: int, work: Callable[[], Iterator[int]]) -> float:
    """Return how many answers a second so many processes get at once, for some seconds."""
    context = multiprocessing.get_context("fork")
    counts = context.Array("q", processes)

    def run(place: int) -> None:
        end = time.monotonic() + SECONDS
        for count, _ in enumerate(work(), start=1):
            counts[place] = count
            if time.monotonic() > end:
                os._exit(0)

    running = [context.Process(target=run, args=(place,)) for place in range(processes)]
    for process in running:
        process.start()
    for process in running:
        process.join()
    return float(sum(counts) / SECONDS)


class Asking:
    """A client that costs little, because it shares the machine with what it measures: one connection, requests written beforehand."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._socket = socket.create_connection(("127.0.0.1", endpoint.port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def ask(self, query: str) -> int:
        """Send a query and read its answer; return how long it is."""
        head = f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/csv\r\n\r\n"
        self._socket.sendall(head.encode("ascii"))
        data = b""
        while (end := data.find(b"\r\n\r\n")) < 0:
            data += self._socket.recv(1 << 16)
        headers = data[:end].lower()
        assert headers.startswith(b"http/1.1 200"), headers
        length = int(headers.partition(b"content-length:")[2].split()[0])
        while len(data) < end + 4 + length:
            data += self._socket.recv(1 << 16)
        return length


# --- beside Virtuoso ----------------------------------------------------------------------------------------------------


def virtuoso(options: argparse.Namespace) -> dict[str, Any]:
    """Measure queries of researchers on the same triples, after a restart, warm, and with kept answers."""
    if endpoints.VIRTUOSO is None:
        show({"virtuoso": "not installed"})
        return {}
    examples = {example.name: example.query for example in load_examples("en")}
    queries = {name: examples[name] for name in RESEARCH}
    with TemporaryDirectory() as folder:
        triples = Path(folder) / "catalogue.nt"
        opened(options).dump(str(triples), format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
        database = Path(folder) / "database"
        database.mkdir()
        with endpoints.virtuoso(database) as (_, sql):
            endpoints.load(sql, triples)
        triples.unlink()
        with endpoints.virtuoso(database) as (theirs, _), endpoints.ours(options.data, cache=0) as ours:
            count = [
                int(each.ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").split()[1]) for each in (theirs, ours)
            ]
            assert count[0] == count[1], f"they have {count} triples"
            rows = list(compared(queries, theirs, ours, options.rounds))
    with endpoints.ours(options.data, cache=64_000_000) as keeping:
        for row in rows:
            query = queries[row["query"]]
            keeping.ask(query)
            row["kept ms"] = 1000 * statistics.median(timed(keeping.ask, query) for _ in range(3))
            show(row)
    means = {
        f"ours to theirs, {name}": mean(row[mine] / row[other] for row in rows)
        for name, mine, other in (
            ("after a restart", "ours first ms", "theirs first ms"),
            ("warm", "ours warm ms", "theirs warm ms"),
            ("kept", "kept ms", "theirs warm ms"),
        )
    }
    show(means)
    return {"triples": count[0], "queries": rows, **means}


def compared(
    queries: dict[str, str], theirs: Endpoint, ours: Endpoint, rounds: int
) -> Iterator[dict[str, Any]]:
    """Give the times and the rows of each query at both endpoints."""
    for name, query in queries.items():
        said: dict[str, Any] = {"query": name}
        for who, endpoint in (("ours", ours), ("theirs", theirs)):
            try:
                said[f"{who} first ms"] = 1000 * timed(endpoint.ask, query)
            except RuntimeError as error:
                show({**said, "failed": f"{who}: {error}"})
                break
            said[f"{who} warm ms"] = 1000 * statistics.median(
                timed(endpoint.ask, query) for _ in range(rounds)
            )
            said[f"{who} lines"] = endpoint.ask(query).count(b"\n")
        else:
            show(said)
            yield said


def mean(ratios: Iterator[float]) -> float:
    """Return the geometric mean."""
    return math.exp(statistics.fmean(map(math.log, ratios)))


def show(figures: dict[str, Any]) -> None:
    """Print a row of figures."""
    parts = (
        f"{name} {value:.3g}" if isinstance(value, float) else f"{name} {value}"
        for name, value in figures.items()
    )
    print("; ".join(parts), flush=True)


if __name__ == "__main__":
    main()
