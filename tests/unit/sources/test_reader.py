"""The reader for a file is chosen by its name or first character; what can't be read is one issue, never an exception."""

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from emuseum_lod.errors import ConfigurationError
from emuseum_lod.issues import Issue
from emuseum_lod.sources.options import ReaderOptions
from emuseum_lod.sources.reader import read
from emuseum_lod.sources.record import SourceRecord

Reading = Callable[..., Any]

LIDO = b'<lido xmlns="http://www.lido-schema.org"><a>1</a></lido>'


@pytest.mark.parametrize(
    ("name", "content", "fields"),
    [
        ("t.CSV", b"a\n1\n", {"a": "1"}),
        ("t.ndjson", b'{"a":1}', {"a": 1}),
        ("t.JSON", b'{"a":1}', {"a": 1}),
        ("t.lido", LIDO, {"a": [{"#text": "1"}]}),
        ("no-suffix", LIDO, {"a": [{"#text": "1"}]}),
        ("t.export", b' \n[{"a":1}]', {"a": 1}),
        ("t.2026", b'\xef\xbb\xbf{"a":1}', {"a": 1}),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_formats(reading: Reading, name: str, content: bytes, fields: Any, packed: bool) -> None:
    if packed:
        name, content = f"{name}.gz", gzip.compress(content)
    outcome = reading(name, content)
    assert outcome.fields == [fields]
    assert outcome.issues == []
    assert outcome.records[0].source.endswith(name)


@pytest.mark.parametrize("content", [b"", b"id,title", b"\x89PNG\r\n"])
def test_a_file_of_no_known_format_is_told(reading: Reading, content: bytes) -> None:
    issue = reading("t.dat", content).issue
    assert (issue.code, issue.incomplete) == ("unknown-format", True)
    assert ".csv" in issue.advice


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    (issue,) = read(tmp_path / "absent.csv")
    assert isinstance(issue, Issue)
    assert (issue.code, issue.incomplete) == ("not-found", True)
    assert issue.source.endswith("absent.csv")


def test_a_gzip_that_is_cut_gives_what_came_before(reading: Reading) -> None:
    whole = gzip.compress(b"".join(b'{"a":%d}\n' % n for n in range(200_000)))
    outcome = reading("t.jsonl.gz", whole[: len(whole) // 2])
    assert len(outcome.records) > 50_000
    assert outcome.fields[:50_000] == [{"a": n} for n in range(50_000)]
    assert all(issue.incomplete for issue in outcome.issues)
    assert outcome.issues[-1].code == "cut"
    assert len(outcome.issues) <= 2, "the half line in front of the cut, and the cut"


@pytest.mark.parametrize(
    "content",
    [b"no gzip at all", gzip.compress(b'{"a":1}\n') + b"garbage"],
    ids=["no gzip", "garbage after it"],
)
def test_a_gzip_that_is_none_is_told(reading: Reading, content: bytes) -> None:
    assert (reading("t.jsonl.gz", content).issue.code) == "cut"


def test_a_folder_is_read_in_the_order_of_its_paths_and_tells_what_it_passed_over(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "2.jsonl").write_bytes(b'{"n":2}')
    (tmp_path / "a.jsonl").write_bytes(b'{"n":1}')
    (tmp_path / "c.xml").write_bytes(LIDO)
    (tmp_path / "notes.docx").write_bytes(b"?")
    (tmp_path / ".hidden.jsonl").write_bytes(b"?")
    (tmp_path / "link.jsonl").symlink_to("/etc/passwd")
    found = list(read(tmp_path))
    records = [item.fields for item in found if isinstance(item, SourceRecord)]
    assert records == [{"n": 1}, {"n": 2}, {"a": [{"#text": "1"}]}]
    issues = [item for item in found if isinstance(item, Issue)]
    assert [(Path(issue.source).name, issue.code, issue.severity) for issue in issues] == [
        ("link.jsonl", "passed-over", "notice"),
        ("notes.docx", "passed-over", "notice"),
    ]
    assert not any(issue.incomplete for issue in issues)


def test_a_folder_of_nothing_deletes_nothing(tmp_path: Path) -> None:
    (issue,) = read(tmp_path)
    assert isinstance(issue, Issue)
    assert (issue.code, issue.incomplete) == ("no-records", True)


def test_who_stops_reading_leaves_nothing_open(tmp_path: Path) -> None:
    """Warnings are errors here, so a file that is left open fails this test."""
    path = tmp_path / "t.jsonl"
    path.write_bytes(b'{"a":1}\n' * 100_000)
    stream = read(path)
    next(stream)
    stream.close()  # type: ignore[attr-defined]  # it is a generator


@pytest.mark.parametrize(
    "options", [{"encoding": "klingon"}, {"encoding": "base64"}, {"delimiter": "::"}, {"quote": "''"}]
)
def test_options_that_can_not_be_meant_are_refused_at_once(options: Any) -> None:
    with pytest.raises(ConfigurationError):
        ReaderOptions(**options)
