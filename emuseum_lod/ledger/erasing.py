"""Erases what an item said: from every version in the log, and from whatever else the ledger keeps of it."""

from typing import Final

from sqlalchemy import Connection, delete, exists, select, update

from emuseum_lod.ledger import notices
from emuseum_lod.ledger.commits import CommitRow
from emuseum_lod.ledger.faces import Face, encode_face
from emuseum_lod.ledger.museums import MuseumChanges
from emuseum_lod.ledger.notices import Reason
from emuseum_lod.ledger.schema import change, dangling, form, item, item_set, number, use
from emuseum_lod.ledger.versions import seqs_of
from emuseum_lod.uris import ItemId

_NO_FACE: Final = encode_face(Face())


def erase(connection: Connection, num: int, provider: str, reason: Reason) -> None:
    """Erase a deleted item's content. What stays is its name, that it was there, its dates, and the reason.

    The identifier that its name was made of goes too: for persons without a number it is what they are called.
    """
    last = connection.execute(select(item.c.seq).where(item.c.num == num)).scalar_one()
    for seq in seqs_of(connection, num):
        connection.execute(update(change).where(change.c.seq == seq).values(record=None))
    for table, column in (
        (number, number.c.item_num),
        (use, use.c.user_num),
        (dangling, dangling.c.user_num),
    ):
        connection.execute(delete(table).where(column == num))
    connection.execute(update(form).where(form.c.item_num == num).values(payload=None, digest=b""))
    commit = CommitRow(connection, provider)
    (seq,) = commit.log("purge", [(num, last, None)])
    commit.stamp()
    erased = {
        "digest": b"",
        "face": _NO_FACE,
        "local_id": "",
        "source": "",
        "position": 0,
        "licence_id": None,
        "origins": None,
    }
    connection.execute(update(item).where(item.c.num == num).values(seq=seq, **erased))
    specs = connection.execute(select(item_set.c.set_spec).where(item_set.c.item_num == num)).scalars()
    MuseumChanges(connection).add([(spec, seq, "delete") for spec in specs])
    notices.note(connection, num, reason)


def only_referred_by(connection: Connection, num: int) -> list[ItemId]:
    """Return the items without a record of their own to which this one alone refers."""
    others = use.alias("others")
    query = (
        select(item.c.id)
        .join(use, use.c.used_num == item.c.num)
        .where(
            use.c.user_num == num,
            item.c.derived.is_(True),
            item.c.deleted.is_(False),
            ~exists().where(others.c.used_num == use.c.used_num, others.c.user_num != num),
        )
        .order_by(item.c.num)
    )
    return [ItemId(each) for each in connection.execute(query).scalars()]
