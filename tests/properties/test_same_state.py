"""One state, told in many ways: after any sequence of loads, deletions, takedowns and mergers, OAI-PMH, every stream, the versions and the pages agree.

What they are held against is computed from the OAI list of identifiers alone (for objects) and from the ledger's log.
"""

import json
import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from lxml import etree
from rdflib import RDF, Graph, Namespace
from support.loads import BASE, DOMAIN, load_records, prepared

from emuseum_lod.catalogue.records import CatalogueRecord, HumanMadeObject, Institution, Name
from emuseum_lod.changes.answer import answer
from emuseum_lod.changes.places import Places
from emuseum_lod.changes.request import parse
from emuseum_lod.changes.service import Service
from emuseum_lod.config import Settings
from emuseum_lod.ledger import notices
from emuseum_lod.ledger.applying import withdraw
from emuseum_lod.ledger.database import Ledger
from emuseum_lod.ledger.erasing import erase
from emuseum_lod.ledger.staging import Staging
from emuseum_lod.reply import Asked
from emuseum_lod.uris import ItemId, mint
from emuseum_lod.views.addresses import Addresses
from emuseum_lod.web.app import create_app

AS = Namespace("https://www.w3.org/ns/activitystreams#")
TREE = Namespace("https://w3id.org/tree#")
OAI = "{http://www.openarchives.org/OAI/2.0/}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
RS = "{http://www.openarchives.org/rs/terms/}"
MUSEUMS = ("almaty", "semey")
OBJECTS = [mint("object", "demo", f"n{number}") for number in range(4)]

State = dict[str, tuple[bool, str]]
"""Whether each item, by its IRI, is there, and when it last changed."""


def museum(code: str) -> Institution:
    return Institution(id=mint("institution", "demo", code), provider="demo", namespace="demo", local_id=code, code=code, names=(Name(value=code),))  # fmt: skip


def thing(number: int, title: str, code: str) -> HumanMadeObject:
    return HumanMadeObject(
        id=OBJECTS[number],
        provider="demo",
        namespace="demo",
        local_id=f"n{number}",
        institution=museum(code).id,
        titles=(Name(value=title, lang="en"),),
    )


exports = st.dictionaries(
    st.integers(0, 3), st.tuples(st.sampled_from(["jug", "saddle"]), st.sampled_from(MUSEUMS)), max_size=4
)


