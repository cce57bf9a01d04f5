"""A table gives a record a row; a row that can't be trusted is told, and the others go on."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

Reading = Callable[..., Any]


@pytest.mark.parametrize(
    ("name", "content", "options"),
    [
        ("comma.csv", "id,title\n1,Алқа\n", {}),
        ("semicolon.csv", "id;title\n1;Алқа\n", {}),
        ("bar.csv", "id|title\n1|Алқа\n", {}),
        ("tab.tsv", "id\ttitle\n1\tАлқа\n", {}),
        ("comma-in-header.tsv", 'id\t"title"\n1\tАлқа\n', {}),
        ("crlf.csv", "id,title\r\n1,Алқа\r\n", {}),
        ("no-last-line-feed.csv", "id,title\n1,Алқа", {}),
        ("spaces-round-names.csv", " id , title \n1,Алқа\n", {}),
        ("blank-lines.csv", "\n\nid,title\n\n1,Алқа\n,\n", {}),
        ("empty-cells-of-a-spreadsheet.csv", "id,title\n1,Алқа,,\n", {}),
        ("other-quote.csv", "id,title\n1,'Алқа'\n", {"quote": "'"}),
        ("named.csv", "id,a;title\n1,a;Алқа\n".replace(",a", ""), {"delimiter": ";"}),
    ],
)
def test_tables_as_programs_write_them(reading: Reading, name: str, content: str, options: Any) -> None:
    outcome = reading(name, content.encode(), **options)
    assert outcome.fields == [{"id": "1", "title": "Алқа"}]
    assert outcome.issues == []


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("utf-32", ""),
        ("utf-16-le", "utf-16-le"),
        ("ptcp154", "ptcp154"),
        ("cp1251", "cp1251"),
    ],
)
def test_encodings(reading: Reading, encoding: str, declared: str) -> None:
    outcome = reading("t.csv", "id,title\n1,Серьга\n".encode(encoding), encoding=declared)
    assert outcome.fields == [{"id": "1", "title": "Серьга"}]


def test_a_cell_keeps_its_delimiters_quotes_and_line_breaks_and_the_next_row_its_line(
    reading: Reading,
) -> None:
    outcome = reading("t.csv", b'id,title\n1,"a, ""b""\nc"\n2,d\n')
    assert outcome.fields == [{"id": "1", "title": 'a, "b"\nc'}, {"id": "2", "title": "d"}]
    assert outcome.positions == [2, 4]


def test_nothing_is_interpreted(reading: Reading) -> None:
    outcome = reading("t.csv", b"id,a,b\n007, x ,=1+1\n")
    assert outcome.fields == [{"id": "007", "a": " x ", "b": "=1+1"}]


@pytest.mark.parametrize(
    ("trouble", "code", "read_on"),
    [
        ("2", "cell-count", True),
        ("2,b,c", "cell-count", True),
        ('2,"b"c', "csv-syntax", True),
        ("2,\udce1", "encoding", True),
        ('2,"b', "csv-syntax", False),
    ],
)
def test_a_row_that_is_wrong_is_told_once_and_the_others_go_on(
    reading: Reading, trouble: str, code: str, read_on: bool
) -> None:
    content = f"id,title\n1,a\n{trouble}\n3,c\n".encode("utf-8", "surrogateescape")
    outcome = reading("t.csv", content)
    assert [fields["id"] for fields in outcome.fields] == (["1", "3"] if read_on else ["1"])
    issue = outcome.issue
    assert (issue.code, issue.severity) == (code, "error")
    assert ":3" in str(issue) or "line 3" in str(issue)
    assert issue.source.endswith("t.csv")
    assert issue.advice
    assert issue.incomplete, "nobody knows which item the row was"


def test_a_field_over_the_limit_is_skipped(reading: Reading) -> None:
    outcome = reading("t.csv", b"id,title\n1,a\n2," + b"x" * 5000 + b"\n3,c\n", max_field=1000)
    assert outcome.positions == [2, 4]
    assert (outcome.issue.code, outcome.issue.position, outcome.issue.field) == (
        "field-too-large",
        3,
        "title",
    )


def test_a_line_over_the_limit_is_skipped(reading: Reading) -> None:
    outcome = reading("t.csv", b"id,title\n1,a\n2," + b"x" * 5000 + b"\n3,c\n", max_record=1000)
    assert outcome.positions == [2, 4]
    assert (outcome.issue.code, outcome.issue.position) == ("record-too-large", 3)


def test_a_quote_that_never_closes_does_not_swallow_the_file(reading: Reading) -> None:
    outcome = reading("t.csv", b'id,title\n1,a\n2,"b\n' + b"3,c\n" * 1000, max_record=1000)
    assert outcome.positions == [2]
    assert outcome.issue.code == "record-too-large"
    assert "quote" in outcome.issue.advice


def test_control_characters_are_removed_aloud(reading: Reading) -> None:
    outcome = reading("t.csv", b"id,title\n1,a\x00b\x07\xc2\x81\n")
    assert outcome.fields == [{"id": "1", "title": "ab"}]
    issue = outcome.issue
    assert (issue.code, issue.severity, issue.position, issue.field) == (
        "control-characters",
        "warning",
        2,
        "title",
    )
    assert not issue.incomplete


def test_columns_without_a_name_of_their_own_get_one(reading: Reading) -> None:
    outcome = reading("t.csv", b"id,,title,title\n1,2,3,4\n")
    assert outcome.fields == [{"id": "1", "column 2": "2", "title": "3", "title (column 4)": "4"}]
    assert [(issue.code, issue.severity) for issue in outcome.issues] == [
        ("empty-column", "warning"),
        ("duplicate-column", "warning"),
    ]


@pytest.mark.parametrize("content", [b"", b"\n\n", b"id,title\n"])
def test_a_table_without_rows_deletes_nothing(reading: Reading, content: bytes) -> None:
    issue = reading("t.csv", content).issue
    assert issue.code == "no-records"
    assert issue.incomplete


_CELLS = st.text(st.characters(exclude_categories=("C",)) | st.sampled_from('",;\n'), max_size=12)


@given(rows=st.lists(st.tuples(_CELLS, _CELLS), min_size=1, max_size=6))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_a_program_writes_is_what_is_read(reading: Reading, rows: list[tuple[str, str]]) -> None:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerows([("first", "second"), *rows])
    outcome = reading("t.csv", file.getvalue().encode())
    expected = [{"first": first, "second": second} for first, second in rows if first or second]
    assert outcome.fields == expected
