"""Opening the ledger: connections, schema, identity, and the sealing of commits.

A reader of SQLite in WAL mode sees the last commit that was whole when it began and never waits for the writer. `synchronous`
is FULL: a commit that was acknowledged survives the death of the process and of the machine.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Self, cast

from sqlalchemy import Connection, Engine, create_engine, event, func, insert, inspect, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from emuseum_lod.errors import IdentityError, LedgerError
from emuseum_lod.ledger import clock
from emuseum_lod.ledger.reading import Reader
from emuseum_lod.ledger.receipts import Receipts
from emuseum_lod.ledger.schema import SCHEMA_VERSION, commit, meta, metadata

_WRITER_CACHE_KIB: Final = 65_536
_READER_CACHE_KIB: Final = 8_192


class Ledger:
    """The one truth. `reader()` is for everybody; `transaction()` for the one process that holds the load's lock."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, place: Path | str) -> Self:
        """Open the ledger of a data folder or of a database URL, making it when it is new.

        Raises LedgerError when it cannot be opened or was written by another version.
        """
        url = str(place) if "://" in str(place) else f"sqlite:///{Path(place) / 'ledger.sqlite'}"
        engine = create_engine(url)
        if engine.dialect.name == "sqlite":
            Path(engine.url.database or "").parent.mkdir(parents=True, exist_ok=True)
            event.listen(engine, "connect", _prepare_sqlite)
            event.listen(engine, "begin", _begin)
        ledger = cls(engine)
        try:
            ledger._check_schema()  # its own constructor
        except SQLAlchemyError as error:
            raise LedgerError(f"the ledger {engine.url!r} can't be opened: {error}") from error
        return ledger

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def reader(self) -> Reader:
        """Return the reading side: thread-safe, and every call a bounded look-up."""
        return Reader(self._engine)

    @contextmanager
    def reader_of_one_commit(self) -> Iterator[Reader]:
        """Give a reader whose every call sees the commit that is the last one now: for a walk over everything, in one thread.

        Loads go on meanwhile. SQLite's journal grows until the block ends, as a commit that is still read can't be written back.
        """
        with self._engine.connect() as connection:
            if connection.dialect.name != "sqlite":
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                reader = Reader(cast("Engine", _OneTransaction(connection)))
                reader.last_seq()  # what is seen is what was there at the first look
                yield reader

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Begin a writing transaction; it is committed at the end of the block, and undone by an exception."""
        with self._writing() as connection, connection.begin():
            yield connection

    @contextmanager
    def rehearsal(self) -> Iterator[Connection]:
        """Begin a writing transaction that is undone in any case: to find out what a load would do."""
        with self._writing() as connection:
            transaction = connection.begin()
            try:
                yield connection
            finally:
                transaction.rollback()

    def identify(self, base_iri: str, oai_domain: str) -> None:
        """Fix the base IRI and the OAI domain at the first load; refuse others later.

        Raises IdentityError with the way to migrate.
        """
        with self.transaction() as connection:
            identify(connection, base_iri, oai_domain)

    def seal(self) -> None:
        """Re-stamp commits that became visible after their provisional datestamp, mark them as final, and bring the receipts up to them.

        A harvester who read just before such a commit became visible was told a `responseDate` that is not later than the
        final stamp, and will therefore find it. Called right after a commit, and before the next one if a crash came between.
        """
        with self.transaction() as connection:
            unsealed = connection.execute(
                select(commit.c.id).where(commit.c.sealed.is_(False)).order_by(commit.c.id)
            ).scalars()
            for commit_id in list(unsealed):
                connection.execute(
                    update(commit)
                    .where(commit.c.id == commit_id)
                    .values(datestamp=next_datestamp(connection), sealed=True)
                )
        # In a transaction of its own: sealing has to be quick, and counting is not when much has changed.
        with self.transaction() as connection:
            _count(connection)

    def forget_what_was_erased(self) -> None:
        """Let nothing of what was erased stay in the journal. The pages themselves are overwritten (``secure_delete``).

        A reader that began before holds the journal; it is waited for as long as for any lock.
        """
        if self._engine.dialect.name == "sqlite":
            with self._engine.connect() as connection:
                cursor = connection.connection.cursor()  # of the driver: no transaction may be open
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                cursor.close()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._engine.connect() as connection:
            connection.execution_options(writes=True)
            if connection.dialect.name == "sqlite":
                # Asked of the driver, since it would otherwise begin a transaction.
                cursor = connection.connection.cursor()
                cursor.execute(f"PRAGMA cache_size = -{_WRITER_CACHE_KIB}")
                cursor.execute(f"PRAGMA temp.cache_size = -{_WRITER_CACHE_KIB}")
                cursor.close()
            yield connection

    def _check_schema(self) -> None:
        with self._engine.connect() as connection:
            known = _read_meta(connection) if inspect(connection).has_table("meta") else {}
        if not known:
            self._create()
        elif known.get("schema") != SCHEMA_VERSION:
            raise LedgerError(
                f"the ledger has schema {known.get('schema')}, this version writes {SCHEMA_VERSION}: "
                "load the sources into a new data folder"
            )

    def _create(self) -> None:
        with self.transaction() as connection:
            # Two processes may open a new ledger at once: the second finds it made.
            metadata.create_all(connection)
            if not _read_meta(connection):
                values = {"schema": SCHEMA_VERSION, "token_secret": secrets.token_hex(32)}
                connection.execute(insert(meta), [{"key": k, "value": v} for k, v in values.items()])


class _OneTransaction:
    """Gives a reader the same connection for every call, where an engine would give it another, and takes none back."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.dialect = connection.dialect

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        yield self._connection

    def raw_connection(self) -> "_Unending":
        return _Unending(self._connection.connection)