class SameState(RuleBasedStateMachine):
    """A ledger, and everything that is told of it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.ledger = Ledger.open(self.folder)
        self.ledger.identify(BASE, DOMAIN)
        self.seconds = 0
        reader = self.ledger.reader()
        places = Places(Addresses(BASE), page_size=3, list_size=3)
        self.streams = Service(reader, places, "", lambda *_: "", lambda _: "")
        self.client = create_app(Settings(data=self.folder, oai_domain=DOMAIN), reader=reader).test_client()
        self.closed: dict[str, bytes] = {}

    def teardown(self) -> None:
        self.ledger.close()
        shutil.rmtree(self.folder)

    def now(self) -> str:
        self.seconds += 1
        return f"2026-01-01T00:{self.seconds // 60:02d}:{self.seconds % 60:02d}Z"

    # --- what is done ----------------------------------------------------------------------------------------------

    @initialize(export=exports)
    def first(self, export: dict[int, tuple[str, str]]) -> None:
        self.load(export, whole=True)

    @rule(export=exports, whole=st.booleans())
    def load(self, export: dict[int, tuple[str, str]], whole: bool) -> None:
        records: list[CatalogueRecord] = [museum(code) for code in MUSEUMS]
        records += [thing(number, *said) for number, said in export.items()]
        load_records(self.ledger, records, whole=whole, at=self.now())

    @rule(number=st.integers(0, 3))
    def purge(self, number: int) -> None:
        stored = self.ledger.reader().get(OBJECTS[number])
        if stored is None or stored.reason not in {None, "merged"}:
            return
        self.withdraw(stored.num)
        with self.ledger.transaction() as connection:
            erase(connection, stored.num, "demo", "other")
        self.ledger.seal()

    @rule(number=st.integers(0, 3), other=st.integers(0, 3))
    def merge(self, number: int, other: int) -> None:
        stored, successor = (self.ledger.reader().get(OBJECTS[each]) for each in (number, other))
        if number == other or not stored or not successor or stored.reason or successor.deleted:
            return
        with self.ledger.transaction() as connection:
            notices.merge(connection, stored.num, successor.num)
        self.withdraw(stored.num)

    def withdraw(self, num: int) -> None:
        with self.ledger.transaction() as connection:
            withdraw(Staging(connection, "demo"), prepared, [num], forms_version="1")
        self.ledger.seal()

    # --- what has to hold ------------------------------------------------------------------------------------------

    @invariant()
    def all_say_the_same(self) -> None:
        if not self.ledger.reader().last_seq():
            return
        harvested = self.harvested()
        for museum_code in ("", *MUSEUMS):
            told = [self.activities(museum_code), self.members(museum_code), self.changes(museum_code)]
            assert told[0] == told[1] == told[2]
            state: State = {iri: (did != "delete", when) for did, iri, when in told[0]}
            objects = {iri: said for iri, said in state.items() if "/object/" in iri}
            if museum_code:
                listed = self.harvested(f"museum:{museum_code}")
                assert {iri for iri, (there, _) in objects.items() if there} == {
                    iri for iri, (there, _) in listed.items() if there
                }
            else:
                assert {iri: there for iri, (there, _) in objects.items()} == {
                    iri: there for iri, (there, _) in harvested.items()
                }
                for iri, (there, when) in objects.items():
                    # A purge of what was deleted is told again; the list of OAI-PMH has nothing new to say of it.
                    assert when == harvested[iri][1] or (not there and when > harvested[iri][1])
        for item in OBJECTS:
            self.pages_agree(item, harvested.get(f"{BASE}id/{item}"))

    def pages_agree(self, item: ItemId, said: tuple[bool, str] | None) -> None:
        page = self.client.get(f"/page/{item}").status_code
        versions = self.ledger.reader().versions.of(item)
        if said is None:
            assert page == 404
            assert versions == []
            return
        assert page == (200 if said[0] else page)
        assert page in ({200} if said[0] else {410, 308})
        assert versions[-1].deleted is not said[0]
        for version in versions:
            erased = self.ledger.reader().versions.record(item, version.seq) is None
            status = self.client.get(f"/history/{version.seq}/{item}.nt").status_code
            assert status == (410 if version.deleted or erased else 200)

    @invariant()
    def closed_pages_never_change(self) -> None:
        for path, body in self.closed.items():
            assert self.body(path) == body, path

    # --- what is told ----------------------------------------------------------------------------------------------

    def body(self, path: str) -> bytes:
        reply = answer(parse(Asked("GET", path)), self.streams)
        assert reply.status == 200, path
        assert isinstance(reply.body, bytes)
        if "immutable" in (reply.header("Cache-Control") or ""):
            self.closed[path] = reply.body
        return reply.body

    def harvested(self, set_spec: str = "") -> State:
        query = "verb=ListIdentifiers&metadataPrefix=oai_dc" + (f"&set={set_spec}" if set_spec else "")
        tree = etree.fromstring(self.client.get(f"/oai?{query}").data)
        return {
            f"{BASE}id/{header.findtext(f'{OAI}identifier').rpartition(':')[2]}": (
                header.get("status") != "deleted",
                header.findtext(f"{OAI}datestamp"),
            )
            for header in tree.iter(f"{OAI}header")
        }

    def activities(self, code: str) -> list[tuple[str, str, str]]:
        found: list[tuple[str, str, str]] = []
        collection = self.known(code, "activity.json")
        at = json.loads(collection)["last"]["id"] if collection and "last" in json.loads(collection) else None
        while at:
            page = json.loads(self.body(path_of(at)))
            found = [
                (each["type"].lower(), each["object"]["id"], each["endTime"]) for each in page["orderedItems"]
            ] + found
            at = page.get("prev", {}).get("id")
        return found

    def members(self, code: str) -> list[tuple[str, str, str]]:
        found = []
        root = self.known(code, "ldes.ttl")
        todo = list(Graph().parse(data=root, format="turtle").objects(None, TREE.node)) if root else []
        while todo:
            node = Graph().parse(data=self.body(path_of(str(todo.pop()))), format="turtle")
            todo += node.objects(None, TREE.node)
            for each in sorted(node.objects(None, TREE.member), key=lambda iri: int(str(iri).rpartition("#c")[2])):  # fmt: skip
                when = str(node.value(each, AS.published)).replace("+00:00", "Z")
                found.append((str(node.value(each, RDF.type)).rpartition("#")[2].lower(), str(node.value(each, AS.object)), when))  # fmt: skip
        return found

    def changes(self, code: str) -> list[tuple[str, str, str]]:
        found = []
        index = self.known(code, "resourcesync/changelist.xml")
        done = {"created": "create", "updated": "update", "deleted": "delete"}
        for part in etree.fromstring(index).iterfind(f"{SITEMAP}sitemap/{SITEMAP}loc") if index else ():
            for url in etree.fromstring(self.body(path_of(part.text))).iterfind(f"{SITEMAP}url"):
                about = url.find(f"{RS}md")
                found.append((done[about.get("change")], url.find(f"{RS}ln").get("href"), about.get("datetime")))  # fmt: skip
        return found

    def known(self, code: str, name: str) -> bytes:
        """Return a document of a stream; nothing of a museum that never had an object."""
        if code and not self.ledger.reader().has_set(f"museum:{code}"):
            return b""
        return self.body(f"/changes/museum/{code}/{name}" if code else f"/changes/{name}")


def path_of(address: str) -> str:
    assert address.startswith(BASE)
    return address.removeprefix(BASE.rstrip("/"))


TestSameState = SameState.TestCase
TestSameState.settings = settings(
    max_examples=12, stateful_step_count=8, deadline=None, suppress_health_check=list(HealthCheck)
)
