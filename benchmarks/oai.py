"""How fast the catalogue is harvested: whole walks at several page sizes, early pages against late ones, single records.

    python benchmarks/oai.py [--records 66000] [--data DIR] [--page-size 500 …] [--json FILE]

Without `--data` an invented catalogue is made and loaded first. Everything goes through the whole application, without a network.
"""

import argparse
import json
import re
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import msgspec
import structlog
from catalogue import PROVIDER, Catalogue
from flask.testing import FlaskClient

from emuseum_lod.config import Settings
from emuseum_lod.ledger.database import Ledger
from emuseum_lod.loading import load
from emuseum_lod.web.app import create_app

TOKEN = re.compile(rb"<resumptionToken[^>]*>([^<]+)</resumptionToken>\n</List\w+>\n</OAI-PMH>\n\Z")
IDENTIFIER = re.compile(rb"<identifier>(oai:[^<]+)</identifier>")
SINGLE_RECORDS = 2_000


class Page(NamedTuple):
    """One answer: how long it took in seconds, how many records and bytes it had."""

    seconds: float
    identifiers: list[str]
    size: int


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=int, default=66_000, help="objects of the catalogue that is made")
    parser.add_argument("--data", type=Path, help="the data folder of a catalogue that is loaded already")
    parser.add_argument("--page-size", type=int, nargs="+", default=[100, 200, 500])
    parser.add_argument("--json", type=Path, help="write the results to a file")
    options = parser.parse_args()
    # What is measured is the answer, not the terminal that a log line is printed to.
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    results: list[dict[str, Any]] = []
    with _data(options) as data, Ledger.open(data) as ledger:
        reader = ledger.reader()
        settings = Settings(data=data, base_uri=reader.base_iri, oai_domain=reader.oai_domain)
        for size in options.page_size:
            app = create_app(msgspec.structs.replace(settings, oai_page_size=size), reader=reader)
            client = app.test_client()
            pages = list(_walk(client, "ListRecords"))
            results.append({"what": "ListRecords", "page size": size, **_figures(pages)})
            headers = list(_walk(client, "ListIdentifiers"))
            results.append({"what": "ListIdentifiers", "page size": size, **_figures(headers)})
        identifiers = [identifier for page in pages for identifier in page.identifiers]
        some = identifiers[:: max(1, len(identifiers) // SINGLE_RECORDS)]
        singles = [_page(client, f"verb=GetRecord&metadataPrefix=oai_dc&identifier={one}") for one in some]
        results.append({"what": "GetRecord", "page size": 1, **_figures([page for page, _ in singles])})
    for result in results:
        print("  ".join(f"{name} {value}" for name, value in result.items()))
    if options.json:
        options.json.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


@contextmanager
def _data(options: argparse.Namespace) -> Iterator[Path]:
    """Yield a data folder with a catalogue in it."""
    if options.data:
        yield options.data
        return
    with TemporaryDirectory(prefix="emuseum-benchmark-") as folder:
        source = Path(folder) / "objects.jsonl"
        with source.open("wb") as file:
            file.writelines(Catalogue(options.records, seed=1).lines())
        load(Settings(data=Path(folder) / "data"), PROVIDER, [source])
        yield Path(folder) / "data"


def _walk(client: FlaskClient, verb: str) -> Iterator[Page]:
    query: str | None = f"verb={verb}&metadataPrefix=oai_dc"
    while query:
        page, token = _page(client, query)
        yield page
        query = f"verb={verb}&resumptionToken={token}" if token else None


def _page(client: FlaskClient, query: str) -> tuple[Page, str | None]:
    began = time.perf_counter()
    response = client.get(f"/oai?{query}")
    body = response.data
    seconds = time.perf_counter() - began
    assert response.status_code == 200
    assert b"<error" not in body[:1_000], body[:1_000]
    token = TOKEN.search(body, max(0, len(body) - 2_000))
    identifiers = [identifier.decode() for identifier in IDENTIFIER.findall(body)]
    return Page(seconds, identifiers, len(body)), token[1].decode() if token else None


def _figures(pages: list[Page]) -> dict[str, Any]:
    seconds = [page.seconds for page in pages]
    whole = seconds[:-1] or seconds  # the last page is shorter than the others
    part = max(1, len(whole) // 20)
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


if __name__ == "__main__":
    main()
