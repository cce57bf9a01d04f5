"""``/data/``: what it says of the datasets is valid by DCAT-AP's own shapes, true of every file, and leads to what it names; files come whole or in parts."""

import hashlib
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from flask.testing import FlaskClient
from msgspec.structs import replace
from rdflib.namespace import DCAT, DCTERMS, RDF, SH, VOID
from support.loads import load_records

from emuseum_lod import loading
from emuseum_lod.catalogue.records import HumanMadeObject, Name
from emuseum_lod.config import Settings
from emuseum_lod.dumps.making import SUMS, make_dump
from emuseum_lod.dumps.manifest import Manifest
from emuseum_lod.ledger.database import Ledger
from emuseum_lod.resources import resource
from emuseum_lod.web.app import create_app

BASE = "http://127.0.0.1:8000"
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
SYNTAXES = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}
SHAPES = ("dcat-ap-3.0.1-SHACL.ttl", "html-shapes.ttl", "html-range.ttl")


class Site(NamedTuple):
    client: FlaskClient
    settings: Settings
    manifest: Manifest


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("datasets")
    loading.load(Settings(data=data, load_processes=1), "demo-lido", [resource("demo", "lido")])
    return data


@pytest.fixture(scope="module")
def site(data: Path) -> Iterator[Site]:
    settings = Settings(data=data, load_processes=1)
    manifest = make_dump(settings)
    with Ledger.open(settings.ledger_url) as ledger:
        yield Site(create_app(settings, reader=ledger.reader()).test_client(), settings, manifest)


@pytest.fixture
def bare(data: Path, tmp_path: Path) -> Iterator[FlaskClient]:
    """The same catalogue, of which no dump has been made."""
    settings = Settings(data=data, dumps=str(tmp_path / "none"))
    with Ledger.open(settings.ledger_url) as ledger:
        yield create_app(settings, reader=ledger.reader()).test_client()


def graph(client: FlaskClient, name: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=client.get(f"/data/{name}.ttl").data, format="turtle")


def whole(site: Site, name: str = "catalogue.nt.gz") -> str:
    return f"/data/dumps/{site.manifest.edition}/{name}"


def shapes(folder: Path, name: str) -> rdflib.Graph:
    found = rdflib.Graph().parse(folder / name)
    # Two properties of DataService in the release's file have no path, and no statement at all: no validator can read those.
    for shape in set(found.objects(None, SH.property)):
        if found.value(shape, SH.path) is None:
            assert not list(found.predicate_objects(shape))
            found.remove((None, SH.property, shape))
    return found


@pytest.mark.parametrize("name", SHAPES)
def test_the_catalogue_is_valid_by_dcat_ap(site: Site, bare: FlaskClient, shared: Path, name: str) -> None:
    for client in (site.client, bare):
        valid, _, report = pyshacl.validate(
            graph(client, "catalogue"),
            shacl_graph=shapes(shared / "standards" / "dcat-ap", name),
            advanced=True,
            allow_warnings=True,
        )
        assert valid, report


def test_the_shapes_would_say_no(site: Site, shared: Path) -> None:
    said = graph(site.client, "catalogue")
    said.remove((None, DCTERMS.title, None))
    valid, _, _ = pyshacl.validate(
        said, shacl_graph=shapes(shared / "standards" / "dcat-ap", SHAPES[1]), allow_warnings=True
    )
    assert not valid


@pytest.mark.parametrize("name", ["catalogue", "void"])
def test_every_syntax_says_the_same(site: Site, name: str) -> None:
    said = {
        extension: {str(quad.triple) for quad in ox.parse(site.client.get(f"/data/{name}.{extension}").data, format=syntax)}
        for extension, syntax in SYNTAXES.items()
    }  # fmt: skip
    assert len(said["ttl"]) > 100
    assert all(each == said["ttl"] for each in said.values())


def test_each_distribution_is_the_file_that_it_describes(site: Site) -> None:
    said = graph(site.client, "catalogue")
    distributions = set(said.subjects(RDF.type, DCAT.Distribution))
    assert len(distributions) == len(site.manifest.files)
    for distribution in distributions:
        address = str(said.value(distribution, DCAT.downloadURL))
        reply = site.client.get(urlsplit(address).path)
        assert reply.status_code == 200, address
        checksum = said.value(distribution, SPDX.checksum)
        assert str(said.value(checksum, SPDX.checksumValue)) == hashlib.sha256(reply.data).hexdigest()
        assert int(str(said.value(distribution, DCAT.byteSize))) == len(reply.data)
        assert str(said.value(distribution, DCAT.compressFormat)).endswith(str(reply.mimetype))
        # Rights URIs are http:// with the trailing slash.
        assert str(said.value(distribution, DCTERMS.license)).startswith("http://")
        assert str(said.value(distribution, DCTERMS.license)).endswith("/")
        reply.close()


