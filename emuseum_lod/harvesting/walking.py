"""Walks through a list, a page a step: each page, and where the list goes on after it, is one transaction of the mirror.

What a repository may do wrong on the way is met here: tokens that die (the walk begins again where it began; what it brought stays), tokens that
lead in a circle, lists without an end, lists that end short of their size.
"""

from dataclasses import dataclass
from typing import Final

from msgspec.structs import replace

from emuseum_lod.errors import HarvestError
from emuseum_lod.harvesting.faults import Unfaithful
from emuseum_lod.harvesting.mirror import Mirror, State, Walk
from emuseum_lod.harvesting.pages import Page, Record, read_page
from emuseum_lod.harvesting.transport import Fetcher, Response

MAX_RESTARTS: Final = 3
"""How often a walk begins again before it gives up: a token that always dies in the same place would never let it end."""

MAX_STALE: Final = 100
"""Pages in a row that bring nothing new before a list counts as endless; where lists go by offset, edits alone can bring some of them."""

_CONFIRMED_AT_ONCE: Final = 100
_OF_THE_CALL: Final = frozenset({"badArgument", "badVerb", "cannotDisseminateFormat", "noSetHierarchy"})
_NOT_THERE: Final = frozenset({"idDoesNotExist", "cannotDisseminateFormat"})


@dataclass(frozen=True, slots=True)
class Limits:
    """What a list may be: of so many `records` at most, and, but for `any_size`, not shorter than its completeListSize."""

    records: int = 100_000_000
    any_size: bool = False


class _ListFaultError(Unfaithful):
    """The list as it goes on is no use: the next harvest has to begin it again."""


