"""The vocabularies are whole, and a mistake in one is named by file and line."""

import csv
import re
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest

from emuseum_lod.catalogue.records import Concept, Definition, Place, Text
from emuseum_lod.catalogue.vocabularies import load_places, load_scheme, load_vocabularies, place_id
from emuseum_lod.errors import ConfigurationError
from emuseum_lod.namespaces import AAT, GEONAMES, WIKIDATA
from emuseum_lod.resources import resource
from emuseum_lod.uris import concept_id

ITEMS = list(load_vocabularies())
CONCEPTS = [item for item in ITEMS if isinstance(item, Concept)]
PLACES = [item for item in ITEMS if isinstance(item, Place)]
SCHEMES = sorted(path.stem for path in resource("ontologies", "vocabularies").glob("*.ttl"))
CONCEPT = {(concept.scheme, concept.notation): concept for concept in CONCEPTS}

SILVER = """\
@base <vocabulary:metals/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
<> a skos:ConceptScheme ;
  dcterms:title "М"@kk, "М"@ru, "M"@en ; dcterms:description "м"@kk, "м"@ru, "m"@en .
<metal> a skos:Concept ; skos:inScheme <> ; skos:notation "metal" ;
  skos:prefLabel "металл"@kk, "металл"@ru, "metal"@en .
<silver> a skos:Concept ; skos:inScheme <> ; skos:notation "silver" ;
  skos:prefLabel "күміс"@kk, "серебро"@ru, "silver"@en ;
  skos:broader <metal> .
"""


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def scheme_file(folder: Path, text: str) -> Path:
    path = folder / "metals.ttl"
    path.write_text(text, encoding="utf-8")
    return path


def test_no_item_is_there_twice():
    assert [key for key, count in Counter(item.id for item in ITEMS).items() if count > 1] == []


def test_every_concept_has_one_label_in_each_language():
    assert {tuple(sorted(text.lang for text in concept.labels)) for concept in CONCEPTS} == {
        ("en", "kk", "ru")
    }


def test_no_label_means_two_concepts_of_one_scheme():
    """A cataloguer's word finds one concept, whatever case it is typed in."""
    labels = Counter(
        (concept.scheme, label.lang, label.value.casefold())
        for concept in CONCEPTS
        for label in concept.labels + concept.alt_labels
    )
    assert [label for label, count in labels.items() if count > 1] == []


def test_no_label_mixes_scripts_by_accident():
    """A Latin look-alike in a Cyrillic word would make it unfindable."""
    mixed = re.compile(r"[A-Za-z](?=[А-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі])|[А-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі](?=[A-Za-z])")
    names = [
        label for concept in CONCEPTS for label in concept.labels + concept.alt_labels + concept.definitions
    ]
    names += [Text(name.value, name.lang) for place in PLACES for name in place.names]
    assert [name for name in names if mixed.search(name.value)] == []


def test_every_link_inside_the_vocabularies_leads_somewhere():
    known = {item.id for item in ITEMS}
    links = [link for concept in CONCEPTS for link in concept.broader + concept.related]
    links += [link for place in PLACES for link in place.types + ((place.part_of,) if place.part_of else ())]
    assert set(links) <= known


def test_matches_are_only_those_that_were_verified(shared: Path):
    domain = shared / "data" / "domain"
    verified = {AAT + row["aat"] for row in table(domain / "terms.csv") if row["aat"]}
    verified |= {WIKIDATA + row["wikidata"] for row in table(domain / "periods.csv") if row["wikidata"]}
    linked_art = (shared / "facts" / "linked-art.md").read_text(encoding="utf-8")
    verified |= {AAT + number for number in re.findall(r"\b300\d{6}\b", linked_art)}
    matches = {match for concept in CONCEPTS for match in concept.exact_match + concept.close_match}
    assert matches <= verified
    assert len(matches) > 90


def test_enamel_does_not_claim_to_be_enamel_paint():
    """AAT 300147678 is enamel paint (data/domain/terms.csv); ours is vitreous enamel."""
    assert CONCEPT["materials", "enamel"].exact_match == ()


