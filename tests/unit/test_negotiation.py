"""Negotiation gives each client what it can read: by the headers that real ones send, and by the rules of RFC 9110, §12."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emuseum_lod.linkeddata.formats import HTML, PROBLEM, RDF_FORMATS
from emuseum_lod.negotiation import (
    MAX_HEADER,
    Offer,
    media_ranges,
    negotiate,
    negotiate_language,
    profile_ranges,
)

FIRST, *REST = [Offer(each.media_type, aliases=each.aliases, token=each.extension) for each in RDF_FORMATS]
OFFERS = (FIRST, HTML, *REST)

CLIENTS = [
    ("curl", "*/*", "jsonld"),
    ("nothing", None, "jsonld"),
    ("empty", "", "jsonld"),
    ("Firefox", "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/png,image/svg+xml,*/*;q=0.8", "html"),
    ("Chrome", "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7", "html"),
    ("Safari", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "html"),
    ("Googlebot", "text/html,application/xhtml+xml,application/signed-exchange;v=b3,application/xml;q=0.9,*/*;q=0.8", "html"),
    ("rdflib graph.parse", "text/turtle, application/rdf+xml;q=0.9, application/n-triples;q=0.8, application/ld+json;q=0.7, */*;q=0.1", "ttl"),
    ("rdflib, format unknown", "application/rdf+xml,text/rdf+n3;q=0.9,application/xhtml+xml;q=0.5, */*;q=0.1", "rdf"),
    ("Jena 5", "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,application/rdf+xml;q=0.7,*/*;q=0.3", "ttl"),
    ("Protégé (OWL API)", "application/rdf+xml, application/xml; q=0.7, text/xml; q=0.6, text/plain; q=0.1, */*; q=0.09", "rdf"),
    ("rapper", "application/rdf+xml, text/rdf;q=0.6, application/n-triples, text/turtle, */*;q=0.1", "ttl"),
    ("Java's HttpURLConnection", "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", "html"),
    ("Linked Art client", 'application/ld+json;profile="https://linked.art/ns/v1/linked-art.json"', "jsonld"),
    ("fetch of JSON", "application/json", "jsonld"),
    ("Turtle with a charset", "text/turtle;charset=utf-8;q=0.9", "ttl"),
    ("text for a terminal", "text/plain", "nt"),
    ("any text", "text/*", "html"),
]  # fmt: skip


@pytest.mark.parametrize(("accept", "token"), [row[1:] for row in CLIENTS], ids=[row[0] for row in CLIENTS])
def test_a_client_gets_what_it_reads_best(accept: str | None, token: str) -> None:
    offer = negotiate(accept, OFFERS)
    assert offer is not None
    assert offer.token == token


RULES = [
    ("text/turtle;q=0.5, text/html;q=0.4", "ttl"),
    ("text/turtle;q=0, */*", "jsonld"),
    ("*/*;q=0.5, application/ld+json;q=0, text/html;q=0.1", "ttl"),
    ("TEXT/TURTLE", "ttl"),
    ("text/turtle; Q=0.3, application/n-triples;q=0.4", "nt"),
    ("text/*;q=0.9, application/*;q=0.8", "html"),
    ("text/*, text/html;q=0.1", "ttl"),
    ('text/html;x="a,b;q=0", text/turtle;q=0.1', "html"),
    ("application/json, application/ld+json;q=0.1", "jsonld"),
    ("image/png", None),
    ("*/*;q=0", None),
    ("text/html;q=0", None),
    ("nonsense", "jsonld"),
    (",,;,", "jsonld"),
    ("text/html;q=2", "jsonld"),
    ("*/html", "jsonld"),
]


@pytest.mark.parametrize(("accept", "token"), RULES)
def test_the_rules_of_accept(accept: str, token: str | None) -> None:
    offer = negotiate(accept, OFFERS)
    assert (offer.token if offer else None) == token


def test_a_profile_selects_among_offers_of_one_type() -> None:
    plain, special = (
        Offer("application/ld+json"),
        Offer("application/ld+json", profile="http://example.org/p"),
    )
    assert negotiate('application/ld+json;profile="http://example.org/p"', (plain, special)) is special
    assert negotiate("application/ld+json", (plain, special)) is plain
    assert negotiate('application/ld+json;profile="http://example.org/q"', (plain, special)) is plain
    assert special.content_type == 'application/ld+json; profile="http://example.org/p"'


def test_nothing_on_offer_is_nothing() -> None:
    assert negotiate(None, ()) is None


def test_problems_are_json_unless_a_page_is_wanted() -> None:
    assert negotiate("*/*", (PROBLEM, HTML)) is PROBLEM
    assert negotiate("text/html,*/*;q=0.8", (PROBLEM, HTML)) is HTML


def test_a_long_header_is_read_to_its_limit_and_no_part_is_cut_in_two() -> None:
    filler = "image/x;q=0.1," * (MAX_HEADER // 14)
    assert media_ranges(filler + "text/turtle;q=0.123456789") == media_ranges(filler.rstrip(","))


@given(st.text(max_size=300))
def test_any_header_is_answered(header: str) -> None:
    assert negotiate(header, OFFERS) in (*OFFERS, None)
    assert negotiate_language(header, ("kk", "ru", "en")) in {"kk", "ru", "en", None}


LANGUAGES = [
    ("kk-KZ,kk;q=0.9,ru;q=0.8,en;q=0.7", "kk"),
    ("ru-RU,ru;q=0.9,en-US;q=0.8", "ru"),
    ("en-GB,en;q=0.5", "en"),
    ("de,fr;q=0.9", None),
    ("de, en;q=0.2", "en"),
    ("kk-Cyrl-KZ", "kk"),
    ("ru;q=0.5, kk;q=0.5", "ru"),
    ("*", "kk"),
    ("*;q=0.1, en", "en"),
    ("kk;q=0, *", "ru"),
    ("RU", "ru"),
    ("", None),
    (None, None),
    ("ru;q=x, en;q=0.1", "en"),
]


@pytest.mark.parametrize(("header", "lang"), LANGUAGES)
def test_the_language_a_person_wants_most(header: str | None, lang: str | None) -> None:
    assert negotiate_language(header, ("kk", "ru", "en")) == lang


PROFILES = [
    (None, ()),
    ("<http://example.org/p>", ("http://example.org/p",)),
    ("<http://example.org/p>;q=0.5, <http://example.org/q>", ("http://example.org/q", "http://example.org/p")),
    ("<http://example.org/p>;q=0, <http://example.org/q>;q=0.1", ("http://example.org/q",)),
    ("<http://example.org/a,b;c>;q=0.2", ("http://example.org/a,b;c",)),
    ("<urn:example:p>, *;q=0.1", ("urn:example:p", "*")),
    ("la;q=0.5, schema", ("schema", "la")),
    ("http://example.org/p", ("http://example.org/p",)),
    ("<java\nscript:x>, <>, ;;, <", ()),
]  # fmt: skip


@pytest.mark.parametrize(("header", "wanted"), PROFILES)
def test_the_profiles_of_accept_profile(header: str | None, wanted: tuple[str, ...]) -> None:
    """Content Negotiation by Profile, §7.1: IRIs in angle brackets; tokens and ``*`` as the Rijksmuseum's clients send them."""
    assert profile_ranges(header or "") == wanted


@given(st.text(max_size=300))
def test_any_accept_profile_is_read(header: str) -> None:
    assert all(isinstance(iri, str) and iri for iri in profile_ranges(header))
