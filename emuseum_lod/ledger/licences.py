"""The licences under which descriptions are published, each kept once."""

from sqlalchemy import Connection, insert, select

from emuseum_lod.ledger.schema import licence


class Licences:
    """The licences by their numbers in the ledger; a new one gets the next."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._nums: dict[str, int] = {row.uri: row.id for row in connection.execute(select(licence))}

    def num(self, uri: str) -> int | None:
        """Return the number of a licence; None for none."""
        if not uri:
            return None
        if uri not in self._nums:
            self._nums[uri] = len(self._nums) + 1
            self._connection.execute(insert(licence).values(id=self._nums[uri], uri=uri))
        return self._nums[uri]
