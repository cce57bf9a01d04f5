"""LIDO: one record in memory at a time, as a tree by local names; nothing in a document reaches outside of it."""

import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from emuseum_lod.sources.options import DEFAULT_OPTIONS
from emuseum_lod.sources.reader import read

Reading = Callable[..., Any]

NAMESPACE = 'xmlns:lido="http://www.lido-schema.org"'


def record(inside: str) -> str:
    return f"<lido:lido>{inside}</lido:lido>"


def wrap(*records: str) -> bytes:
    return f"<lido:lidoWrap {NAMESPACE}>{''.join(records)}</lido:lidoWrap>".encode()


def test_a_record_is_a_tree_of_lists_by_local_name(reading: Reading) -> None:
    document = f"""<?xml version="1.0" encoding="UTF-8"?>
        <lido:lido {NAMESPACE} xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                xsi:schemaLocation="http://www.lido-schema.org http://www.lido-schema.org/schema/v1.1/lido-v1.1.xsd">
          <lido:lidoRecID lido:type="local" lido:source="музей">7</lido:lidoRecID>
          <!-- a remark --><?php evil ?>
          <lido:title xml:lang="kk">Алқа<![CDATA[ <1> ]]></lido:title><lido:title xml:lang="ru">Ожерелье</lido:title>
          <lido:empty/>
        </lido:lido>"""
    outcome = reading("t.xml", document.encode())
    assert outcome.fields == [
        {
            "lidoRecID": [{"@type": "local", "@source": "музей", "#text": "7"}],
            "title": [
                {"@lang": "kk", "#text": "Алқа <1> "},
                {"@lang": "ru", "#text": "Ожерелье"},
            ],
            "empty": [{}],
        }
    ]
    assert outcome.issues == []


def test_text_round_a_remark_or_a_child_stays_together(reading: Reading) -> None:
    outcome = reading("t.xml", wrap(record("<lido:a>one <!-- and -->two<lido:b/> three</lido:a>")))
    assert outcome.fields == [{"a": [{"#text": "one two three", "b": [{}]}]}]


def test_a_wrap_gives_its_records_by_ordinal(reading: Reading) -> None:
    outcome = reading("t.lido", wrap(*(record(f"<lido:a>{n}</lido:a>") for n in range(2_000))))
    assert outcome.positions == list(range(1, 2_001))
    assert outcome.fields[1_999] == {"a": [{"#text": "1999"}]}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1251"])
def test_encodings_that_a_document_declares(reading: Reading, encoding: str) -> None:
    document = f'<?xml version="1.0" encoding="{encoding}"?><lido:lido {NAMESPACE}><lido:a>Серьга</lido:a></lido:lido>'
    assert reading("t.xml", document.encode(encoding)).fields == [{"a": [{"#text": "Серьга"}]}]


def _laughs() -> str:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    return f'<!DOCTYPE lido [<!ENTITY l0 "ha">{levels}]>'


@pytest.mark.parametrize(
    "declaration",
    [
        "<!DOCTYPE lido>",
        _laughs(),
        '<!DOCTYPE lido [<!ENTITY l11 SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE lido SYSTEM "http://127.0.0.1:{port}/lido.dtd">',
        '<!DOCTYPE lido [<!ENTITY % p SYSTEM "http://127.0.0.1:{port}/p.dtd"> %p;]>',
        "<?xml version='1.0'?><!-- x --><!DOCTYPE lido>",
    ],
)
def test_a_doctype_is_refused_before_anything_in_it_is_followed(reading: Reading, declaration: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.05)
        document = declaration.replace("{port}", str(listener.getsockname()[1]))
        document += f"<lido:lido {NAMESPACE}><lido:a>&l11;</lido:a></lido:lido>"
        issue = reading("t.xml", document.encode()).issue
        assert (issue.code, issue.incomplete) == ("doctype", True)
        with pytest.raises(TimeoutError):
            listener.accept()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_doctype_is_seen_in_any_encoding(reading: Reading, encoding: str) -> None:
    assert reading("t.xml", f"<!DOCTYPE a><lido:lido {NAMESPACE}/>".encode(encoding)).issue.code == "doctype"


@pytest.mark.parametrize(
    "inside",
    [
        "<lido:a>&undeclared;</lido:a>",
        "<lido:a></lido:b>",
        "<lido:a>\x01</lido:a>",
        "<lido:a>" + "x" * 11_000_000 + "</lido:a>",
        "<lido:a>" * 300 + "</lido:a>" * 300,
        "<lido:a",
    ],
)
def test_what_stands_before_a_break_is_read(reading: Reading, inside: str) -> None:
    outcome = reading("t.xml", wrap(record("<lido:a>1</lido:a>"), record(inside)))
    assert outcome.fields == [{"a": [{"#text": "1"}]}]
    issue = outcome.issue
    assert (issue.code, issue.incomplete) == ("xml-syntax", True)
    assert "line 1" in issue.message
    assert issue.advice


@pytest.mark.parametrize(
    ("inside", "options", "code"),
    [
        ("<lido:a>" * 70 + "</lido:a>" * 70, {}, "too-deep"),
        (f"<lido:a>{'x' * 2_000}</lido:a>", {"max_field": 1_000}, "field-too-large"),
    ],
)
def test_a_record_beyond_a_limit_is_told_and_the_others_go_on(
    reading: Reading, inside: str, options: Any, code: str
) -> None:
    records = (record("<lido:a>1</lido:a>"), record(inside), record("<lido:a>3</lido:a>"))
    outcome = reading("t.xml", wrap(*records), **options)
    assert outcome.positions == [1, 3]
    assert (outcome.issue.code, outcome.issue.position) == (code, 2)


def test_a_record_without_end_is_given_up(reading: Reading) -> None:
    endless = record("<lido:a>1</lido:a>" * 60_000)
    outcome = reading("t.xml", wrap(record("<lido:a>1</lido:a>"), endless), max_record=300_000)
    assert outcome.positions == [1]
    assert outcome.issue.code == "record-too-large"


def test_control_characters_are_removed_aloud(reading: Reading) -> None:
    outcome = reading("t.xml", wrap(record("<lido:a>x&#x81;y</lido:a>")))
    assert outcome.fields == [{"a": [{"#text": "xy"}]}]
    assert (outcome.issue.code, outcome.issue.field) == ("control-characters", "a.#text")


@pytest.mark.parametrize("content", [b"", b"   ", b"\x00\x01", b"not xml", b"<html/>", wrap()])
def test_what_is_no_lido_deletes_nothing(reading: Reading, content: bytes) -> None:
    issue = reading("t.xml", content).issue
    assert issue.code in {"xml-syntax", "no-records"}
    assert issue.incomplete


def test_the_demonstration_museums_are_read(request: pytest.FixtureRequest) -> None:
    folder = request.config.rootpath / "demo" / "lido"
    found = list(read(Path(folder), DEFAULT_OPTIONS))
    assert found
    assert not [item for item in found if not hasattr(item, "fields")]
