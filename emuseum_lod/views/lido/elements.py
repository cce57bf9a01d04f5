"""How LIDO is written: elements, texts with their language, identifiers, concepts.

Every text says its language. One that nobody knows the language of is ``und`` (RFC 5646 §4.1): LIDO imports an xml.xsd
that has no empty tag, and without an attribute the text would be in the language of the whole record.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from emuseum_lod.catalogue.records import Text
from emuseum_lod.graph.canonical import iri
from emuseum_lod.graph.structural import load_structural_terms
from emuseum_lod.ledger.faces import Face, Faces
from emuseum_lod.uris import ItemId, item_iri, page_path
from emuseum_lod.views.xml_text import attribute, content, language_attribute

TERMINOLOGY: Final = "http://terminology.lido-schema.org/"
"""The LIDO Terminology; its terms are called by number here and by name where they are used."""

URI: Final = "lido00099"
LOCAL: Final = "lido00100"
PREFERRED: Final = f' lido:pref="{TERMINOLOGY}lido00169"'
ALTERNATE: Final = f' lido:pref="{TERMINOLOGY}lido00170"'
NOT_LINGUISTIC: Final = "zxx"
"""The language of what stands where a text would, and is a number or a code."""

_NO_FACE: Final = Face()
_TYPE_IN_SCHEME: Final = re.compile(r"[a-z0-9-]+", re.ASCII)


def element(name: str, inner: str, attributes: str = "") -> str:
    """Return an element with ready content; nothing when it has none."""
    return f"<lido:{name}{attributes}>{inner}</lido:{name}>" if inner else ""


def text(name: str, said: Text, attributes: str = "") -> str:
    """Return an element with a text in its language; nothing for a text that says nothing."""
    value = content(said.value)
    if not value or value.isspace():
        return ""
    return f"<lido:{name}{language(said.lang)}{attributes}>{value}</lido:{name}>"


def texts(name: str, said: Iterable[Text]) -> str:
    """Return an element for each text."""
    return "".join([text(name, one) for one in said])


def plain(name: str, value: str, attributes: str = "") -> str:
    """Return an element with a number, date or address: what is in no language."""
    value = content(value)
    return f"<lido:{name}{attributes}>{value}</lido:{name}>" if value and not value.isspace() else ""


def identifier(name: str, value: str, attributes: str = "", type_: str = URI) -> str:
    """Return an identifier; `type_` is a term of the LIDO Terminology: `URI` or `LOCAL`."""
    return plain(name, value, f"{typed(TERMINOLOGY + type_)}{attributes}")


@lru_cache(maxsize=1024)
def language(lang: str) -> str:
    """Return `` xml:lang="kk"``."""
    return language_attribute(lang) or ' xml:lang="und"'


@lru_cache(maxsize=1024)
def typed(value: str) -> str:
    """Return `` lido:type="…"``."""
    return f' lido:type="{attribute(value)}"'


def by_language(said: Iterable[Text]) -> Iterator[tuple[Text, ...]]:
    """Yield texts in groups in which a language stands once: LIDO repeats a display element for language variants only."""
    groups: list[dict[str, Text]] = []
    for one in said:
        for group in groups:
            if one.lang not in group:
                group[one.lang] = one
                break
        else:
            groups.append({one.lang: one})
    for group in groups:
        yield tuple(group.values())


@dataclass(frozen=True, slots=True)
class Sayer:
    """Says what other items and terms are: their IRIs and those elsewhere, and their names in every language."""

    base: str
    faces: Faces

    def face(self, item: ItemId) -> Face:
        """Return the face of an item; an empty one while the ledger has none."""
        return self.faces.get(item, _NO_FACE)

    def page(self, item: ItemId) -> str:
        """Return the address of an item's page."""
        return self.base + page_path(item)[1:]

    def ids(self, name: str, item: ItemId) -> str:
        """Return the identifiers of an item: our IRI, which is preferred, and the IRIs of the same thing elsewhere."""
        return _ids(name, self.base, item, self.face(item).matches)

    def named(self, name: str, item: ItemId) -> str:
        """Return the names of an item as an appellation; nothing for an item without one."""
        return element(name, texts("appellationValue", self.face(item).labels))

    def concept(self, name: str, item: ItemId, attributes: str = "") -> str:
        """Return an element that is a concept: its identifiers and its terms."""
        return element(name, _concept(self.base, item, self.face(item)), attributes)

    def term(self, name: str, group: str, slug: str, attributes: str = "") -> str:
        """Return an element that is a structural term (``dimension``, ``height``); its slug where the table has none."""
        return element(name, _term(self.base, group, slug), attributes)

    def type_of(self, group: str, slug: str) -> str:
        """Return ``lido:type`` of a kind of name, number or text: the IRI of its structural term."""
        return _type_of(self.base, group, slug)

    def type_in_scheme(self, item: ItemId) -> str:
        """Return ``lido:type`` of a classification: the vocabulary that it is from; nothing where that is not known."""
        scheme = self.face(item).scheme
        return typed(scheme) if _TYPE_IN_SCHEME.fullmatch(scheme) else ""


def elsewhere(name: str, iris: Iterable[str]) -> str:
    """Return identifiers in other people's name spaces; what is no IRI is left out."""
    found = [identifier(name, one, ALTERNATE) for one in iris if one and iri(one)]
    return "".join(found)


def statement_of(name: str, uri: str, names: Iterable[Text], attributes: str = "") -> str:
    """Return a concept that is somebody else's: a licence, a kind of event. What is no IRI is a term in no language."""
    if not uri or iri(uri) is None:
        return element(name, text("term", Text(uri)), attributes)
    return element(name, identifier("conceptID", uri) + texts("term", names), attributes)


@lru_cache(maxsize=8192)
def _concept(base: str, item: ItemId, face: Face) -> str:
    return _ids("conceptID", base, item, face.matches) + texts("term", face.labels)


def _ids(name: str, base: str, item: ItemId, matches: Iterable[str]) -> str:
    return identifier(name, item_iri(base, item), PREFERRED) + elsewhere(name, matches)


@lru_cache(maxsize=1024)
def _term(base: str, group: str, slug: str) -> str:
    term = load_structural_terms().get(group, slug)
    if term is None:
        return text("term", Text(slug))
    return identifier("conceptID", term.iri(base)) + texts("term", term.labels)


@lru_cache(maxsize=1024)
def _type_of(base: str, group: str, slug: str) -> str:
    term = load_structural_terms().get(group, slug)
    return typed(term.iri(base) if term else slug) if slug else ""
