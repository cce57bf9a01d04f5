"""Kept answers are those of the published snapshot, never more than there is room for, and never of a query that may answer differently."""

from dataclasses import dataclass, field

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emuseum_lod.sparql.frames import Done, Job, Start
from emuseum_lod.sparql.kept import KeptAnswer, KeptAnswers

JOB = Job("ASK { }", "json", keep=True)


@dataclass
class Shop:
    """A room, and what is published beside it."""

    room: int = 10_000
    snapshot: str = "one"
    kept: KeptAnswers = field(init=False)

    def __post_init__(self) -> None:
        self.kept = KeptAnswers(self.room, lambda: self.snapshot)


def answer(size: int = 10, snapshot: str = "one") -> KeptAnswer:
    return KeptAnswer(Start(snapshot, 1), (b"x" * size,), Done(1))


def test_an_answer_is_given_again() -> None:
    shop = Shop()
    assert shop.kept.find(JOB) is None
    shop.kept.keep(JOB, answer())
    assert shop.kept.find(JOB) == answer()


@pytest.mark.parametrize(
    "other",
    [
        {"query": "ASK {}"},
        {"format": "xml"},
        {"default_graphs": ("urn:g",)},
        {"named_graphs": ("urn:g",)},
        {"keep": False},
    ],
)
def test_what_differs_is_another_question(other: dict[str, object]) -> None:
    shop = Shop()
    shop.kept.keep(JOB, answer())
    assert shop.kept.find(msgspec.structs.replace(JOB, **other)) is None


def test_who_asks_makes_no_difference() -> None:
    shop = Shop()
    shop.kept.keep(JOB, answer())
    assert shop.kept.find(msgspec.structs.replace(JOB, client="192.0.2.7"))


def test_with_another_snapshot_all_is_gone() -> None:
    shop = Shop()
    shop.kept.keep(JOB, answer())
    shop.snapshot = "two"
    assert shop.kept.find(JOB) is None
    shop.snapshot = "one"
    assert shop.kept.find(JOB) is None


def test_an_answer_that_came_too_late_is_not_kept() -> None:
    shop = Shop(snapshot="two")
    shop.kept.keep(JOB, answer(snapshot="one"))
    assert shop.kept.find(JOB) is None


def test_what_may_differ_the_next_time_is_not_kept() -> None:
    shop, job = Shop(), msgspec.structs.replace(JOB, keep=False)
    shop.kept.keep(job, answer())
    assert shop.kept.find(job) is None


def test_without_room_nothing_is_kept() -> None:
    shop = Shop(room=0)
    shop.kept.keep(JOB, answer())
    assert shop.kept.find(JOB) is None


def test_what_was_asked_for_last_stays_longest() -> None:
    shop = Shop()
    jobs = [Job(f"ASK {{ }} #{number}", "json", keep=True) for number in range(20)]
    for job in jobs:
        shop.kept.keep(job, answer(1_000))
        assert shop.kept.find(jobs[0])
    assert not shop.kept.find(jobs[1])
    assert shop.kept.find(jobs[-1])


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 2_000))))
def test_the_room_is_enough(put: list[tuple[int, int]]) -> None:
    shop = Shop()
    for number, size in put:
        shop.kept.keep(Job(str(number), "json", keep=True), answer(size))
    found = [shop.kept.find(Job(str(number), "json", keep=True)) for number in range(10)]
    assert sum(len(chunk) for each in found if each for chunk in each.chunks) <= shop.room
    assert all(len(each.chunks[0]) <= shop.room / 8 for each in found if each)
