"""A vocabulary or ontology document as people read it: what it says, subject by subject."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final, TypeAlias

import pyoxigraph as ox

from emuseum_lod.catalogue.records import BASE_PLACEHOLDER, Definition, Text
from emuseum_lod.namespaces import DCTERMS, PREFIXES, RDFS, SKOS
from emuseum_lod.uris import ItemId, item_of_iri
from emuseum_lod.views.addresses import web_address
from emuseum_lod.views.collation import alphabetically
from emuseum_lod.views.pages import Reference, Term, Value, Words
from emuseum_lod.views.wording import Wording, cut

MAX_TERMS: Final = 2_000
"""Subjects on one page. The largest document of ours has some hundreds."""

_TOP: Final = f"{SKOS}hasTopConcept"
_LABELS: Final = (f"{SKOS}prefLabel", f"{RDFS}label", f"{DCTERMS}title")


_Node: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def linked_items(record: Definition, base: str) -> set[ItemId]:
    """Return the items of ours that a document points at, whose labels its page shows."""
    objects = (triple.object for triple in _triples(record, base))
    found = (item_of_iri(base, term.value) for term in objects if isinstance(term, ox.NamedNode))
    return {item for item in found if item}


def top_concepts(record: Definition, base: str) -> list[ItemId]:
    """Return the terms that stand at the top of a vocabulary."""
    tops = (triple.object for triple in _triples(record, base) if triple.predicate.value == _TOP)
    found = (item_of_iri(base, term.value) for term in tops if isinstance(term, ox.NamedNode))
    return [item for item in found if item]


def terms_of(record: Definition, wording: Wording) -> tuple[Term, ...]:
    """Return what a document says of each subject: the document itself first, then by IRI."""
    said: dict[str, dict[str, list[_Node]]] = defaultdict(lambda: defaultdict(list))
    for triple in _triples(record, wording.addresses.base):
        if isinstance(triple.subject, ox.NamedNode):
            said[triple.subject.value][triple.predicate.value].append(triple.object)
    own = wording.addresses.iri(record.id)
    subjects = sorted(said, key=lambda iri: (iri != own, iri))[:MAX_TERMS]
    return tuple(_term(iri, said[iri], own, wording) for iri in subjects)


def compact(iri: str) -> str:
    """Return an IRI with a prefix of ours where it has one: ``crm:P2_has_type``."""
    fits = [(prefix, start) for prefix, start in PREFIXES.items() if iri.startswith(start) and iri != start]
    if not fits:
        return iri
    prefix, start = max(fits, key=lambda fit: len(fit[1]))
    return f"{prefix}:{iri[len(start) :]}"


def _term(iri: str, said: dict[str, list[_Node]], own: str, wording: Wording) -> Term:
    labels = [
        cut(_text(term)) for name in _LABELS for term in said.get(name, []) if isinstance(term, ox.Literal)
    ]
    return Term(
        anchor=iri.partition("#")[2],
        iri=iri,
        labels=_each_once(wording.in_order(tuple(labels))),
        statements=tuple(
            (compact(predicate), _values(said[predicate], own, wording))
            for predicate in sorted(said)
            if predicate not in (*_LABELS, _TOP)
        ),
    )


def _values(terms: Iterable[_Node], own: str, wording: Wording) -> tuple[Value, ...]:
    """Return values in reading order: texts in the page's language first, everything else by its name."""
    texts = wording.in_order(tuple(_text(term) for term in terms if isinstance(term, ox.Literal)))
    others = [_value(term, own, wording) for term in terms if not isinstance(term, ox.Literal)]
    return (
        *(Words(text) for text in texts),
        *sorted(others, key=lambda value: alphabetically(value.text.value)),
    )


def _value(term: _Node, own: str, wording: Wording) -> Words | Reference:
    iri = term.value if isinstance(term, ox.NamedNode) else str(term)
    if iri.startswith(f"{own}#"):
        fragment = iri.removeprefix(own)
        return Reference(Text(fragment), fragment)
    item = item_of_iri(wording.addresses.base, iri)
    if item and "#" not in iri:
        return wording.reference(item)
    address = web_address(iri)
    return Reference(Text(compact(iri)), address, external=True) if address else Words(Text(iri))


def _each_once(labels: Iterable[Text]) -> tuple[Text, ...]:
    """Return labels without those that say the same in another language: ``CC BY 4.0``."""
    return tuple({label.value: label for label in reversed(tuple(labels))}.values())[::-1]


def _text(literal: ox.Literal) -> Text:
    return Text(literal.value, literal.language or "")


def _triples(record: Definition, base: str) -> list[ox.Triple]:
    document = "".join(f"{line}\n" for line in record.triples).replace(f"<{BASE_PLACEHOLDER}", f"<{base}")
    return [quad.triple for quad in ox.parse(document, format=ox.RdfFormat.N_TRIPLES)]
