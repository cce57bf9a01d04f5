"""Protects the grades that Europeana is predicted to give: each rule and each row of docs/europeana.md, "Tiers"."""

from typing import Any

import pytest
from msgspec.structs import replace

from emuseum_lod.catalogue.records import Text
from emuseum_lod.quality.enrichment import contextual_tier, enabling_tier
from emuseum_lod.quality.europeana import Tiers, content_tier, lacks_sizes, tiers
from emuseum_lod.quality.languages import RELEVANT, language_tier
from emuseum_lod.quality.licences import openness
from emuseum_lod.quality.patterns import problems
from emuseum_lod.views.edm.model import (
    Agent,
    Aggregation,
    Concept,
    EdmRecord,
    EdmType,
    Link,
    Place,
    ProvidedCho,
    Said,
    Service,
    TimeSpan,
    WebResource,
)

CC0 = "http://creativecommons.org/publicdomain/zero/1.0/"
BY_NC = "http://creativecommons.org/licenses/by-nc/4.0/"
INC = "http://rightsstatements.org/vocab/InC/1.0/"
KK = (Text("сөз", "kk"),)
UNTAGGED = (Text("word"),)

AGENT = Agent(iri="a", labels=KK, other_labels=(), begin="1900", end="", same_as=())
PLACE = Place(iri="p", latitude="1", longitude="2", labels=KK, other_labels=(), part_of=(), same_as=())
SPAN = TimeSpan(
    iri="t", labels=(), other_labels=(), begin="1900-01-01", end="1900-12-31", same_as=(), edtf=""
)
CONCEPT = Concept(iri="c", labels=KK, other_labels=(), broader=(), exact_match=("x",))
Node = Agent | Place | TimeSpan | Concept


def record(
    *said: tuple[str, Text | Link],
    nodes: tuple[Node, ...] = (),
    met: tuple[str, ...] = (),
    location: str = "",
) -> EdmRecord:
    return EdmRecord(
        cho=ProvidedCho(
            iri="o",
            statements=tuple(Said(*one) for one in said),
            current_location=Link(location) if location else None,
            has_met=met,
            type="IMAGE",
            same_as=(),
        ),
        web_resources=(),
        agents=tuple(node for node in nodes if isinstance(node, Agent)),
        places=tuple(node for node in nodes if isinstance(node, Place)),
        time_spans=tuple(node for node in nodes if isinstance(node, TimeSpan)),
        concepts=tuple(node for node in nodes if isinstance(node, Concept)),
        aggregation=Aggregation(
            iri="o#aggregation", cho="o", data_provider=KK[0], has_view=(), is_shown_at="page", is_shown_by="", object="",
            provider=KK[0], rights=CC0, intermediate_provider=None,
        ),
        services=(),
    )  # fmt: skip


def showing(
    type_: EdmType,
    *views: WebResource,
    rights: str = CC0,
    page: str = "page",
    picture: str = "picture",
    embed: bool = False,
) -> EdmRecord:
    plain = record()
    first, *others = [view.iri for view in views] or [""]
    aggregation = replace(
        plain.aggregation,
        is_shown_by=first,
        has_view=tuple(others),
        rights=rights,
        is_shown_at=page,
        object=picture,
    )
    services = (Service(iri="oembed", conforms_to="https://oembed.com/"),) if embed else ()
    return replace(plain, cho=replace(plain.cho, type=type_), web_resources=views, aggregation=aggregation, services=services)  # fmt: skip


def view(
    media_type: str = "image/png", width: int = 0, height: int = 0, rights: str = CC0, **more: Any
) -> WebResource:
    iri = f"{media_type} {width} {height} {rights}"
    return WebResource(iri=iri, rights=rights, media_type=media_type, width=width, height=height, **more)


