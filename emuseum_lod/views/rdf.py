"""An item's triples as Turtle, N-Triples, RDF/XML and JSON-LD. Pure: the same lines give the same bytes.

The input is the canonical N-Triples lines of `graph.patterns`; every syntax says exactly the same triples, but for RDF/XML of a
literal with a control character, which XML 1.0 (§2.2) can't hold: there it is U+FFFD.

JSON-LD names a context of our own, ``{base}def/contexts/v1.jsonld``. What that file says never changes (`ontologies/contexts/`):
a new prefix means a new version of it. Nodes below the item (``#production``) stand inside it where they are first referred
to, so that the document reads from the top; we write it ourselves because no library nests by our rule.
"""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Final, Literal

import pyoxigraph as ox

from emuseum_lod.namespaces import PREFIXES, RDF, RDFS, SKOS, XSD
from emuseum_lod.resources import resource
from emuseum_lod.uris import KINDS

Extension = Literal["ttl", "nt", "rdf", "jsonld"]

CONTEXT: Final = "def/contexts/v1.jsonld"
"""Where our JSON-LD context is, below the base."""

LANGUAGE_MAPS: Final = frozenset({f"{RDFS}label", f"{SKOS}prefLabel"})
"""The properties that the context declares as language maps: ``"rdfs:label": {"kk": "Алқа"}``."""

_SYNTAXES: Final[Mapping[Extension, ox.RdfFormat]] = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}
_RDF_TYPE: Final = f"{RDF}type"
_DECLARATION: Final = re.compile(rb"\A<\?xml[^>]*\?>\s*")
_PREFIX_LINES: Final = re.compile(rb"\A(?:@prefix [^\n]*\n)*")
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_INTEGER: Final = re.compile(r"0|-?[1-9]\d{0,14}", re.ASCII)
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")


def serialise(lines: Iterable[str], iri: str, extension: Extension, base: str) -> bytes:
    """Return the description of `iri` in a syntax. `lines` are N-Triples lines without line ends."""
    if extension == "nt":
        return "".join(f"{line}\n" for line in lines).encode()
    document = "\n".join(sorted(lines, key=_reading_order(iri)))
    triples = [quad.triple for quad in ox.parse(document, format=ox.RdfFormat.N_TRIPLES)]
    if extension == "ttl":
        return _serialise(triples, ox.RdfFormat.TURTLE, _used_prefixes(document, _turtle_prefixes(iri, base)))
    if extension == "rdf":
        # What XML can't hold is escaped in a canonical line: one look for a backslash spares most documents one at each literal.
        fit = [*map(_fit_for_xml, triples)] if "\\" in document else triples
        return _serialise(fit, ox.RdfFormat.RDF_XML, _used_prefixes(document, PREFIXES))
    return json.dumps(json_ld(triples, iri, base), ensure_ascii=False, indent=2).encode() + b"\n"


def serialise_graph(lines: Iterable[str], extension: Extension, prefixes: Mapping[str, str]) -> bytes:
    """Return lines that are about no item of ours in a syntax, with these prefixes where it has some."""
    document = "".join(f"{line}\n" for line in lines)
    triples = (quad.triple for quad in ox.parse(document, format=ox.RdfFormat.N_TRIPLES))
    return _serialise(triples, _SYNTAXES[extension], dict(prefixes))


def rdf_xml(lines: Iterable[str], iri: str) -> bytes:
    """Return the description of `iri` in RDF/XML as it stands inside another document: without a declaration."""
    return _DECLARATION.sub(b"", serialise(lines, iri, "rdf", "")).rstrip()


def turtle_head(base: str) -> bytes:
    """Return the prefixes that `turtle_part` may use, as a Turtle document of many items begins."""
    return "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in _shared_prefixes(base).items()).encode()


def turtle_part(lines: Iterable[str], iri: str, base: str) -> bytes:
    """Return what a Turtle document of many items says of one."""
    document = "\n".join(sorted(lines, key=_reading_order(iri)))
    triples = [quad.triple for quad in ox.parse(document, format=ox.RdfFormat.N_TRIPLES)]
    written = _serialise(triples, ox.RdfFormat.TURTLE, _used_prefixes(document, _shared_prefixes(base)))
    return _PREFIX_LINES.sub(b"", written)


def context_document(name: str) -> bytes | None:
    """Return the JSON-LD context that is published under a file name, or None. Every version ever published stays."""
    folder = resource("ontologies", "contexts")
    known = {path.name: path for path in folder.glob("v*.jsonld")}
    return known[name].read_bytes() if name in known else None


def json_ld(triples: Sequence[ox.Triple], iri: str, base: str) -> dict[str, Any]:
    """Return triples as a compact JSON-LD 1.1 document about `iri`, with the URL of our context."""
    return _Document(triples, iri).as_json(f"{base}{CONTEXT}")


