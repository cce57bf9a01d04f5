"""The ledger against a model of a few dictionaries: any sequence of loads, whole or partial, of two providers.

What is held: records, tombstones, datestamps (which move exactly when something that is published does), sets, OAI lists, counts, who uses
whom, and the change log, from which the whole state must follow.
"""

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from hashlib import blake2b
from itertools import product
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from emuseum_lod.catalogue.naming import labels_of
from emuseum_lod.catalogue.records import (
    Actor,
    CatalogueRecord,
    Concept,
    HumanMadeObject,
    Identifier,
    Institution,
    Name,
    Place,
    Production,
    Role,
    Text,
    decode,
    digest,
    encode,
)
from emuseum_lod.ledger.applying import Applied, apply
from emuseum_lod.ledger.contest import Arrival, arrive
from emuseum_lod.ledger.database import Ledger
from emuseum_lod.ledger.faces import Face, face_of
from emuseum_lod.ledger.forming import Prepared, PreparedForm, PreparedItem, ToPrepare
from emuseum_lod.ledger.packing import pack
from emuseum_lod.ledger.references import references
from emuseum_lod.ledger.rows import OaiRow
from emuseum_lod.ledger.staging import Staging
from emuseum_lod.loading.forms import prepare
from emuseum_lod.quality.tier_sets import tier_specs
from emuseum_lod.uris import KINDS, ItemId, kind_of, mint
from emuseum_lod.views.dublin_core import oai_dc
from emuseum_lod.views.edm import edm_record
from emuseum_lod.views.sets import memberships

BASE = "https://data.example.org/"
OF_A_RECORD, OF_A_MENTION = 100, 10
TITLED = "titled"
"""A format that only objects with a title have, and that they lose with it."""
FORMATS = ("oai_dc", TITLED)


class Sent(msgspec.Struct, frozen=True):
    """One emission of a load."""

    record: CatalogueRecord
    derived: bool = False


class Known(msgspec.Struct):
    """What the model knows of an item."""

    record: CatalogueRecord
    provider: str
    derived: bool
    deleted: bool = False
    stamp: int = 0
    sets: tuple[str, ...] = ()
    formats: set[str] = msgspec.field(default_factory=set)
    published: object = None

    def gone(self, prefix: str) -> bool:
        """Tell whether it is a tombstone in a format."""
        return self.deleted or (prefix == TITLED and not self.record.titles)


class Export(msgspec.Struct, frozen=True):
    """What a provider sends: objects as (number, title, concepts, actor), own records of actors, labels of what is only mentioned, and its museum's region (code, name)."""

    objects: list[tuple[int, str, frozenset[int], int | None]]
    actors: dict[int, str]
    labels: dict[int, str]
    museum: str
    region: tuple[str, str] | None
    held: frozenset[int]
    held_actors: frozenset[int]
    partial: bool
    complete: bool
    sealed: bool

    def emissions(self, provider: str) -> Iterator[Sent]:
        """Yield what the mapping would make of it."""
        museum = mint("institution", "museum", provider)
        names = (Name(value=self.museum, lang="en"),)
        yield Sent(
            Institution(
                id=museum,
                provider=provider,
                namespace="museum",
                local_id=provider,
                code=provider,
                names=names,
                region=mint("place", provider, "region"),
            )
        )
        if self.region is not None:
            yield Sent(region(provider, *self.region))
        for number, name in self.actors.items():
            yield Sent(actor(provider, number, f"{name}, by its own record"))
        for number, title, concepts, maker in self.objects:
            if number in self.held:
                continue
            yield Sent(
                HumanMadeObject(
                    id=mint("object", provider, str(number)),
                    provider=provider,
                    namespace=provider,
                    local_id=str(number),
                    institution=museum,
                    titles=(Name(value=title),) if title else (),
                    identifiers=(Identifier(value=f"КП {number}"),),
                    types=tuple(concept_of(provider, each) for each in sorted(concepts)),
                    production=()
                    if maker is None
                    else (Production(actors=(Role(actor=actor(provider, maker, "").id),)),),
                )
            )
            for each in sorted(concepts):
                yield from self._concept(provider, each)
            if maker is not None:
                yield Sent(actor(provider, maker, "mentioned"), derived=True)

    def _concept(self, provider: str, number: int) -> Iterator[Sent]:
        """Yield a concept that is only mentioned, and the broader one that it mentions; of number 3 nothing is ever known."""
        if number == 3:
            return
        broader = (concept_of(provider, number + 1),) if number in {0, 1} else ()
        yield Sent(
            Concept(
                id=concept_of(provider, number),
                provider=provider,
                namespace=provider,
                local_id=f"c{number}",
                scheme="object-types",
                notation=f"c{number}",
                labels=(Text(self.labels[number], "en"),),
                broader=broader,
            ),
            derived=True,
        )
        if broader:
            yield from self._concept(provider, number + 1)


