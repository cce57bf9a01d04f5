"""Answers that are kept: the same query over the same snapshot is evaluated once, for whichever web process asks.

They live in the pool, which is one process, and belong to the snapshot that is published: with another one they all go. Only what was whole when it ended is kept,
and nothing that may be another the next time (`Job.keep`). Least recently used goes first when the room is full.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from emuseum_lod.sparql.frames import Done, Job, Start

_MOST_OF_THE_ROOM: Final = 8
"""One answer may take this part of the room, so that no eight clients empty it."""

_Key = tuple[str, str, tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """A whole answer: where it is from, its text as it came, how much of what it has."""

    start: Start
    chunks: tuple[bytes, ...]
    done: Done


class KeptAnswers:
    """Keeps answers of the published snapshot, whose name `published` gives; `room` is in bytes, 0 keeps none."""

    def __init__(self, room: int, published: Callable[[], str]) -> None:
        self._room = room
        self._published = published
        self._snapshot = ""
        self._answers: OrderedDict[_Key, KeptAnswer] = OrderedDict()
        self._taken = 0

    def find(self, job: Job) -> KeptAnswer | None:
        """Return the answer to a job if it is kept."""
        if not self._room or not job.keep:
            return None
        self._follow()
        kept = self._answers.get(_key(job))
        if kept is not None:
            self._answers.move_to_end(_key(job))
        return kept

    def takes(self, job: Job, size: int) -> bool:
        """Tell whether an answer of so many bytes would be kept."""
        return job.keep and size <= self._room // _MOST_OF_THE_ROOM

    def keep(self, job: Job, answer: KeptAnswer) -> None:
        """Keep an answer, if it is of the snapshot that is published now."""
        size = _size(_key(job), answer)
        if not self.takes(job, size):
            return
        self._follow()
        if answer.start.snapshot != self._snapshot:
            return
        self._drop(_key(job))
        self._answers[_key(job)] = answer
        self._taken += size
        while self._taken > self._room:
            self._drop(next(iter(self._answers)))

    def _follow(self) -> None:
        """Let everything go when another snapshot has been published."""
        if (published := self._published()) != self._snapshot:
            self._answers.clear()
            self._taken = 0
            self._snapshot = published

    def _drop(self, key: _Key) -> None:
        if (answer := self._answers.pop(key, None)) is not None:
            self._taken -= _size(key, answer)


def _key(job: Job) -> _Key:
    return job.query, job.format, job.default_graphs, job.named_graphs


def _size(key: _Key, answer: KeptAnswer) -> int:
    """Return about how many bytes an answer takes: its text, and its query, whose characters may take four."""
    query, _, *graphs = key
    return sum(map(len, answer.chunks)) + 4 * (len(query) + sum(len(iri) for part in graphs for iri in part))