CONTENT = [
    # IMAGE, by the number of pixels
    (showing("IMAGE"), 0),
    (showing("IMAGE", view()), 0),
    (showing("IMAGE", view(width=100, height=999)), 0),
    (showing("IMAGE", view(width=100, height=1000)), 1),
    (showing("IMAGE", view(width=420, height=999)), 1),
    (showing("IMAGE", view(width=420, height=1000)), 2),
    (showing("IMAGE", view(width=950, height=999)), 2),
    (showing("IMAGE", view(width=950, height=1000)), 4),
    (showing("IMAGE", view(width=950, height=1000), picture=""), 0),
    # the best of several views
    (showing("IMAGE", view(width=10, height=10), view(width=950, height=1000)), 4),
    # a licence caps, and that of the file goes before that of the aggregation
    (showing("IMAGE", view(width=950, height=1000, rights=BY_NC)), 3),
    (showing("IMAGE", view(width=950, height=1000, rights=INC)), 2),
    (showing("IMAGE", view(width=420, height=1000, rights=BY_NC)), 2),
    (showing("IMAGE", view(width=950, height=1000, rights=""), rights=INC), 2),
    (showing("IMAGE", view(width=950, height=1000, rights=CC0), rights=INC), 4),
    (showing("IMAGE", view(width=950, height=1000, rights=INC), view(width=420, height=1000), rights=CC0), 2),
    (showing("IMAGE", view(width=100, height=1000, rights=INC)), 1),
    # TEXT
    (showing("TEXT"), 1),
    (showing("TEXT", page=""), 0),
    (showing("TEXT", view("text/plain")), 1),
    (showing("TEXT", view("text/plain"), page=""), 0),
    (showing("TEXT", view(width=100, height=1000), page=""), 1),
    (showing("TEXT", view(width=420, height=1000)), 2),
    (showing("TEXT", view(width=950, height=1000)), 4),
    (showing("TEXT", view("application/pdf")), 4),
    (showing("TEXT", view("application/PDF; version=1.7")), 4),
    (showing("TEXT", view("application/pdf", rights=INC)), 2),
    # VIDEO
    (showing("VIDEO"), 1),
    (showing("VIDEO", page=""), 0),
    (showing("VIDEO", view("video/mp4", height=479)), 1),
    (showing("VIDEO", view("video/mp4", height=480)), 4),
    (showing("VIDEO", view("text/html", service="oembed"), embed=True), 4),
    (showing("VIDEO", view("text/html", service="oembed")), 0),
    # SOUND
    (showing("SOUND"), 1),
    (showing("SOUND", page=""), 0),
    (showing("SOUND", view("text/html")), 1),
    (showing("SOUND", view("text/html"), page=""), 0),
    (showing("SOUND", view("audio/mpeg"), page=""), 4),
    (showing("SOUND", view("text/html", service="oembed"), embed=True), 4),
    # 3D: a picture or a PDF alone is worse than nothing
    (showing("3D"), 1),
    (showing("3D", page=""), 0),
    (showing("3D", view("image/jpeg", 9_000, 9_000)), 0),
    (showing("3D", view("application/pdf")), 0),
    (showing("3D", view("")), 0),
    (showing("3D", view("model/gltf-binary")), 4),
    (showing("3D", view("text/html"), view("image/jpeg")), 4),
    (showing("3D", view("model/gltf-binary", rights=INC)), 2),
]  # fmt: skip


@pytest.mark.parametrize(("edm", "tier"), CONTENT)
def test_content(edm: EdmRecord, tier: int) -> None:
    assert content_tier(edm) == tier


def test_what_is_neither_shown_by_nor_a_view_gives_no_tier() -> None:
    edm = showing("IMAGE", view(width=10, height=10))
    assert content_tier(replace(edm, web_resources=(*edm.web_resources, view(width=950, height=1000)))) == 0


@pytest.mark.parametrize(
    ("edm", "expected"),
    [
        (showing("IMAGE", view()), True),
        (showing("IMAGE", view(), view(width=1, height=1)), False),
        (showing("IMAGE"), False),
        (showing("3D", view()), False),
    ],
)
def test_a_tier_that_cannot_be_told_is_told_apart(edm: EdmRecord, expected: bool) -> None:
    assert lacks_sizes(edm) == expected


@pytest.mark.parametrize(
    ("rights", "expected"),
    [
        *((f"http://creativecommons.org/licenses/{kind}/4.0/", "open") for kind in ("by", "by-sa")),
        *((f"http://creativecommons.org/licenses/{kind}/3.0/de/", "restricted") for kind in ("by-nc", "by-nc-sa", "by-nc-nd", "by-nd")),
        *((f"http://rightsstatements.org/vocab/{kind}/1.0/", "restricted") for kind in ("InC-EDU", "NoC-NC", "NoC-OKLR")),
        *((f"http://rightsstatements.org/vocab/{kind}/1.0/", "closed") for kind in ("InC", "InC-OW-EU", "CNE")),
        ("http://creativecommons.org/publicdomain/mark/1.0/", "open"),
        ("http://creativecommons.org/publicdomain/zero/1.0/", "open"),
        ("", "closed"),
        ("public domain", "closed"),
    ],
)  # fmt: skip
def test_licences(rights: str, expected: str) -> None:
    assert openness(rights) == expected


