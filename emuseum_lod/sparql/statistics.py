"""What the dataset holds, in figures (VoID, §4): counted by the pool once for each snapshot, because it keeps the answers."""

import json
from dataclasses import dataclass
from typing import Final

from emuseum_lod.sparql.client import Gone, Queries
from emuseum_lod.sparql.formats import JSON
from emuseum_lod.sparql.frames import Failure, Job

_CLASSES: Final = "SELECT ?of (COUNT(*) AS ?n) { ?s a ?of } GROUP BY ?of ORDER BY ?of"
_PROPERTIES: Final = "SELECT ?of (COUNT(*) AS ?n) { ?s ?of ?o } GROUP BY ?of ORDER BY ?of"
FIGURES: Final = (_CLASSES, _PROPERTIES)
"""The queries that count."""


@dataclass(frozen=True, slots=True)
class Statistics:
    """The figures of one snapshot: instances of each class, triples of each property."""

    snapshot: str
    classes: tuple[tuple[str, int], ...]
    properties: tuple[tuple[str, int], ...]

    @property
    def triples(self) -> int:
        """All triples: each has a property."""
        return sum(count for _, count in self.properties)


def statistics(queries: Queries, client: str, gone: Gone) -> Statistics | None:
    """Return the figures of the published snapshot; None where they can't be counted now. `client` is who has to wait for it."""
    classes = _counted(queries, Job(_CLASSES, JSON.token, client=client, keep=True), gone)
    properties = _counted(queries, Job(_PROPERTIES, JSON.token, client=client, keep=True), gone)
    if classes is None or properties is None or classes[0] != properties[0]:
        return None
    return Statistics(classes[0], classes[1], properties[1])


def _counted(queries: Queries, job: Job, gone: Gone) -> tuple[str, tuple[tuple[str, int], ...]] | None:
    """Return the snapshot that a job was answered from, and the counts."""
    got = queries.ask(job, gone)
    if isinstance(got, Failure):
        return None
    if got.whole is None:
        got.close()
        return None
    rows = json.loads(got.whole)["results"]["bindings"]
    return got.start.snapshot, tuple(
        (row["of"]["value"], int(row["n"]["value"])) for row in rows if row["of"]["type"] == "uri"
    )
