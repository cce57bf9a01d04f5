"""Loads of given records into a ledger, as a provider's export would bring them, without files and mappings."""

from collections.abc import Iterable, Iterator

from emuseum_lod.catalogue.records import CatalogueRecord, encode
from emuseum_lod.ledger import clock
from emuseum_lod.ledger.applying import Applied, apply
from emuseum_lod.ledger.contest import arrive
from emuseum_lod.ledger.database import Ledger
from emuseum_lod.ledger.forming import Prepared, ToPrepare
from emuseum_lod.ledger.staging import Staging
from emuseum_lod.loading.forms import prepare

BASE = "http://127.0.0.1:8000/"
DOMAIN = "demo.e-museum.example"


def prepared(tasks: Iterator[ToPrepare]) -> Iterator[Prepared]:
    """Make the forms of records, one chunk after the other."""
    return (prepare(task, BASE) for task in tasks)


def load_records(
    ledger: Ledger,
    records: Iterable[CatalogueRecord],
    *,
    provider: str = "demo",
    whole: bool = True,
    at: str | None = None,
) -> Applied:
    """Load records as the whole (or a part) of what a provider publishes, `at` a datestamp instead of now."""
    now, clock.now = clock.now, (lambda: at) if at else clock.now
    try:
        with ledger.transaction() as connection:
            staging = Staging(connection, provider)
            staging.add([arrive(record, encode(record), 100, source="export", position=n) for n, record in enumerate(records, 1)])  # fmt: skip
            applied = apply(staging, prepared, deletes=whole, forms_version="1")
        ledger.seal()
    finally:
        clock.now = now
    return applied
