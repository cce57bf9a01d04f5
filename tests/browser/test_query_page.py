"""The query page in a real browser: its editor, its views, and that nothing which a result holds runs or asks anybody else."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import Request, urlopen

import pytest
from support import devtools
from support.service import served, wait_for

from emuseum_lod import loading
from emuseum_lod.config import Settings
from emuseum_lod.resources import resource
from emuseum_lod.sparql.examples import load_examples

EDITOR = resource("demo").parent / "emuseum_lod" / "web" / "static" / "vendor" / "yasqe.min.js"
needs_editor = pytest.mark.skipif(
    not EDITOR.is_file(), reason="needs the editor that `make vendor` fetches from npm"
)
pytestmark = pytest.mark.skipif(devtools.chromium() is None, reason="needs Chromium, which is not installed")

BASE = Settings().base_uri
RESULT = "document.querySelector('#result')"
EVERY_OBJECT = "SELECT ?object ?title { ?object a crm:E22_Human-Made_Object ; dcterms:title ?title } ORDER BY ?object ?title"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c != ?f && ?f != ?i) }"
VIEWS = {"map": "035", "timeline": "022", "images": "081", "bars": "010", "line": "051"}


@dataclass(frozen=True)
class Site:
    url: str
    data: Path

    def page(self, query: str = "", lang: str = "en") -> str:
        return f"{self.url}/sparql?{urlencode({'lang': lang, **({'query': query} if query else {})})}"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    data = tmp_path_factory.mktemp("demo")
    loading.load(Settings(data=data, load_processes=1), "demo-regional", [resource("demo", "regional")])
    with served(data, {"EMUSEUM_SPARQL_BUDGET": "600"}) as service:
        site = Site(f"http://127.0.0.1:{service.port}", data)
        wait_for(lambda: answers(site))
        yield site


def answers(site: Site) -> bool:
    try:
        with urlopen(f"{site.url}/sparql?query=ASK{{}}") as reply:
            return bool(reply.status == 200)
    except OSError:
        return False


@pytest.fixture(scope="module")
def browser() -> Iterator[devtools.Browser]:
    with devtools.Browser() as browser:
        yield browser


def example(name: str, lang: str = "en") -> str:
    return next(each.query for each in load_examples(lang) if each.name.startswith(name))


def write(browser: devtools.Browser, query: str) -> None:
    """Put a query into whichever editor there is."""
    browser.evaluate(f"""
        (text => {{ const rich = document.querySelector('.CodeMirror');
            if (rich) rich.CodeMirror.setValue(text); else document.querySelector('textarea').value = text; }})({json.dumps(query)})
    """)


def run(browser: devtools.Browser, query: str) -> None:
    write(browser, query)
    browser.evaluate(
        "document.querySelector('#result')?.remove(); document.querySelector('form.query').requestSubmit()"
    )
    browser.until(RESULT)


def key(browser: devtools.Browser, name: str, code: int) -> None:
    for kind in ("rawKeyDown", "keyUp"):
        browser.call("Input.dispatchKeyEvent", type=kind, key=name, code=name, windowsVirtualKeyCode=code)


def stays_at_home(browser: devtools.Browser, site: Site) -> bool:
    return all(url.startswith((site.url, "data:")) for url in browser.requested())


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
@pytest.mark.parametrize("view", VIEWS)
def test_a_result_is_drawn_as_the_query_asks(
    browser: devtools.Browser, site: Site, view: str, lang: str
) -> None:
    for width in (1280, 390):
        browser.open(site.page(example(VIEWS[view], lang), lang), width, dark=width == 390)
        browser.until(f"document.querySelector('#tab-{view}[aria-selected=true]')")
        marks = {"images": "#view img", "line": "#view svg circle", "map": "#view svg circle"}
        browser.until(f"document.querySelectorAll('{marks.get(view, '#view svg rect')}').length > 1")
        assert browser.complaints() == [], (view, lang, width)
        assert stays_at_home(browser, site)
        assert browser.evaluate("document.documentElement.scrollWidth") <= width
        missing = "/undefined|null|NaN|\\{[a-z]+\\}/.test(document.querySelector('#result').innerText)"
        assert not browser.evaluate(missing)


@pytest.mark.parametrize("dark", [False, True], ids=["by day", "by night"])
def test_text_can_be_read(browser: devtools.Browser, site: Site, dark: bool) -> None:
    """WCAG 2.2, §1.4.3: contrast of at least 4.5 to 1, in the editor, the tabs, the table and a fault too."""
    for address in (site.page(example("035")), f"{site.url}/sparql/examples", site.page("SELECT * { ?s }")):
        browser.open(address, dark=dark)
        browser.evaluate("document.querySelector('#tab-table')?.click()")
        assert browser.contrast() >= 4.5, address


def test_pictures_are_seen(browser: devtools.Browser, site: Site) -> None:
    browser.open(site.page(example("081")))
    browser.until("document.querySelector('#view img')")
    browser.evaluate("document.querySelectorAll('#view img').forEach(each => each.loading = 'eager')")
    browser.until("[...document.querySelectorAll('#view img')].every(each => each.naturalWidth)")
    assert browser.evaluate("document.querySelectorAll('#view .badge').length") > 1, "objects are not marked"


def test_tabs_are_moved_between_with_the_arrow_keys(browser: devtools.Browser, site: Site) -> None:
    browser.open(site.page(example("035")))
    browser.until("document.querySelector('#tab-map')")
    browser.evaluate("document.querySelector('#tab-map').focus()")
    key(browser, "ArrowLeft", 37)
    browser.until("document.activeElement.id === 'tab-table'")
    assert (
        browser.evaluate("document.querySelectorAll('#view tbody tr').length")
        == browser.evaluate("document.querySelectorAll('#view td .badge').length")
        > 1
    )


@needs_editor
@pytest.mark.parametrize(
    ("lang", "typed", "chosen"),
    [
        ("kk", "күм", "күміс"),
        ("ru", "серебро", "серебро"),
        ("en", "silv", "silver"),
        ("en", "consists", "crm:P45_consists_of"),
        ("en", "crm:P45", "crm:P45_consists_of"),
    ],
)
def test_what_is_suggested_is_our_own_vocabulary(
    browser: devtools.Browser, site: Site, lang: str, typed: str, chosen: str
) -> None:
    browser.open(site.page(lang=lang))
    browser.until("!!document.querySelector('.CodeMirror')")
    write(browser, "SELECT * { ?object ")
    browser.evaluate(
        "(e => { e.focus(); e.execCommand('goDocEnd') })(document.querySelector('.CodeMirror').CodeMirror)"
    )
    for letter in typed:
        browser.call("Input.insertText", text=letter)
    names = "[...document.querySelectorAll('.CodeMirror-hint b')].map(each => each.textContent)"
    # The list follows each letter; the first of it is what Enter takes.
    browser.until(f"{names}[0] === {json.dumps(chosen)}")
    key(browser, "Enter", 13)
    written = chosen if ":" in chosen else "/id/concept/"
    value = "document.querySelector('.CodeMirror').CodeMirror.getValue()"
    # While the list is being made anew for the last letter, CodeMirror keeps Enter for later where one suggestion is left, and
    # drops it where there are more: then a person, who still sees the list, presses it again.
    while not browser.evaluate(f"{value}.includes({json.dumps(written)})"):
        browser.until(f"{value}.includes({json.dumps(written)}) || {names}[0] === {json.dumps(chosen)}")
        key(browser, "Enter", 13)
    assert browser.complaints() == []
    assert stays_at_home(browser, site)


@needs_editor
def test_only_classes_are_suggested_after_a(browser: devtools.Browser, site: Site) -> None:
    browser.open(site.page())
    write(browser, "SELECT * { ?object a ")
    browser.evaluate(
        "(e => { e.focus(); e.execCommand('goDocEnd') })(document.querySelector('.CodeMirror').CodeMirror)"
    )
    browser.call("Input.insertText", text="crm:")
    browser.until("document.querySelector('.CodeMirror-hint')")
    kinds = "[...new Set([...document.querySelectorAll('.CodeMirror-hint i')].map(e => e.textContent))]"
    assert browser.evaluate(kinds) == ["class"]


@needs_editor
def test_the_editor_can_be_left_with_the_keyboard(browser: devtools.Browser, site: Site) -> None:
    """WCAG 2.2, §2.1.2: no keyboard trap."""
    browser.open(site.page())
    browser.until("!!document.querySelector('.CodeMirror')")
    browser.evaluate("document.querySelector('.CodeMirror').CodeMirror.focus()")
    key(browser, "Tab", 9)
    browser.until("document.activeElement.textContent === 'Run'")


@needs_editor
def test_prefixes_of_ours_are_no_mistake_and_a_mistake_is_marked(
    browser: devtools.Browser, site: Site
) -> None:
    browser.open(site.page(example("035")))
    marks = "document.querySelectorAll('.parseErrorIcon').length"
    assert browser.evaluate(marks) == 0
    run(browser, "SELECT *\n{ ?s crm: }")
    assert browser.evaluate(f"{RESULT}.getAttribute('role')") == "alert"
    assert "Line 2" in browser.evaluate(f"{RESULT}.innerText")
    assert browser.evaluate("document.querySelectorAll('.wrong').length") == 1
    assert browser.evaluate(marks) == 1


def test_an_example_is_found_and_run(browser: devtools.Browser, site: Site) -> None:
    browser.open(site.page(lang="kk"))
    browser.evaluate("""
        document.querySelector('.chooser').open = true;
        (field => { field.value = 'күміс алтын'; field.dispatchEvent(new Event('input')) })(document.querySelector('.chooser input'))
    """)
    visible = "[...document.querySelectorAll('.chooser a')].filter(each => each.offsetParent)"
    assert 0 < browser.evaluate(f"{visible}.length") < 5
    browser.evaluate(f"{visible}[0].click()")
    browser.until("document.querySelector('#result .quiet')")
    assert browser.evaluate("document.querySelector('textarea').value").strip() in {
        each.query.strip() for each in load_examples("kk")
    }


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_all_examples_are_listed_and_narrowed_while_one_types(
    browser: devtools.Browser, site: Site, lang: str
) -> None:
    words = {"kk": "күміс", "ru": "серебр", "en": "silver"}
    visible = "[...document.querySelectorAll('.examples a')].filter(each => each.offsetParent)"
    for width in (1280, 390):
        browser.open(f"{site.url}/sparql/examples?lang={lang}", width, dark=width == 390)
        assert browser.evaluate(f"{visible}.length") == len(load_examples(lang))
        browser.evaluate(f"""
            (field => {{ field.value = '{words[lang]}'; field.dispatchEvent(new Event('input')) }})(document.getElementById('find'))
        """)
        assert 0 < browser.until(f"{visible}.length < 10 && {visible}.length") < 10
        assert browser.complaints() == []
        assert stays_at_home(browser, site)
        assert browser.evaluate("document.documentElement.scrollWidth") <= width
        browser.open(browser.evaluate(f"{visible}[0].href"), width)
        assert browser.complaints() == []
        assert browser.evaluate("document.documentElement.scrollWidth") <= width
    browser.open(browser.evaluate("document.querySelector('.button').href"))
    browser.until("document.querySelector('#view, #result')")


def test_a_link_holds_the_query_whatever_is_in_it(browser: devtools.Browser, site: Site) -> None:
    query = '# a&b=c#d <script>alert(1)</script> +% «Алқа»\nSELECT ("a&b+c#d" AS ?x) {}'
    browser.open(site.page())
    write(browser, query)
    browser.evaluate("document.querySelectorAll('form.query button.plain')[1].click()")
    link = browser.until("document.querySelector('input.link')?.value")
    assert parse_qs(urlsplit(link).query)["query"] == [query]
    browser.open(link)
    assert browser.until("document.querySelector('#result td')?.innerText") == "a&b+c#d"
    assert browser.evaluate("document.querySelector('textarea').value") == query
    assert browser.complaints() == []


def test_after_a_run_the_address_is_that_of_the_query(browser: devtools.Browser, site: Site) -> None:
    browser.open(site.page())
    run(browser, "ASK {}")
    assert browser.evaluate("document.querySelector('.truth').textContent") == "Yes"
    assert browser.evaluate("new URLSearchParams(location.search).get('query')") == "ASK {}"
    run(browser, "DESCRIBE <id/concept/none>")
    browser.evaluate("history.back()")
    browser.until("document.querySelector('textarea').value === 'ASK {}'")


def test_cancelling_ends_the_query_in_its_worker(browser: devtools.Browser, site: Site) -> None:
    log = site.data / "queries" / "queries.jsonl"
    browser.open(site.page())
    write(browser, ENDLESS)
    browser.evaluate("document.querySelector('form.query').requestSubmit()")
    cancel = "document.querySelector('form.query button.plain')"
    browser.until(f"!{cancel}.hidden && /[1-9]/.test(document.querySelector('[role=status]').textContent)")
    browser.evaluate(f"{cancel}.click()")
    browser.until("document.querySelector('[role=status]').textContent === 'Cancelled'")
    browser.until(f"{cancel}.hidden")
    wait_for(lambda: any(json.loads(line)["outcome"] == "gone" for line in log.read_text().splitlines()))


def test_the_downloads_are_the_whole_result(browser: devtools.Browser, site: Site) -> None:
    browser.open(site.page())
    run(browser, EVERY_OBJECT)
    drawn = browser.evaluate("document.querySelectorAll('#view tbody tr').length")
    links = browser.evaluate("[...document.querySelectorAll('#result .formats a')].map(each => each.href)")
    assert len(links) == 4
    for link in links:
        with urlopen(link) as reply:
            body = reply.read().decode()
        rows = {
            "csv": len(body.splitlines()) - 1,
            "tsv": len(body.splitlines()) - 1,
            "xml": body.count("<result>"),
        }
        format_ = parse_qs(urlsplit(link).query)["format"][0]
        assert rows.get(format_, body.count('"title":')) == drawn > 100, format_


def test_a_query_too_long_for_an_address_is_downloaded_by_a_form(
    browser: devtools.Browser, site: Site
) -> None:
    browser.open(site.page())
    run(browser, EVERY_OBJECT + "\n#" + "x" * 7_000)
    assert browser.evaluate("document.querySelectorAll('#result form.formats button').length") == 4
    assert "query" not in browser.evaluate("location.search")


def test_the_snippets_run(browser: devtools.Browser, site: Site) -> None:
    query = '# it\'s "quoted" \\ $HOME `x`\nSELECT ("it\'s" AS ?x) {}'
    browser.open(site.page())
    run(browser, query)
    curl, python, r = browser.evaluate(
        f"[...document.querySelectorAll('.code-snippets code')].map(e => e.textContent.replaceAll('{BASE}', '{site.url}/'))"
    )
    said = subprocess.run(["/bin/sh", "-c", curl], capture_output=True, text=True, check=True).stdout
    assert said.split() == ["x", "it's"]
    plain = python.replace("import pandas", "").replace("table = pandas.read_csv(io.StringIO(answer.text))\nprint(table)", "print(answer.text)")  # fmt: skip
    said = subprocess.run([sys.executable, "-c", plain], capture_output=True, text=True, check=True).stdout
    assert said.split() == ["x", "it's"]
    assert query in r


HOSTILE = {
    "head": {"vars": ["<img src=x onerror=hit=1>", "b", "c", "image", "p"]},
    "results": {
        "bindings": [
            {
                "<img src=x onerror=hit=1>": {"type": "literal", "value": "<script>hit=1</script>"},
                "b": {"type": "literal", "value": "x", "xml:lang": '"><img src=x onerror=hit=1>'},
                "c": {"type": "uri", "value": iri},
                "image": {"type": "uri", "value": f"https://elsewhere.example/{number}.jpg"},
                "p": {"type": "literal", "value": "POINT(70 50)", "datatype": '"><img src=x onerror=hit=1>'},
            }
            for number, iri in enumerate(
                [
                    "javascript:hit=1",
                    "JaVaScRiPt:hit=1",
                    "data:text/html,<script>hit=1</script>",
                    f"{BASE}/elsewhere.example/x",
                    'https://x.example/"onmouseover="hit=1',
                ]
            )
        ]
    },
}


def test_nothing_in_a_result_runs_or_is_fetched(browser: devtools.Browser, site: Site) -> None:
    """The injection known of YASR: script in a language tag, a variable's name, a javascript: IRI. We draw it all ourselves, as text."""
    browser.open(site.page())
    said = json.dumps(HOSTILE)
    browser.evaluate(f"""
        const asked = window.fetch;
        window.fetch = (address, options) => String(address).endsWith('/sparql')
            ? Promise.resolve(new Response({json.dumps(said)}, {{headers: {{'Content-Type': 'application/sparql-results+json'}}}}))
            : asked(address, options);
    """)
    run(browser, "SELECT * {}")
    tabs = browser.evaluate("[...document.querySelectorAll('[role=tab]')].map(each => each.id)")
    assert {"tab-table", "tab-map", "tab-images"} <= set(tabs)
    for tab in tabs:
        browser.evaluate(f"document.getElementById('{tab}').click()")
        hrefs = browser.evaluate(
            "[...document.querySelectorAll('#result a')].map(each => each.getAttribute('href'))"
        )
        assert all(
            href.startswith(("https://", "http://", "/")) and not href.startswith("//") for href in hrefs
        )
        assert (
            browser.evaluate("document.querySelectorAll('#view script, #view [onerror], #view img').length")
            == 0
        )
        browser.evaluate(
            "document.querySelectorAll('#view a').forEach(each => each.dispatchEvent(new Event('mouseover')))"
        )
    assert browser.evaluate("window.hit") is None
    assert browser.complaints() == []
    assert stays_at_home(browser, site)