def concept_of(provider: str, number: int) -> ItemId:
    return mint("concept", provider, f"c{number}")


def actor(provider: str, number: int, name: str) -> Actor:
    names = (Name(value=name),)
    return Actor(
        id=mint("actor", provider, f"a{number}"),
        provider=provider,
        namespace=provider,
        local_id=f"a{number}",
        names=names,
    )


def region(provider: str, code: str, name: str) -> Place:
    names = (Name(value=name, lang="en"),)
    return Place(
        id=mint("place", provider, "region"),
        provider=provider,
        namespace=provider,
        local_id="region",
        code=code,
        names=names,
    )


words = st.sampled_from(["", "jug", "saddle", "алқа"])
exports = st.builds(
    Export,
    objects=st.lists(
        st.tuples(
            st.integers(0, 4),
            words,
            st.frozensets(st.integers(0, 3), max_size=2),
            st.none() | st.integers(0, 1),
        ),
        max_size=6,
    ),
    actors=st.dictionaries(st.integers(0, 1), words, max_size=2),
    labels=st.fixed_dictionaries(dict.fromkeys(range(3), words)),
    museum=st.sampled_from(["Museum", "Museum of the Steppe"]),
    region=st.none() | st.tuples(st.sampled_from(["KZ-10", "KZ-75"]), st.sampled_from(["Abai", "Almaty"])),
    held=st.frozensets(st.integers(0, 4), max_size=1),
    held_actors=st.frozensets(st.integers(0, 1), max_size=1),
    partial=st.booleans(),
    complete=st.sampled_from([True, True, True, False]),
    sealed=st.sampled_from([True, True, False]),
)


