"""What points at an item is there as data, whole, a bounded page at a time."""

import re
from types import ModuleType

import pyoxigraph as ox
import pytest

from emuseum_lod.linkeddata import gathering, neighbourhood
from emuseum_lod.linkeddata.answer import answer
from emuseum_lod.linkeddata.formats import RDF_FORMATS
from emuseum_lod.linkeddata.request import parse
from emuseum_lod.linkeddata.service import Service
from emuseum_lod.namespaces import ACTIVITY_STREAMS, RDFS
from emuseum_lod.reply import Asked, Reply

ITEMS, NEXT = f"{ACTIVITY_STREAMS}items", f"{ACTIVITY_STREAMS}next"
SYNTAXES = {"ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "rdf": ox.RdfFormat.RDF_XML}


def get(service: Service, path: str) -> Reply:
    path, _, query = path.partition("?")
    return answer(parse(Asked("GET", path, query.encode())), service)


def triples(service: Service, path: str, extension: str = "nt") -> list[ox.Triple]:
    reply = get(service, path)
    assert reply.status == 200
    return [quad.triple for quad in ox.parse(reply.body, format=SYNTAXES[extension])]


def objects(found: list[ox.Triple], predicate: str) -> set[str]:
    return {triple.object.value for triple in found if triple.predicate.value == predicate}


def test_a_museum_s_objects_are_listed_with_their_labels(service: Service, catalogue: ModuleType) -> None:
    found = triples(service, f"/data/{catalogue.MUSEUM}.neighbours.nt")
    assert f"{catalogue.BASE}id/{catalogue.VESSEL}" in objects(found, ITEMS)
    labelled = {triple.subject.value for triple in found if triple.predicate.value == f"{RDFS}label"}
    assert f"{catalogue.BASE}id/{catalogue.VESSEL}" in labelled


@pytest.mark.parametrize("size", [1, 2])
def test_pages_lead_through_all_of_them_once(
    service: Service, catalogue: ModuleType, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    whole = triples(service, f"/data/{catalogue.MUSEUM}.neighbours.nt?show=object")
    monkeypatch.setattr(neighbourhood, "MANY", size)
    path, seen, pages = f"/data/{catalogue.MUSEUM}.neighbours.nt?show=object", [], 0
    while path:
        found = triples(service, path)
        listed = objects(found, ITEMS)
        assert len(listed) <= size
        seen += sorted(listed)
        following = objects(found, NEXT)
        path = next(iter(following)).removeprefix(catalogue.BASE.rstrip("/")) if following else ""
        pages += 1
        assert pages < 50
    assert len(seen) == len(set(seen))
    assert set(seen) == objects(whole, ITEMS)
    assert pages > 1


def test_every_syntax_says_the_same_but_for_its_own_address(service: Service, catalogue: ModuleType) -> None:
    said = []
    for extension in SYNTAXES:
        found = triples(service, f"/data/{catalogue.MAKER}.neighbours.{extension}", extension)
        said.append({str(triple).replace(f".neighbours.{extension}", "") for triple in found})
    assert said[0] == said[1] == said[2]
    assert get(service, f"/data/{catalogue.MAKER}.neighbours.jsonld").status == 200
    assert len(RDF_FORMATS) == len(SYNTAXES) + 1


def test_page_and_data_lead_to_it_where_a_kind_has_neighbours(
    service: Service, catalogue: ModuleType
) -> None:
    for path in (f"/page/{catalogue.MAKER}", f"/data/{catalogue.MAKER}.ttl"):
        related = [
            value for name, value in get(service, path).headers if name == "Link" and 'rel="related"' in value
        ]
        assert len(related) == 1
        target = re.findall("<(.*)>", related[0])[0]
        assert get(service, target.removeprefix(catalogue.BASE.rstrip("/"))).status == 200
    assert get(service, f"/data/{catalogue.TOUR}.neighbours.ttl").status == 404
    assert (
        f"/data/{catalogue.MAKER}.neighbours.jsonld?show=object"
        in get(service, f"/page/{catalogue.MAKER}").body.decode()
    )


def test_what_nothing_points_at_has_an_empty_neighbourhood(service: Service, catalogue: ModuleType) -> None:
    found = triples(service, f"/data/{catalogue.RING}.neighbours.nt")
    assert objects(found, ITEMS) == set()
    assert objects(found, f"{ACTIVITY_STREAMS}totalItems") == {"0"}


def test_pages_and_data_show_the_same_neighbours() -> None:
    assert neighbourhood.NEIGHBOURS is gathering.NEIGHBOURS
