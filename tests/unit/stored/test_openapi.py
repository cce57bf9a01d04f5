"""The description of the stored queries: valid OpenAPI 3.1, in three languages, and of just the routes that there are."""

from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator, validate

from emuseum_lod.config import Settings
from emuseum_lod.sparql.service import Service as Endpoint
from emuseum_lod.stored.library import load_library
from emuseum_lod.stored.openapi import document
from emuseum_lod.stored.service import Service
from emuseum_lod.views.addresses import Addresses
from emuseum_lod.web.rendering import Renderer

BASE = "https://data.example.org/lod/"
ENDPOINT = Endpoint(None, str, Addresses(BASE), set, 30.0, Renderer(Settings(base_uri=BASE)).render)  # type: ignore[arg-type]  # asks no pool
SERVICE = Service(ENDPOINT, load_library())


def texts(node: Any, key: str = "") -> list[tuple[str, str]]:
    if isinstance(node, dict):
        return [found for name, each in node.items() for found in texts(each, name)]
    if isinstance(node, list):
        return [found for each in node for found in texts(each, key)]
    return [(key, node)] if isinstance(node, str) else []


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_it_is_valid(lang: str) -> None:
    validate(document(SERVICE, lang), cls=OpenAPIV31SpecValidator)


def test_it_has_every_route_with_every_parameter() -> None:
    said = document(SERVICE, "en")
    assert said["servers"] == [{"url": "https://data.example.org/lod"}]
    assert set(said["paths"]) == {f"/api/{name}" for name in SERVICE.library}
    for query in SERVICE.library.values():
        parameters = said["paths"][f"/api/{query.name}"]["get"]["parameters"]
        assert [each["name"] for each in parameters if "name" in each] == [
            each.name for each in query.parameters
        ]
        assert [each["$ref"].rpartition("/")[2] for each in parameters if "$ref" in each] == ["lang", "limit", "offset", "snapshot"]  # fmt: skip


def test_what_people_read_is_in_the_language_that_was_asked_for() -> None:
    said = {lang: [text for key, text in texts(document(SERVICE, lang)) if key in {"description", "summary", "title"}] for lang in ("kk", "ru", "en")}  # fmt: skip
    assert len(said["kk"]) == len(said["ru"]) == len(said["en"]) > 100
    assert set(said["kk"]) & set(said["ru"]) == {"Термин"}
    assert not set(said["ru"]) & set(said["en"])
