"""Holds published LIDO against its schema, against our own reader of LIDO, and against the other things that we publish of a record.

Real records go through the real mapping: the whole demonstration catalogue, and samples of Tate and Nationalmuseum.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import pyoxigraph as ox
import pytest
from lxml import etree
from support.catalogue import Catalogue, demonstration, nationalmuseum, tate

from emuseum_lod.catalogue.records import Actor, HumanMadeObject, Role, Span, Text
from emuseum_lod.graph.patterns import load_patterns
from emuseum_lod.graph.structural import load_structural_terms
from emuseum_lod.ledger.faces import face_of
from emuseum_lod.mapping.engine import Mapper
from emuseum_lod.mapping.profile import load_profile
from emuseum_lod.namespaces import CRM, LIDO, XML
from emuseum_lod.sources.reader import read
from emuseum_lod.sources.record import SourceRecord
from emuseum_lod.uris import item_iri
from emuseum_lod.views.dublin_core import dc_statements
from emuseum_lod.views.lido import lido
from emuseum_lod.views.lido.people_and_places import bounds

BASE: Final = "https://data.example.org/"
L: Final = f"{{{LIDO}}}"
LANG: Final = f"{{{XML}}}lang"
GOLDEN: Final = Path(__file__).parent / "lido"
TERMINOLOGY: Final = "http://terminology.lido-schema.org/"


@pytest.fixture(scope="module")
def demo() -> Catalogue:
    return demonstration()


@pytest.fixture(scope="module")
def schema(shared: Path) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(shared / "standards" / "lido" / "lido-v1.1.xsd"))


def document(catalogue: Catalogue, record: HumanMadeObject) -> bytes:
    written = lido(record, catalogue.faces(record), BASE)
    assert written is not None
    return written


# --- the schema ----------------------------------------------------------------------------------------------------


@pytest.mark.shared
@pytest.mark.parametrize(
    ("catalogue", "objects"),
    [
        (lambda _shared: demonstration(), 170),
        (lambda shared: tate(shared, every=200), 340),
        (lambda shared: nationalmuseum(shared, every=2, until=500), 200),
    ],
    ids=["demonstration", "tate", "nationalmuseum"],
)
def test_real_records_are_valid(
    schema: etree.XMLSchema, shared: Path, catalogue: Callable[[Path], Catalogue], objects: int
) -> None:
    found = catalogue(shared)
    assert len(found.objects) >= objects
    for record in found.objects:
        root = etree.fromstring(document(found, record))
        assert schema.validate(root), (record.local_id, schema.error_log)


@pytest.mark.shared
def test_the_schema_finds_what_is_wrong(schema: etree.XMLSchema, demo: Catalogue) -> None:
    """A schema that finds nothing proves nothing."""
    root = etree.fromstring(document(demo, demo.objects[0]))
    (titles,) = root.iter(f"{L}titleWrap")
    titles.clear()
    assert not schema.validate(root)


# --- three records, to the letter ----------------------------------------------------------------------------------


RECORDS: Final = {
    "attributed-with-subjects": "aq-zhailau-51",
    "range-of-numbers-before-the-common-era": "КП 38618-38624",
    "find-with-a-model": "АБ-1",
}


@pytest.mark.parametrize("name", RECORDS)
def test_three_records_to_the_letter(demo: Catalogue, name: str) -> None:
    """A difference here is one for every harvester: look at it, then put what is published now into the file."""
    (record,) = (one for one in demo.objects if one.local_id == RECORDS[name])
    root = etree.fromstring(document(demo, record))
    etree.indent(root)
    said = etree.tostring(root, encoding="unicode") + "\n"
    assert said == (GOLDEN / f"{name}.xml").read_text("utf-8")


# --- the way back --------------------------------------------------------------------------------------------------

PROVIDER: Final = """
id = "again"
names = { en = "What we published" }
metadata_rights = "http://creativecommons.org/publicdomain/zero/1.0/"
date_policy = "kazakhstan"

