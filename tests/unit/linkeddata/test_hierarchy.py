"""Terms and places are browsed up and down: the way to a term, the branches of a vocabulary."""

import re
from types import ModuleType

from lxml import html

from emuseum_lod.catalogue.records import Concept
from emuseum_lod.linkeddata.answer import answer
from emuseum_lod.linkeddata.hierarchy import ancestors, branches
from emuseum_lod.linkeddata.request import parse
from emuseum_lod.linkeddata.service import Service
from emuseum_lod.reply import Asked
from emuseum_lod.uris import concept_id


def page(service: Service, path: str) -> html.HtmlElement:
    reply = answer(parse(Asked("GET", path, b"lang=en", {"accept": "text/html"})), service)
    assert reply.status == 200
    return html.document_fromstring(reply.body.decode())


def test_a_term_s_page_shows_the_way_to_it(service: Service, catalogue: ModuleType) -> None:
    tree = page(service, f"/page/{catalogue.SILVER}")
    way = [each.text_content() for each in tree.xpath('//nav[@class="above"]//a')]
    assert way == ["metal"]
    assert tree.xpath('//nav[@class="above"]//a/@href')[0].startswith(
        f"/page/{concept_id('materials', 'metal')}"
    )


def test_a_place_s_page_shows_what_it_is_in(service: Service, catalogue: ModuleType) -> None:
    region = service.reader.get(catalogue.place_id("KZ-75"))
    assert region is not None
    assert region.record is not None
    shown = page(service, f"/page/{region.id}").xpath('//nav[@class="above"]//a')
    assert len(shown) == len(ancestors(service.reader, region.record))


def test_a_vocabulary_shows_its_terms_from_the_top(service: Service) -> None:
    tree = page(service, "/def/materials")
    shown = tree.xpath('//ul[@class="branches"]/li')
    tops = [each.xpath("./a | ./*/a")[0].text_content() for each in shown]
    assert tops == sorted(tops)
    assert "metal" in tops
    assert "silver" not in tops
    metal = next(each for each in shown if each.xpath(".//a")[0].text_content() == "metal")
    assert "silver" in [each.text_content() for each in metal.xpath("./ul//a")]


def test_branches_and_ways_agree(service: Service, catalogue: ModuleType) -> None:
    scheme = service.reader.get(catalogue.SCHEME)
    assert scheme is not None
    assert scheme.record is not None
    for top, below in branches(service.reader, scheme.record, catalogue.BASE):
        for each in below:
            stored = service.reader.get(each)
            assert stored is not None
            assert isinstance(stored.record, Concept)
            assert ancestors(service.reader, stored.record)[-1] in stored.record.broader
            assert top in stored.record.broader


def test_a_document_that_is_no_vocabulary_has_none(service: Service, catalogue: ModuleType) -> None:
    profile = service.reader.get(catalogue.PROFILE)
    assert profile is not None
    assert profile.record is not None
    assert branches(service.reader, profile.record, catalogue.BASE) == ()
    assert not re.search("branches", html.tostring(page(service, "/def/profile")).decode())