def tagged(*properties: str) -> list[tuple[str, Text | Link]]:
    return [(property_, KK[0]) for property_ in properties]


def untagged(*properties: str) -> list[tuple[str, Text | Link]]:
    return [(property_, UNTAGGED[0]) for property_ in properties]


FOUR = ("dc:title", "dc:type", "dc:format", "dc:subject")
LANGUAGE = [
    (record(), 0),
    (record(*untagged(*FOUR)), 0),
    (record(*untagged(*FOUR, "dc:rights"), *tagged("dc:description")), 0),
    (record(*untagged(*FOUR[:3]), *tagged("dc:subject")), 1),
    (record(*untagged(*FOUR[:2]), *tagged(*FOUR[2:])), 2),
    (record(*untagged(FOUR[0]), *tagged(*FOUR[1:])), 3),
    (record(*tagged(*FOUR)), 3),
    # one value with a language is enough for its property
    (record(*untagged("dc:title", "dc:title"), *tagged("dc:title")), 3),
    # what is not looked at neither helps nor harms
    (record(*tagged("dc:creator", "dcterms:extent", "dcterms:created"), *untagged("dc:title")), 0),
    (record(*tagged("dc:title"), *untagged("dc:identifier", "dcterms:extent")), 3),
    # links: to a place, term or time in the record with a name in a language
    (record(("dc:type", Link("c")), nodes=(CONCEPT,)), 3),
    (record(("dcterms:spatial", Link("p")), nodes=(PLACE,)), 3),
    (record(("dcterms:temporal", Link("t")), nodes=(replace(SPAN, labels=KK),)), 3),
    (record(("dcterms:temporal", Link("t")), nodes=(SPAN,)), 0),
    (record(("dc:type", Link("c")), nodes=(replace(CONCEPT, labels=UNTAGGED),)), 0),
    (record(("dc:type", Link("http://vocab.getty.edu/aat/300011029"))), 0),
    (record(("dc:subject", Link("a")), nodes=(AGENT,)), 0),
    (record(location="p", nodes=(PLACE,)), 3),
    (record(*untagged("dc:title"), location="p", nodes=(PLACE,)), 2),
]  # fmt: skip


@pytest.mark.parametrize(("edm", "tier"), LANGUAGE)
def test_language(edm: EdmRecord, tier: int) -> None:
    assert language_tier(edm) == tier


@pytest.mark.parametrize("property_", sorted(RELEVANT - {"edm:currentLocation"}))
def test_each_property_that_is_looked_at(property_: str) -> None:
    assert language_tier(record(*untagged(property_), *tagged("dc:title" if property_ != "dc:title" else "dc:type"))) == 2  # fmt: skip


ENABLING = [
    (record(), 0),
    (record(*untagged("dc:date", "dc:title", "dc:coverage")), 0),
    *((record(*untagged(one)), 1) for one in ("dcterms:created", "dcterms:issued", "dcterms:temporal")),
    *((record(*untagged(one)), 1) for one in ("dc:format", "dc:type", "dcterms:medium")),
    *((record(*untagged(one)), 1) for one in ("dc:creator", "dc:contributor", "dc:publisher")),
    (record(*untagged("dcterms:spatial")), 1),
    (record(location="elsewhere"), 1),
    # three elements of one group, two of two groups
    (record(*untagged("dc:format", "dc:type", "dcterms:medium")), 1),
    (record(*untagged("dc:type", "dc:creator")), 1),
    (record(*untagged("dc:type", "dc:type", "dc:type", "dc:creator")), 1),
    (record(*untagged("dc:type", "dc:format", "dc:creator")), 2),
    (record(*untagged("dc:type", "dc:format", "dcterms:medium", "dc:creator")), 3),
    (record(*untagged("dc:type", "dcterms:created", "dcterms:spatial", "dc:creator")), 3),
    # these count as links into the record alone, and in the group of what they lead to
    (record(*untagged("dc:subject")), 0),
    (record(("dc:subject", Link("elsewhere"))), 0),
    (record(("dc:subject", Link("t")), nodes=(SPAN,)), 0),
    (record(("dc:subject", Link("c")), nodes=(CONCEPT,)), 1),
    (record(*untagged("dc:type", "dc:format"), ("dc:subject", Link("c")), nodes=(CONCEPT,)), 1),
    (record(*untagged("dc:type", "dc:format"), ("dc:subject", Link("a")), nodes=(AGENT,)), 2),
    (record(*untagged("dc:type", "dc:format"), ("dc:subject", Link("p")), nodes=(PLACE,)), 2),
    (record(*untagged("dc:type", "dc:format"), met=("t",), nodes=(SPAN,)), 2),
    (record(*untagged("dc:type", "dc:format"), met=("a",), nodes=(AGENT,)), 2),
    (record(*untagged("dc:type", "dc:format"), met=("p",), nodes=(PLACE,)), 1),
]  # fmt: skip


