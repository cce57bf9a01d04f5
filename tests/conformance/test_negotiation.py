"""Who asks how gets what: negotiation.csv, row by row, against the application; and what holds for whatever is asked.

In the table, ``{VESSEL}`` is an item of the catalogue of tests; an `accept` of ``-`` is no header; `answers` is the extension of the document
that is sent or led to (``html``: the page), `profile` the token of the profile that it names, `links` relations that its headers must have.
"""

import csv
import importlib.util
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from emuseum_lod.config import Settings
from emuseum_lod.linkeddata.finding import named
from emuseum_lod.uris import data_path, page_path
from emuseum_lod.web.app import create_app

ROWS = list(
    csv.DictReader(Path(__file__).with_name("negotiation.csv").read_text("utf-8").splitlines(keepends=True))
)
ITEMS = ("VESSEL", "MAKER", "SILVER", "GONE", "PURGED", "MERGED", "NEVER")


class Site(NamedTuple):
    client: FlaskClient
    items: dict[str, str]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    catalogue = _catalogue()
    items = {name: str(getattr(catalogue, name)) for name in ITEMS} | {"PLACE": catalogue.place_id("KZ-75")}
    folder = tmp_path_factory.mktemp("ledger")
    with catalogue.make_ledger(folder, catalogue.records(), catalogue.deleted()) as ledger:
        yield Site(create_app(Settings(data=folder), reader=ledger.reader()).test_client(), items)


def _catalogue() -> ModuleType:
    path = Path(__file__).parents[1] / "unit" / "linkeddata" / "catalogue.py"
    spec = importlib.util.spec_from_file_location("tests_catalogue_of_negotiation", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def headers_of(row: dict[str, str]) -> dict[str, str]:
    said = {"Accept-Language": row["accept_language"], "Accept-Profile": row["accept_profile"]}
    accept = {} if row["accept"] == "-" else {"Accept": row["accept"]}
    return accept | {name: value for name, value in said.items() if value}


def ask(site: Site, row: dict[str, str], **more: str) -> TestResponse:
    path = row["path"].format(**site.items)
    return site.client.open(path, method=row["method"], headers=headers_of(row) | more)


def relations(response: TestResponse) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for value in response.headers.getlist("Link"):
        for target, rel in re.findall(r'<([^>]*)>; rel="([^"]*)"', value):
            found.setdefault(rel, []).append(target)
    return found


def address(path: str, answers: str, site: Site) -> str:
    item = next((item for item in site.items.values() if item in path.format(**site.items)), "def/materials")
    return page_path(item) if answers == "html" else data_path(item, answers)


def test_the_table_is_long_enough_to_mean_something() -> None:
    assert len(ROWS) >= 150
    assert len({tuple(row.values()) for row in ROWS}) == len(ROWS), "no row twice"


@pytest.mark.parametrize(
    "row", ROWS, ids=[f"{n} {row['who']} {row['path']}" for n, row in enumerate(ROWS, 2)]
)
def test_a_row_of_the_table(site: Site, row: dict[str, str]) -> None:
    response = ask(site, row)
    assert response.status_code == int(row["status"])
    if response.status_code == 303:
        location = response.headers["Location"]
        assert location.partition("?")[0] == address(row["path"], row["answers"], site)
        assert {"Accept", "Accept-Profile"} <= set(re.split(r",\s*", response.headers["Vary"]))
        assert relations(response)["describedby"]
        response = site.client.get(location, headers=headers_of(row))
        assert response.status_code == 200, "one hop"
    elif response.status_code == 200 and row["path"].startswith("/def/materials") and "." not in row["path"]:
        assert {"Accept", "Accept-Language", "Accept-Profile"} <= set(
            re.split(r",\s*", response.headers["Vary"])
        )
        if row["answers"] != "html":
            assert response.headers["Content-Location"].endswith(f"/def/materials.{row['answers']}")
    if row["type"]:
        assert response.mimetype == row["type"]
    if row["profile"]:
        profile = named(row["profile"])
        assert profile is not None
        assert relations(response)["profile"] == [profile.iri]
    if row["language"]:
        assert response.headers["Content-Language"] == row["language"]
    assert set(row["links"].split()) <= relations(response).keys()


def test_what_holds_of_every_row(site: Site) -> None:
    for row in ROWS:
        response = ask(site, row)
        assert sum(len(f"{name}: {value}\r\n") for name, value in response.headers.items()) < 4096, row
        if row["answers"] != "html" and "/page/" not in row["path"]:
            assert response.headers["Access-Control-Allow-Origin"] == "*", row
        head = site.client.head(row["path"].format(**site.items), headers=headers_of(row))
        assert (head.status_code, head.data) == (response.status_code, b""), row
        assert dict(head.headers) == dict(response.headers), row
        if response.status_code == 200:
            known = ask(site, row, **{"If-None-Match": response.headers["ETag"]})
            assert (known.status_code, known.data) == (304, b""), row
            assert known.headers.getlist("Link") == response.headers.getlist("Link"), row


def test_every_representation_has_a_tag_of_its_own(site: Site) -> None:
    tags: dict[str, set[str]] = {}
    for row in ROWS:
        response = ask(site, row)
        if response.status_code == 200 and row["method"] == "GET":
            what = response.headers.get("Content-Location") or (
                f"{row['path'].partition('?')[0]} {row['language']} {response.mimetype}"
            )
            tags.setdefault(what, set()).add(response.headers["ETag"])
    assert all(len(found) == 1 for found in tags.values())


ANY_HEADER = st.text(
    st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=120
)
RANGES = st.lists(
    st.builds(
        "{}{}".format,
        st.sampled_from([row["accept"] for row in ROWS if row["accept"] not in ("", "-")]),
        st.sampled_from(["", ";q=0", ";q=0.5", ";q=1.000", ";q=x"]),
    ),
    max_size=3,
).map(",".join)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    accept=RANGES | ANY_HEADER,
    profile=ANY_HEADER,
    language=ANY_HEADER,
    path=st.sampled_from(["/id/{VESSEL}", "/def/materials"]),
)
def test_whatever_is_asked_is_answered_with_what_was_promised(
    site: Site, accept: str, profile: str, language: str, path: str
) -> None:
    """No header makes a 5xx; a 303 leads to a 200 of the type that its address says; a 406 lists what there is."""
    headers = {"Accept": accept, "Accept-Profile": profile, "Accept-Language": language}
    response = site.client.get(path.format(**site.items), headers=headers)
    assert response.status_code in (200, 303, 406)
    if response.status_code == 303:
        final = site.client.get(response.headers["Location"], headers=headers)
        assert final.status_code == 200
    if response.status_code == 406:
        assert len(relations(response)["alternate"]) >= 5


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    better=st.sampled_from(
        ["text/turtle", "application/n-triples", "application/rdf+xml", "text/html", "application/ld+json"]
    ),
    worse=st.sampled_from(
        ["text/turtle", "application/n-triples", "application/rdf+xml", "text/html", "application/ld+json"]
    ),
)
def test_the_better_of_two_is_sent_in_whatever_order_they_stand(site: Site, better: str, worse: str) -> None:
    for accept in (f"{better}, {worse};q=0.9", f"{worse};q=0.9, {better}"):
        if better != worse:
            assert site.client.get("/def/materials", headers={"Accept": accept}).mimetype == better
