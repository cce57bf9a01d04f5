"""What is kept of queries: rows counted right, names that tell nothing, files that stay small."""

import json
import stat
from pathlib import Path

import msgspec
import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emuseum_lod.config import Settings
from emuseum_lod.sparql.pseudonyms import Pseudonyms
from emuseum_lod.sparql.querylog import Entry, moment, query_log
from emuseum_lod.sparql.rows import RowCount

FORMATS = {"json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML, "csv": ox.QueryResultsFormat.CSV, "tsv": ox.QueryResultsFormat.TSV}  # fmt: skip
TEXT = st.text(alphabet='ab"\n\r,{}[]<>:\\\t', max_size=8).filter(lambda text: "}},{" not in text)  # fmt: skip


@pytest.mark.parametrize("name", FORMATS)
@given(values=st.lists(TEXT, max_size=12), size=st.integers(1, 40))
def test_rows_are_counted_from_what_is_written(name: str, values: list[str], size: int) -> None:
    store = ox.Store()
    for number, value in enumerate(values):
        store.add(ox.Quad(ox.NamedNode(f"urn:{number}"), ox.NamedNode("urn:p"), ox.Literal(value)))
    results = store.query("SELECT ?o ?none ?s { ?s ?p ?o }")
    assert isinstance(results, ox.QuerySolutions)
    document = results.serialize(format=FORMATS[name])
    assert document is not None
    count = RowCount(name)
    for start in range(0, len(document), size):
        count.take(document[start : start + size])
    assert count.rows == len(values)


def test_a_name_of_a_client_lasts_a_day_and_is_not_its_address() -> None:
    names = Pseudonyms()
    first = names.of("192.0.2.7", 1_000.0)
    assert first == names.of("192.0.2.7", 80_000.0) == names.of("::ffff:192.0.2.7", 80_000.0)
    assert first != names.of("192.0.2.8", 80_000.0)
    assert first != Pseudonyms().of("192.0.2.7", 1_000.0), "nobody else can compute it"
    assert first != names.of("192.0.2.7", 90_000.0)
    assert "192" not in first


def test_a_network_of_ipv6_is_one_client() -> None:
    names = Pseudonyms()
    assert names.of("2001:db8:1:2::1", 0) == names.of("2001:db8:1:2:ffff::9%eth0", 0)
    assert names.of("2001:db8:1:2::1", 0) != names.of("2001:db8:1:3::1", 0)
    assert names.of("", 0) != names.of("what no proxy should send", 0)


ENTRY = Entry(moment(0), "c", 'SELECT "\n\u2028"', "csv", "answered", 0.1, 0.0, 10, 1, "s")


def test_the_log_is_lines_of_json_that_others_can_not_read_and_stays_small(tmp_path: Path) -> None:
    log = query_log(Settings(data=tmp_path, sparql_log_bytes=10_000, sparql_log_files=3))
    for number in range(400):
        log.write(msgspec.structs.replace(ENTRY, rows=number))
    log.close()
    folder = tmp_path / "queries"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    files = sorted(folder.iterdir())
    assert [file.name for file in files] == ["queries.jsonl", "queries.jsonl.1", "queries.jsonl.2"]
    assert all(file.stat().st_size <= 10_000 for file in files)
    lines = [json.loads(line) for file in reversed(files) for line in file.read_bytes().split(b"\n") if line]
    assert [line["rows"] for line in lines] == list(range(400 - len(lines), 400))
    assert lines[0]["query"] == ENTRY.query
    assert lines[0]["time"] == "1970-01-01T00:00:00.000+00:00"


def test_no_log_where_none_is_wanted(tmp_path: Path) -> None:
    log = query_log(Settings(data=tmp_path, sparql_log=False))
    log.write(ENTRY)
    log.close()
    assert list(tmp_path.iterdir()) == []
