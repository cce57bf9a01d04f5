"""What a whole load did not bring: the provider's items that are to become tombstones."""

from typing import Final

from sqlalchemy import Column, Connection, Integer, MetaData, Table, delete, insert, select

from emuseum_lod.ledger.schema import item, use
from emuseum_lod.ledger.staging import held, staged

_temporary: Final = MetaData()

doomed: Final = Table(
    "doomed",
    _temporary,
    Column("num", Integer, primary_key=True, autoincrement=False),
    prefixes=["TEMPORARY"],
)
"""Items that are to be deleted."""


def find_missing(connection: Connection, provider: str) -> None:
    """Fill `doomed`.

    An item whose record could not be taken stays. So does a mere mention that something else which stays still refers to: an item
    that was held, one of another provider, or a mention that stays itself.
    """
    _temporary.drop_all(connection)
    _temporary.create_all(connection)
    missing = select(item.c.num).where(
        item.c.provider == provider,
        item.c.deleted.is_(False),
        item.c.num.not_in(select(staged.c.num)),
        item.c.id.not_in(select(held.c.id)),
    )
    connection.execute(insert(doomed).from_select(["num"], missing))
    rescued = (
        select(use.c.used_num)
        .join(item, item.c.num == use.c.used_num)
        .where(
            use.c.used_num.in_(select(doomed.c.num)),
            item.c.derived.is_(True),
            use.c.user_num.not_in(select(doomed.c.num)),
        )
    )
    while connection.execute(delete(doomed).where(doomed.c.num.in_(rescued))).rowcount:
        pass  # what was rescued may rescue what it refers to
