"""Why an item is gone for good, where a person decided it: taken down, or merged into another. Loads leave such items alone."""

from typing import Final, Literal

from sqlalchemy import Connection, delete, insert, update

from emuseum_lod.ledger.schema import item, notice

Reason = Literal["rights", "privacy", "error", "other", "merged"]
"""What is said in public: the rights of somebody, somebody's private life, published by mistake, something else; or it is the same as another."""

TAKEDOWNS: Final[tuple[Reason, ...]] = ("rights", "privacy", "error", "other")
"""The reasons for which content is erased."""


def note(connection: Connection, num: int, reason: Reason) -> None:
    """Say why an item is gone."""
    connection.execute(delete(notice).where(notice.c.item_num == num))
    connection.execute(insert(notice).values(item_num=num, reason=reason))


def merge(connection: Connection, num: int, successor: int) -> None:
    """Say that an item has become another."""
    connection.execute(update(item).where(item.c.num == num).values(successor_num=successor))
    note(connection, num, "merged")


def unmerge(connection: Connection, num: int) -> None:
    """Say no longer that an item has become another."""
    connection.execute(update(item).where(item.c.num == num).values(successor_num=None))
    connection.execute(delete(notice).where(notice.c.item_num == num))
