"""Protects how IIIF documents are served: addresses, media types, chains of collections, and what is not there."""

from types import ModuleType

import pytest
from flask.testing import FlaskClient

from emuseum_lod.iiif import answer
from emuseum_lod.uris import ItemId, key_of

PROFILE = 'application/ld+json;profile="http://iiif.io/api/presentation/3/context.json"'


def manifest(item: ItemId, version: str = "3") -> str:
    return f"/iiif/{version}/{item}/manifest.json"


def collection(item: ItemId) -> str:
    return f"/iiif/3/{item}/collection.json"


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        (None, PROFILE),
        ("*/*", PROFILE),
        (PROFILE, PROFILE),
        ("application/ld+json", PROFILE),
        ("application/json", "application/json"),
        ("application/json, */*;q=0.1", "application/json"),
        ("application/ld+json;q=0.5, application/json;q=0.9", "application/json"),
        ("text/html", PROFILE),
    ],
)
def test_the_media_type(
    client: FlaskClient, catalogue: ModuleType, accept: str | None, content_type: str
) -> None:
    """Presentation 3.0, §6.1: JSON-LD with the profile, or plain JSON for who asks for that."""
    reply = client.get(manifest(catalogue.VESSEL), headers={"Accept": accept} if accept else {})
    assert (reply.status_code, reply.headers["Content-Type"]) == (200, content_type)
    assert reply.headers["Access-Control-Allow-Origin"] == "*"
    assert reply.headers["Vary"] == "Accept"


def test_a_document_is_at_its_own_id(client: FlaskClient, catalogue: ModuleType) -> None:
    for path in (
        manifest(catalogue.VESSEL),
        manifest(catalogue.RING, "4-draft"),
        collection(catalogue.MUSEUM),
        collection(catalogue.COLLECTION),
        "/iiif/3/collection.json",
    ):
        reply = client.get(path)
        assert reply.get_json(force=True)["id"] == catalogue.BASE.rstrip("/") + path
        assert f'<{catalogue.BASE.rstrip("/")}{path}>; rel="canonical"' in reply.headers.getlist("Link")


def test_what_it_names_of_ours_is_there(client: FlaskClient, catalogue: ModuleType) -> None:
    """Canvases and scenes have addresses, and lead to the manifest that they are in."""
    for path in (manifest(catalogue.VESSEL), manifest(catalogue.RING, "4-draft")):
        document = client.get(path).get_json(force=True)
        for view in document["items"]:
            reply = client.get(view["id"])
            assert (reply.status_code, reply.headers["Location"]) == (303, path)
        for link in (*document["partOf"], *document["homepage"], document["provider"][0]):
            if link["id"].startswith(catalogue.BASE):
                assert client.get(link["id"]).status_code in {200, 303}, link


def test_conditional_requests(client: FlaskClient, catalogue: ModuleType) -> None:
    tag = client.get(manifest(catalogue.VESSEL)).headers["ETag"]
    reply = client.get(manifest(catalogue.VESSEL), headers={"If-None-Match": tag})
    assert (reply.status_code, reply.data) == (304, b"")
    assert client.head(manifest(catalogue.VESSEL)).headers["ETag"] == tag
    assert client.options(manifest(catalogue.VESSEL)).status_code == 204


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (lambda c: manifest(c.RING), 404),  # a model, and no picture
        (lambda c: manifest(c.VESSEL, "4"), 404),
        (lambda c: manifest(c.COIN, "4-draft"), 404),
        (lambda c: manifest(c.NEVER), 404),
        (lambda c: manifest(c.GONE), 410),
        (lambda c: manifest(c.PURGED), 410),
        (lambda c: manifest(c.MERGED), 308),
        (lambda c: collection(c.VESSEL), 404),
        (lambda c: f"{collection(c.MUSEUM)}?after=x", 400),
        (lambda c: f"{collection(c.MUSEUM)}?after=-1", 400),
        (lambda c: f"{collection(c.MUSEUM)}?after={2**64}", 400),
        (lambda c: f"{collection(c.MUSEUM)}?{'&'.join(['after=1'] * 9)}", 400),
        (lambda c: f"/iiif/3/object/{key_of(c.VESSEL).upper()}/manifest.json", 404),
        (lambda _c: "/iiif/3/object/%0d%0a/manifest.json", 404),
        (lambda _c: "/iiif/3", 404),
    ],
)  # fmt: skip
def test_what_is_not_there(client: FlaskClient, catalogue: ModuleType, path: object, status: int) -> None:
    reply = client.get(path(catalogue))  # type: ignore[operator]  # a function of the catalogue
    assert reply.status_code == status


def test_a_chain_holds_every_object_once(
    client: FlaskClient, catalogue: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A museum may have a million objects: each link costs the same, and the last item leads to the next."""
    monkeypatch.setattr(answer, "OBJECTS", 1)
    path, manifests, links = collection(catalogue.MUSEUM), [], 0
    while path:
        document = client.get(path).get_json(force=True)
        manifests += [each["id"] for each in document["items"] if each["type"] == "Manifest"]
        following = [each["id"] for each in document["items"] if each["type"] == "Collection"]
        path, links = (following or [""])[0], links + 1
        assert len(following) <= 1
        assert ("rendering" in document) == (links == 1)
    assert links == 3
    assert manifests == [catalogue.BASE.rstrip("/") + manifest(catalogue.VESSEL)]


def test_all_museums(client: FlaskClient, catalogue: ModuleType) -> None:
    document = client.get("/iiif/3/collection.json").get_json(force=True)
    assert document["items"] == [
        {
            "id": catalogue.BASE.rstrip("/") + collection(catalogue.MUSEUM),
            "type": "Collection",
            "label": {"kk": ["Үлгі музейі"], "ru": ["Образцовый музей"], "en": ["Specimen Museum"]},
        }
    ]


@pytest.mark.parametrize(
    ("item", "query", "path"),
    [
        ("VESSEL", "", lambda c: manifest(c.VESSEL)),
        ("MUSEUM", "", lambda c: collection(c.MUSEUM)),
        ("COLLECTION", "", lambda c: collection(c.COLLECTION)),
        ("RING", "?_profile=iiif-draft", lambda c: manifest(c.RING, "4-draft")),
        ("VESSEL", "?_profile=iiif", lambda c: manifest(c.VESSEL)),
    ],
)
def test_who_asks_the_thing_for_iiif_gets_it_in_one_step(
    client: FlaskClient, catalogue: ModuleType, item: str, query: str, path: object
) -> None:
    accept = {} if query else {"Accept": PROFILE}
    reply = client.get(f"/id/{getattr(catalogue, item)}{query}", headers=accept)
    assert (reply.status_code, reply.headers["Location"]) == (303, path(catalogue))  # type: ignore[operator]  # a function of the catalogue
    assert client.get(reply.headers["Location"]).status_code == 200
