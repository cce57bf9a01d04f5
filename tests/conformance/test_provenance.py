"""What was harvested from a museum's repository is published with where it came from (OAI-PMH guidelines: provenance)."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from lxml import etree
from support.oai import BASE, DOMAIN, OAI, Repository, at, load_validator

from emuseum_lod.config import Settings
from emuseum_lod.harvesting.documents import documents
from emuseum_lod.harvesting.mirror import FILE, Mirror, State
from emuseum_lod.harvesting.pages import Record
from emuseum_lod.harvesting.source import Source
from emuseum_lod.loading import load
from emuseum_lod.namespaces import LIDO, OAI_PROVENANCE
from emuseum_lod.oaipmh.formats import FORMATS
from emuseum_lod.resources import resource
from emuseum_lod.web.app import create_app

MUSEUM: Final = Source("https://altyn-kese.example/oai", "lido")
MONDAY, TUESDAY, WEDNESDAY = "2026-03-02T08:00:00Z", "2026-03-03T08:00:00Z", "2026-03-04T08:00:00Z"
BEFORE: Final = (
    f'<about><provenance xmlns="{OAI_PROVENANCE}"><originDescription harvestDate="2020-01-01T00:00:00Z" altered="false">'
    "<baseURL>http://first.example/oai</baseURL><identifier>oai:first.example:1</identifier><datestamp>2019-12-31</datestamp>"
    f"<metadataNamespace>{LIDO}</metadataNamespace></originDescription></provenance></about>"
).encode()


def exported() -> list[etree._Element]:
    """Return the records of one museum of the demonstration, as its own repository would give them."""
    return list(etree.parse(resource("demo", "lido", "altyn-kese.xml")).getroot())


class Harvested:
    """A repository that publishes what it harvested of another, in a mirror that the test writes."""

    def __init__(self, folder: Path) -> None:
        self.settings = Settings(base_uri=BASE, oai_domain=DOMAIN, data=folder / "data")
        self.folder = folder / "mirror"
        self.walks = 0

    def bring(
        self, element: etree._Element, number: int, datestamp: str = "2026-03-01", **how: bytes
    ) -> Record:
        document = None if "deleted" in how else etree.tostring(element)
        return Record(
            f"oai:altyn-kese.example:{number}",
            datestamp,
            document is None,
            (),
            document,
            how.get("about", b""),
            f"2026-03-0{self.walks + 1}T07:00:00Z",
        )

    def load(self, second: str, records: list[Record], *, ended: bool = True) -> bool:
        """Take records into the mirror and load it; tell whether anything was published."""
        self.walks += 1
        with Mirror.open(self.folder, MUSEUM) as mirror:
            for record in records:
                mirror.take(record, self.walks)
            mirror.go(State(MUSEUM, complete=second if ended else None, walks=self.walks))
        with at(second):
            return load(self.settings, "demo-lido", [self.folder]).commit_id is not None

    def datestamps(self) -> dict[str, tuple[str, bool]]:
        page = Repository(self.settings.data).walk(verb="ListRecords", metadataPrefix="oai_dc")
        found = {}
        for part in page:
            for header in part.root.iter(f"{OAI}header"):
                found[header.findtext(f"{OAI}identifier", "")] = (
                    header.findtext(f"{OAI}datestamp", ""),
                    header.get("status") == "deleted",
                )
        return found


@pytest.fixture
def harvested(tmp_path: Path) -> Harvested:
    return Harvested(tmp_path)


def origins(root: etree._Element) -> list[list[tuple[str, ...]]]:
    """Return, of each record, the steps it came by."""
    name = f"{{{OAI_PROVENANCE}}}"
    found = []
    for record in root.iter(f"{OAI}record"):
        steps = record.iter(f"{name}originDescription")
        found.append(
            [
                (
                    step.get("harvestDate", ""),
                    step.get("altered", ""),
                    *(
                        step.findtext(f"{name}{child}", "")
                        for child in ("baseURL", "identifier", "datestamp", "metadataNamespace")
                    ),
                )
                for step in steps
            ]
        )
    return found


def test_every_format_says_where_a_record_came_from(harvested: Harvested) -> None:
    first, *others = exported()
    harvested.load(
        MONDAY,
        [
            harvested.bring(first, 0, about=BEFORE),
            *(harvested.bring(each, n) for n, each in enumerate(others, 1)),
        ],
    )
    here = ("2026-03-01T07:00:00Z", "true", MUSEUM.url)
    there = (
        "2020-01-01T00:00:00Z",
        "false",
        "http://first.example/oai",
        "oai:first.example:1",
        "2019-12-31",
        LIDO,
    )
    for prefix in FORMATS:
        (part,) = Repository(harvested.settings.data).walk(verb="ListRecords", metadataPrefix=prefix)
        said = origins(part.root)
        assert said
        assert all(steps[0][:3] == here for steps in said)
        (both,) = [steps for steps in said if len(steps) == 2] or [[None, there]]  # one may have no EDM
        assert both[1] == there
    alone = Repository(harvested.settings.data)
    (part,) = alone.walk(verb="ListRecords", metadataPrefix="oai_dc")
    for identifier, steps in zip(part.identifiers, origins(part.root), strict=True):
        assert origins(alone.say(verb="GetRecord", metadataPrefix="oai_dc", identifier=identifier).root) == [
            steps
        ]


@pytest.mark.shared
def test_it_is_valid(harvested: Harvested, shared: Path) -> None:
    validate: Callable[[etree._Element], list[str]] = load_validator(shared)
    harvested.load(MONDAY, [harvested.bring(each, n, about=BEFORE) for n, each in enumerate(exported())])
    for prefix in FORMATS:
        for part in Repository(harvested.settings.data).walk(verb="ListRecords", metadataPrefix=prefix):
            assert origins(part.root)
            assert validate(part.root) == []


def test_only_what_changed_over_there_is_dated_anew_here(harvested: Harvested) -> None:
    records = [harvested.bring(each, n) for n, each in enumerate(exported())]
    assert harvested.load(MONDAY, records)
    before = harvested.datestamps()
    assert not harvested.load(TUESDAY, records), "the same again"
    # The museum dates one anew without another word in it: where it came from is published, so it is a change.
    first, second, *_ = exported()
    assert harvested.load(
        WEDNESDAY, [harvested.bring(first, 0, "2026-03-02"), harvested.bring(second, 1, deleted=b"")]
    )
    after = harvested.datestamps()
    changed = {name: after[name] for name in after if after[name] != before[name]}
    assert sorted(changed.values()) == [(WEDNESDAY, False), (WEDNESDAY, True)]


def test_an_interrupted_harvest_deletes_nothing(harvested: Harvested) -> None:
    records = [harvested.bring(each, n) for n, each in enumerate(exported())]
    harvested.load(MONDAY, records)
    before = harvested.datestamps()
    gone = harvested.bring(exported()[0], 0, deleted=b"")
    assert not harvested.load(TUESDAY, [gone], ended=False)
    assert harvested.datestamps() == before
    assert harvested.load(WEDNESDAY, [])
    assert max(harvested.datestamps().values()) == (WEDNESDAY, True)


def test_who_harvests_us_can_tell_it_on(harvested: Harvested, tmp_path: Path) -> None:
    harvested.load(MONDAY, [harvested.bring(exported()[0], 0, about=BEFORE)])
    (part,) = Repository(harvested.settings.data).walk(verb="ListRecords", metadataPrefix="lido")
    (record,) = part.root.iter(f"{OAI}record")
    about = b"".join(etree.tostring(each) for each in record.iterfind(f"{OAI}about"))
    (document,) = record.iterfind(f"{OAI}metadata/*")
    ours = Source(f"{BASE}oai", "lido")
    with Mirror.open(tmp_path / "next", ours) as mirror:
        mirror.take(Record("oai:x:1", MONDAY, False, (), etree.tostring(document), about, TUESDAY), 1)
    with documents(tmp_path / "next" / FILE) as found:
        (one,) = found
    assert [step.url for step in (one.origin, *one.before)] == [
        ours.url,
        MUSEUM.url,
        "http://first.example/oai",
    ]


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_the_page_says_so_too(harvested: Harvested, lang: str) -> None:
    harvested.load(MONDAY, [harvested.bring(exported()[0], 0)])
    reader = Repository(harvested.settings.data).reader
    (row,) = reader.oai_page("oai_dc", None, 0, 99, None, limit=10, with_payload=False).rows
    client = create_app(harvested.settings).test_client()
    page = client.get(
        f"/id/{row.item_id}", headers={"Accept": "text/html", "Accept-Language": lang}, follow_redirects=True
    )
    assert f'lang="{lang}"' in page.text
    assert "oai:altyn-kese.example:0" in page.text
    assert MUSEUM.url in page.text
