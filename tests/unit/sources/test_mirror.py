"""A mirror is a source like any other: each document a record, whatever XML it is; what was not harvested whole deletes nothing."""

import sqlite3
from pathlib import Path

import msgspec
import pytest

from emuseum_lod.harvesting.mirror import FILE, Mirror, State, Walk
from emuseum_lod.harvesting.pages import Record
from emuseum_lod.harvesting.source import Source
from emuseum_lod.issues import Issue
from emuseum_lod.namespaces import LIDO, OAI_DC, OAI_PROVENANCE
from emuseum_lod.provenance import OriginDescription
from emuseum_lod.sources.reader import read
from emuseum_lod.sources.record import SourceRecord

SOURCE = Source("https://oai.example.org/oai", "lido")
LIDO_DOCUMENT = f'<lido xmlns="{LIDO}"><lidoRecID>{{}}</lidoRecID></lido>'
DC_DOCUMENT = f'<oai_dc:dc xmlns:oai_dc="{OAI_DC}" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{{}}</dc:title></oai_dc:dc>'


def record(
    name: str, document: str | None, about: str = "", harvested: str = "2026-03-02T09:00:00Z"
) -> Record:
    data = None if document is None else document.encode()
    return Record(name, "2026-03-01", document is None, (), data, about.encode(), harvested)


def mirror(
    folder: Path, *records: Record, complete: str | None = "2026-03-02T09:00:00Z", walk: Walk | None = None
) -> Path:
    with Mirror.open(folder, SOURCE) as made:
        for one in records:
            made.take(one, 1)
        made.go(State(SOURCE, complete=complete, walks=1, walk=walk))
    return folder


def outcome(path: Path) -> tuple[list[SourceRecord], list[Issue]]:
    found = list(read(path))
    return [one for one in found if isinstance(one, SourceRecord)], [
        one for one in found if isinstance(one, Issue)
    ]


@pytest.mark.parametrize("named", ["", FILE], ids=["folder", "file"])
def test_each_document_is_a_record_with_its_origin(tmp_path: Path, named: str) -> None:
    mirror(
        tmp_path,
        record("oai:example.org:2", LIDO_DOCUMENT.format("B")),
        record("oai:example.org:1", LIDO_DOCUMENT.format("A")),
        record("oai:example.org:3", None),
    )
    records, issues = outcome(tmp_path / named)
    assert not issues
    assert [one.fields["lidoRecID"][0]["#text"] for one in records] == ["A", "B"]
    assert records[0].source == f"{tmp_path / FILE}!oai:example.org:1"
    assert records[0].origins == (
        OriginDescription(
            url="https://oai.example.org/oai",
            identifier="oai:example.org:1",
            datestamp="2026-03-01",
            namespace=LIDO,
            harvested="2026-03-02T09:00:00Z",
        ),
    )


def test_other_formats_are_records_by_their_elements(tmp_path: Path) -> None:
    records, issues = outcome(mirror(tmp_path, record("oai:example.org:1", DC_DOCUMENT.format("Алқа"))))
    assert not issues
    assert records[0].fields == {"title": [{"#text": "Алқа"}]}
    assert records[0].origins[0].namespace == OAI_DC


def test_a_wrap_has_several_records_of_one_origin(tmp_path: Path) -> None:
    wrap = f'<lidoWrap xmlns="{LIDO}"><lido><lidoRecID>A</lidoRecID></lido><lido><lidoRecID>B</lidoRecID></lido></lidoWrap>'
    records, issues = outcome(mirror(tmp_path, record("oai:example.org:1", wrap)))
    assert not issues
    assert [one.position for one in records] == [1, 2]
    assert records[0].origins == records[1].origins != ()


ORIGIN_BEFORE = OriginDescription(
    url="http://first.example/oai",
    identifier="oai:first:1",
    datestamp="2020-01-01",
    namespace="http://www.lido-schema.org",
    harvested="2021-01-01T00:00:00Z",
    altered=False,
)


def described(origin: OriginDescription, inside: str = "") -> str:
    return (
        f'<originDescription harvestDate="{origin.harvested}" altered="{str(origin.altered).lower()}">'
        f"<baseURL>{origin.url}</baseURL><identifier>{origin.identifier}</identifier><datestamp>{origin.datestamp}</datestamp>"
        f"<metadataNamespace>{origin.namespace}</metadataNamespace>{inside}</originDescription>"
    )


def about(said: str) -> str:
    return f'<about><provenance xmlns="{OAI_PROVENANCE}">{said}</provenance></about>'


def test_where_the_repository_had_it_from_is_told_on(tmp_path: Path) -> None:
    second = msgspec.structs.replace(ORIGIN_BEFORE, url="http://second.example/oai")
    said = about(described(second, described(ORIGIN_BEFORE)))
    records, _ = outcome(
        mirror(tmp_path, record("oai:example.org:1", LIDO_DOCUMENT.format("A"), f"<about><x/></about>{said}"))
    )
    assert records[0].origins[1:] == (second, ORIGIN_BEFORE)