[[inputs]]
name = "lido"
record = "object"
has = ["lidoRecID"]

[[institutions]]
code = "museum"
namespace = "museum"
names = { en = "The museum" }
"""
ACTOR: Final = """
kind = "actor"
id = 'actor/actorID[@pref="http://terminology.lido-schema.org/lido00169"]'

[[type]]
from = "actor/@type"
values = { "http://terminology.lido-schema.org/lido00163" = "person", "http://terminology.lido-schema.org/lido00413" = "group" }

[[names]]
from = "actor/nameActorSet/appellationValue"
lang_from = "@lang"

[[birth]]
from = "actor/vitalDatesActor/earliestDate"

[[death]]
from = "actor/vitalDatesActor/latestDate"
"""
IDENTIFICATION: Final = "descriptiveMetadata/objectIdentificationWrap"
SETS: Final = f"{IDENTIFICATION}/objectMeasurementsWrap/objectMeasurementsSet"
EVENTS: Final = {"production": "lido00007", "encounters": "lido00002", "acquisitions": "lido00001"}


class Again(NamedTuple):
    """An object as we published it, and what our reader made of that."""

    published: HumanMadeObject
    read: HumanMadeObject
    actors: dict[str, Actor]


def profile(parts: set[Text]) -> str:
    """Return the record file that reads our LIDO. `parts` are those of which there are measurements: a rule each."""
    return "\n".join((*_head(), *_dimensions(parts), *_events()))


def _head() -> Iterator[str]:
    yield """
        kind = "object"
        id = 'objectPublishedID[@pref="http://terminology.lido-schema.org/lido00169"]'
    """
    for slug, iri in _terms("name").items():
        yield f"""
            [[titles]]
            from = '{IDENTIFICATION}/titleWrap/titleSet[@type="{iri}"]/appellationValue'
            lang_from = "@lang"
            type = "{slug}"
        """
    for slug, iri in _terms("identifier").items():
        yield f"""
            [[identifiers]]
            from = '{IDENTIFICATION}/repositoryWrap/repositorySet/workID[@type="{iri}"][!@label]'
            type = "{slug}"
        """


def _dimensions(parts: set[Text]) -> Iterator[str]:
    for part in (None, *sorted(parts, key=lambda part: (part.value, part.lang))):
        condition = "[!extentMeasurements]"
        if part:
            lang = part.lang or "und"
            condition = f'[extentMeasurements="{part.value}"][extentMeasurements/@lang="{lang}"]'
        yield f"""
            [[dimensions]]
            from = '{SETS}/objectMeasurements{condition}/measurementsSet'
            value = "measurementType/conceptID"
            values = {{ {_toml(_terms("dimension"))} }}
            size = {{ from = "measurementValue" }}
            unit = {{ from = "measurementUnit/conceptID", values = {{ {_toml(_terms("unit"))} }} }}
        """
        if part:
            yield f'part = {{ constant = "{part.value}", lang = "{part.lang}" }}'


def _events() -> Iterator[str]:
    for sort, number in EVENTS.items():
        yield f"""
            [{sort}]
            each = 'descriptiveMetadata/eventWrap/eventSet/event[eventType/conceptID="{TERMINOLOGY}{number}"]'

            [{sort}.span]
            from = "eventDate/displayDate[!@label]"
            begin = "eventDate/date/earliestDate"
            end = "eventDate/date/latestDate"
            lang_from = "@lang"
        """
        if sort != "acquisitions":
            yield f"""
                [[{sort}.actors]]
                from = "eventActor/actorInRole"
                item = "actor"
                role = {{ from = "roleActor/term[@lang=en]", scheme = "roles" }}
                qualifier = {{ from = "attributionQualifierActor", lang_from = "@lang" }}
            """


def _terms(group: str) -> dict[str, str]:
    terms = load_structural_terms()
    return {term.slug: term.iri(BASE) for term in terms.terms if term.group == group}


def _toml(terms: dict[str, str]) -> str:
    return ", ".join(f'"{iri}" = "{slug}"' for slug, iri in terms.items())


@pytest.fixture(scope="module")
def again(demo: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> list[Again]:
    """Every demonstration object, published, and read with our own reader of LIDO."""
    root = tmp_path_factory.mktemp("profiles")
    folder = root / "again"
    folder.mkdir()
    parts = {one.part for record in demo.objects for one in record.dimensions if one.part}
    for name, text in {"provider": PROVIDER, "object": profile(parts), "actor": ACTOR}.items():
        (folder / f"{name}.toml").write_text(text, "utf-8")
    mapper = Mapper(load_profile("again", root))
    found = []
    for record in demo.objects:
        path = root / "record.xml"
        path.write_bytes(document(demo, record))
        (source,) = read(path)
        assert isinstance(source, SourceRecord)
        emitted = [emission.record for emission in mapper.map(source).emissions]
        assert isinstance(emitted[0], HumanMadeObject)
        actors = {one.local_id: one for one in emitted if isinstance(one, Actor)}
        found.append(Again(record, emitted[0], actors))
    return found


def test_titles_come_back(again: list[Again]) -> None:
    for published, read_again, _ in again:
        assert sorted(map(repr, read_again.titles)) == sorted(map(repr, published.titles)), published.local_id
    assert sum(len(one.published.titles) for one in again) > 300


def test_numbers_come_back(again: list[Again]) -> None:
    for published, read_again, _ in again:
        told = {(one.value, one.type) for one in published.identifiers}
        assert {(one.value, one.type) for one in read_again.identifiers} == told
    assert sum(len(one.published.identifiers) for one in again) > 250


def test_measurements_come_back(again: list[Again]) -> None:
    for published, read_again, _ in again:
        assert set(read_again.dimensions) == set(published.dimensions), published.local_id
        assert len(read_again.dimensions) == len(published.dimensions)
    found = [one for each in again for one in each.published.dimensions]
    assert len(found) > 300
    assert any(one.part for one in found)
    assert any(one.value_max for one in found)


@pytest.mark.parametrize("sort", EVENTS)
def test_dates_come_back(again: list[Again], sort: str) -> None:
    """Words, languages and limits; also before the common era, and open at an end."""
    compared: list[Span] = []
    for published, read_again, _ in again:
        spans = _spans(published, sort)
        assert [_said(span) for span in _spans(read_again, sort)] == [_said(span) for span in spans], published.local_id  # fmt: skip
        compared += spans
    assert len(compared) > 15
    if sort == "production":
        assert any(span.begin.startswith("-") for span in compared)


def _spans(record: HumanMadeObject, sort: str) -> list[Span]:
    return [event.span for event in getattr(record, sort) if event.span]


def _said(span: Span) -> tuple[set[Text], str, str]:
    return set(span.display), span.begin, span.end


def test_actors_come_back(again: list[Again], demo: Catalogue) -> None:
    """Who, in which role, with which reservation; their names, their kind, and between which years they lived."""
    compared = 0
    for published, read_again, actors in again:
        roles, back = _roles(published), _roles(read_again)
        assert [(role.role, role.qualifier) for role in back] == [
            (role.role, role.qualifier) for role in roles
        ]
        for role in roles:
            known = demo.records[role.actor]
            found = actors[item_iri(BASE, role.actor)]
            assert isinstance(known, Actor)
            assert {(name.value, name.lang) for name in found.names} == {
                (label.value, label.lang) for label in face_of(known).labels
            }
            assert found.type == known.type
            face = face_of(known)
            lived = (found.birth.begin if found.birth else "", found.death.end if found.death else "")
            assert bounds(*lived) == bounds(face.begin, face.end), face
            compared += 1
    assert compared > 40


def _roles(record: HumanMadeObject) -> list[Role]:
    return [role for event in (*record.production, *record.encounters) for role in event.actors]


# --- what else is published of a record ----------------------------------------------------------------------------


class Said(NamedTuple):
    """What a LIDO document says, for comparison."""

    titles: set[tuple[str, str]]
    numbers: set[str]
    dates: set[str]
    rights: set[str]

    @classmethod
    def by(cls, written: bytes) -> "Said":
        root = etree.fromstring(written)
        return cls(
            {(one.text or "", _lang(one)) for one in root.iterfind(f".//{L}titleSet[@{L}type]/{L}appellationValue")},
            {one.text or "" for one in root.iter(f"{L}workID")},
            {one.text or "" for one in root.iter(f"{L}displayDate") if not one.get(f"{L}label")},
            {one.text or "" for one in root.iterfind(f".//{L}rightsWorkSet/{L}rightsType/{L}conceptID")},
        )  # fmt: skip


def _lang(element: etree._Element) -> str:
    lang = element.get(LANG, "")
    return "" if lang == "und" else lang


def test_lido_says_what_dublin_core_says(demo: Catalogue) -> None:
    for record in demo.objects:
        said = Said.by(document(demo, record))
        labels = {item: face.labels for item, face in demo.faces(record).items()}
        harvested: dict[str, set[Any]] = {}
        for element, value, lang in dc_statements(record, labels, BASE):
            harvested.setdefault(element, set()).add((value, lang))
        assert said.titles == harvested.get("title", set())
        iri = item_iri(BASE, record.id)
        assert said.numbers | {iri} == {value for value, _ in harvested["identifier"]}
        assert said.rights <= {value for value, _ in harvested.get("rights", set())}
        made = {text.value for production in record.production if production.span for text in production.span.display}  # fmt: skip
        assert made <= said.dates
        assert made <= {value for value, _ in harvested.get("date", set())}


def test_lido_says_what_the_graph_says(demo: Catalogue) -> None:
    """Its events are nodes of the graph, its numbers and titles the contents of others, its limits those of time-spans."""
    patterns = load_patterns()
    for record in demo.objects:
        root = etree.fromstring(document(demo, record))
        said = Said.by(document(demo, record))
        contents: set[str] = set()
        subjects: set[str] = set()
        years: dict[str, set[str]] = {"P82a_begin_of_the_begin": set(), "P82b_end_of_the_end": set()}
        lines = "\n".join(patterns.triples(record, BASE))
        for quad in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES):
            assert isinstance(quad.subject, ox.NamedNode)
            subjects.add(quad.subject.value)
            name = quad.predicate.value.removeprefix(CRM)
            if name == "P190_has_symbolic_content":
                contents.add(quad.object.value)
            elif name in years:
                years[name].add(quad.object.value.partition("T")[0])
        assert {value for value, _ in said.titles} | said.numbers <= contents
        assert {event.text for event in root.iter(f"{L}eventID")} <= subjects
        assert {one.text for one in root.iter(f"{L}lidoRecID")} <= subjects
        for element, days in (("earliestDate", years["P82a_begin_of_the_begin"]), ("latestDate", years["P82b_end_of_the_end"])):  # fmt: skip
            for found in root.iterfind(f".//{L}eventDate/{L}date/{L}{element}"):
                assert any(day.startswith(found.text or "-") for day in days), record.local_id


def test_only_what_is_invented_says_so(demo: Catalogue) -> None:
    assert all(b"It must not be cited as a source." in document(demo, record) for record in demo.objects)


def test_nothing_internal_is_published(demo: Catalogue) -> None:
    """Storage places and prices are in no record; this is what would show them."""
    for record in demo.objects:
        root = etree.fromstring(document(demo, record))
        assert not list(root.iter(f"{L}repositoryLocation"))


def test_the_same_record_is_the_same_bytes(demo: Catalogue) -> None:
    other = demonstration()
    assert [document(demo, record) for record in demo.objects] == [
        document(other, record) for record in other.objects
    ]
