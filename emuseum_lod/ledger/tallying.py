"""Counts that are kept with each commit, so that none is ever counted on a request."""

from collections import Counter

from sqlalchemy import Connection, and_, bindparam, insert, select, update

from emuseum_lod.ledger.schema import tally


class Tallies:
    """What a load adds to the counts; written once, at its end."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._added: Counter[tuple[str, str]] = Counter()

    def add(self, what: str, name: str, count: int = 1) -> None:
        """Add to a count (`schema.tally` tells which there are)."""
        self._added[what, name] += count

    def write(self) -> None:
        """Write what was added. Counts that nothing was added to are not touched."""
        known = {(row.what, row.name) for row in self._connection.execute(select(tally.c.what, tally.c.name))}
        changed = [(key, count) for key, count in sorted(self._added.items()) if count]
        new = [
            {"what": what, "name": name, "n": n} for (what, name), n in changed if (what, name) not in known
        ]
        old = [{"of": what, "named": name, "by": n} for (what, name), n in changed if (what, name) in known]
        if new:
            self._connection.execute(insert(tally), new)
        if old:
            where = and_(tally.c.what == bindparam("of"), tally.c.name == bindparam("named"))
            self._connection.execute(update(tally).where(where).values(n=tally.c.n + bindparam("by")), old)