@pytest.mark.parametrize(
    "said",
    [
        described(msgspec.structs.replace(ORIGIN_BEFORE, url="no address")),
        described(msgspec.structs.replace(ORIGIN_BEFORE, harvested="yesterday")),
        described(msgspec.structs.replace(ORIGIN_BEFORE, datestamp="2026-99-99")),
        "<originDescription/>",
        "",
    ],
)
def test_a_step_that_could_not_be_said_in_valid_xml_is_left_out(tmp_path: Path, said: str) -> None:
    records, _ = outcome(
        mirror(tmp_path, record("oai:example.org:1", LIDO_DOCUMENT.format("A"), about(said)))
    )
    assert len(records[0].origins) == 1


def test_a_ring_of_repositories_does_not_grow(tmp_path: Path) -> None:
    said = ""
    for _turn in range(50):
        said = described(ORIGIN_BEFORE, said)
    records, _ = outcome(
        mirror(tmp_path, record("oai:example.org:1", LIDO_DOCUMENT.format("A"), about(said)))
    )
    assert len(records[0].origins) == 9


@pytest.mark.parametrize("name", ["1234", "oai:example.org:a b", "http://[::1", "oai:x:<b>"])
def test_an_identifier_that_is_no_uri_gives_a_record_without_an_origin(tmp_path: Path, name: str) -> None:
    records, issues = outcome(mirror(tmp_path, record(name, LIDO_DOCUMENT.format("A"))))
    assert records[0].origins == ()
    assert [(issue.code, issue.severity, issue.incomplete) for issue in issues] == [
        ("origin-unsaid", "notice", False)
    ]


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ("<lido", "xml-syntax"),
        (f'<!DOCTYPE lido [<!ENTITY a "b">]>{LIDO_DOCUMENT.format("&a;")}', "doctype"),
        (f'<lidoWrap xmlns="{LIDO}"/>', "no-records"),
    ],
)
def test_a_bad_document_is_told_by_its_identifier_and_the_others_go_on(
    tmp_path: Path, document: str, code: str
) -> None:
    records, issues = outcome(
        mirror(tmp_path, record("oai:x:1", document), record("oai:x:2", LIDO_DOCUMENT.format("B")))
    )
    assert len(records) == 1
    assert [(issue.code, issue.incomplete) for issue in issues] == [(code, True)]
    assert issues[0].source.endswith("!oai:x:1")


@pytest.mark.parametrize(
    ("complete", "walk"),
    [(None, Walk(1, whole=True)), ("2026-03-02T09:00:00Z", Walk(2, whole=False)), (None, None)],
)
def test_an_interrupted_harvest_is_read_and_deletes_nothing(
    tmp_path: Path, complete: str | None, walk: Walk | None
) -> None:
    records, issues = outcome(
        mirror(tmp_path, record("oai:x:1", LIDO_DOCUMENT.format("A")), complete=complete, walk=walk)
    )
    assert len(records) == 1
    assert [(issue.code, issue.incomplete) for issue in issues] == [("mirror-incomplete", True)]


def test_an_empty_mirror_deletes_nothing(tmp_path: Path) -> None:
    records, issues = outcome(mirror(tmp_path))
    assert not records
    assert [(issue.code, issue.incomplete) for issue in issues] == [("no-records", True)]


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100, b"SQLite format 3\0" + b"\0" * 500])
def test_what_is_no_mirror_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    records, issues = outcome(tmp_path)
    assert not records
    assert [(issue.code, issue.incomplete) for issue in issues] == [("no-mirror", True)]


def test_what_comes_as_it_was_stays_harvested_when_it_was(tmp_path: Path) -> None:
    first = record("oai:x:1", LIDO_DOCUMENT.format("A"), harvested="2026-03-02T09:00:00Z")
    changed = record("oai:x:2", LIDO_DOCUMENT.format("B"), harvested="2026-03-02T09:00:00Z")
    mirror(tmp_path, first, changed)
    later = "2026-04-01T00:00:00Z"
    with Mirror.open(tmp_path, SOURCE) as opened:
        opened.take(record("oai:x:1", LIDO_DOCUMENT.format("A"), harvested=later), 2)
        opened.take(record("oai:x:2", LIDO_DOCUMENT.format("C"), harvested=later), 2)
    records, _ = outcome(tmp_path)
    assert [one.origins[0].harvested for one in records] == ["2026-03-02T09:00:00Z", later]


def test_a_mirror_of_the_first_version_is_taken_over(tmp_path: Path) -> None:
    mirror(tmp_path, record("oai:x:1", LIDO_DOCUMENT.format("A")))
    connection = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    connection.execute("ALTER TABLE record DROP COLUMN harvested")
    connection.execute("PRAGMA user_version = 1")
    connection.close()
    assert [issue.code for issue in outcome(tmp_path)[1]] == ["no-mirror"]
    with Mirror.open(tmp_path, SOURCE) as opened:
        opened.take(record("oai:x:1", LIDO_DOCUMENT.format("A"), harvested="2026-05-01T00:00:00Z"), 2)
    records, _ = outcome(tmp_path)
    assert records[0].origins[0].harvested == "2026-05-01T00:00:00Z"
