"""Numbers the changes of each museum's objects, so that its stream has pages as the whole one has."""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection, func, insert, select

from emuseum_lod.ledger.compiled import Bulk
from emuseum_lod.ledger.schema import museum_change
from emuseum_lod.ledger.streams import Did

MUSEUM: Final = "museum:"
"""How the spec of the set of a museum's objects begins."""

_ADD: Final = Bulk(insert(museum_change), "set_spec", "n", "seq", "did")


class MuseumChanges:
    """The streams of museums, in the transaction that changes something."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._last: dict[str, int] = {}

    def add(self, changes: Iterable[tuple[str, int, Did]]) -> None:
        """Append changes: the set that an object was or is in, the change, and what it means to that set. Sets of no museum are left out."""
        _ADD.run(
            self._connection,
            [(spec, self._next(spec), seq, did) for spec, seq, did in changes if spec.startswith(MUSEUM)],
        )

    def _next(self, spec: str) -> int:
        if spec not in self._last:
            query = select(func.max(museum_change.c.n)).where(museum_change.c.set_spec == spec)
            self._last[spec] = self._connection.execute(query).scalar() or 0
        self._last[spec] += 1
        return self._last[spec]
