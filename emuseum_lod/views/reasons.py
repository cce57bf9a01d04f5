"""Why an item is gone, in words: ``ontologies/streams/reasons.csv``."""

import csv
from functools import cache
from typing import Final

from emuseum_lod.catalogue.naming import LANGUAGES
from emuseum_lod.catalogue.records import Text
from emuseum_lod.ledger.rows import StoredItem
from emuseum_lod.resources import resource

_NO_LONGER_SENT: Final = "missing"


def reason_of(stored: StoredItem) -> tuple[Text, ...]:
    """Return why a deleted item is gone, in each language."""
    return _reasons()[stored.reason or _NO_LONGER_SENT]


@cache
def _reasons() -> dict[str, tuple[Text, ...]]:
    with resource("ontologies", "streams", "reasons.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["reason"]: tuple(Text(row[lang], lang) for lang in LANGUAGES) for row in csv.DictReader(file)
        }
