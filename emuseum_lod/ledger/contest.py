"""Who wins when one item arrives several times, and what its arrival would do to the ledger.

* two records of one input with the same identifier are an error; the first wins, and both positions are reported;
* of two inputs of one provider, the one that the profile ranks first wins;
* of several mentions (a maker named by a thousand objects), and of a mention and a record, the highest authority wins; then a
  record before a mention; then the longer, and then the larger, canonical form.
"""

from collections.abc import Callable
from typing import Any

import msgspec
from sqlalchemy import Row

from emuseum_lod.catalogue.records import CatalogueRecord, digest
from emuseum_lod.issues import Issue, shorten
from emuseum_lod.ledger.faces import encode_face, face_of, numbers
from emuseum_lod.ledger.references import references
from emuseum_lod.provenance import encode_origins
from emuseum_lod.uris import ItemId


class Links(msgspec.Struct, frozen=True, array_like=True):
    """What an item is connected by: the items it refers to, and the numbers it can be found by."""

    uses: tuple[ItemId, ...] = ()
    numbers: tuple[str, ...] = ()


class Arrival(msgspec.Struct, frozen=True, array_like=True):
    """One emission, made ready for the ledger where it was mapped (`arrive`).

    `record` is its canonical form, `face` and `links` what the ledger keeps beside it, encoded. `rank` is that of its input in the
    profile's precedence (0 first); `derived` tells a mention from an item's own record. `licence` is that of the description;
    `origins` where it was harvested, encoded.
    """

    id: ItemId
    namespace: str
    local_id: str
    digest: bytes
    record: bytes
    face: bytes
    links: bytes
    authority: int
    derived: bool
    rank: int
    source: str
    position: int
    licence: str
    origins: bytes | None


_ENCODE_LINKS = msgspec.msgpack.Encoder().encode
decode_links = msgspec.msgpack.Decoder(Links).decode


def arrive(
    record: CatalogueRecord,
    data: bytes,
    authority: int,
    *,
    derived: bool = False,
    rank: int = 0,
    source: str = "",
    position: int = 0,
) -> Arrival:
    """Return a record and its canonical form as an arrival."""
    return Arrival(
        id=record.id,
        namespace=record.namespace,
        local_id=record.local_id,
        digest=digest(data),
        record=data,
        face=encode_face(face_of(record)),
        links=_ENCODE_LINKS(Links(references(record), numbers(record))),
        authority=authority,
        derived=derived,
        rank=rank,
        source=source,
        position=position,
        licence=record.metadata_rights,
        origins=encode_origins(record.origins) if record.origins else None,
    )


class Contest:
    """Who wins among a chunk's arrivals, what was staged before (`staged`), and what the ledger has (`known`)."""

    def __init__(
        self,
        provider: str,
        known: dict[ItemId, Row[Any]],
        staged: dict[ItemId, Row[Any]],
        bytes_of: Callable[[Row[Any]], bytes],
    ) -> None:
        self.known = known
        self.staged = staged
        self.winners: dict[ItemId, tuple[Arrival, str]] = {}
        self.issues: list[Issue] = []
        self._provider = provider
        self._bytes_of = bytes_of

    def enter(self, arrival: Arrival) -> None:
        """Let an arrival win its item, or lose it, or be refused with an issue."""
        known = self.known.get(arrival.id)
        if known is not None and known.reason is not None:
            self._refuse(arrival, known)
            return
        current = self._current(arrival.id)
        other = known if current is None else current
        if other is not None and (other.namespace, other.local_id) != (arrival.namespace, arrival.local_id):
            self.issues.append(_collision(arrival, other))
        elif self._may_write(arrival, known) if current is None else self._beats(arrival, current):
            self.winners[arrival.id] = (arrival, _op(arrival, known))

    def _refuse(self, arrival: Arrival, known: Row[Any]) -> None:
        """Leave an item alone that a person took out of publication. A mere mention says nothing that its provider could leave out."""
        if not arrival.derived:
            self.issues.append(_withdrawn(arrival, known.reason))

    def _current(self, item_id: ItemId) -> "Arrival | Row[Any] | None":
        won = self.winners.get(item_id)
        return won[0] if won else self.staged.get(item_id)

    def _beats(self, arrival: Arrival, current: "Arrival | Row[Any]") -> bool:
        if not arrival.derived and not current.derived:
            if arrival.rank == current.rank:
                self.issues.append(_duplicate(arrival, current))
            return bool(arrival.rank < current.rank)
        ours, theirs = _strength(arrival), _strength(current)
        if ours != theirs or arrival.digest == current.digest:
            return ours > theirs
        theirs_bytes = current.record if isinstance(current, Arrival) else self._bytes_of(current)
        return (len(arrival.record), arrival.record) > (len(theirs_bytes), theirs_bytes)

    def _may_write(self, arrival: Arrival, known: Row[Any] | None) -> bool:
        """Tell whether an arrival may have an item that another provider may own: a mention hardly ever, a record mostly."""
        if known is None or known.deleted or known.provider == self._provider:
            return True
        if arrival.derived or arrival.authority < known.authority:
            return bool(arrival.authority > known.authority)
        self.issues.append(
            Issue(
                code="provider-changed",
                severity="warning",
                message=f"{arrival.id} came from provider {known.provider} until now",
                source=arrival.source,
                position=arrival.position,
                value=shorten(arrival.local_id),
                advice="if both providers send it, leave it out of one of the exports",
            )
        )
        return True


def _strength(one: "Arrival | Row[Any]") -> tuple[int, bool]:
    return one.authority, not one.derived


def _op(arrival: Arrival, known: Row[Any] | None) -> str:
    """Return what an arrival would do (`staging.staged`)."""
    if known is None:
        return "create"
    if known.deleted:
        return "restore"
    if known.digest == arrival.digest:
        return "same" if _strength(arrival) == _strength(known) else "note"
    return "weaker" if arrival.derived and _strength(arrival) < _strength(known) else "update"


def _withdrawn(arrival: Arrival, reason: str) -> Issue:
    return Issue(
        code="withdrawn-record",
        severity="warning",
        message=f"{arrival.id} was taken out of publication ({reason}) and stays so",
        source=arrival.source,
        position=arrival.position,
        advice="leave it out of the export",
    )


def _duplicate(arrival: Arrival, first: "Arrival | Row[Any]") -> Issue:
    return Issue(
        code="duplicate-record",
        message=f"the record of {first.source}:{first.position} has the same identifier and was taken",
        source=arrival.source,
        position=arrival.position,
        value=shorten(arrival.local_id),
        advice="give each object an identifier of its own, or remove one of the two",
    )


def _collision(arrival: Arrival, other: "Arrival | Row[Any]") -> Issue:
    return Issue(
        code="identifier-collision",
        message=f"{arrival.id} already stands for {other.local_id!r} of {other.namespace!r}",
        source=arrival.source,
        position=arrival.position,
        value=shorten(arrival.local_id),
        advice="two identifiers have the same key: report this to the maintainers; the record was not taken",
    )
