"""Statements that go straight to the driver: in the dialect of the database, and with its errors in our words."""

from pathlib import Path

import pytest
from sqlalchemy import bindparam, create_engine, select
from sqlalchemy.dialects import postgresql

from emuseum_lod.errors import LedgerError
from emuseum_lod.ledger.compiled import Lookup
from emuseum_lod.ledger.database import Ledger
from emuseum_lod.ledger.schema import meta

# In another order than the statement has them.
NAMES = ("key", "value", "said")
STATEMENT = (
    select(meta.c.key, bindparam("said")).where(meta.c.value == bindparam("value"), meta.c.key == bindparam("key"))
)  # fmt: skip


def test_values_reach_the_places_of_their_names(tmp_path: Path) -> None:
    with Ledger.open(tmp_path) as ledger:
        ledger.identify("https://a.example/", "a.example")
    lookup = Lookup(create_engine(f"sqlite:///{tmp_path / 'ledger.sqlite'}"), STATEMENT, *NAMES)
    assert lookup.first("oai_domain", "a.example", "x") == ("oai_domain", "x")
    assert lookup.first("a.example", "oai_domain", "x") is None


def test_a_driver_with_named_parameters_gets_names() -> None:
    lookup = Lookup(create_engine("sqlite://"), STATEMENT, *NAMES)
    text, (given,) = lookup._in(postgresql.dialect(), [("k", "v", "s")])  # type: ignore[no-untyped-call]
    assert "%(key)s" in text
    assert given == {"key": "k", "value": "v", "said": "s"}


def test_a_database_that_does_not_answer_is_a_ledger_error(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'empty.sqlite'}")
    lookup = Lookup(engine, STATEMENT, *NAMES)
    for _ in range(20):  # more than the engine has connections: none is lost
        with pytest.raises(LedgerError, match="no such table"):
            lookup.first("a", "b", "c")


def test_a_kept_connection_sees_what_is_committed_later(tmp_path: Path) -> None:
    with Ledger.open(tmp_path) as ledger:
        engine = create_engine(f"sqlite:///{tmp_path / 'ledger.sqlite'}")
        lookup = Lookup(engine, STATEMENT, *NAMES)
        assert lookup.first("oai_domain", "a.example", "x") is None
        ledger.identify("https://a.example/", "a.example")
        assert lookup.first("oai_domain", "a.example", "x") == ("oai_domain", "x")
