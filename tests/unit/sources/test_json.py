"""JSON lines: each line its own fate. JSON documents: a stream that ends where the document breaks."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

Reading = Callable[..., Any]


def test_each_line_is_a_record_and_knows_its_line(reading: Reading) -> None:
    outcome = reading("t.jsonl", '{"a":"Алқа"}\n\n  \r\n{"b":[1,{"c":null}]}'.encode())
    assert outcome.fields == [{"a": "Алқа"}, {"b": [1, {"c": None}]}]
    assert outcome.positions == [1, 4]
    assert outcome.issues == []


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b'{"a":', "json-syntax"),
        (b'{"a":NaN}', "json-syntax"),
        (b'{"a":1e999}', "number-too-large"),
        (b"[" * 100_000, "json-syntax"),
        (b'{"a":' * 70 + b"1" + b"}" * 70, "too-deep"),
        (b"[1]", "not-an-object"),
        (b'{"a":"\xe0"}', "encoding"),
        (b'{"a":"' + b"x" * 2_000 + b'"}', "field-too-large"),
        (b'{"a":"' + b"x" * 300_000 + b'"}', "record-too-large"),
    ],
)
def test_a_line_that_is_wrong_is_told_once_and_the_others_go_on(
    reading: Reading, line: bytes, code: str
) -> None:
    outcome = reading("t.jsonl", b'{"a":1}\n' + line + b'\n{"a":3}\n', max_field=1_000, max_record=250_000)
    assert outcome.positions == [1, 3]
    issue = outcome.issue
    assert (issue.code, issue.position, issue.severity, issue.incomplete) == (code, 2, "error", True)
    assert issue.source.endswith("t.jsonl")
    assert issue.advice
    assert len(issue.value) <= 200


@pytest.mark.parametrize(
    ("line", "clean"),
    [
        (b'{"a":"x\\u0007y"}', "xy"),
        (b'{"a":"x\x07y"}', "xy"),
        (b'{"a":"x\\ud800y"}', "xy"),
        (b'{"a":"x\\bfy"}', "xfy"),
        (b'{"a":"x\xef\xbf\xbfy"}', "xy"),
        (b'{"a":"x\x7fy"}', "xy"),
        (b'{"a":"x\xc2\x85y"}', "x\x85y"),
        (b'{"a":"x\\ty\\n"}', "x\ty\n"),
        (b'{"a":"\\ud83d\\ude00"}', "\N{GRINNING FACE}"),
    ],
)
def test_characters_that_no_text_may_have_are_removed_aloud(
    reading: Reading, line: bytes, clean: str
) -> None:
    outcome = reading("t.jsonl", line)
    assert outcome.fields == [{"a": clean}]
    removed = clean in {"xy", "xfy"}
    assert [(issue.code, issue.severity, issue.field) for issue in outcome.issues] == (
        [("control-characters", "warning", "a")] if removed else []
    )


def test_a_path_to_a_field_names_each_level(reading: Reading) -> None:
    issue = reading("t.jsonl", b'{"a":{"b":[{"c":"\\u0001"}]}}').issue
    assert issue.field == "a.b.c"


@pytest.mark.parametrize(
    ("content", "records", "expected"),
    [
        ('[{"a":1},{"a":2.5}]', "", [{"a": 1}, {"a": 2.5}]),
        ('\ufeff \n[{"a":"Алқа"}]', "", [{"a": "Алқа"}]),
        ('{"a":1}', "", [{"a": 1}]),
        ('{"n":2,"data":{"items":[{"a":1},{"a":2}]}}', "data.items", [{"a": 1}, {"a": 2}]),
        ('{"a":1}\n{"a":2}', "", [{"a": 1}, {"a": 2}]),
    ],
)
def test_where_records_are_in_a_document(
    reading: Reading, content: str, records: str, expected: list[Any]
) -> None:
    outcome = reading("t.json", content.encode(), records=records)
    assert outcome.fields == expected
    assert outcome.positions == list(range(1, len(expected) + 1))
    assert outcome.issues == []


@pytest.mark.parametrize(("encoding", "declared"), [("utf-16", ""), ("cp1251", "cp1251")])
def test_documents_in_other_encodings(reading: Reading, encoding: str, declared: str) -> None:
    outcome = reading("t.json", '[{"a":"Серьга"}]'.encode(encoding), encoding=declared)
    assert outcome.fields == [{"a": "Серьга"}]


@pytest.mark.parametrize(
    ("tail", "code"),
    [
        (b',{"a"', "json-syntax"),
        (b',{"a":"\xe0"}]', "json-syntax"),
        (b',{"a":"' + b"x" * 600_000 + b'"}]', "record-too-large"),
        (b"," + b"[" * 100_000, "too-deep"),
        (b',{"a":"' + b"x" * 2_000 + b'"}]', "field-too-large"),
        (b',{"a":' + b"[" * 70 + b"]" * 70 + b"}]", "too-deep"),
        (b",7]", "not-an-object"),
    ],
)
def test_what_stands_before_a_break_is_read(reading: Reading, tail: bytes, code: str) -> None:
    outcome = reading("t.json", b'[{"a":1}' + tail, max_field=1_000, max_record=300_000)
    assert outcome.fields[:1] == [{"a": 1}] or code == "too-deep", "the depth is looked at a chunk ahead"
    assert (outcome.issue.code, outcome.issue.incomplete) == (code, True)


@pytest.mark.parametrize(
    ("name", "content", "records"),
    [
        ("t.jsonl", b"", ""),
        ("t.jsonl", b"\n \n", ""),
        ("t.json", b"", ""),
        ("t.json", b" \n", ""),
        ("t.json", b"[]", ""),
        ("t.json", b'{"data":[]}', "data"),
        ("t.json", b'{"data":[{}]}', "items"),
    ],
)
def test_nothing_to_read_deletes_nothing(reading: Reading, name: str, content: bytes, records: str) -> None:
    issue = reading(name, content, records=records).issue
    assert (issue.code, issue.incomplete) == ("no-records", True)


_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_TEXT = st.text(st.characters(exclude_categories=("Cs",)) | st.sampled_from('\\"[]{}'), max_size=8)
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | _TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXT, inner, max_size=3),
    max_leaves=8,
)


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return _FORBIDDEN.sub("", value)
    if isinstance(value, list):
        return [_clean(item) for item in value]
    if isinstance(value, dict):
        return {_clean(key): _clean(item) for key, item in value.items()}
    return value


@given(
    records=st.lists(st.dictionaries(_TEXT, _VALUES, max_size=3), min_size=1, max_size=4),
    ascii_only=st.booleans(),
)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_lines_and_documents_say_the_same(reading: Reading, records: list[Any], ascii_only: bool) -> None:
    texts = [json.dumps(record, ensure_ascii=ascii_only) for record in records]
    lines = "\n".join(texts).encode()
    assert reading("t.jsonl", lines).fields == [_clean(record) for record in records]
    whole = f"[{','.join(texts)}]".encode()
    assert reading("t.json", whole).fields == [_clean(record) for record in records]
