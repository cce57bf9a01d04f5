"""The OAI sets by predicted tier: ``tier:content:{0–4}`` and ``tier:metadata:{0,A,B,C}``, so that an aggregator takes just what it can use.

What can have no EDM is in none of them; nor is a record in one by content whose tier can't be told, because no picture of it has its size stated.
"""

from emuseum_lod.quality.europeana import lacks_sizes, tiers
from emuseum_lod.views.edm.model import EdmRecord


def tier_specs(record: EdmRecord | None) -> tuple[str, ...]:
    """Return the specs of an object's sets by tier; `record` is its EDM, if it has one."""
    if record is None:
        return ()
    grades = tiers(record)
    metadata = f"tier:metadata:{grades.metadata}"
    return (metadata,) if lacks_sizes(record) else (f"tier:content:{grades.content}", metadata)
