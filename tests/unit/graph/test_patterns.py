"""Pattern files: what they may say, what becomes of it, and that a mistake is named by file and line."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from emuseum_lod.catalogue.records import (
    Definition,
    Dimension,
    HumanMadeObject,
    Identifier,
    Name,
    Place,
    Text,
)
from emuseum_lod.errors import ConfigurationError
from emuseum_lod.graph import compiler
from emuseum_lod.graph.documents import load_documents
from emuseum_lod.graph.pattern_syntax import Constant, parse_pattern
from emuseum_lod.graph.patterns import load_patterns
from emuseum_lod.namespaces import RDF, RDFS, SKOS
from emuseum_lod.resources import resource
from emuseum_lod.uris import mint

BASE = "https://data.example.org/"
PLACE = Place(
    id=mint("place", "ns", "here"),
    provider="demo",
    namespace="ns",
    local_id="here",
    names=(Name(value="Түркістан", lang="kk"), Name(value="Ясы", lang="ru", type="former")),
    types=(mint("concept", "ns", "city"), mint("concept", "ns", "site")),
)
OBJECT = HumanMadeObject(
    id=mint("object", "ns", "1"),
    provider="demo",
    namespace="ns",
    local_id="1",
    institution=mint("institution", "museum", "m"),
    identifiers=(Identifier(value="КП 1–2", findable=("КП 1", "КП 2")),),
    dimensions=(
        Dimension(type="height", value="10", unit="cm"),
        Dimension(type="width", value="1.50", value_max="2", unit="mm", part=Text("рама", "ru")),
        Dimension(type="depth", value="a lot", unit="mm"),
    ),
)


def triples(tmp_path: Path, pattern: str, record: Place | HumanMadeObject = PLACE) -> set[str]:
    """Return what a single pattern says of a record, with `item:` for the item's IRI."""
    (tmp_path / "one.rq").write_text(pattern, "utf-8")
    lines = load_patterns(tmp_path).triples(record, BASE)
    assert len(lines) == len(set(lines))
    return {line.replace(f"<{BASE}id/{record.id}", "<item:") for line in lines}


def test_many_values_unbound_variables_and_constants(tmp_path: Path) -> None:
    said = triples(
        tmp_path,
        """
        # A comment; keywords in any case.
        construct {
          ?item a crm:E53_Place ;
            crm:P2_has_type ?types , term:group.museum ;   # two objects, the first of many values
            crm:P89_falls_within ?part_of ;
            dc:description "a \\"quoted\\" {text}"@KK , "1.0"^^xsd:decimal .
          <#here> rdfs:seeAlso <https://example.org/{x}> .
        } where { ?item a record:Place }
        """.replace("/{x}", "/x"),
    )
    city, site = (f"<{BASE}id/{item}>" for item in PLACE.types)
    crm = "http://www.cidoc-crm.org/cidoc-crm/"
    assert said == {
        f"<item:> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{crm}E53_Place> .",
        f"<item:> <{crm}P2_has_type> {city} .",
        f"<item:> <{crm}P2_has_type> {site} .",
        f"<item:> <{crm}P2_has_type> <http://vocab.getty.edu/aat/300312281> .",
        '<item:> <http://purl.org/dc/elements/1.1/description> "a \\"quoted\\" {text}"@kk .',
        '<item:> <http://purl.org/dc/elements/1.1/description> "1.0"^^<http://www.w3.org/2001/XMLSchema#decimal> .',
        "<item:#here> <http://www.w3.org/2000/01/rdf-schema#seeAlso> <https://example.org/x> .",
    }


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ("", {"Түркістан", "Ясы"}),
        ('FILTER(?type = "former")', {"Ясы"}),
        ('FILTER(?type IN ("primary", "former"))', {"Түркістан", "Ясы"}),
        ('FILTER(?type = "primary") FILTER(?kind = "place")', {"Түркістан"}),
        ('FILTER(?type = "primary") FILTER(?kind = "object")', set()),
        ("FILTER(BOUND(?language))", {"Түркістан", "Ясы"}),
    ],
)
def test_filters(tmp_path: Path, filters: str, names: set[str]) -> None:
    pattern = "CONSTRUCT { ?item rdfs:label ?text } WHERE { ?name a record:Appellation . %s }"
    said = triples(tmp_path, pattern % filters)
    assert {line.split('"')[1] for line in said} == names