class Ledgers(RuleBasedStateMachine):
    """One ledger and the model of it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.ledger = Ledger.open(self.folder)
        self.ledger.identify(BASE, "data.example.org")
        self.reader = self.ledger.reader()
        self.items: dict[ItemId, Known] = {}
        self.commits = 0
        self.last: tuple[str, Export] | None = None

    def teardown(self) -> None:
        self.ledger.close()
        shutil.rmtree(self.folder)

    # --- what is done ----------------------------------------------------------------------------------------------

    @initialize(export=exports)
    def first_load(self, export: Export) -> None:
        self.load("north", export)

    @rule(provider=st.sampled_from(["north", "south"]), export=exports)
    def load(self, provider: str, export: Export) -> None:
        sent = list(export.emissions(provider))
        held = {mint("object", provider, str(number)) for number in export.held}
        held |= {
            mint("actor", provider, f"a{number}")
            for number in export.held_actors
            if number not in export.actors
        }
        whole = not export.partial and export.complete
        before = self.reader.last_seq()
        applied = self.write(provider, sent, held, whole=whole, sealed=export.sealed)
        counts = self.expect(provider, sent, held, whole=whole)
        assert {what: +Counter(found) for what, found in applied.counts.items()} == counts
        assert (applied.commit_id is None) == (self.reader.last_seq() == before)
        self.last = provider, export

    @rule()
    def load_the_same_again(self) -> None:
        """The other half of it is in `load`: no commit and no change without a difference."""
        assert self.last is not None
        files = {path.name: path.read_bytes() for path in self.folder.iterdir() if path.suffix == ".sqlite"}
        commits = self.commits
        self.load(*self.last)
        assert self.commits == commits
        assert files == {name: (self.folder / name).read_bytes() for name in files}

    @rule()
    def open_it_again(self) -> None:
        self.ledger.close()
        self.ledger = Ledger.open(self.folder)
        self.ledger.seal()
        self.reader = self.ledger.reader()

    def write(
        self, provider: str, sent: list[Sent], held: set[ItemId], *, whole: bool, sealed: bool
    ) -> Applied:
        arrivals = [arrival(each, position) for position, each in enumerate(sent, 1)]
        with self.ledger.transaction() as connection:
            staging = Staging(connection, provider)
            for start in range(0, len(arrivals), 3):
                staging.add(arrivals[start : start + 3])
            staging.hold(held)
            applied = apply(staging, prepared, deletes=whole, forms_version="1")
        if sealed:
            self.ledger.seal()
        return applied

    # --- what is expected ------------------------------------------------------------------------------------------

    def expect(
        self, provider: str, sent: list[Sent], held: set[ItemId], *, whole: bool
    ) -> dict[str, Counter[str]]:
        """Bring the model up to date and return how many items of each kind were created, updated and so on."""
        did: dict[ItemId, str] = {}
        arrived = winners(sent)
        for item_id, one in arrived.items():
            did[item_id] = self.take(item_id, one, provider, keeps_own=not whole or item_id in held)
        if whole:
            for item_id in self.missing(provider, arrived.keys() | held):
                self.items[item_id].deleted = True
                did[item_id] = "deleted"
        self.commits += 1
        moved = False
        for item_id, item in self.items.items():
            published = self.publish(item)
            if published != item.published:
                item.published, item.stamp, moved = published, self.commits, True
                if did.get(item_id, "unchanged") == "unchanged":
                    did[item_id] = "touched"
        if not moved:
            self.commits -= 1
        # An item that is touched was there, and is counted among the unchanged too where it arrived.
        counts = {
            what: Counter(kind_of(item_id) for item_id, done in did.items() if done == what)
            for what in ("created", "updated", "deleted", "restored", "touched", "unchanged")
        }
        counts["unchanged"] += Counter(
            kind_of(item_id) for item_id, done in did.items() if done == "touched" and item_id in arrived
        )
        return counts

    def take(self, item_id: ItemId, one: Sent, provider: str, *, keeps_own: bool) -> str:
        known = self.items.get(item_id)
        if known is None:
            self.items[item_id] = Known(one.record, provider, one.derived)
            return "created"
        was_deleted, was_own = known.deleted, not known.derived
        same = encode(known.record) == encode(one.record)
        if not was_deleted and was_own and one.derived and keeps_own and not same:
            return "unchanged"
        known.record, known.derived, known.deleted = one.record, one.derived, False
        if was_deleted:
            return "restored"
        return "unchanged" if same else "updated"

    def missing(self, provider: str, present: set[ItemId]) -> set[ItemId]:
        """Return the provider's items that are not present, but for mentions that something which stays refers to."""
        stays = {
            item_id
            for item_id, item in self.items.items()
            if not item.deleted and (item.provider != provider or item_id in present)
        }
        reached = list(stays)
        while reached:
            for used in references(self.items[reached.pop()].record):
                item = self.items.get(used)
                if item is not None and item.derived and not item.deleted and used not in stays:
                    stays.add(used)
                    reached.append(used)
        return {item_id for item_id, item in self.items.items() if not item.deleted} - stays

    def publish(self, item: Known) -> object:
        """Return all that is published of an item; its sets are what they were when it is deleted."""
        if item.deleted:
            return "deleted"
        faces = self.faces()
        tiers = tier_specs(edm_record(item.record, faces, BASE))
        item.sets = tuple(sorted(memberships(item.record, faces, tiers)))
        labels = {item_id: face.labels for item_id, face in faces.items()}
        if kind_of(item.record.id) == "object":
            item.formats |= {prefix for prefix in FORMATS if prefix != TITLED or item.record.titles}
        return encode(item.record), oai_dc(item.record, labels, BASE), item.sets

    def faces(self) -> dict[ItemId, Face]:
        return {item_id: face_of(item.record) for item_id, item in self.items.items() if not item.deleted}

    # --- what is held ----------------------------------------------------------------------------------------------

    @invariant()
    def items_are_those_of_the_model(self) -> None:
        stored = self.reader.get_many(self.items)
        assert stored.keys() == self.items.keys()
        for item_id, item in self.items.items():
            found = stored[item_id]
            assert (found.deleted, found.provider) == (item.deleted, item.provider)
            assert found.record == (None if item.deleted else item.record)
            assert found.last_record == item.record
            assert item.deleted or labels_of(item.record) == self.reader.labels([item_id])[item_id]

    @invariant()
    def counts_are_those_of_the_model(self) -> None:
        live = Counter(kind_of(item_id) for item_id, item in self.items.items() if not item.deleted)
        assert self.reader.kinds() == {kind: live[kind] for kind in KINDS if live[kind]}
        members = Counter(spec for item in self.items.values() if not item.deleted for spec in item.sets)
        assert {row.spec: row.count for row in self.reader.sets() if row.count} == members

    @invariant()
    def lists_are_those_of_the_model(self) -> None:
        ever = {spec for item in self.items.values() for spec in item.sets}
        for prefix, spec in product(FORMATS, (None, *sorted(ever))):
            expected = sorted(
                (item.stamp, item_id, item.gone(prefix), tuple(sorted(item.sets)))
                for item_id, item in self.items.items()
                if prefix in item.formats and (spec is None or spec in item.sets)
            )
            walked = list(self.walk(prefix, spec))
            assert [place[0] for place, *_ in walked] == sorted(place[0] for place, *_ in walked)
            assert sorted((place[0], *rest) for place, *rest in walked) == expected
            assert self.reader.oai_count(prefix, spec) == len(expected)

    @invariant()
    def receipts_are_what_the_lists_hold(self) -> None:
        """Counted again by the definition in docs/oai-pmh.md; while a commit waits for its final datestamp there are none."""
        behind = self.reader.oai_receipt("oai_dc") is None
        for prefix, spec in product(FORMATS, (None, "museum:north", "museum", "region:KZ-10", "kind:c1")):
            receipt = self.reader.oai_receipt(prefix, spec)
            assert (receipt is None) is behind
            if receipt is None:
                continue
            page = self.reader.oai_page(prefix, spec, 0, self.commits, None, limit=100, with_payload=False)
            stamps = [row.datestamp for row in page.rows]
            assert (receipt.earliest, receipt.latest) == (
                min(stamps, default=None),
                max(stamps, default=None),
            )
            assert receipt.buckets == counted_again(page.rows)

    def walk(self, prefix: str, spec: str | None) -> Iterator[tuple[Any, ...]]:
        after: tuple[int, int] | None = None
        while True:
            page = self.reader.oai_page(prefix, spec, 0, self.commits, after, limit=2, with_payload=True)
            for row in page.rows:
                assert (row.payload is None) == row.deleted
                yield (row.commit_id, row.num), row.item_id, row.deleted, row.set_specs
            if not page.more:
                return
            after = page.rows[-1].commit_id, page.rows[-1].num

    @invariant()
    def forms_are_those_of_the_model(self) -> None:
        labels = {item_id: face.labels for item_id, face in self.faces().items()}
        for item_id, item in self.items.items():
            if kind_of(item_id) == "object" and not item.deleted:
                row = self.reader.oai_get("oai_dc", item_id)
                assert row is not None
                assert row.payload == oai_dc(item.record, labels, BASE)

    @invariant()
    def users_are_those_of_the_model(self) -> None:
        users: dict[ItemId, set[ItemId]] = {item_id: set() for item_id in self.items}
        for item_id, item in self.items.items():
            for used in () if item.deleted else references(item.record):
                users.get(used, set()).add(item_id)
        for item_id, expected in users.items():
            found, more = self.reader.users(item_id, limit=50)
            assert ({item.id for item in found}, more) == (expected, None)
            assert self.reader.count_users(item_id) == len(expected)

    @invariant()
    def the_log_tells_everything(self) -> None:
        state: dict[ItemId, bytes | None] = {}
        seqs = []
        for change in self.reader.changes(0, 10_000):
            seqs.append(change.seq)
            if change.op == "touch":
                assert state[change.item_id] is not None
                continue
            previous = state.get(change.item_id)
            assert (None if change.previous is None else encode(change.previous)) == previous
            assert change.op == expected_op(change.item_id in state, previous, change.record)
            state[change.item_id] = None if change.record is None else encode(change.record)
        assert seqs == list(range(1, len(seqs) + 1))
        assert state == {
            item_id: None if item.deleted else encode(item.record) for item_id, item in self.items.items()
        }

    @invariant()
    def numbers_are_found(self) -> None:
        for number in range(5):
            found = set(self.reader.find_number(f"кп{number}"))
            assert found == {
                item_id
                for item_id, item in self.items.items()
                if kind_of(item_id) == "object" and item.record.local_id == str(number)
            }


