"""What stored queries cost: the engine alone, and a route beside the same query sent as SPARQL – evaluated anew, kept, and known to the client already.

    python benchmarks/stored.py --data DIR [--part engine http] [--rounds 200] [--json FILE]

`DIR` is the data folder of a catalogue that is loaded and published; docs/api.md has what was measured. *engine*: the first page of some queries, in this process, the best of three. *http*: one client on one
connection asks both ways in turn, a page of 50 objects of one material, for all materials that objects have.
"""

import argparse
import http.client
import io
import json
import statistics
import time
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlencode

import endpoints
import pyoxigraph as ox

from emuseum_lod.config import Settings
from emuseum_lod.sparql.prefixes import known_prefixes
from emuseum_lod.sparql.rewriting import rewritten
from emuseum_lod.store.snapshots import Snapshots
from emuseum_lod.stored.library import load_library
from emuseum_lod.stored.request import DEFAULT_LIMIT

BASE = Settings().base_uri
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
QUERY = load_library()["objects"]
MATERIAL = next(each for each in QUERY.parameters if each.name == "material").declared

PAGES: dict[str, tuple[str, dict[str, str]]] = {
    "objects": ("objects", {}),
    "objects of silver": ("objects", {"material": "silver"}),
    "objects that are vessels": ("objects", {"type": "vessel"}),
    "objects from 1800 to 1850": ("objects", {"from": "1800", "to": "1850"}),
    "museums": ("museums", {}),
    "makers": ("makers", {}),
    "finds in a box": ("finds-in-a-box", {"box": "66,42,72,46"}),
}


def main() -> None:
    """Measure, print, and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--part", nargs="+", choices=("engine", "http"), default=["engine", "http"])
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--json", type=Path, help="write the figures to a file")
    options = parser.parse_args()
    figures: dict[str, float] = {}
    if "engine" in options.part:
        figures |= {
            f"{title}, engine, ms": 1000 * evaluated(options.data, *asked_for)
            for title, asked_for in PAGES.items()
        }
    for name, cache in (
        (("evaluated", 0), ("kept", Settings().sparql_cache)) if "http" in options.part else ()
    ):
        with endpoints.ours(options.data, cache=cache) as endpoint:
            figures |= measured(name, endpoint.port, options.rounds)
    for name, value in figures.items():
        print(f"{name:<40} {value:10.2f}")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")


def evaluated(data: Path, name: str, texts: Mapping[str, str]) -> float:
    """Return the seconds in which the engine answers the first page of a query, in the words that a worker gives it."""
    snapshot = Snapshots(data).current()
    assert snapshot is not None, "nothing is published in that folder"
    store, query = ox.Store.read_only(str(snapshot.path)), load_library()[name]
    values = {
        each.name: each.declared.term(texts[each.name], BASE)
        for each in query.parameters
        if each.name in texts
    }
    text = rewritten(query.bound(values, "kk", DEFAULT_LIMIT + 1, 0))
    best = float("inf")
    for _ in range(3):
        began = time.perf_counter()
        results = store.query(text, base_iri=BASE, prefixes=known_prefixes(BASE))
        assert isinstance(results, ox.QuerySolutions)
        results.serialize(io.BytesIO(), format=ox.QueryResultsFormat.JSON)
        best = min(best, time.perf_counter() - began)
    return best


def measured(name: str, port: int, rounds: int) -> dict[str, float]:
    """Return the median milliseconds of both ways, and of a route whose answer the client has."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    tag, codes = asked(connection, "GET", "/api/materials?limit=20", "")[1:]
    materials = [row["code"] for row in json.loads(codes)["items"] if row["code"]]
    times: dict[str, list[float]] = {"route": [], "SPARQL": [], "route, 304": []}
    for number in range(rounds + len(materials)):
        material = materials[number % len(materials)]
        route = f"/api/objects?{urlencode({'material': material})}"
        text = QUERY.bound({"material": MATERIAL.term(material, BASE)}, "kk", DEFAULT_LIMIT + 1, 0)
        seconds, tag, _ = asked(connection, "GET", route, "")
        plain, _, _ = asked(connection, "POST", "/sparql", urlencode({"query": text}), FORM)
        known, _, _ = asked(connection, "GET", route, "", {"If-None-Match": tag})
        if number >= len(materials):  # the first round warms up
            times["route"].append(seconds)
            times["SPARQL"].append(plain)
            times["route, 304"].append(known)
    return {f"{way}, {name}, p50 ms": 1000 * statistics.median(took) for way, took in times.items()}


def asked(
    connection: http.client.HTTPConnection,
    method: str,
    address: str,
    body: str,
    headers: Mapping[str, str] | None = None,
) -> tuple[float, str, bytes]:
    """Ask; return the seconds, the entity tag and the body."""
    began = time.perf_counter()
    connection.request(method, address, body or None, dict(headers or {}))
    response = connection.getresponse()
    text = response.read()
    seconds = time.perf_counter() - began
    if response.status not in {200, 304}:
        raise RuntimeError(f"{response.status}: {text[:300]!r}")
    return seconds, response.headers.get("ETag", ""), text


if __name__ == "__main__":
    main()
