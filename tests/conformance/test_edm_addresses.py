"""Everything that EDM points to is there: each address of ours in each demonstration record is followed, as Europeana's link checker does.

Content tiers are given to what answers: a page that shows the object, a file with its media type, a viewer that oEmbed embeds.
"""

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from lxml import etree, html
from werkzeug.test import TestResponse

from emuseum_lod.config import Settings
from emuseum_lod.loading import load
from emuseum_lod.resources import resource
from emuseum_lod.web.app import create_app

BASE = "https://data.example.org/"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
EDM = "{http://www.europeana.eu/schemas/edm/}"
ORE = "{http://www.openarchives.org/ore/terms/}"
MIME = "{http://www.ebu.ch/metadata/ontologies/ebucore/ebucore#}hasMimeType"
SERVICE = "{http://rdfs.org/sioc/services#}has_service"
LIST = "/oai?verb=ListRecords"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    chosen = Settings(
        base_uri=BASE, oai_domain="data.example.org", data=tmp_path_factory.mktemp("ledger"), load_processes=1
    )
    for name in ("regional", "lido", "receipt-books"):
        load(chosen, f"demo-{name}", [resource("demo", name)])
    return create_app(chosen).test_client()


@pytest.fixture(scope="module")
def records(client: FlaskClient) -> list[etree._Element]:
    return list(harvested(client))


def harvested(client: FlaskClient) -> Iterator[etree._Element]:
    query = f"{LIST}&metadataPrefix=edm"
    while query:
        root = etree.fromstring(client.get(query).data)
        yield from root.iter(f"{RDF}RDF")
        token = root.findtext(".//{*}resumptionToken")
        query = f"{LIST}&resumptionToken={token}" if token else ""


def named(records: list[etree._Element], *paths: str) -> set[str]:
    return {
        str(found.get(f"{RDF}resource") or found.get(f"{RDF}about"))
        for record in records
        for path in paths
        for found in record.iterfind(path)
    }


def follow(client: FlaskClient, address: str, **headers: str) -> TestResponse:
    assert address.startswith(BASE), address
    return client.get(
        f"/{address.partition('#')[0].removeprefix(BASE)}",
        headers=headers,
        follow_redirects=True,
        buffered=True,
    )


def test_most_of_the_demonstration_is_harvested_as_edm(records: list[etree._Element]) -> None:
    assert len(records) > 150


def test_every_address_of_ours_answers(client: FlaskClient, records: list[etree._Element]) -> None:
    everything = {
        str(value)
        for record in records
        for value in record.xpath("//@*[namespace-uri() = $rdf]", rdf=RDF.strip("{}"))
        if str(value).startswith(BASE)
    }
    places = {address.partition("#")[0] for address in everything}
    assert len(places) > 300
    assert {
        address: status
        for address in sorted(places)
        if (status := follow(client, address).status_code) != 200
    } == {}


def test_every_other_address_is_one_that_the_world_knows(records: list[etree._Element]) -> None:
    known = (
        "http://www.wikidata.org/entity/",
        "http://vocab.getty.edu/",
        "https://sws.geonames.org/",
        "http://creativecommons.org/",
        "http://rightsstatements.org/",
        "https://oembed.com/",
        "http://www.w3.org/2001/XMLSchema#",
        "http://id.loc.gov/datatypes/edtf",
    )
    others = {
        str(value)
        for record in records
        for value in record.xpath("//@*[namespace-uri() = $rdf]", rdf=RDF.strip("{}"))
        if not str(value).startswith(BASE)
    }
    assert [address for address in others if not address.startswith(known)] == []


def test_an_object_is_shown_at_its_page(client: FlaskClient, records: list[etree._Element]) -> None:
    pages = named(records, f"{ORE}Aggregation/{EDM}isShownAt")
    assert len(pages) == len(records)
    for address in pages:
        assert follow(client, address, Accept="*/*").mimetype == "text/html"


def test_a_file_has_the_media_type_that_is_stated(client: FlaskClient, records: list[etree._Element]) -> None:
    stated = {
        str(resource_.get(f"{RDF}about")): str(resource_.findtext(MIME))
        for record in records
        for resource_ in record.iterfind(f"{EDM}WebResource")
        if resource_.find(MIME) is not None
    }
    assert {"model/gltf-binary", "text/html", "image/png"} <= set(stated.values())
    for address, media_type in stated.items():
        assert follow(client, address).mimetype == media_type, address


def test_a_model_is_embedded_by_its_service(client: FlaskClient, records: list[etree._Element]) -> None:
    """EDM 3D: the viewer has a service that conforms to oEmbed, and what that says to embed is the viewer."""
    followed = 0
    for record in records:
        for resource_ in record.iterfind(f"{EDM}WebResource"):
            service = resource_.find(SERVICE)
            if service is None:
                continue
            said = follow(client, str(service.get(f"{RDF}resource"))).json
            assert said is not None
            frame = html.fragment_fromstring(said["html"])
            assert frame.get("src") == resource_.get(f"{RDF}about")
            assert record.findtext(f"{EDM}ProvidedCHO/{EDM}type") == "3D"
            assert b"frame-ancestors *" in str(follow(client, frame.get("src")).headers).encode()
            followed += 1
    assert followed > 3