def test_a_hostile_link_is_text_to_the_editor_and_the_page(browser: devtools.Browser, site: Site) -> None:
    for query in (
        "</textarea><script>hit=1</script>",
        'SELECT ("</script><script>hit=1</script>" AS ?x) (IRI("javascript:hit=1") AS ?y) (STRLANG("x", "en") AS ?z) {}',
        "SELECT ?x { ?x <javascript:hit=1> '\"><img src=x onerror=hit=1>' } #{{7*7}}",
    ):
        browser.open(site.page(query))
        assert browser.evaluate("document.querySelector('textarea').value") == query
        assert browser.evaluate("window.hit") is None
        assert [said for said in browser.complaints() if "status of 400" not in said] == []


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_the_page_works_without_scripts(browser: devtools.Browser, site: Site, lang: str) -> None:
    browser.call("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.open(site.page(example("010", lang), lang), 390)
        document = browser.call("DOM.getDocument", depth=-1)["root"]["nodeId"]
        found = browser.call("DOM.querySelectorAll", nodeId=document, selector="#result tbody tr")["nodeIds"]
        assert len(found) > 10
        field = browser.call("DOM.querySelector", nodeId=document, selector="textarea:not([hidden])")[
            "nodeId"
        ]
        assert field
        assert browser.complaints() == []
    finally:
        browser.call("Emulation.setScriptExecutionDisabled", value=False)


def test_the_views_are_there_without_the_editor(browser: devtools.Browser, site: Site) -> None:
    """As where npm is absent: the plain field, and everything that is ours."""
    browser.call("Network.setBlockedURLs", urls=["*/static/vendor/*"])
    try:
        browser.open(site.page(example("035")), 390)
        browser.until("document.querySelector('#view svg circle')")
        assert browser.evaluate("document.querySelector('textarea').offsetParent !== null")
        run(browser, "SELECT *\n{ ?s ?p }")
        assert "Line 2" in browser.evaluate(f"{RESULT}.innerText")
        assert browser.evaluate("document.activeElement.tagName") == "TEXTAREA"
    finally:
        browser.call("Network.setBlockedURLs", urls=[])


def test_the_policy_stops_what_would_be_missed(browser: devtools.Browser, site: Site) -> None:
    browser.open(site.page())
    browser.evaluate("""
        document.body.insertAdjacentHTML('beforeend', '<img src="/x" onerror="hit=1"><a id=bad href="javascript:hit=1">x</a>');
        document.getElementById('bad').click();
        fetch('https://elsewhere.example/').catch(() => {});
        const s = document.createElement('script'); s.textContent = 'hit=1'; document.body.append(s);
    """)
    browser.until("true")
    assert browser.evaluate("window.hit") is None
    with urlopen(Request(site.page(), headers={"Accept": "text/html"})) as reply:
        policy = reply.headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_a_stored_query_is_filled_in_and_taken_along_as_sparql(
    browser: devtools.Browser, site: Site, lang: str
) -> None:
    """From the list of stored queries to a result, and from there to the same query on this page."""
    # Addresses are read and opened, not clicked: who evaluates while a page is left is answered by nobody.
    fill = "document.querySelector('#field-point').value = '68.25,43.3'; document.querySelector('#field-kilometres').value = '1500'"
    sent = "form.checkValidity() && form.action.split('#')[0] + '?' + new URLSearchParams(new FormData(form))"
    for width in (1280, 390):
        browser.open(f"{site.url}/api/?lang={lang}", width)
        browser.open(browser.evaluate("document.querySelector('main a[href*=\"/api/finds-near-a-point\"]').href"), width)  # fmt: skip
        assert browser.evaluate(RESULT) is None, "nobody has asked anything yet"
        address = browser.evaluate(f"(() => {{ const form = document.querySelector('form.stored'); {fill}; return {sent} }})()")  # fmt: skip
        browser.open(address, width)
        rows = browser.evaluate("document.querySelectorAll('#result tbody tr').length")
        assert rows > 5
        assert browser.evaluate("document.querySelector('#field-kilometres').value") == "1500"
        assert browser.evaluate("document.documentElement.lang") == lang
        assert browser.evaluate("document.documentElement.scrollWidth") <= width
        assert browser.complaints() == []
        browser.open(browser.evaluate("document.querySelector('#result a[href*=\"/sparql?\"]').href"), width)
        browser.until(f"document.querySelectorAll('#view tbody tr').length === {rows}")
        assert stays_at_home(browser, site)
