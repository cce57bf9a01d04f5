"""Every profile of the registry is served as its entry says: at its address, in its formats, under its media type, and nowhere else."""

import json
from dataclasses import replace

import pyoxigraph as ox
import pytest
from lxml import etree

from emuseum_lod.linkeddata.answer import answer
from emuseum_lod.linkeddata.finding import named, variant
from emuseum_lod.linkeddata.formats import RDF_FORMATS
from emuseum_lod.linkeddata.listings import LISTINGS
from emuseum_lod.linkeddata.profile import Profile
from emuseum_lod.linkeddata.profiles import PROFILES, RECOMMENDED, variants_of
from emuseum_lod.linkeddata.request import parse
from emuseum_lod.linkeddata.service import Service
from emuseum_lod.linkeddata.subject import Subject, find
from emuseum_lod.reply import Asked, Reply
from emuseum_lod.views.addresses import Addresses

SYNTAXES = {
    "jsonld": None,
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
}
SERVED_BELOW_DATA = [profile for profile in PROFILES if not profile.path]


def get(service: Service, path: str, **headers: str) -> Reply:
    named_so = {name.replace("_", "-"): value for name, value in headers.items()}
    path, _, query = path.partition("?")
    return answer(parse(Asked("GET", path, query.encode(), named_so)), service)


def test_headers_have_room_whatever_our_base_is(service: Service, catalogue) -> None:
    """Proxies take 4 KB of headers; what does not fit is in the linkset."""
    far = replace(service, addresses=Addresses("https://linked-data.e-museum.ministry.example.kz/lod/"))
    for path in (
        f"/page/{catalogue.VESSEL}",
        f"/data/{catalogue.VESSEL}.ttl",
        f"/data/{catalogue.VESSEL}.lido.xml",
    ):
        headers = get(far, path).headers
        assert sum(len(name) + len(value) + 4 for name, value in headers) < 4096 - 300, (
            "the application adds its own"
        )
        assert [value for name, value in headers if name == "Link" and "linkset" in value]


@pytest.fixture(scope="module")
def vessel(service: Service, catalogue) -> Subject:
    found = find(catalogue.VESSEL, service)
    assert isinstance(found, Subject)
    return found


def test_entries_are_told_apart() -> None:
    entries = (*PROFILES, *LISTINGS)
    assert len({profile.token for profile in entries}) == len(entries)
    for profile in entries:
        assert profile.iri.startswith("http")
        assert "." not in profile.token, "the point divides token and extension in an address"
        assert variant(profile.token, "exe") is None
        extensions = [each.extension for each in profile.formats]
        assert len(set(extensions)) == len(extensions) > 0


@pytest.mark.parametrize("profile", SERVED_BELOW_DATA, ids=lambda profile: profile.token)
def test_a_profile_is_served_in_its_formats(profile: Profile, service: Service, vessel: Subject) -> None:
    has = [each for each in variants_of(vessel) if each.profile == profile]
    for format_ in profile.formats:
        inner = "" if profile == RECOMMENDED else f"{profile.token}."
        reply = get(service, f"/data/{vessel.stored.id}.{inner}{format_.extension}")
        assert reply.status == (200 if has else 404)
        if has:
            assert reply.header("Content-Type").startswith(format_.media_type)
            assert ("profile=" in reply.header("Content-Type")) == profile.parameter
            assert (reply.header("Last-Modified") is not None) == profile.own
            is_what_it_says(reply.body, format_.extension)


def is_what_it_says(body: bytes, extension: str) -> None:
    if extension in ("json", "jsonld"):
        assert json.loads(body)
    elif extension == "xml":
        assert etree.fromstring(body) is not None
    else:
        assert list(ox.parse(body, format=SYNTAXES[extension]))


def test_the_catalogue_has_an_object_in_every_profile(vessel: Subject) -> None:
    """So that the tests here do not pass for want of documents."""
    assert {each.profile.token for each in variants_of(vessel)} >= {
        "crm",
        "linked-art",
        "iiif",
        "iiif-draft",
        "schema",
        "oai_dc",
        "edm",
        "lido",
    }


def test_a_profile_in_rdf_says_the_same_in_every_syntax(service: Service, vessel: Subject) -> None:
    edm = named("edm")
    assert edm is not None
    assert edm.formats == RDF_FORMATS
    said = {
        extension: set(
            ox.parse(get(service, f"/data/{vessel.stored.id}.edm.{extension}").body, format=syntax)
        )
        for extension, syntax in SYNTAXES.items()
        if syntax
    }
    assert len(said["nt"]) > 10
    assert all(triples == said["nt"] for triples in said.values())


def test_a_profile_is_asked_for_by_its_iri_or_token(service: Service, vessel: Subject) -> None:
    firsts = {each.profile.token: each for each in reversed(variants_of(vessel))}
    for token, first in firsts.items():
        by_token = get(service, f"/id/{vessel.stored.id}?_profile={token}")
        assert (by_token.status, by_token.header("Location")) == (
            303,
            first.address(vessel.stored.id, service.addresses),
        )
        by_iri = get(service, f"/id/{vessel.stored.id}", accept_profile=f"<{first.profile.iri}>")
        assert by_iri.status == 303
        answering = named(first.profile.iri)
        assert (by_iri.header("Location") == by_token.header("Location")) == (answering == first.profile)


@pytest.mark.parametrize(
    "name", ["http://www.cidoc-crm.org/cidoc-crm", "http://www.cidoc-crm.org/cidoc-crm/", "crm"]
)
def test_the_slash_at_an_iri_s_end_does_not_matter(name: str) -> None:
    assert named(name) == RECOMMENDED


def test_an_unknown_profile_is_not_acceptable_and_the_list_says_what_is(
    service: Service, vessel: Subject
) -> None:
    reply = get(service, f"/id/{vessel.stored.id}", accept_profile="<http://example.org/p>")
    assert reply.status == 406
    listed = json.loads(reply.body)["alternates"]
    assert {each["profile"] for each in listed if "profile" in each} == {
        each.profile.iri for each in variants_of(vessel)
    }