def test_all_that_void_names_is_there(site: Site) -> None:
    said = graph(site.client, "void")
    dumps = {str(each) for each in said.objects(None, VOID.dataDump)}
    assert len(dumps) == len(site.manifest.parts) * 4
    for address in (*dumps, *map(str, said.objects(None, VOID.exampleResource))):
        with site.client.get(urlsplit(address).path) as reply:
            assert reply.status_code in (200, 303), address
    catalogue = rdflib.URIRef(f"{BASE}/data/#catalogue")
    assert int(str(said.value(catalogue, VOID.triples))) == site.manifest.whole.triples
    assert str(said.value(catalogue, VOID.uriSpace)) == f"{BASE}/"


def test_museums_are_named_in_three_languages(site: Site) -> None:
    said = graph(site.client, "catalogue")
    museums = [each for each in said.subjects(RDF.type, DCAT.Dataset) if "museum-" in str(each)]
    assert len(museums) == len(site.manifest.parts) - 1
    for museum in museums:
        assert {title.language for title in said.objects(museum, DCTERMS.title)} >= {"kk", "ru", "en"}  # type: ignore[attr-defined]  # literals


@pytest.mark.parametrize(
    ("path", "accept", "status", "media_type"),
    [
        ("/data/", "text/html,application/xhtml+xml,*/*;q=0.8", 200, "text/html"),
        ("/data/", "*/*", 200, "text/html"),
        ("/data/", "text/turtle", 200, "text/turtle"),
        ("/data/", "application/ld+json", 200, "application/ld+json"),
        ("/data/", "application/rdf+xml, text/turtle;q=0.5", 200, "application/rdf+xml"),
        ("/data/", "image/png", 406, "application/problem+json"),
        ("/data/catalogue", "text/turtle", 200, "text/turtle"),
        ("/data/catalogue.rdf", "text/html", 200, "application/rdf+xml"),
        ("/data/void", "application/n-triples", 200, "application/n-triples"),
        ("/data/void", "text/html", 406, "application/problem+json"),
        ("/data/manifest.json", "*/*", 200, "application/json"),
        ("/.well-known/void", "text/turtle", 303, None),
    ],
)
def test_negotiation(site: Site, path: str, accept: str, status: int, media_type: str | None) -> None:
    reply = site.client.get(path, headers={"Accept": accept})
    assert reply.status_code == status
    if media_type:
        assert reply.mimetype == media_type
    assert reply.headers["Access-Control-Allow-Origin"] == "*"
    if status == 200 and path in {"/data/", "/data/void"}:
        assert "Accept" in reply.headers["Vary"]
        again = site.client.get(path, headers={"Accept": accept, "If-None-Match": reply.headers["ETag"]})
        assert again.status_code == 304


def test_void_is_found_where_it_is_looked_for(site: Site) -> None:
    reply = site.client.get("/.well-known/void", headers={"Accept": "text/turtle"}, follow_redirects=True)
    assert (reply.status_code, reply.mimetype) == (200, "text/turtle")


def test_a_file_comes_in_parts(site: Site) -> None:
    """RFC 9110, §14: what was fetched in parts is the file, and a part of another is never sent as one of it."""
    path = whole(site)
    with site.client.get(path) as reply:
        data, etag = reply.data, reply.headers["ETag"]
        assert reply.headers["Accept-Ranges"] == "bytes"
        assert (
            reply.headers["Repr-Digest"] == f"sha-256=:{b64encode(hashlib.sha256(data).digest()).decode()}:"
        )
    half = len(data) // 2
    for headers, status, body in (
        ({"Range": f"bytes=0-{half - 1}"}, 206, data[:half]),
        ({"Range": f"bytes={half}-"}, 206, data[half:]),
        ({"Range": "bytes=-10"}, 206, data[-10:]),
        ({"Range": f"bytes={half}-", "If-Range": etag}, 206, data[half:]),
        ({"Range": f"bytes={half}-", "If-Range": '"another"'}, 200, data),
        ({"Range": "parts=1-2"}, 200, data),
        ({"Range": "bytes=0-1,5-6"}, 200, data),
        ({"Range": "nonsense"}, 200, data),
        ({"If-None-Match": etag}, 304, b""),
    ):
        with site.client.get(path, headers=headers) as reply:
            assert (reply.status_code, reply.data) == (status, body), headers
    with site.client.get(path, headers={"Range": f"bytes={len(data)}-"}) as reply:
        assert reply.status_code == 416
    with site.client.head(path) as reply:
        assert (reply.status_code, int(reply.headers["Content-Length"]), reply.data) == (200, len(data), b"")


