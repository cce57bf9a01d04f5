"""Answers of the endpoint are the engine's own: over Tate, whatever the pool, the rewriting and the formats do in between.

The real catalogue is sampled where it is beside the checkout; elsewhere the real records of the mapping's cases are asked.
"""

import gzip
import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from support.pool import pool

from emuseum_lod.config import Settings
from emuseum_lod.loading import load
from emuseum_lod.resources import resource
from emuseum_lod.sparql.examples import load_examples
from emuseum_lod.sparql.prefixes import known_prefixes
from emuseum_lod.sparql.rewriting import rewritten
from emuseum_lod.store.following import publish
from emuseum_lod.store.snapshots import Snapshots
from emuseum_lod.views.language import DEFAULT_LANGUAGE
from emuseum_lod.web.app import create_app

EVERY: Final = {"artworks": 40, "artists": 10}
"""Of the real catalogue each fortieth work: all of it takes the engine minutes for some of these queries as they are written."""


def queries() -> list[str]:
    text = Path(__file__).with_name("differential.rq").read_text("utf-8")
    own = [part.strip() for part in re.split(r"\n\s*\n", text) if not part.startswith("# ")]
    examples = [example.query for example in load_examples(DEFAULT_LANGUAGE)]
    # The engine itself has no index of texts (docs/search.md): what is found there is held by tests of its own.
    return own + [query for query in examples if "search:text" not in query]


QUERIES: Final = queries()


def cases(folder: Path) -> None:
    """Write the sources of the mapping's cases into a folder, as a museum would send them."""
    for path in sorted(resource("mappings", "tate", "cases").glob("*/source.json")):
        source = json.loads(path.read_text("utf-8"))
        with (folder / source["source"]).open("a", encoding="utf-8") as file:
            file.write(json.dumps(source["fields"]) + "\n")


def sample(catalogue: Path, folder: Path) -> None:
    """Write a sample of the real catalogue into a folder."""
    for name, every in EVERY.items():
        with (
            gzip.open(catalogue / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines,
            (folder / f"{name}.jsonl").open("w", encoding="utf-8") as file,
        ):
            file.writelines(islice(lines, 0, None, every))


@pytest.fixture(scope="module", params=["cases", "sample"])
def tate(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[FlaskClient, ox.Store, str]]:
    """Serve Tate; give a client, the snapshot that it is served from, and the base of its IRIs."""
    source = tmp_path_factory.mktemp("source")
    if request.param == "cases":
        cases(source)
    else:
        sample(request.getfixturevalue("shared") / "data" / "tate", source)
    settings = Settings(data=tmp_path_factory.mktemp("tate"), load_processes=1, sparql_budget=0)
    load(settings, "tate", [source])
    publish(settings)
    snapshot = Snapshots(settings.data).current()
    assert snapshot is not None
    with pool(settings):
        client = create_app(settings).test_client()
        yield client, ox.Store.read_only(str(snapshot.path)), settings.base_uri


def test_there_are_two_hundred_and_every_rewrite_is_among_them() -> None:
    assert len(set(QUERIES)) == len(QUERIES) >= 200
    changed = [query for query in QUERIES if rewritten(query) != query]
    assert any("DISTINCT" in query for query in changed)
    assert any("FILTER(?" in query and "DISTINCT" not in query for query in changed)
    assert any(is_in_steps(query) for query in changed)


def is_in_steps(query: str) -> bool:
    return rewritten(query).count("EXISTS") > query.count("EXISTS")


def test_answers_are_the_engine_s_own(
    tate: tuple[FlaskClient, ox.Store, str], request: pytest.FixtureRequest
) -> None:
    client, store, base = tate
    # EXISTS over several steps, as it is written, does not end over a real catalogue: over the cases it does.
    asked = [query for query in QUERIES if "cases" in request.node.name or not is_in_steps(query)]
    found = sum(bool(same_answer(client, store, base, query)) for query in asked)
    assert found > len(asked) // 2, "most of them find something"


def same_answer(client: FlaskClient, store: ox.Store, base: str, query: str) -> int:
    """Compare the two answers to a query; return how many rows or triples there are."""
    named: list[ox.NamedNode | ox.BlankNode] = []
    own = store.query(
        query,
        base_iri=f"{base}sparql",
        prefixes=known_prefixes(base),
        **({} if "FROM" in query else {"named_graphs": named}),
    )
    with client.post("/sparql", data={"query": query, "format": format_of(own)}) as response:
        data = response.get_data()
    assert response.status_code == 200, (query, response.text)
    if isinstance(own, ox.QueryTriples):
        mine = Counter(map(str, own))
        assert Counter(str(quad.triple) for quad in ox.parse(data, ox.RdfFormat.N_TRIPLES)) == mine, query
        return mine.total()
    written = io.BytesIO()
    own.serialize(written, format=ox.QueryResultsFormat.JSON)
    expected, answer = json.loads(written.getvalue()), json.loads(data)
    if isinstance(own, ox.QueryBoolean):
        assert answer["boolean"] is expected["boolean"], query
        return 1
    assert answer["head"] == expected["head"], query
    assert rows(answer, query) == rows(expected, query), query
    return len(expected["results"]["bindings"])


def format_of(own: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> str:
    return "nt" if isinstance(own, ox.QueryTriples) else "json"


def rows(answer: dict[str, Any], query: str) -> list[str] | Counter[str]:
    """Return the rows of an answer, in their order where the query has one."""
    found = [json.dumps(row, sort_keys=True) for row in answer["results"]["bindings"]]
    return found if "ORDER BY" in query.rpartition("}")[2] else Counter(found)
