"""Harvest under change: a harvester walks while records come, change, go and come back, sets and names change, and the service is restarted.

What is held, for every order of these (OAI-PMH 2.0 §2.7.1, §3.5; and its guidelines for harvesters):

* a record that existed unchanged all the while is delivered exactly once by a walk;
* a record that changed meanwhile is delivered by the next incremental harvest, which begins at the `responseDate` of the first part;
* at the end, the harvester's mirror equals the repository: identifiers, datestamps, deletions, sets and documents;
* a datestamp never runs back, and moves exactly when what is published moves;
* a token that was given out is good again, also for another process.
"""

import shutil
import tempfile
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from lxml import etree
from support.oai import IN_COPYRIGHT, OAI, Answer, Repository, at, thing

from emuseum_lod.catalogue.records import HumanMadeObject

FREE: Final = "http://creativecommons.org/publicdomain/zero/1.0/"
MUSEUMS: Final = ("abai", "aral")


class Held(NamedTuple):
    """A record as a harvester has it."""

    datestamp: str
    deleted: bool
    sets: frozenset[str]
    document: str


class Harvests(RuleBasedStateMachine):
    """A repository, and a harvester of each of two formats in the middle of a walk."""

    prefix = "oai_dc"

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.repository = Repository(self.folder, oai_page_size=3)
        self.now = datetime(2026, 3, 2, 8, tzinfo=UTC)
        self.objects: dict[int, HumanMadeObject] = {}
        self.forms_version = 1
        self.mirror: dict[str, Held] = {}
        self.following: str | None = None
        """The next harvest's `from`: when the first part of the last whole one was answered."""
        self.walking: Answer | None = None
        self.began = ""
        self.at_start: dict[str, Held] = {}
        self.changed: set[str] = set()
        self.delivered: Counter[str] = Counter()

    def teardown(self) -> None:
        self.harvest_to_the_end()
        self.harvest_to_the_end()
        assert self.mirror == self.published()
        self.repository.ledger.close()
        shutil.rmtree(self.folder)

    # --- the museum --------------------------------------------------------------------------------------------------

    @initialize(numbers=st.sets(st.integers(0, 11), min_size=4))
    def first_load(self, numbers: set[int]) -> None:
        self.objects = {number: made(number, "Алқа", free=False) for number in numbers}
        self.load()

    @rule(
        changes=st.dictionaries(
            st.integers(0, 11),
            st.none() | st.tuples(st.sampled_from(["Алқа", "Сырға", "Кесе"]), st.booleans()),
            min_size=1,
            max_size=6,
        ),
        sealed=st.sampled_from([True, True, True, False]),
    )
    def load_changes(self, changes: dict[int, tuple[str, bool] | None], *, sealed: bool) -> None:
        """Records are added, edited, deleted, brought back; with their rights, their sets change."""
        for number, change in changes.items():
            if change is None:
                self.objects.pop(number, None)
            else:
                self.objects[number] = made(number, change[0], free=change[1])
        self.load(sealed=sealed)

    @rule()
    def make_the_documents_anew(self) -> None:
        """Another version of the program makes all documents again: what comes out as it was keeps its datestamp."""
        self.forms_version += 1
        self.load()

    @rule(seconds=st.sampled_from([1, 1, 60, 86_400, -30]))
    def time_passes(self, seconds: int) -> None:
        """Now and then a clock is set back."""
        self.now += timedelta(seconds=seconds)

    @rule(page_size=st.integers(1, 5))
    def restart_the_service(self, page_size: int) -> None:
        self.repository.ledger.close()
        self.repository = Repository(self.folder, oai_page_size=page_size)
        self.repository.seal(self.second)

    # --- the harvester -----------------------------------------------------------------------------------------------

    @precondition(lambda self: self.walking is None)
    @rule()
    def begin_to_harvest(self) -> None:
        arguments = {"verb": "ListRecords", "metadataPrefix": self.prefix}
        if self.following is not None:
            arguments["from_"] = self.following
        self.at_start = self.published()
        self.changed, self.delivered = set(), Counter()
        with at(self.second):
            answer = self.repository.say(**arguments)
        self.began = answer.texts("responseDate")[0]
        self.take(answer)

    @precondition(lambda self: self.walking is not None)
    @rule(twice=st.booleans())
    def go_on(self, *, twice: bool) -> None:
        """A part may be lost on its way: the same token brings it again."""
        assert self.walking is not None
        token = self.walking.token or ""
        with at(self.second):
            answer = self.repository.say(verb="ListRecords", resumptionToken=token)
            if twice:
                again = self.repository.say(verb="ListRecords", resumptionToken=token)
                assert again.texts("identifier") == answer.texts("identifier")
        self.take(answer)

    def harvest_to_the_end(self) -> None:
        if self.walking is None:
            self.begin_to_harvest()
        while self.walking is not None:
            self.go_on(twice=False)

    def take(self, answer: Answer) -> None:
        # The list was over before what remained of it changed: the next harvest brings it.
        assert answer.errors in ([], ["noRecordsMatch"])
        for record in answer.root.iter(f"{OAI}record"):
            name, one = read(record)
            self.mirror[name] = one
            self.delivered[name] += 1
        self.walking = answer if answer.token else None
        if self.walking is None:
            self.compare_the_walk()
            self.following = self.began

    def compare_the_walk(self) -> None:
        since = self.following or ""
        wanted = {name for name, one in self.at_start.items() if one.datestamp >= since}
        for name in wanted - self.changed:
            assert self.delivered[name] == 1, "unchanged throughout, and delivered exactly once"
        assert all(times == 1 or name in self.changed for name, times in self.delivered.items())

    # --- both --------------------------------------------------------------------------------------------------------

    def load(self, *, sealed: bool = True) -> None:
        before = self.published()
        version = str(self.forms_version)
        self.repository.load(
            self.second, list(self.objects.values()), MUSEUMS, forms_version=version, sealed=sealed
        )
        after = self.published()
        for name, one in after.items():
            was = before.get(name)
            if was is None or was[1:] != one[1:]:
                self.changed.add(name)
                assert was is None or one.datestamp >= was.datestamp, "never runs back"
            elif was.datestamp != one.datestamp:
                # Only a datestamp that was provisional may move without a change: this load sealed the one before.
                self.changed.add(name)
        assert before.keys() <= after.keys(), "what was published once is never forgotten"

    @property
    def second(self) -> str:
        return self.now.strftime("%Y-%m-%dT%H:%M:%SZ")

    def published(self) -> dict[str, Held]:
        """Return what an undisturbed walk would deliver."""
        parts = self.repository.walk(verb="ListRecords", metadataPrefix=self.prefix)
        return dict(read(record) for part in parts for record in part.root.iter(f"{OAI}record"))

    @invariant()
    def both_lists_tell_the_same(self) -> None:
        if not self.objects:
            return
        parts = self.repository.walk(verb="ListIdentifiers", metadataPrefix=self.prefix)
        headers = [name for part in parts for name in part.texts("identifier")]
        assert sorted(headers) == sorted(self.published())


def made(number: int, title: str, *, free: bool) -> HumanMadeObject:
    one = thing(number, MUSEUMS[number % 2], title)
    return msgspec.structs.replace(one, rights=FREE if free else IN_COPYRIGHT)


def read(record: Any) -> tuple[str, Held]:
    header = record.find(f"{OAI}header")
    metadata = record.find(f"{OAI}metadata")
    return header.findtext(f"{OAI}identifier"), Held(
        header.findtext(f"{OAI}datestamp"),
        header.get("status") == "deleted",
        frozenset(one.text for one in header.iterfind(f"{OAI}setSpec")),
        "" if metadata is None else etree.canonicalize(etree.tostring(metadata[0], encoding="unicode")),
    )


def runs(number: int) -> settings:
    return settings(
        max_examples=number,
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )


class TestHarvests(Harvests.TestCase):
    settings = runs(20)


@pytest.mark.soak
class TestManyHarvests(Harvests.TestCase):
    settings = runs(1_000)
