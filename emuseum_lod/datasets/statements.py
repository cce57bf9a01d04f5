"""Puts together the triples of a description, as canonical lines."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from emuseum_lod.catalogue.records import Text
from emuseum_lod.graph import canonical
from emuseum_lod.namespaces import DCAT, DCTERMS, FOAF, PROV, RDF, RDFS, SKOS, SPDX, VCARD, VOID, XSD

PREFIXES: Final = {
    "dcat": DCAT,
    "dcterms": DCTERMS,
    "foaf": FOAF,
    "prov": PROV,
    "rdfs": RDFS,
    "skos": SKOS,
    "spdx": SPDX,
    "vcard": VCARD,
    "void": VOID,
    "xsd": XSD,
}
TYPE: Final = f"{RDF}type"


def iri(text: str) -> str:
    """Return an IRI as a term. Raises ValueError for what is none."""
    term = canonical.iri(text)
    if term is None:
        raise ValueError(f"{text!r} is no absolute IRI")
    return term


def texts(words: Mapping[str, str]) -> tuple[str, ...]:
    """Return a text in its languages as literals."""
    return tuple(canonical.literal(text, lang) for lang, text in words.items())


def labels(said: Iterable[Text]) -> tuple[str, ...]:
    """Return texts of the catalogue as literals."""
    return tuple(canonical.literal(text.value, text.lang) for text in said)


def typed(text: str, datatype: str) -> str:
    """Return a literal of a datatype of XML Schema."""
    return f"{canonical.literal(text)}^^<{XSD}{datatype}>"


class Statements:
    """Lines in the making, each once, those of a subject together."""

    def __init__(self) -> None:
        self._lines: defaultdict[str, dict[str, None]] = defaultdict(dict)

    def say(self, subject: str, predicate: str, *objects: str) -> None:
        """Say something of a subject; `objects` are terms."""
        for each in objects:
            self._lines[subject][f"{iri(subject)} {iri(predicate)} {each} ."] = None

    def refer(self, subject: str, predicate: str, object_: str, kind: str) -> None:
        """Refer to something of a kind that is described elsewhere, and say of which."""
        self.say(subject, predicate, iri(object_))
        self.say(object_, TYPE, iri(kind))

    def lines(self) -> tuple[str, ...]:
        """Return what was said."""
        return tuple(line for lines in self._lines.values() for line in lines)
