"""FAIR Signposting (https://signposting.org/FAIR/), levels 1 and 2, read over HTTP by the `signposting` client."""

import importlib.util
import sys
import threading
import warnings
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest
import requests
from signposting import find_signposting_html, find_signposting_http, find_signposting_linkset
from signposting.linkheader import find_signposting_http_link
from signposting.signpost import Signposting
from werkzeug.exceptions import NotFound
from werkzeug.serving import make_server

from emuseum_lod.config import Settings
from emuseum_lod.uris import page_path
from emuseum_lod.web.app import create_app

KINDS = ("VESSEL", "MAKER", "SILVER", "MUSEUM", "COLLECTION", "PHOTO", "TOUR")


class Site(NamedTuple):
    base: str
    catalogue: ModuleType

    def page(self, name: str) -> str:
        return self.base.rstrip("/") + page_path(getattr(self.catalogue, name))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    path = Path(__file__).parents[1] / "unit" / "linkeddata" / "catalogue.py"
    spec = importlib.util.spec_from_file_location("tests_catalogue_of_signposting", path)
    assert spec is not None
    assert spec.loader is not None
    catalogue = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = catalogue
    spec.loader.exec_module(catalogue)
    folder = tmp_path_factory.mktemp("ledger")
    with catalogue.make_ledger(folder, catalogue.records(), catalogue.deleted()) as ledger:
        reader = ledger.reader()
        server = make_server("127.0.0.1", 0, NotFound(), threaded=True)
        base = f"http://127.0.0.1:{server.server_port}/"
        server.app = create_app(Settings(data=folder, base_uri=base), reader=reader)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield Site(base, catalogue)
        finally:
            server.shutdown()
            thread.join()
            server.server_close()


def targets(signs: Signposting, rel: str) -> set[str]:
    return {str(each.target) for each in signs if str(each.rel) == rel}


@pytest.mark.parametrize("kind", KINDS)
def test_level_1_a_landing_page_says_what_is_what(site: Site, kind: str) -> None:
    page = site.page(kind)
    signs = find_signposting_http(page)
    item = getattr(site.catalogue, kind)
    assert str(signs.citeAs.target) == site.base + (item if item.startswith("def/") else f"id/{item}")
    assert "https://schema.org/AboutPage" in targets(signs, "type")
    assert len(targets(signs, "type")) == 2
    assert signs.license is not None
    assert signs.describedBy
    for each in signs.describedBy:
        assert each.type
        assert each.profiles
        data = requests.get(str(each.target), timeout=10)
        assert data.status_code == 200
        assert data.headers["Content-Type"].startswith(str(each.type))
        back = find_signposting_http(str(each.target))
        assert page in targets(back, "describes")
        assert str(signs.citeAs.target) in targets(back, "describes")


def test_level_1_an_object_leads_to_its_files_and_makers(site: Site) -> None:
    signs = find_signposting_http(site.page("VESSEL"))
    assert signs.items
    assert all(each.type for each in signs.items)
    assert f"{site.base}id/{site.catalogue.MAKER}" in {str(each.target) for each in signs.authors}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("media_type", ["application/linkset+json", "application/linkset"])
def test_level_2_the_linkset_says_it_all_in_both_formats(site: Site, kind: str, media_type: str) -> None:
    page = site.page(kind)
    signs = find_signposting_http(page)
    [linkset] = [each for each in signs.linksets if str(each.type) == media_type]
    whole = find_signposting_linkset(str(linkset.target), media_type)
    of_page = whole.for_context(page)
    for rel in ("cite-as", "type", "license", "author"):
        assert targets(of_page, rel) == targets(signs, rel), rel
    for rel in ("describedby", "item"):
        assert targets(of_page, rel) >= targets(signs, rel), rel
    for each in of_page.describedBy:
        assert page in targets(whole.for_context(each.target), "describes"), "metadata leads back"
    for each in of_page.items:
        assert page in targets(whole.for_context(each.target), "collection"), "files lead back"


def test_both_formats_of_a_linkset_say_the_same(site: Site) -> None:
    signs = find_signposting_http(site.page("VESSEL"))
    sets = [find_signposting_linkset(str(each.target), str(each.type)) for each in signs.linksets]
    said = [
        {(str(each.context), str(each.rel), str(each.target)) for each in every.signposts} for every in sets
    ]
    assert said[0] == said[1]
    assert len(said[0]) > 20


def test_html_names_one_description(site: Site) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        signs = find_signposting_html(site.page("VESSEL"))
    [described] = signs.describedBy
    assert str(described.target).endswith(".linked-art.jsonld")


def test_an_identifier_leads_to_its_signs_by_head(site: Site) -> None:
    """A client that knows the persistent identifier alone asks it by HEAD, and follows."""
    reply = requests.head(
        f"{site.base}id/{site.catalogue.VESSEL}", timeout=10, headers={"Accept": "text/html"}
    )
    assert reply.status_code == 303
    signs = find_signposting_http(site.base.rstrip("/") + reply.headers["Location"])
    assert str(signs.citeAs.target) == f"{site.base}id/{site.catalogue.VESSEL}"


def test_a_vocabulary_s_page_says_it_at_the_vocabulary_s_own_address(site: Site) -> None:
    page = site.page("SCHEME")
    reply = requests.get(page, timeout=10, headers={"Accept": "text/html"})
    signs = find_signposting_http_link(reply.raw.headers.getlist("Link"), page)
    assert str(signs.citeAs.target) == page
    whole = find_signposting_linkset(str(next(iter(signs.linksets)).target), next(iter(signs.linksets)).type)
    assert targets(whole.for_context(page), "describedby") >= targets(signs, "describedby")


def test_headers_stay_below_what_proxies_take(site: Site) -> None:
    """nginx's proxy_buffer_size is 4 or 8 KB by default, for the whole head of an answer."""
    for kind in KINDS:
        page = requests.get(site.page(kind), timeout=10)
        addresses = {str(each.target) for each in find_signposting_http(site.page(kind)).describedBy}
        for reply in (page, *(requests.get(address, timeout=10) for address in addresses)):
            head = sum(len(f"{name}: {value}\r\n") for name, value in reply.raw.headers.items())
            assert head < 4096, (reply.url, head)
