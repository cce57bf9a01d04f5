"""Keeps who uses whom, the numbers that items are found by, and the items whose face changed."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    MetaData,
    Select,
    Table,
    and_,
    bindparam,
    delete,
    insert,
    select,
)

from emuseum_lod.ledger.compiled import Bulk
from emuseum_lod.ledger.contest import Links
from emuseum_lod.ledger.schema import dangling, item, number, use
from emuseum_lod.ledger.staging import batches
from emuseum_lod.uris import ItemId, Kind

_Use = tuple[int, str, int]

_MOST_NUMS: Final = 100_000
"""Numbers of items that are remembered between chunks; a catalogue mentions the same few thousand items all the time."""

_temporary: Final = MetaData()

refaced: Final = Table(
    "refaced",
    _temporary,
    Column("num", Integer, primary_key=True, autoincrement=False),
    prefixes=["TEMPORARY"],
)
"""Items of which the forms of their users now show something else."""

_USES: Final = Bulk(insert(use), "used_num", "user_kind", "user_num")
_DANGLING: Final = Bulk(insert(dangling), "used_id", "user_num")
_NUMBERS: Final = Bulk(insert(number), "number", "item_num")
_REFACED: Final = Bulk(insert(refaced), "num")


def _removal(table: Table) -> Bulk:
    """Return the removal of one row, by the columns of its key."""
    key = [column for column in table.columns if column.primary_key]
    matches = [column == bindparam(f"of_{column.name}") for column in key]
    return Bulk(delete(table).where(and_(*matches)), *(f"of_{column.name}" for column in key))


_UNUSE: Final = _removal(use)
_UNDANGLE: Final = _removal(dangling)
_UNNUMBER: Final = _removal(number)


class Linking:
    """The links of the items that a load changes."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._nums: dict[ItemId, int] = {}
        _temporary.drop_all(connection)
        _temporary.create_all(connection)

    def arrive(self, created: Mapping[ItemId, int]) -> None:
        """Turn the references that dangled until these items came into uses of them."""
        query = (
            select(dangling.c.used_id, dangling.c.user_num, item.c.kind)
            .join(item, item.c.num == dangling.c.user_num)
            .where(dangling.c.used_id.in_(list(created)))
        )
        waiting = self._connection.execute(query).all()
        if not waiting:
            return
        arrived = {row.used_id for row in waiting}
        self._connection.execute(delete(dangling).where(dangling.c.used_id.in_(arrived)))
        _USES.run(self._connection, ((created[row.used_id], row.kind, row.user_num) for row in waiting))
        self.faces_changed([created[used_id] for used_id in arrived])

    def faces_changed(self, nums: Sequence[int]) -> None:
        """Remember items of which the forms of their users show something else."""
        _REFACED.run(self._connection, ((num,) for num in nums))

    def forget(self, nums: Sequence[int]) -> None:
        """Remove what items refer to; the numbers they are found by stay, for those that are only deleted."""
        if nums:
            self._connection.execute(delete(use).where(use.c.user_num.in_(nums)))
            self._connection.execute(delete(dangling).where(dangling.c.user_num.in_(nums)))

    def connect(self, linked: Sequence[tuple[int, Kind, Links]]) -> None:
        """Bring the links of items to what they are now. Only the difference is written: most changes of a record leave its links as they were."""
        nums = self._resolve(used for _, _, links in linked for used in links.uses)
        uses, loose, found_by = set[_Use](), set[tuple[str, int]](), set[tuple[str, int]]()
        for user, kind, links in linked:
            for used in links.uses:
                if used in nums:
                    uses.add((nums[used], kind, user))
                else:
                    loose.add((used, user))
            found_by.update((text, user) for text in links.numbers)
        users = [user for user, _, _ in linked]
        self._amend(uses, self._known(select(use).where(use.c.user_num.in_(users))), _UNUSE, _USES)
        self._amend(
            loose, self._known(select(dangling).where(dangling.c.user_num.in_(users))), _UNDANGLE, _DANGLING
        )
        self._amend(
            found_by, self._known(select(number).where(number.c.item_num.in_(users))), _UNNUMBER, _NUMBERS
        )

    def _known(self, query: Select[Any]) -> set[Any]:
        return {tuple(row) for row in self._connection.execute(query)}

    def _amend(self, wanted: set[Any], known: set[Any], removal: Bulk, addition: Bulk) -> None:
        removal.run(self._connection, sorted(known - wanted))
        addition.run(self._connection, sorted(wanted - known))

    def _resolve(self, ids: Iterable[ItemId]) -> Mapping[ItemId, int]:
        """Return the numbers of those of the items that the ledger has."""
        wanted = set(ids)
        if len(self._nums) > _MOST_NUMS:
            self._nums.clear()
        for some in batches(wanted - self._nums.keys()):
            query = select(item.c.id, item.c.num).where(item.c.id.in_(some))
            self._nums.update((ItemId(row.id), row.num) for row in self._connection.execute(query))
        return self._nums