@pytest.mark.parametrize(("edm", "tier"), ENABLING)
def test_enabling_elements(edm: EdmRecord, tier: int) -> None:
    assert enabling_tier(edm) == tier


def leading(*nodes: Node) -> EdmRecord:
    return record(*(("dc:subject", Link(node.iri)) for node in nodes), nodes=nodes)


CONTEXTUAL = [
    (record(), 1),
    (record(nodes=(AGENT, PLACE)), 1),
    (leading(AGENT), 2),
    (leading(replace(AGENT, begin="", end="1950")), 2),
    (leading(replace(AGENT, begin="")), 1),
    (leading(replace(AGENT, labels=())), 1),
    (leading(PLACE), 2),
    (leading(replace(PLACE, latitude="", longitude="")), 1),
    (leading(replace(PLACE, labels=())), 1),
    (leading(SPAN), 2),
    (leading(replace(SPAN, end="")), 1),
    (leading(CONCEPT), 2),
    (leading(replace(CONCEPT, exact_match=(), broader=("b",))), 2),
    (leading(replace(CONCEPT, exact_match=())), 1),
    (leading(CONCEPT, replace(CONCEPT, iri="d")), 2),
    (leading(CONCEPT, SPAN), 3),
    (leading(CONCEPT, SPAN, PLACE, AGENT), 3),
    (record(met=("t",), location="p", nodes=(SPAN, PLACE)), 3),
]


@pytest.mark.parametrize(("edm", "tier"), CONTEXTUAL)
def test_contextual_classes(edm: EdmRecord, tier: int) -> None:
    assert contextual_tier(edm) == tier


def test_the_metadata_tier_is_the_lowest_of_the_three() -> None:
    said = (
        *tagged("dc:title"),
        ("dc:type", Link("c")),
        ("dcterms:created", Link("t")),
        ("dcterms:spatial", Link("p")),
    )
    best = record(*said, ("dc:creator", Link("a")), nodes=(CONCEPT, SPAN, PLACE, AGENT))
    assert tiers(best) == Tiers(0, "C", "C", "C", "C")
    assert tiers(record(*said[:2], nodes=(CONCEPT,))) == Tiers(0, "A", "C", "A", "B")
    assert tiers(record()) == Tiers(0, "0", "0", "0", "A")


def described(title: str, *descriptions: Text, number: str = "КП 77") -> EdmRecord:
    said = [("dc:title", Text(title, "ru")), ("dc:identifier", Text(number))]
    return record(*said, *(("dc:description", description) for description in descriptions))


LONG = "Сшит из белого войлока, края обшиты шнуром; сделан в ауле."
PROBLEMS = [
    (described("Сырмак", Text(LONG, "ru")), ()),
    (described(LONG, Text(LONG.upper(), "ru")), ("P2",)),
    (described(LONG, Text(f"{LONG} Вот.", "ru")), ("P3",)),
    (described(LONG, Text(f"{LONG} {'Ещё слово. ' * 4}", "ru")), ()),
    (described("Сырмак: «(белый)»!?", Text(LONG, "ru")), ("P5",)),
    (described("Сырмак: (белый)!", Text(LONG, "ru")), ()),
    (described("Сырмак КП 77", Text(LONG, "ru")), ("P5",)),
    (described("Ақ", Text(LONG, "ru")), ("P6",)),
    (described("Шоқ", Text(LONG, "ru")), ()),
    (described("Сырмак"), ("P7",)),
    (described("Сырмак", Text("ә" * 50, "kk")), ("P9",)),
    (described("Сырмак", Text("ә" * 51, "kk")), ()),
    (described("Сырмак", Text(LONG, "ru"), Text("Ақ", "kk")), ("P9",)),
    (described("Сырмак", Text(LONG, "ru"), Text("Белый", "ru")), ()),
    (described("С" * 70, Text(LONG, "ru")), ()),
    (described("С" * 71, Text(LONG, "ru")), ("P12",)),
]


@pytest.mark.parametrize(("edm", "expected"), PROBLEMS)
def test_problem_patterns(edm: EdmRecord, expected: tuple[str, ...]) -> None:
    assert problems(edm) == expected