def test_a_triple_with_an_unbound_variable_is_left_out(tmp_path: Path) -> None:
    said = triples(
        tmp_path,
        """CONSTRUCT { ?dimension crm:P90_has_value ?value ; crm:P90a_has_lower_value_limit ?lower ;
             crm:P90b_has_upper_value_limit ?upper ; crm:P3_has_note ?part } WHERE { ?dimension a record:Dimension }""",
        OBJECT,
    )
    told = {(line.split()[0][7:-1], line.split()[1].split("/")[-1][:-1], line.split('"')[1]) for line in said}
    assert told == {
        ("dimension-1", "P90_has_value", "10"),
        ("dimension-2", "P90a_has_lower_value_limit", "1.5"),
        ("dimension-2", "P90b_has_upper_value_limit", "2"),
        ("dimension-2", "P3_has_note", "рама"),
    }


def test_the_numbers_of_a_range_are_findable_by_themselves(tmp_path: Path) -> None:
    said = triples(
        tmp_path,
        """CONSTRUCT { ?identifier rdfs:label ?number ; rdfs:seeAlso ?term } WHERE { ?identifier a record:Identifier }""",
        OBJECT,
    )
    assert sorted(line.split('"')[1] for line in said if '"' in line) == ["КП 1", "КП 1–2", "КП 2"]
    assert [line.split()[0] for line in said if "seeAlso" in line] == ["<item:#number-1>"]