def test_no_two_concepts_of_a_scheme_claim_to_be_the_same_term_elsewhere():
    claims = Counter((concept.scheme, match) for concept in CONCEPTS for match in concept.exact_match)
    assert [claim for claim, count in claims.items() if count > 1] == []


def test_places_and_their_matches_are_those_of_the_tables(shared: Path):
    domain = shared / "data" / "domain"
    regions = table(domain / "regions.csv")
    places = table(domain / "places_kz_wof.csv")
    verified = {WIKIDATA + row[c] for row in regions for c in ("wikidata", "centre_wikidata")}
    verified |= {WIKIDATA + row["wikidata"] for row in places}
    verified |= {f"{GEONAMES}{row[c]}/" for row in regions for c in ("geonames", "centre_geonames")}
    verified |= {f"{GEONAMES}{row['geonames']}/" for row in places}
    assert {match for place in PLACES for match in place.equivalents} <= verified
    assert {place.code for place in PLACES if place.code} == {row["iso_3166_2"] for row in regions}


def test_every_settlement_lies_in_a_region_and_has_coordinates_inside_kazakhstan():
    by_id = {place.id: place for place in PLACES}
    for place in PLACES:
        if place.part_of and place.part_of != place_id("KZ"):
            assert by_id[place.part_of].code, place.local_id
            assert 40 < float(place.latitude) < 56, place.local_id
            assert 46 < float(place.longitude) < 88, place.local_id


@pytest.mark.parametrize(
    ("notation", "begin", "end", "edtf"),
    [
        ("bronze-age", "-2499-01-01", "-0799-12-31", "-2499/-0799"),  # 2500–800 BCE
        (
            "palaeolithic",
            "-2699999-01-01",
            "-11999-12-31",
            "Y-2699999/Y-11999",
        ),  # EDTF level 1: Y before five digits
        (
            "saka",
            "-0899-01-01",
            "-0199-12-31",
            "-0899/-0199",
        ),  # periods.csv against dates.csv: docs/vocabularies.md
        ("golden-horde", "1243-01-01", "1502-12-31", "1243/1502"),
        ("independence", "1991-01-01", "", "1991/.."),
    ],
)
def test_periods_have_spans_in_astronomical_years(notation: str, begin: str, end: str, edtf: str):
    span = CONCEPT["periods", notation].span
    assert span is not None
    assert (span.begin, span.end, span.edtf) == (begin, end, edtf)


def test_every_period_has_a_span_that_does_not_run_backwards():
    for concept in CONCEPTS:
        if concept.scheme == "periods":
            assert concept.role == "period"
            assert concept.span is not None
            years = [int(day[:-6]) for day in (concept.span.begin, concept.span.end) if day]
            assert years == sorted(years), concept.notation


@pytest.mark.parametrize(
    ("scheme", "notation", "role"),
    [
        ("materials", "felt", "material"),
        ("techniques", "weaving", "technique"),
        ("object-types", "coin", "type"),
    ],
)
def test_the_scheme_says_what_its_concepts_are(scheme: str, notation: str, role: str):
    assert CONCEPT[scheme, notation].role == role


@pytest.mark.parametrize(
    ("scheme", "notation", "pinned"),
    [
        ("materials", "silver", "concept/rete1aw0qxn4ea"),
        ("object-types", "saukele", "concept/mzb9jnq9nmmvc4"),
        ("periods", "golden-horde", "concept/xvthghmt68s3f1"),
        ("status", "demonstration", "concept/t4km0y2gvrfe0x"),
    ],
)
def test_identifiers_of_concepts_never_change(scheme: str, notation: str, pinned: str):
    assert CONCEPT[scheme, notation].id == concept_id(scheme, notation) == pinned