class _Document:
    """One JSON-LD document in the making: what is said of each subject, and which subjects already stand in it."""

    def __init__(self, triples: Sequence[ox.Triple], iri: str) -> None:
        self._iri = iri
        self._said: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
        for triple in triples:
            self._said[_name(triple.subject)][triple.predicate.value].append(triple.object)
        self._prefixes = _safe_prefixes(triples)
        self._placed: set[str] = set()

    def as_json(self, context: str) -> dict[str, Any]:
        subjects = sorted(self._said, key=lambda name: (name != self._iri, name))
        nodes = [self._node(subject) for subject in subjects if subject not in self._placed]
        # A prefix that is also the scheme of an IRI here is switched off, or the IRI would be read as a compact one.
        switched_off = dict.fromkeys(sorted(_context_prefixes().keys() - self._prefixes.keys()))
        head: dict[str, Any] = {"@context": [context, switched_off] if switched_off else context}
        return head | (nodes[0] if len(nodes) == 1 else {"@graph": nodes})

    def _node(self, subject: str) -> dict[str, Any]:
        self._placed.add(subject)
        said = self._said[subject]
        node: dict[str, Any] = {"id": self._compact(subject)}
        if types := said.get(_RDF_TYPE):
            node["type"] = _one_or_many([self._compact(_name(each)) for each in types])
        for predicate in sorted(said.keys() - {_RDF_TYPE}):
            key, value = self._property(predicate, said[predicate])
            node[key] = value
        return node

    def _property(self, predicate: str, objects: Sequence[Any]) -> tuple[str, Any]:
        if predicate not in LANGUAGE_MAPS:
            return self._compact(predicate), _one_or_many([self._value(each) for each in objects])
        # The context knows language maps by their short names alone.
        short = self._compact(predicate) != predicate
        if not short or not all(isinstance(each, ox.Literal) and each.language for each in objects):
            return predicate, _one_or_many([self._value(each) for each in objects])
        by_language: dict[str, list[str]] = defaultdict(list)
        for each in objects:
            by_language[each.language].append(each.value)
        return self._compact(predicate), {tag: _one_or_many(texts) for tag, texts in by_language.items()}

    def _value(self, term: Any) -> Any:
        if isinstance(term, ox.Literal):
            return self._literal(term)
        name = _name(term)
        below = name.startswith(f"{self._iri}#") and name in self._said and name not in self._placed
        return self._node(name) if below else {"id": self._compact(name)}

    def _literal(self, literal: ox.Literal) -> Any:
        if literal.language:
            return {"value": literal.value, "language": literal.language}
        datatype = literal.datatype.value
        if datatype == f"{XSD}string":
            return literal.value
        if datatype == f"{XSD}integer" and _INTEGER.fullmatch(literal.value):
            return int(literal.value)
        if datatype == f"{XSD}boolean" and literal.value in {"true", "false"}:
            return literal.value == "true"
        return {"value": literal.value, "type": self._compact(datatype)}

    def _compact(self, iri: str) -> str:
        for prefix, namespace in self._prefixes.items():
            if iri.startswith(namespace) and not iri[len(namespace) :].startswith("//"):
                return f"{prefix}:{iri[len(namespace) :]}"
        return iri


def _one_or_many(values: Sequence[Any]) -> Any:
    return values[0] if len(values) == 1 else list(values)


def _name(term: ox.NamedNode | ox.BlankNode | ox.Triple) -> str:
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def _safe_prefixes(triples: Iterable[ox.Triple]) -> Mapping[str, str]:
    schemes = set()
    for triple in triples:
        for term in (triple.subject, triple.object):
            if isinstance(term, ox.NamedNode) and (match := _SCHEME.match(term.value)):
                schemes.add(match[1])
    return {prefix: iri for prefix, iri in _context_prefixes().items() if prefix not in schemes}


@cache
def _context_prefixes() -> Mapping[str, str]:
    context = json.loads(resource("ontologies", "contexts", CONTEXT.rpartition("/")[2]).read_text("utf-8"))
    return {name: iri for name, iri in context["@context"].items() if PREFIXES.get(name) == iri}


def _turtle_prefixes(iri: str, base: str) -> dict[str, str]:
    """Return the prefixes of a Turtle document about an item: everybody's, the nodes below the item (``:production``), our items by kind."""
    return PREFIXES | {"": f"{iri}#"} | _kind_prefixes(base)


def _shared_prefixes(base: str) -> dict[str, str]:
    """Return the prefixes of a Turtle document about many items."""
    return PREFIXES | _kind_prefixes(base)


def _kind_prefixes(base: str) -> dict[str, str]:
    return {kind: f"{base}id/{kind}/" for kind in KINDS if kind != "def"}


def _used_prefixes(document: str, prefixes: Mapping[str, str]) -> dict[str, str]:
    return {prefix: namespace for prefix, namespace in prefixes.items() if f"<{namespace}" in document}


def _reading_order(iri: str) -> Callable[[str], tuple[bool, str, bool, str, str]]:
    """Return the key that sorts lines for a reader: the item before its parts, its classes before all else.

    Lines and not triples: they hold the same terms, and taking a line apart costs a third of asking a triple for its terms.
    """

    def key(line: str) -> tuple[bool, str, bool, str, str]:
        subject, predicate, rest = line.split(" ", 2)
        subject, predicate = subject.strip("<>"), predicate.strip("<>")
        return subject != iri, subject, predicate != _RDF_TYPE, predicate, rest

    return key


def _fit_for_xml(triple: ox.Triple) -> ox.Triple:
    literal = triple.object
    if not isinstance(literal, ox.Literal) or not _NOT_XML.search(literal.value):
        return triple
    text = _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", literal.value)
    fit = (
        ox.Literal(text, language=literal.language)
        if literal.language
        else ox.Literal(text, datatype=literal.datatype)
    )
    return ox.Triple(triple.subject, triple.predicate, fit)


def _serialise(triples: Iterable[ox.Triple], syntax: ox.RdfFormat, prefixes: dict[str, str]) -> bytes:
    return ox.serialize(triples, format=syntax, prefixes=prefixes) or b""
