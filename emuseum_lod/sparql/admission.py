"""Who gets a worker, and when: fair between clients, by the time that their queries take.

Two rules, and no clock or process of their own (the supervisor has those), so that they can be tried by themselves:

* `Accounts`: a client has a budget of query-seconds, which refills steadily (a token bucket). Who has used it up is told when to come back.
* `Admission`: each client has a line of its own, and the lines take turns. No client has more than so many queries at work. When all
  places are taken, queries that have not been tried yet get one more, the quick lane: who ends within its short time never waits
  for long queries, who does not is set back to the head of its line and begins anew in a place of full length.
"""

from collections import Counter, OrderedDict, deque
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

_MOST_ACCOUNTS: Final = 10_000
"""Clients that are remembered; the one that asked longest ago is forgotten first, mostly with a full account."""

_WORTH_COMING_BACK: Final = 1.0
"""Query-seconds that a client should have when it is told to come back."""


class Lane(Enum):
    """Where a query runs: with its full time, or quickly."""

    FULL = "full"
    QUICK = "quick"


@dataclass(eq=False, slots=True)
class Ticket:
    """A query of a client. `tried` tells that it has had its time in the quick lane."""

    client: str
    lane: Lane | None = None
    tried: bool = False


class Accounts:
    """Budgets: `a_minute` query-seconds for each client, of which `burst` may be saved; 0: without limit."""

    def __init__(self, a_minute: float, burst: float) -> None:
        self._rate = a_minute / 60
        self._burst = burst
        self._balances: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def pause(self, client: str, now: float) -> float:
        """Return the seconds after which a client may ask again; 0: now."""
        if not self._rate or (balance := self._balance(client, now)) > 0:
            return 0.0
        return (_WORTH_COMING_BACK - balance) / self._rate

    def charge(self, client: str, seconds: float, now: float) -> None:
        """Take what a query used from its client's budget; that may end below zero."""
        if not self._rate:
            return
        self._balances[client] = (self._balance(client, now) - seconds, now)
        self._balances.move_to_end(client)
        while len(self._balances) > _MOST_ACCOUNTS:
            self._balances.popitem(last=False)

    def _balance(self, client: str, now: float) -> float:
        balance, then = self._balances.get(client, (self._burst, now))
        return min(self._burst, balance + (now - then) * self._rate)


@dataclass(slots=True)
class Admission:
    """The lines of the clients, and the places that are taken.

    `places` queries run with full time, `quick` in the quick lane, `each` of one client.
    """

    places: int
    quick: int
    each: int
    _lines: OrderedDict[str, deque[Ticket]] = field(default_factory=OrderedDict)
    _running: Counter[str] = field(default_factory=Counter)
    _taken: Counter[Lane] = field(default_factory=Counter)

    @property
    def waiting(self) -> int:
        """How many tickets wait."""
        return sum(map(len, self._lines.values()))

    def ask(self, client: str) -> Ticket:
        """Put a query of a client at the end of its line."""
        ticket = Ticket(client)
        self._lines.setdefault(client, deque()).append(ticket)
        return ticket

    def next(self) -> Ticket | None:
        """Give a place to the ticket whose turn it is; None when no ticket may have one now."""
        for lane, free in ((Lane.FULL, self.places), (Lane.QUICK, self.quick)):
            if self._taken[lane] < free and (ticket := self._first(lane)):
                ticket.lane = lane
                self._taken[lane] += 1
                self._running[ticket.client] += 1
                return ticket
        return None

    def surplus(self, most: int) -> Ticket | None:
        """Take the ticket out that has to go when more than `most` wait: the last of the longest line."""
        if self.waiting <= most:
            return None
        line = max(reversed(self._lines.values()), key=len)
        ticket = line[-1]
        self.leave(ticket)
        return ticket

    def leave(self, ticket: Ticket) -> None:
        """Take a ticket out, wherever it is: its query has ended, or nobody waits for it any more."""
        if ticket.lane is not None:
            self._free(ticket)
        elif ticket in self._lines.get(ticket.client, ()):
            self._lines[ticket.client].remove(ticket)
            self._drop_if_empty(ticket.client)

    def set_back(self, ticket: Ticket) -> None:
        """Put a ticket whose time in the quick lane is over to the head of its line, and that first of all."""
        self._free(ticket)
        ticket.tried = True
        self._lines.setdefault(ticket.client, deque()).appendleft(ticket)
        self._lines.move_to_end(ticket.client, last=False)

    def _first(self, lane: Lane) -> Ticket | None:
        for client, line in self._lines.items():
            if self._running[client] >= self.each:
                continue
            ticket = next((each for each in line if lane is Lane.FULL or not each.tried), None)
            if ticket is not None:
                line.remove(ticket)
                self._lines.move_to_end(client)
                self._drop_if_empty(client)
                return ticket
        return None

    def _free(self, ticket: Ticket) -> None:
        if ticket.lane is None:
            return
        self._taken[ticket.lane] -= 1
        ticket.lane = None
        self._running[ticket.client] -= 1
        if not self._running[ticket.client]:
            del self._running[ticket.client]

    def _drop_if_empty(self, client: str) -> None:
        if not self._lines[client]:
            del self._lines[client]
