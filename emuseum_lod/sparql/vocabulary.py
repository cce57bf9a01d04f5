"""What the query editor suggests while one types: the classes and properties of the application profile, and the vocabularies' terms.

All of it is our own data (``ontologies/``): the editor asks nobody else, and finds a term by its label in any of the three languages.
"""

import json
import re
from collections import defaultdict
from functools import cache
from typing import Any, Final

import pyoxigraph as ox

from emuseum_lod.catalogue.naming import best
from emuseum_lod.catalogue.records import Concept, Definition, Text
from emuseum_lod.catalogue.vocabularies import load_scheme
from emuseum_lod.namespaces import DCTERMS, RDFS, SKOS
from emuseum_lod.resources import resource
from emuseum_lod.uris import item_iri
from emuseum_lod.views.definitions import compact
from emuseum_lod.views.wording import languages_for

_CLASS: Final = re.compile(r"\w+:(?![POL]\d)[A-Z]")
"""How the name of a class begins. In CIDOC CRM, CRMsci and CRMdig, P, O and L with a number are properties."""

_LABEL: Final = f"{RDFS}label"
_NOTE: Final = f"{SKOS}note"
_TITLE: Final = f"{DCTERMS}title"


@cache
def document(base: str, lang: str) -> bytes:
    """Return the vocabulary for a base IRI as JSON, labelled in one language.

    ``classes`` and ``properties`` have ``name`` (as a query says it: ``crm:P45_consists_of``), ``label`` and ``note``; ``terms`` have ``iri``,
    ``label``, ``scheme`` (its title), and in ``words`` what else they are found by. Raises ConfigurationError for a file that is wrong.
    """
    names = _profile(lang)
    said = {
        "classes": [each for each in names if _CLASS.match(each["name"])],
        "properties": [each for each in names if not _CLASS.match(each["name"])],
        "terms": _terms(base, lang),
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _profile(lang: str) -> list[dict[str, str]]:
    """Return the names of the application profile, in its order."""
    said: dict[str, dict[str, list[Text]]] = defaultdict(lambda: defaultdict(list))
    path = resource("ontologies") / "profile.ttl"
    for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
            text = Text(quad.object.value, quad.object.language or "")
            said[quad.subject.value][quad.predicate.value].append(text)
    return [
        {
            "name": compact(iri),
            "label": _in_language(texts[_LABEL], lang),
            "note": _in_language(texts[_NOTE], lang),
        }
        for iri, texts in said.items()
        if _LABEL in texts
    ]


def _terms(base: str, lang: str) -> list[dict[str, Any]]:
    """Return the terms of every vocabulary of ours, scheme by scheme."""
    found = []
    for path in sorted(resource("ontologies", "vocabularies").glob("*.ttl")):
        items = load_scheme(path)
        title = next(_title(item, lang) for item in items if isinstance(item, Definition))
        found += [_term(item, title, base, lang) for item in items if isinstance(item, Concept)]
    return found


def _term(concept: Concept, scheme: str, base: str, lang: str) -> dict[str, Any]:
    label = _in_language(concept.labels, lang)
    words = dict.fromkeys(text.value for text in (*concept.labels, *concept.alt_labels))
    return {
        "iri": item_iri(base, concept.id),
        "label": label,
        "scheme": scheme,
        "words": [word for word in words if word != label],
    }


def _title(scheme: Definition, lang: str) -> str:
    document = "".join(f"{line}\n" for line in scheme.triples)
    quads = ox.parse(document, format=ox.RdfFormat.N_TRIPLES)
    titles = [
        Text(quad.object.value, quad.object.language or "")
        for quad in quads
        if quad.predicate.value == _TITLE and isinstance(quad.object, ox.Literal)
    ]
    return _in_language(titles, lang)


def _in_language(texts: tuple[Text, ...] | list[Text], lang: str) -> str:
    chosen = best(tuple(texts), languages_for(lang))
    return chosen.value if chosen else ""