class _Unending:
    """The driver's connection in a transaction that goes on, whatever who asks something does at its end."""

    def __init__(self, connection: PoolProxiedConnection) -> None:
        self.cursor = connection.cursor

    def rollback(self) -> None: ...

    def invalidate(self) -> None: ...


def identify(connection: Connection, base_iri: str, oai_domain: str) -> None:
    """Do `Ledger.identify` in a transaction that is under way."""
    known = _read_meta(connection)
    for key, value in (("base_iri", base_iri), ("oai_domain", oai_domain)):
        if key not in known:
            connection.execute(insert(meta).values(key=key, value=value))
        elif known[key] != value:
            raise IdentityError(
                f"this ledger's {key} is {known[key]}, not {value}: its identifiers are published and stay. "
                f"Set {key.replace('base_iri', 'base_uri')} back; or, to publish under {value}, load the sources into a new data "
                "folder and redirect the old addresses to the new"
            )


def _count(connection: Connection) -> None:
    """Put into the receipts what the commits dated that are not in them yet."""
    uncounted = select(commit.c.id).where(commit.c.counted.is_(False)).order_by(commit.c.id)
    commits = list(connection.execute(uncounted).scalars())
    if not commits:
        return
    receipts = Receipts(connection)
    for commit_id in commits:
        receipts.put_in(commit_id)
    receipts.write()
    connection.execute(update(commit).where(commit.c.id.in_(commits)).values(counted=True))


def next_datestamp(connection: Connection) -> str:
    """Return the datestamp of a commit made now: the present second, and never before the last commit's."""
    last = connection.execute(select(func.max(commit.c.datestamp))).scalar()
    return max(clock.now(), last or "")


def _read_meta(connection: Connection) -> dict[str, str]:
    return {row.key: row.value for row in connection.execute(select(meta.c.key, meta.c.value))}


def _prepare_sqlite(
    connection: Any, _record: ConnectionPoolEntry
) -> None:  # the driver's connection has no common type
    # The driver would otherwise begin transactions on its own, late, as readers that then fail to become writers.
    connection.isolation_level = None
    for pragma in (
        "busy_timeout = 30000",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = OFF",
        "temp_store = FILE",
        # What is replaced or removed is overwritten, as a purge demands: also long after the row has moved.
        "secure_delete = ON",
        f"cache_size = -{_READER_CACHE_KIB}",
        # A long transaction must not leave a journal of its size behind for ever.
        "journal_size_limit = 67108864",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
