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
LOOKUP = Lookup(
    select(meta.c.key, bindparam("said")).where(meta.c.value == bindparam("value"), meta.c.key == bindparam("key")),
    "key",
    "value",
    "said",
)  # fmt: skip


def test_values_reach_the_places_of_their_names(tmp_path: Path) -> None:
    with Ledger.open(tmp_path) as ledger:
        ledger.identify("https://a.example/", "a.example")
    engine = create_engine(f"sqlite:///{tmp_path / 'ledger.sqlite'}")
    assert LOOKUP.first(engine, "oai_domain", "a.example", "x") == ("oai_domain", "x")
    assert LOOKUP.first(engine, "a.example", "oai_domain", "x") is None


def test_a_driver_with_named_parameters_gets_names() -> None:
    text, (given,) = LOOKUP._in(postgresql.dialect(), [("k", "v", "s")])  # type: ignore[no-untyped-call]
    assert "%(key)s" in text
    assert given == {"key": "k", "value": "v", "said": "s"}


def test_a_database_that_does_not_answer_is_a_ledger_error(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'empty.sqlite'}")
    with pytest.raises(LedgerError, match="no such table"):
        LOOKUP.first(engine, "a", "b", "c")
    assert engine.pool.checkedout() == 0  # type: ignore[attr-defined]