@pytest.mark.parametrize(
    "path",
    [
        *("/data/dumps/{}/../manifest.json", "/data/dumps/{}/..%2fmanifest.json", "/data/dumps/../ledger.sqlite"),
        *("/data/dumps/../../ledger.sqlite", "/data/dumps/%2e%2e/ledger.sqlite", "/data/dumps/{}/%2fetc%2fpasswd"),
        *("/data/dumps/{}/catalogue.nt.gz%00", "/data/dumps/{}/none", "/data/dumps/none/catalogue.nt.gz"),
        *("/data/dumps/dump.lock", "/data/deltas/manifest.json", "/data/deltas/..%2fmanifest.json", "/data/dumps/none"),
        *("/data/catalogue.exe", "/data/dumps/%0d%0aX: 1/y", "/data/dumps//manifest.json", "/data/dumps/deltas/x"),
    ],
)  # fmt: skip
def test_nothing_else_is_sent(site: Site, path: str) -> None:
    reply = site.client.get(path.format(site.manifest.edition))
    assert reply.status_code in (308, 404)
    assert "X" not in reply.headers
    reply.close()


@pytest.mark.parametrize(
    ("lang", "title", "badge"), [("kk", "Деректерді", "демо"), ("ru", "Данные в файлах", "демо"), ("en", "Data as files", "demo")]
)  # fmt: skip
def test_the_page_has_it_all_in_three_languages(
    site: Site, bare: FlaskClient, lang: str, title: str, badge: str
) -> None:
    page = site.client.get(f"/data/?lang={lang}").data.decode()
    assert title in page
    assert page.count(badge) >= len(site.manifest.parts) - 1, "invented museums are marked"
    for file in site.manifest.files:
        assert f"{whole(site, file.name)}" in page
        assert file.sha256 in page
    empty = bare.get(f"/data/?lang={lang}")
    assert (empty.status_code, "emuseum-lod dump" in empty.data.decode()) == (200, True)
    assert bare.get("/data/manifest.json").status_code == 404
    assert bare.get("/data/dumps/catalogue.nt.gz").status_code == 404


def test_addresses_without_an_edition_lead_to_the_latest_and_the_one_before_stays(
    data: Path, tmp_path: Path
) -> None:
    settings = Settings(data=data, load_processes=1, dumps=str(tmp_path))
    editions = [make_dump(settings).edition]
    with Ledger.open(settings.ledger_url) as ledger:
        reader = ledger.reader()
        client = create_app(settings, reader=reader).test_client()
        stored = reader.browse("object", limit=1)[0][0]
        assert isinstance(stored.record, HumanMadeObject)
        for number in range(2):
            record = replace(stored.record, titles=(Name(value=f"Edition {number}", lang="en"),))
            load_records(ledger, [record], provider=stored.provider, whole=False)
            editions.append(make_dump(settings).edition)
            reply = client.get("/data/dumps/catalogue.nt.gz")
            assert reply.headers["Location"].endswith(f"/data/dumps/{editions[-1]}/catalogue.nt.gz")
            assert "no-cache" in reply.headers["Cache-Control"]
        statuses = []
        for edition in editions:
            with client.get(f"/data/dumps/{edition}/catalogue.nt.gz") as reply:
                statuses.append(reply.status_code)
        assert statuses == [404, 200, 200]
        manifest = client.get("/data/manifest.json").json
        assert manifest
        for delta in manifest["deltas"]:
            with client.get(f"/data/deltas/{delta['name']}") as reply:
                assert hashlib.sha256(reply.data).hexdigest() == delta["sha256"]
                assert f"/data/deltas/{delta['name']}" in client.get("/data/?lang=en").data.decode()


def test_the_checksums_are_as_sha256sum_reads_them(site: Site) -> None:
    said = dict(reversed(line.split("  ")) for line in site.client.get(whole(site, SUMS)).text.splitlines())
    assert said == {file.name: file.sha256 for file in site.manifest.files}
