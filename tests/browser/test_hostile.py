"""Hostile records in a real browser: nothing of them runs, and nothing of them is even tried and blocked."""

import importlib.util
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from support import devtools, hostile
from werkzeug.exceptions import NotFound
from werkzeug.serving import make_server

from emuseum_lod.config import Settings
from emuseum_lod.web.app import create_app

pytestmark = pytest.mark.skipif(devtools.chromium() is None, reason="needs Chromium, which is not installed")

ITEMS = (hostile.OBJECT, hostile.MAKER, hostile.MUSEUM, hostile.FILE, hostile.PICTURE)
PATHS = ["/", "/browse/object", "/browse/actor", *(f"/page/{item}" for item in ITEMS)]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = Path(__file__).parents[1] / "unit" / "linkeddata" / "catalogue.py"
    spec = importlib.util.spec_from_file_location("tests_catalogue_of_hostile_pages", path)
    assert spec is not None
    assert spec.loader is not None
    catalogue = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = catalogue
    spec.loader.exec_module(catalogue)
    folder = tmp_path_factory.mktemp("hostile")
    with catalogue.make_ledger(folder, hostile.records()) as ledger:
        server = make_server("127.0.0.1", 0, NotFound(), threaded=True)
        base = f"http://127.0.0.1:{server.server_port}/"
        server.app = create_app(Settings(data=folder, base_uri=base), reader=ledger.reader())
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield base.rstrip("/")
        finally:
            server.shutdown()
            thread.join()
            server.server_close()


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_nothing_of_a_record_runs(site: str, lang: str) -> None:
    with devtools.Browser() as browser:
        for path in PATHS:
            browser.open(f"{site}{path}?lang={lang}", 1280)
            where = f"{path} in {lang}"
            assert browser.evaluate("document.readyState") == "complete", where
            assert browser.evaluate("typeof window.ran") == "undefined", where
            assert browser.complaints() == [], where
            elsewhere = [url for url in browser.requested() if not url.startswith(f"{site}/")]
            assert elsewhere == [], where
            markup = "document.querySelectorAll('[onerror], [onload], iframe, b').length"
            assert browser.evaluate(markup) == 0, where
            assert browser.evaluate("document.documentElement.scrollWidth") <= 1280, where


def test_the_browser_would_notice(site: str) -> None:
    """The canary sings where script runs: the test above can fail."""
    with devtools.Browser() as browser:
        browser.open(f"{site}/page/{hostile.OBJECT}", 1280)
        browser.evaluate("window.ran = 1")
        assert browser.evaluate("typeof window.ran") == "number"