def test_identifiers_of_places_never_change():
    assert place_id("KZ-61") == "place/v1j3ck5qrx8cev"
    assert place_id("KZ-61") in {place.id for place in PLACES}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_scheme_is_described_under_its_own_address(scheme: str):
    [definition] = [item for item in ITEMS if isinstance(item, Definition) and item.local_id == scheme]
    triples = list(ox.parse("\n".join(definition.triples), format=ox.RdfFormat.N_TRIPLES))
    assert {triple.subject.value for triple in triples} == {f"base:def/{scheme}"}
    assert definition.triples == tuple(sorted(f"{triple.triple} ." for triple in triples))
    tops = {t.object.value for t in triples if t.predicate.value.endswith("#hasTopConcept")}
    assert tops == {f"base:id/{c.id}" for c in CONCEPTS if c.scheme == scheme and not c.broader}


def test_a_scheme_reads_back_as_written(tmp_path: Path):
    metal, silver, definition = load_scheme(scheme_file(tmp_path, SILVER))
    assert isinstance(silver, Concept)
    assert silver.broader == (metal.id,)
    assert silver.labels == (Text("күміс", "kk"), Text("серебро", "ru"), Text("silver", "en"))
    assert definition.id == "def/metals"


@pytest.mark.parametrize(
    ("wrong", "right", "line", "message"),
    [
        ('"silver"@en', '"silver"@en @', 9, "language code"),
        ('"күміс"@kk, ', "", 8, "once in each of kk, ru, en"),
        ('"күміс"@kk', '"күміс"@kz', 8, "no text in kk, ru or en"),
        ('notation "silver"', 'notation "Silver"', 8, "kebab-case"),
        ("skos:broader <metal>", "skos:broader <gold>", 8, "<gold>, which is not in this file"),
        ("skos:broader <metal>", "skos:broader <silver>", 8, "broader than itself"),
        ("skos:broader <metal>", "skos:narrower <metal>", 8, "nothing here reads"),
        ("skos:broader <metal>", 'dcterms:temporal "2500 BCE"', 8, "EDTF interval"),
        ("<silver> a skos:Concept ; skos:inScheme <>", "<silver> a skos:Concept", 8, "inScheme"),
        ("@base <vocabulary:metals/>", "@base <vocabulary:silver/>", 1, "not in vocabulary:metals/|@base has to be"),
        ("<> a skos:ConceptScheme ;", '<> a skos:ConceptScheme ; dcterms:type "colour" ;', 4, "dcterms:type 'colour'"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_scheme_is_named_by_file_and_line(
    tmp_path: Path, wrong: str, right: str, line: int, message: str
):
    path = scheme_file(tmp_path, SILVER.replace(wrong, right, 1))
    with pytest.raises(ConfigurationError, match=message) as caught:
        load_scheme(path)
    assert str(caught.value).startswith(f"{path}:{line}: ")


PLACES_CSV = """\
id,type,part_of,kk,ru,en,other_names,latitude,longitude,wikidata,geonames,note
KZ,country,,Қазақстан,Казахстан,Kazakhstan,,,,,,
aral,town,KZ,Арал,Аральск,Aral,ru:Арал,46.8,61.66667,Q165450,1526265,
"""


@pytest.mark.parametrize(
    ("wrong", "right", "message"),
    [
        ("aral,town,KZ,", "aral,town,KZ-43,", "not above it"),
        ("aral,town", "KZ,town", "there twice"),
        ("46.8,", "46.80,", "idle zeros"),
        ("46.8,", ",", "two decimal numbers"),
        ("Арал,Аральск", ",Аральск", "a name in each"),
        ("ru:Арал", "Арал", "does not begin with kk:, ru: or en:"),
    ],
)
def test_a_mistake_in_the_places_is_named_by_file_and_line(
    tmp_path: Path, wrong: str, right: str, message: str
):
    path = tmp_path / "places.csv"
    path.write_text(PLACES_CSV.replace(wrong, right, 1), encoding="utf-8")
    with pytest.raises(ConfigurationError, match=message) as caught:
        list(load_places(path))
    assert str(caught.value).startswith(f"{path}:3: ")
