"""A concept or a vocabulary in SKOS alone (https://www.w3.org/TR/skos-reference/): what tools for thesauri read, out of what the graph says."""

from collections.abc import Iterable
from typing import Final

from emuseum_lod.namespaces import DCTERMS, RDF, SKOS

_TYPE: Final = f"<{RDF}type>"
_KEPT: Final = tuple(f"<{DCTERMS}{term}>" for term in ("title", "description", "license"))
"""What SKOS leaves to Dublin Core: the title and licence of a scheme."""


def skos(lines: Iterable[str]) -> list[str]:
    """Return those of an item's N-Triples lines that are SKOS. None for an item that is neither a concept nor a scheme."""
    kept, typed = [], set()
    for line in lines:
        subject, predicate, rest = line.split(" ", 2)
        if predicate == _TYPE and rest.startswith(f"<{SKOS}"):
            typed.add(subject)
        elif not predicate.startswith((f"<{SKOS}", *_KEPT)):
            continue
        kept.append((subject, line))
    # Of what is no concept, nothing is SKOS but by accident: a preferred label stands on terms of other people, too.
    return [line for subject, line in kept if subject in typed]