class Walker:
    """Walks for a mirror. The walk under way is in the mirror's state, so that another process can go on with it."""

    def __init__(self, fetcher: Fetcher, mirror: Mirror, limits: Limits, *, by_day: bool = False) -> None:
        """Prepare; `by_day`: the repository's dates are days."""
        self._fetcher = fetcher
        self._mirror = mirror
        self._limits = limits
        self._by_day = by_day
        self._source = mirror.state.source
        self.broken: list[str] = []

    @property
    def walk(self) -> Walk | None:
        """The walk under way."""
        return self._mirror.state.walk

    def begin(self, *, whole: bool) -> None:
        """Begin a walk: a `whole` one, or through what changed since the last; without a last one it is whole in any case."""
        state = self._mirror.state
        whole = whole or state.complete is None
        from_ = self._source.since if whole else state.complete
        if from_ and self._by_day:
            from_ = from_[: len("YYYY-MM-DD")]
        with self._mirror.transaction():
            self._mirror.forget_tokens()
            walk = Walk(number=state.walks + 1, whole=whole, from_=from_)
            self._mirror.go(replace(state, walks=walk.number, walk=walk))

    def step(self) -> bool:
        """Take the next page, or look for some of what a whole walk did not bring; tell whether the walk goes on.

        Raises Broken, Unfaithful, and HarvestError where the repository refuses what was asked for.
        """
        state = self._mirror.state
        walk = state.walk
        if walk is None:
            return False
        if walk.token is None:
            self._confirm(state, walk)
        else:
            address = self._source.following(walk.token) if walk.token else self._source.first(walk.from_)
            try:
                self._fetcher.fetch(address, lambda response: self._take(response, state, walk))
            except _ListFaultError:
                self.begin(whole=walk.whole)
                raise
        return self.walk is not None

    def ask_for(self, identifier: str, walk: int) -> None:
        """Get one record and keep it, or let it go when the list doesn't have it."""
        self._fetcher.fetch(
            self._source.record(identifier), lambda response: self._take_one(response, identifier, walk)
        )

    def _take(self, response: Response, state: State, walk: Walk) -> None:
        with self._mirror.transaction():
            before = self._mirror.tally.different
            page = read_page(response.pieces, lambda record: self._mirror.take(record, walk.number))
            self._note(state, self._after(page, walk, new=self._mirror.tally.different - before))
        self.broken += page.broken

    def _after(self, page: Page, walk: Walk, *, new: int) -> Walk:
        """Return the walk after a page that brought so many `new` records."""
        walk = replace(
            walk,
            started=walk.started or page.response_date,
            received=walk.received + page.records,
            stale=0 if new else walk.stale + 1,
        )
        if page.errors:
            return self._refused(page.errors, walk)
        if page.token is not None and page.token.size is not None:
            walk = replace(walk, size=page.token.size)
        if page.token is not None and page.token.text:
            self._check_endless(page.token.text, walk)
            return replace(walk, token=page.token.text)
        if not page.records:
            raise _ListFaultError("the list ends with an answer that has neither records nor an error")
        return self._ended(walk)

    def _refused(self, errors: dict[str, str], walk: Walk) -> Walk:
        said = "; ".join(f"{code}: {text}" for code, text in errors.items())
        if set(errors) == {"noRecordsMatch"}:
            # At the beginning an empty list; later the rest of one, all of which has changed or left the set meanwhile.
            return self._ended(walk)
        if walk.token and "badResumptionToken" in errors:
            return self._again(walk, f"its tokens die ({said})")
        if set(errors) & _OF_THE_CALL and not walk.token:
            raise HarvestError(f"the repository refuses: {said}")
        raise Unfaithful(f"the repository answers with an error: {said}")

    def _ended(self, walk: Walk) -> Walk:
        """Return the walk after its last page. A list that is shorter than it said is walked again, and in the end not believed."""
        if walk.size is not None and walk.received < walk.size and not self._limits.any_size:
            return self._again(walk, f"it ends after {walk.received:,} of {walk.size:,} records")
        return replace(walk, token=None)

    def _again(self, walk: Walk, reason: str) -> Walk:
        """Return the walk as it begins again, from its own beginning: that a list runs in the order of dates is nothing to rely on."""
        if walk.restarts == MAX_RESTARTS:
            raise _ListFaultError(f"the list can't be walked to its end: {reason}, {MAX_RESTARTS + 1} times")
        self._mirror.forget_tokens()
        return Walk(number=walk.number + 1, whole=walk.whole, from_=walk.from_, restarts=walk.restarts + 1)

    def _check_endless(self, token: str, walk: Walk) -> None:
        if not self._mirror.new_token(token):
            raise _ListFaultError("the list leads in a circle: a resumptionToken came a second time")
        if walk.stale > MAX_STALE:
            raise _ListFaultError(f"the list has no end: {walk.stale} pages brought nothing new")
        if walk.received > self._limits.records:
            raise _ListFaultError(f"the list has no end: {walk.received:,} records came")

    def _note(self, state: State, walk: Walk) -> None:
        """Note where the walk is; when it is at its end, what the mirror is complete for."""
        at_its_end = walk.token is None and not (walk.whole and self._mirror.missing(walk.number, 1))
        if at_its_end:
            self._mirror.go(replace(state, complete=walk.started, walks=walk.number, walk=None))
        else:
            self._mirror.go(replace(state, walks=walk.number, walk=walk))

    def _confirm(self, state: State, walk: Walk) -> None:
        """Ask for some of the records that a whole walk did not bring: they are gone, or have only changed while it went."""
        for identifier in self._mirror.missing(walk.number, _CONFIRMED_AT_ONCE):
            self.ask_for(identifier, walk.number)
        with self._mirror.transaction():
            self._note(state, walk)

    def _take_one(self, response: Response, identifier: str, walk: int) -> None:
        found: list[Record] = []
        page = read_page(response.pieces, found.append)
        if page.errors and not set(page.errors) <= _NOT_THERE:
            raise Unfaithful(f"the repository answers with an error: {page.errors}")
        record = next((one for one in found if one.identifier == identifier), None)
        if record is None and not page.errors:
            raise Unfaithful(f"{identifier}: the repository answers with something else")
        with self._mirror.transaction():
            if record is not None and self._belongs(record):
                self._mirror.take(record, walk)
            else:
                self._mirror.lose(identifier, page.response_date)

    def _belongs(self, record: Record) -> bool:
        """Tell whether a record belongs to the list; of a deleted one some repositories don't tell the sets any more."""
        return self._source.holds(record.sets) or (record.deleted and not record.sets)
