"""The example queries as RDF, by the convention of SIB's sparql-examples (https://github.com/sib-swiss/sparql-examples).

Editors and tools that know the convention find a question in three languages, the query, which endpoint it is for and its keywords. The queries
are complete by themselves: with the prefixes, and the base, that the endpoint knows without being told.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

import pyoxigraph as ox

from emuseum_lod.catalogue.naming import LANGUAGES
from emuseum_lod.namespaces import OWL, PREFIXES, RDF, RDFS, SCHEMA, SH, XSD
from emuseum_lod.negotiation import Offer
from emuseum_lod.sparql.examples import load_examples
from emuseum_lod.sparql.formats import Form
from emuseum_lod.sparql.graphs import serialised
from emuseum_lod.sparql.limits import Refusal, check
from emuseum_lod.sparql.prefixes import known_prefixes
from emuseum_lod.views.pages import Example

SPEX: Final = "https://purl.expasy.org/sparql-examples/ontology#"

_FORMS: Final[dict[Form, tuple[str, str]]] = {
    "SELECT": (f"{SH}SPARQLSelectExecutable", f"{SH}select"),
    "ASK": (f"{SH}SPARQLAskExecutable", f"{SH}ask"),
    "CONSTRUCT": (f"{SH}SPARQLConstructExecutable", f"{SH}construct"),
    "DESCRIBE": (f"{SPEX}SPARQLDescribeExecutable", f"{SPEX}describe"),
}
"""The class of each form, and the property that has the query: SHACL has none for DESCRIBE, the convention's own vocabulary has."""

_RELATIVE: Final = re.compile(r"<[^<>\s:]+>")
_NAMES: Final = {"owl", "rdfs", "schema", "sh"}


def complete(query: str, base: str) -> str:
    """Return a query that needs nothing to be declared elsewhere: with those of our prefixes and our base IRI that it uses."""
    prefixes = known_prefixes(base)
    used = [name for name in prefixes if re.search(rf"(?<![\w:-]){name}:", query)]
    declared = [f"BASE <{base}>"] if _RELATIVE.search(query) else []
    declared += [f"PREFIX {name}: <{prefixes[name]}>" for name in used]
    return "\n".join((*declared, query))


@cache
def document(base: str, offer: Offer, name: str = "") -> bytes:
    """Return all examples, or the one of a name, as a graph in one of the formats of graphs."""
    numbers = [index for index, example in enumerate(load_examples("kk")) if not name or example.name == name]
    triples = [triple for number in numbers for triple in _example(number, base)]
    prefixes = {"spex": SPEX, **{key: iri for key, iri in PREFIXES.items() if key in _NAMES}}
    return serialised((*triples, *_declarations(base)), offer, prefixes)


def _example(number: int, base: str) -> Iterator[ox.Triple]:
    """Yield an example: what it is called and asks, in each language, and the query as its file has it."""
    in_languages = {lang: load_examples(lang)[number] for lang in LANGUAGES}
    query = complete(in_languages["kk"].query, base)
    checked = check(query)
    if isinstance(checked, Refusal):  # pragma: no cover -- every example is run by the tests
        raise TypeError(f"{in_languages['kk'].name}: {checked.detail}")
    kind, property_ = _FORMS[checked.form]
    subject = ox.NamedNode(f"{base}sparql/examples/{in_languages['kk'].name}")

    def said(predicate: str, value: ox.NamedNode | ox.Literal) -> ox.Triple:
        return ox.Triple(subject, ox.NamedNode(predicate), value)

    yield said(f"{RDF}type", ox.NamedNode(f"{SH}SPARQLExecutable"))
    yield said(f"{RDF}type", ox.NamedNode(kind))
    for lang, example in in_languages.items():
        yield from (said(*pair) for pair in _words(example, lang))
    yield said(f"{SH}prefixes", ox.NamedNode(_ontology(base)))
    yield said(property_, ox.Literal(query))
    yield said(f"{SCHEMA}target", ox.NamedNode(f"{base}sparql"))


def _words(example: Example, lang: str) -> Iterator[tuple[str, ox.Literal]]:
    yield f"{RDFS}label", ox.Literal(example.title, language=lang)
    yield f"{RDFS}comment", ox.Literal(example.question, language=lang)
    for word in example.keywords:
        yield f"{SCHEMA}keywords", ox.Literal(word, language=lang)


def _declarations(base: str) -> Iterator[ox.Triple]:
    """Yield the prefixes of the catalogue as SHACL declares them (§5.2.1)."""
    ontology = ox.NamedNode(_ontology(base))
    yield ox.Triple(ontology, ox.NamedNode(f"{RDF}type"), ox.NamedNode(f"{OWL}Ontology"))
    prefixes = known_prefixes(base)
    declared = {name: ox.NamedNode(f"{base}sparql/examples#prefix-{name}") for name in prefixes}
    for declaration in declared.values():
        yield ox.Triple(ontology, ox.NamedNode(f"{SH}declare"), declaration)
    for name, declaration in declared.items():
        namespace = ox.Literal(prefixes[name], datatype=ox.NamedNode(f"{XSD}anyURI"))
        yield ox.Triple(declaration, ox.NamedNode(f"{SH}prefix"), ox.Literal(name))
        yield ox.Triple(declaration, ox.NamedNode(f"{SH}namespace"), namespace)


def _ontology(base: str) -> str:
    return f"{base}sparql/examples#prefixes"