@pytest.mark.parametrize(
    ("pattern", "line", "message"),
    [
        ("", 1, "CONSTRUCT is expected"),
        ("CONSTRUCT {\n?item a crm:E53_Place }", 2, "WHERE is expected"),
        ("CONSTRUCT {\n} WHERE { ?item a record:Place }", 2, "the template is empty"),
        ("CONSTRUCT {\n?item a [] } WHERE { ?item a record:Place }", 2, "'[] }"),
        ("CONSTRUCT {\n?item a _:b } WHERE { ?item a record:Place }", 2, "not understood"),
        ("CONSTRUCT {\n?item a crm:E1 } WHERE { ?item a record:Planet }", 2, "no record:Planet"),
        ("CONSTRUCT { ?item a crm:E1 } WHERE {\n?item a crm:E1 }", 2, "WHERE begins with the group"),
        ("CONSTRUCT { ?item a crm:E1 } WHERE {\n?types a record:Place }", 2, "?types is no node of a Place"),
        ("CONSTRUCT {\n?item a nope:E1 } WHERE { ?item a record:Place }", 2, "the prefix nope: is unknown"),
        ("CONSTRUCT {\n?item a <relative> } WHERE { ?item a record:Place }", 2, "neither <#fragment> nor an absolute IRI"),
        ("CONSTRUCT {\n\n?item a ?nothing } WHERE { ?item a record:Place }", 3, "a Place has no ?nothing"),
        ("CONSTRUCT {\n?types a crm:E55_Type } WHERE { ?item a record:Place }", 2, "a subject is the item"),
        ("CONSTRUCT {\ncrm:E1 a crm:E55_Type } WHERE { ?item a record:Place }", 2, "a subject is the item"),
        ("CONSTRUCT {\n?item ?types crm:E1 } WHERE { ?item a record:Place }", 2, "a predicate is an IRI"),
        ('CONSTRUCT {\n?item "text" crm:E1 } WHERE { ?item a record:Place }', 2, "a predicate is an IRI"),
        ("CONSTRUCT {\n?item a ?kind } WHERE { ?item a record:Item }", 2, "can't be printed"),
        ("CONSTRUCT {\n?item a term:name.nope } WHERE { ?item a record:Place }", 2, "term:name.nope is no row"),
        ('CONSTRUCT { ?item a crm:E1 } WHERE { ?item a record:Place\nFILTER(?types = "x") }', 2, "can't be compared"),
        ("CONSTRUCT { ?item a crm:E1 } WHERE { ?item a record:Item\nFILTER(BOUND(?kind)) }", 2, "always bound"),
        ("CONSTRUCT { ?item a crm:E1 } WHERE { ?item a record:Item\nFILTER(?kind = 5) }", 2, "not understood"),
        ("CONSTRUCT { ?item a crm:E1 } WHERE { ?item a record:Item\nFILTER(?kind = ?status) }", 2, "a string is expected"),
        ("CONSTRUCT { ?item a crm:E1 } WHERE { ?item a record:Item }\nCONSTRUCT", 2, "one file, one CONSTRUCT"),
        ('CONSTRUCT { ?item a crm:E1 ;\n rdfs:label "open } WHERE { ?item a record:Item }', 2, "not understood"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_by_file_and_line(tmp_path: Path, pattern: str, line: int, message: str) -> None:
    path = tmp_path / "wrong.rq"
    path.write_text(pattern, "utf-8")
    with pytest.raises(ConfigurationError) as caught:
        load_patterns(tmp_path)
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert message in str(caught.value)


def test_a_file_that_is_no_text_and_a_folder_without_patterns(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="holds no patterns"):
        load_patterns(tmp_path / "nowhere")
    (tmp_path / "bytes.rq").write_bytes(b"CONSTRUCT {\n\xff")
    with pytest.raises(ConfigurationError, match=r"bytes\.rq:2: is not UTF-8"):
        load_patterns(tmp_path)


def test_the_digest_names_the_patterns(tmp_path: Path) -> None:
    texts = ["CONSTRUCT { ?item a crm:E53_Place } WHERE { ?item a record:Place }"] * 2
    texts[1] = texts[1].replace("E53", "E4")
    digests = []
    for name, text in (("a", texts[0]), ("b", texts[0]), ("c", texts[1])):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.rq").write_text(text, "utf-8")
        digests.append(load_patterns(tmp_path / name).digest)
    assert digests[0] == digests[1] != digests[2]


def test_the_readme_lists_the_groups_as_they_are() -> None:
    """What an ontologist reads of groups and variables is what the compiler knows."""
    words = {"own": "node", "slug": "word"}
    expected = {
        group: [
            f"* `?{name}` {words.get(field.sort, field.sort)}"
            + (", may be unbound" if field.optional else "")
            + (", many" if field.many else "")
            for name, field in fields.items()
        ]
        for group, fields in compiler.groups().items()
    }
    listed: dict[str, list[str]] = {}
    for line in resource("mappings", "patterns", "README.md").read_text("utf-8").splitlines():
        if line.startswith("### record:"):
            variables = listed[line.removeprefix("### record:")] = []
        elif line.startswith("* `?") and listed:
            variables.append(line)
    assert listed == expected


def test_every_group_is_used_by_a_pattern() -> None:
    patterns = "".join(path.read_text("utf-8") for path in resource("mappings", "patterns").glob("*.rq"))
    assert not [group for group in compiler.groups() if f"record:{group} " not in patterns]


def test_the_profile_explains_what_the_patterns_say_and_nothing_else() -> None:
    profile = next(record for record in load_documents() if record.id == "def/profile")
    assert isinstance(profile, Definition)
    explained: dict[str, set[tuple[str, str]]] = {}
    for quad in ox.parse("\n".join(profile.triples), format=ox.RdfFormat.N_TRIPLES):
        if isinstance(quad.object, ox.Literal):
            said = explained.setdefault(str(quad.subject), set())
            said.add((quad.predicate.value, quad.object.language or ""))
    del explained["<base:def/profile>"]
    used = set[str]()
    for path in sorted(resource("mappings", "patterns").glob("*.rq")):
        for triple in parse_pattern(path, path.read_text("utf-8")).triples:
            assert isinstance(triple.predicate, Constant)
            used.add(triple.predicate.term)
            if triple.predicate.term == f"<{RDF}type>" and isinstance(triple.object, Constant):
                used.add(triple.object.term)
    assert explained.keys() == used
    wanted = {(part, lang) for part in (f"{RDFS}label", f"{SKOS}note") for lang in ("kk", "ru", "en")}
    assert all(said == wanted for said in explained.values())
