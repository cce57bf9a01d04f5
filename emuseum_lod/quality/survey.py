"""What Europeana will make of a provider's objects: how many it can take, why it can't take the others, and the grades of those it can."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Final

import msgspec

from emuseum_lod.catalogue.records import CatalogueRecord
from emuseum_lod.ledger.faces import Faces
from emuseum_lod.ledger.reading import Reader
from emuseum_lod.ledger.references import references
from emuseum_lod.quality.europeana import lacks_sizes, tiers
from emuseum_lod.quality.patterns import problems
from emuseum_lod.views.edm import edm_record, why_no_edm

AT_MOST: Final = 10_000
"""Objects of a provider that are looked at, so that a report takes a bounded time however much it has."""

_AT_ONCE: Final = 250


class Survey(msgspec.Struct, frozen=True, kw_only=True):
    """What was found. `reasons` are why objects have no EDM (an object may have several); `partial`: the provider has more objects.

    `content` and `metadata` count the objects with EDM by predicted tier, `problems` by problem pattern. `unmeasured` are those of content
    tier 0 for want of one thing alone: no picture of theirs has its size stated.
    """

    objects: int
    with_edm: int
    reasons: dict[str, int]
    content: dict[str, int]
    metadata: dict[str, int]
    problems: dict[str, int]
    unmeasured: int = 0
    partial: bool = False

    def summary(self) -> str:
        """Return what was found in a few lines for a terminal."""
        looked_at = "objects looked at (there are more)" if self.partial else "objects"
        lines = [f"Europeana: {self.with_edm:,} of {self.objects:,} {looked_at} have EDM"]
        for what, counted in (
            ("without EDM", self.reasons),
            ("predicted content tiers", self.content),
            ("predicted metadata tiers", self.metadata),
            ("problem patterns", self.problems),
        ):
            if counted:
                lines.append(
                    f"  {what}: {', '.join(f'{name}: {count:,}' for name, count in counted.items())}"
                )
        if self.unmeasured:
            lines.append(
                f"  content tier 0 only because no picture has its width and height stated: {self.unmeasured:,}"
            )
        return "\n".join(lines)


def survey(reader: Reader, provider: str, at_most: int = AT_MOST) -> Survey:
    """Look at the first `at_most` objects of a provider."""
    found = _objects(reader, provider)
    surveyed = survey_of(islice(found, at_most), reader.base_iri)
    return msgspec.structs.replace(surveyed, partial=next(found, None) is not None)


def survey_of(objects: Iterable[tuple[CatalogueRecord, Faces]], base: str) -> Survey:
    """Look at objects, each with the faces of the items it uses; `base` is the base IRI."""
    counted: Mapping[str, Counter[str]] = {
        name: Counter() for name in ("reasons", "content", "metadata", "problems")
    }
    total = with_edm = unmeasured = 0
    for record, faces in objects:
        total += 1
        edm = edm_record(record, faces, base)
        if edm is None:
            counted["reasons"].update(why_no_edm(record, faces))
            continue
        with_edm += 1
        grades = tiers(edm)
        counted["content"][str(grades.content)] += 1
        counted["metadata"][grades.metadata] += 1
        counted["problems"].update(problems(edm))
        unmeasured += grades.content == 0 and lacks_sizes(edm)
    return Survey(
        objects=total,
        with_edm=with_edm,
        reasons=_in_order(counted["reasons"]),
        content=_in_order(counted["content"]),
        metadata=_in_order(counted["metadata"]),
        problems=_in_order(counted["problems"]),
        unmeasured=unmeasured,
    )


def _in_order(counted: Counter[str]) -> dict[str, int]:
    return {name: counted[name] for name in sorted(counted)}


def _objects(reader: Reader, provider: str) -> Iterator[tuple[CatalogueRecord, Faces]]:
    """Yield the objects of a provider, each with the faces of the items it uses."""
    after: int | None = 0
    while after is not None:
        found, after = reader.browse("object", after, limit=_AT_ONCE, provider=provider)
        records = [stored.record for stored in found if stored.record is not None]
        faces = reader.faces({used for record in records for used in references(record)})
        yield from ((record, faces) for record in records)
