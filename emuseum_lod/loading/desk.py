"""The work on records that several processes share: mapping them, and making their forms.

Whatever goes between processes is bytes: source records pickled (a source may hold any plain value), the rest as MessagePack.
"""

import pickle
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final, Literal

import msgspec

from emuseum_lod.issues import Issue
from emuseum_lod.ledger.contest import Arrival, arrive
from emuseum_lod.ledger.forming import ToPrepare
from emuseum_lod.loading.forms import prepare
from emuseum_lod.mapping.audit import Audit
from emuseum_lod.mapping.engine import Mapper
from emuseum_lod.mapping.profile import load_profile
from emuseum_lod.mapping.terms import Emission
from emuseum_lod.sources.record import SourceRecord
from emuseum_lod.uris import ItemId

Job = Literal["map", "prepare"]

_MOST_SENT: Final = 100_000
"""Mentions that are remembered as sent."""


class Setup(msgspec.Struct, frozen=True):
    """What a desk needs to know. `roots` are the beginnings of source names that are left out in the ledger."""

    provider: str
    base: str
    roots: tuple[str, ...]


class MappedChunk(msgspec.Struct, frozen=True, array_like=True):
    """What came of a chunk of source records; `audit` is pickled."""

    arrivals: list[Arrival]
    issues: list[Issue]
    held: list[ItemId]
    audit: bytes


_ENCODE: Final = msgspec.msgpack.Encoder().encode
_DECODE_TASK: Final = msgspec.msgpack.Decoder(ToPrepare).decode


def pack_records(records: Sequence[SourceRecord]) -> bytes:
    """Return source records as a desk takes them for the job *map*."""
    return pickle.dumps([(one.fields, one.source, one.position, one.origins) for one in records], protocol=5)


def pack_task(task: ToPrepare) -> bytes:
    """Return a task as a desk takes it for the job *prepare*."""
    return _ENCODE(task)


class Desk:
    """Does the work of one provider's load, in whatever process it stands."""

    def __init__(self, setup: Setup) -> None:
        """Make a desk. Raises ConfigurationError for a profile that is wrong."""
        self.setup = setup
        self.mapper = Mapper(load_profile(setup.provider))
        self._sent: dict[ItemId, Emission] = {}

    def do(self, job: Job, work: bytes) -> bytes:
        """Do a piece of work and return what came of it: a `MappedChunk` or a `forming.Prepared`."""
        if job == "map":
            return _ENCODE(self._map(work))
        return _ENCODE(prepare(_DECODE_TASK(work), self.setup.base))

    def _map(self, work: bytes) -> MappedChunk:
        chunk = MappedChunk([], [], [], b"")
        for record in _unpack(work):
            mapped = self.mapper.map(record)
            name = self._name(record.source)
            for emission in mapped.emissions:
                if not emission.derived or self._is_news(emission):
                    chunk.arrivals.append(
                        arrive(
                            emission.record,
                            emission.data,
                            emission.authority,
                            derived=emission.derived,
                            rank=mapped.rank,
                            source=name,
                            position=record.position,
                        )
                    )
            chunk.issues.extend(mapped.issues)
            chunk.held.extend(mapped.held)
        return msgspec.structs.replace(chunk, audit=self._take_audit())

    def _is_news(self, emission: Emission) -> bool:
        """Tell whether a mention was not sent before: a catalogue mentions the same few thousand things all the time."""
        item_id = emission.record.id
        before = self._sent.get(item_id)
        if before is emission or (before is not None and before.data == emission.data):
            return False
        if len(self._sent) >= _MOST_SENT:
            self._sent.clear()
        self._sent[item_id] = emission
        return True

    def _name(self, source: str) -> str:
        for root in self.setup.roots:
            if source.startswith(root):
                return source[len(root) :]
        return source

    def _take_audit(self) -> bytes:
        """Return what was audited since the last time, and begin anew."""
        audit = self.mapper.audit
        taken = pickle.dumps(audit, protocol=5)
        for name in audit.__struct_fields__:
            counted: Counter[Any] = getattr(audit, name)
            counted.clear()
        return taken


def _unpack(work: bytes) -> Iterator[SourceRecord]:
    rows = pickle.loads(work)  # noqa: S301 - our own bytes, from the process that started this one
    for fields, source, position, origins in rows:
        yield SourceRecord(fields=fields, source=source, position=position, origins=origins)


def unpack_audit(data: bytes) -> Audit:
    """Return the audit of a chunk."""
    audit: Audit = pickle.loads(data)  # noqa: S301 - our own bytes, from a process that this one started
    return audit
