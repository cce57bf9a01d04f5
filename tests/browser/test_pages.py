"""The demonstration's pages in a real browser: nothing is blocked or missing, nothing is fetched from elsewhere, nothing overflows."""

import json
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from support import devtools
from support.loopback import Said, serving

from emuseum_lod import loading
from emuseum_lod.catalogue.records import Asset, HumanMadeObject
from emuseum_lod.config import Settings
from emuseum_lod.ledger.database import Ledger
from emuseum_lod.ledger.reading import Reader
from emuseum_lod.resources import resource
from emuseum_lod.uris import KINDS, page_path

PROGRAM = """
import sys
from pathlib import Path
from emuseum_lod.config import Settings
from emuseum_lod.web.server import run

run(Settings(data=Path(sys.argv[1]), port=int(sys.argv[2]), web_processes=1), lambda: print("ready", flush=True))
"""


pytestmark = pytest.mark.skipif(devtools.chromium() is None, reason="needs Chromium, which is not installed")


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = Settings(data=tmp_path_factory.mktemp("demo"), load_processes=1)
    loading.load(settings, "demo-regional", [resource("demo", "regional")])
    return settings


@pytest.fixture(scope="module")
def reader(settings: Settings) -> Iterator[Reader]:
    with Ledger.open(settings.ledger_url) as ledger:
        yield ledger.reader()


@pytest.fixture(scope="module")
def site(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with (tmp_path_factory.mktemp("log") / "errors").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", PROGRAM, str(settings.data), str(port)],
            stdout=subprocess.PIPE,
            stderr=log,
        )
        assert server.stdout is not None
        assert server.stdout.readline() == b"ready\n"
        yield f"http://127.0.0.1:{port}"
        server.terminate()
        server.wait(timeout=60)
        server.stdout.close()


@pytest.fixture(scope="module")
def browser() -> Iterator:
    with devtools.Browser() as browser:
        yield browser


def addresses(reader: Reader) -> list[str]:
    """The start page, how to harvest, the stored queries and the form of one, lists, and an item of every kind: of objects the one with most to show."""
    found = ["/", "/oai/", "/api/", "/api/finds-in-a-box", "/browse/object", "/browse/institution"]
    for kind in KINDS:
        items, _ = reader.browse(kind, limit=200)
        richest = max(
            items, key=lambda item: len(item.record.assets) if isinstance(item.record, HumanMadeObject) else 0
        )
        found.append(page_path(richest.id))
    return found


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_pages_are_whole_on_a_desk_and_on_a_phone(browser, site: str, reader: Reader, lang: str) -> None:
    for path in addresses(reader):
        for width in (1280, 390):
            browser.open(f"{site}{path}?lang={lang}", width, dark=width == 390)
            where = f"{path} in {lang} at {width}"
            assert browser.complaints() == [], where
            assert [url for url in browser.requested() if not url.startswith(site)] == [], where
            assert browser.evaluate("document.documentElement.scrollWidth") <= width, where
            assert browser.evaluate("document.documentElement.lang") == lang
            assert browser.evaluate("document.styleSheets.length") == 1, where
            broken = "[...document.images].filter(i => i.complete && !i.naturalWidth).map(i => i.src)"
            assert browser.evaluate(broken) == [], where


def test_text_can_be_read(browser, site: str, reader: Reader) -> None:
    """WCAG 2.2, §1.4.3: contrast of at least 4.5 to 1 for every colour that text has, by day and by night."""
    for path in addresses(reader):
        for dark in (False, True):
            browser.open(site + path, dark=dark)
            assert browser.contrast() >= 4.5, (path, dark)


def test_the_keyboard_reaches_the_content_first(browser, site: str) -> None:
    browser.open(f"{site}/?lang=en")
    for kind in ("rawKeyDown", "keyUp"):
        browser.call("Input.dispatchKeyEvent", type=kind, key="Tab", code="Tab", windowsVirtualKeyCode=9)
    assert browser.evaluate("document.activeElement.className") == "skip"
    assert browser.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_a_number_is_looked_up_from_any_page(browser, site: str, reader: Reader) -> None:
    items, _ = reader.browse("object", limit=200)
    objects = [
        item.record for item in items if isinstance(item.record, HumanMadeObject) and item.record.identifiers
    ]
    record = next(each for each in objects if len(reader.find_number(each.identifiers[0].value)) == 1)
    browser.open(f"{site}/browse/place?lang=ru")
    number = record.identifiers[0].value.replace("'", "")
    browser.evaluate(
        f"document.querySelector('#page-number').value = '{number}'; document.querySelector('.lookup').requestSubmit()"
    )
    browser.until(f"location.pathname + location.search === {json.dumps(page_path(record.id) + '?lang=ru')}")


HTML = {"Content-Type": "text/html; charset=utf-8"}
VIEWER = resource("demo").parent / "emuseum_lod" / "web" / "static" / "vendor" / "model-viewer.min.js"
SHOWN = (
    "document.querySelector('model-viewer').loaded && document.querySelector('model-viewer').modelIsVisible"
)


def until(browser, expression: str) -> bool:
    for _ in range(300):
        if browser.evaluate(expression):
            return True
        browser.call("Page.bringToFront")
        time.sleep(0.1)
    return False


def model(reader: Reader) -> str:
    items, _ = reader.browse("asset", limit=500)
    found = next(item for item in items if isinstance(item.record, Asset) and item.record.type == "model")
    return f"/embed/{found.id}"


@pytest.mark.skipif(not VIEWER.is_file(), reason="needs the viewer that `make vendor` fetches from npm")
def test_a_model_is_shown_and_nothing_of_it_comes_from_elsewhere(browser, site: str, reader: Reader) -> None:
    for lang in ("kk", "ru", "en"):
        for width in (1280, 390):
            browser.open(f"{site}{model(reader)}?lang={lang}", width)
            assert until(browser, SHOWN), (lang, width)
            # A machine without a graphics card says that it does without.
            assert [said for said in browser.complaints() if "WebGL" not in said] == []
            addresses = [url for url in browser.requested() if not url.startswith(("blob:", "data:"))]
            assert [url for url in addresses if not url.startswith(site)] == []
            assert browser.evaluate("document.documentElement.scrollWidth") <= width
            assert browser.evaluate("document.documentElement.scrollHeight") <= 900
            assert browser.evaluate("getComputedStyle(document.querySelector('.still')).display") == "none"


@pytest.mark.skipif(not VIEWER.is_file(), reason="needs the viewer that `make vendor` fetches from npm")
def test_a_model_can_stand_in_somebody_else_s_page_and_no_other_page_can(
    browser, site: str, reader: Reader
) -> None:
    def page(path: str, _: object) -> Said:
        return Said(f'<iframe src="{site}{path}" width="800" height="600"></iframe>'.encode(), headers=HTML)

    with serving(page) as elsewhere:
        here = elsewhere.removesuffix("/oai")
        browser.open(f"{here}{model(reader)}")
        time.sleep(1)
        assert [said for said in browser.complaints() if not re.search("WebGL|favicon|404", said)] == []
        browser.open(f"{here}/")
        time.sleep(1)
        assert any("frame-ancestors" in said for said in browser.complaints())