def counted_again(rows: list[OaiRow]) -> list[tuple[int, int]]:
    sums = [(0, 0)] * 256
    for row in rows:
        name = f"oai:data.example.org:{row.item_id}"
        text = f"{name}\t{row.datestamp}\t{1 if row.deleted else 0}"
        bucket = blake2b(name.encode(), digest_size=16).digest()[0]
        one = int.from_bytes(blake2b(text.encode(), digest_size=16).digest(), "big")
        sums[bucket] = sums[bucket][0] + 1, (sums[bucket][1] + one) % 2**128
    return sums


def expected_op(known: bool, previous: bytes | None, record: CatalogueRecord | None) -> str:
    if record is None:
        return "delete"
    return "create" if not known else "restore" if previous is None else "update"


def arrival(sent: Sent, position: int) -> Arrival:
    authority = OF_A_MENTION if sent.derived else OF_A_RECORD
    return arrive(
        sent.record, encode(sent.record), authority, derived=sent.derived, source="x", position=position
    )


def prepared(tasks: Iterator[ToPrepare]) -> Iterator[Prepared]:
    for task in tasks:
        made = prepare(task, BASE)
        items = zip(map(decode, task.records), made.items, strict=True)
        yield msgspec.structs.replace(made, items=tuple(with_titled(record, item) for record, item in items))


def with_titled(record: CatalogueRecord, item: PreparedItem) -> PreparedItem:
    if not isinstance(record, HumanMadeObject) or not record.titles:
        return item
    document = f"<titled>{record.titles[0].value}</titled>".encode()
    return msgspec.structs.replace(
        item, forms={**item.forms, TITLED: PreparedForm(digest(document), pack(document))}
    )


def winners(sent: list[Sent]) -> dict[ItemId, Sent]:
    """Return who wins each item: the first record; else the longest, then the largest, mention."""
    won: dict[ItemId, Sent] = {}
    for one in sent:
        other = won.get(one.record.id)
        if other is None or (other.derived and not one.derived):
            won[one.record.id] = one
        elif other.derived and one.derived:
            won[one.record.id] = max(
                other, one, key=lambda each: (len(encode(each.record)), encode(each.record))
            )
    return won


TestLedgers = Ledgers.TestCase
TestLedgers.settings = settings(
    max_examples=32, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
)
