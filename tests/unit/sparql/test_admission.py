"""Who gets a worker: turns between clients, bounds on each, the quick lane, budgets of query-seconds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emuseum_lod.sparql.admission import Accounts, Admission, Lane, Ticket


def taken(admission: Admission) -> list[Ticket]:
    found = []
    while ticket := admission.next():
        found.append(ticket)
    return found


def names(tickets: list[Ticket]) -> str:
    return "".join(ticket.client for ticket in tickets)


def test_clients_take_turns_however_much_one_asks() -> None:
    admission = Admission(places=1, quick=0, each=9)
    for client in "aaaabc":
        admission.ask(client)
    order = []
    while ticket := admission.next():
        order.append(ticket)
        admission.leave(ticket)
    assert names(order) == "abcaaa"


def test_no_client_has_more_at_work_than_it_may() -> None:
    admission = Admission(places=4, quick=0, each=2)
    for client in "aaab":
        admission.ask(client)
    running = taken(admission)
    assert sorted(names(running)) == list("aab")
    assert admission.waiting == 1
    admission.leave(next(ticket for ticket in running if ticket.client == "b"))
    assert admission.next() is None, "a free place is no reason to give one client three"
    admission.leave(next(ticket for ticket in running if ticket.client == "a"))
    assert names(taken(admission)) == "a"


def test_when_all_places_are_taken_a_new_query_is_tried_in_the_quick_lane() -> None:
    admission = Admission(places=1, quick=1, each=2)
    long = admission.ask("a")
    assert taken(admission) == [long]
    short, other = admission.ask("b"), admission.ask("c")
    assert taken(admission) == [short]
    assert (long.lane, short.lane) == (Lane.FULL, Lane.QUICK)
    # It was not quick: it is first in turn for a full place, and not tried again.
    admission.set_back(short)
    assert taken(admission) == [other]
    admission.leave(other)
    assert admission.next() is None
    admission.leave(long)
    assert taken(admission) == [short]
    assert short.lane is Lane.FULL


def test_in_too_long_a_queue_the_longest_line_loses_its_last() -> None:
    admission = Admission(places=1, quick=0, each=1)
    tickets = [admission.ask(client) for client in "aaab"]
    assert admission.surplus(4) is None
    assert admission.surplus(3) is tickets[2]
    late = admission.ask("c")
    assert admission.surplus(3) is tickets[1], "who has asked for much makes room for who has not"
    admission.ask("d")
    assert admission.surplus(3) is not late or admission.waiting == 3


STEPS = st.lists(
    st.tuples(st.sampled_from(["ask", "next", "leave", "back", "surplus"]), st.integers(0, 7)), max_size=60
)


@given(STEPS, st.integers(1, 3), st.integers(0, 2), st.integers(1, 3))
def test_whatever_happens_no_bound_is_broken_and_nothing_is_lost(
    steps: list[tuple[str, int]], places: int, quick: int, each: int
) -> None:
    admission = Admission(places, quick, each)
    waiting: list[Ticket] = []
    running: list[Ticket] = []
    for what, number in steps:
        if what == "ask":
            waiting.append(admission.ask("abc"[number % 3]))
        elif what == "next" and (ticket := admission.next()):
            assert not (ticket.tried and ticket.lane is Lane.QUICK)
            waiting.remove(ticket)
            running.append(ticket)
        elif what == "leave" and (running or waiting):
            some = (running + waiting)[number % len(running + waiting)]
            admission.leave(some)
            (running if some in running else waiting).remove(some)
        elif what == "back" and (tried := [ticket for ticket in running if ticket.lane is Lane.QUICK]):
            admission.set_back(tried[0])
            running.remove(tried[0])
            waiting.append(tried[0])
        elif what == "surplus" and (gone := admission.surplus(number)):
            waiting.remove(gone)
        assert admission.waiting == len(waiting)
        assert sum(ticket.lane is Lane.FULL for ticket in running) <= places
        assert sum(ticket.lane is Lane.QUICK for ticket in running) <= quick
        assert all(names(running).count(client) <= each for client in "abc")
    for ticket in running:
        admission.leave(ticket)
    served = []
    while ticket := admission.next():
        served.append(ticket)
        admission.leave(ticket)
    assert set(served) == set(waiting), "everybody who waits is served in the end"


def test_a_budget_is_used_up_refills_and_is_nobody_elses() -> None:
    accounts = Accounts(a_minute=60, burst=120)
    assert accounts.pause("a", 0) == 0
    accounts.charge("a", 150, 100)
    assert accounts.pause("a", 100) == pytest.approx(31)
    assert accounts.pause("b", 100) == 0
    assert accounts.pause("a", 120) == pytest.approx(11)
    assert accounts.pause("a", 131) == 0
    accounts.charge("a", 2, 10_000)
    accounts.charge("a", 119, 10_000)
    assert accounts.pause("a", 10_000) > 0, "no more than the burst is saved"


def test_without_a_limit_nobody_is_told_to_wait() -> None:
    accounts = Accounts(a_minute=0, burst=0)
    accounts.charge("a", 1e9, 0)
    assert accounts.pause("a", 0) == 0


@given(st.lists(st.tuples(st.floats(0, 30), st.floats(0, 60)), max_size=30))
def test_nobody_gets_more_than_the_budget_over_any_time(steps: list[tuple[float, float]]) -> None:
    accounts, now, used, last = Accounts(a_minute=60, burst=120), 0.0, 0.0, 0.0
    for query, pause in steps:
        now += pause
        if not accounts.pause("a", now):
            now += query
            accounts.charge("a", query, now)
            used, last = used + query, query
    assert used <= 120 + now + last + 1e-6


def test_who_waits_as_long_as_told_may_ask() -> None:
    accounts = Accounts(a_minute=30, burst=60)
    accounts.charge("a", 75, 5)
    assert accounts.pause("a", 5 + accounts.pause("a", 5)) == 0
