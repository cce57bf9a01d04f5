"""The parts that records of several kinds share, as solutions: names, statements, numbers, times, roles, measurements, rights.

`Parts` knows the base IRI and the structural terms in their N-Triples form. Nodes below an item are numbered in the record's
order: ``#name-1``, ``#production-role-2``.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final
from urllib.parse import quote, urlsplit

from emuseum_lod.catalogue.records import Dimension, Identifier, Name, Role, Span, Statement, Text
from emuseum_lod.graph import solutions
from emuseum_lod.graph.canonical import decimal, edtf, first_moment, iri, last_moment, literal
from emuseum_lod.graph.structural import StructuralTerms
from emuseum_lod.uris import ItemId, concept_id

_SAFE: Final = "!#$%&'()*+,/:;=?@[]~"
"""What `quote` leaves of an address that is already one (RFC 3986 §2.2, and the percent sign)."""

CONTRIBUTING: Final = frozenset(
    concept_id("roles", notation) for notation in ("compiler", "translator", "publisher", "printer")
)
"""Roles in a production that make nobody its maker."""

SITTER: Final = concept_id("roles", "sitter")
"""The role of somebody whom the work shows: no part in its production at all."""

_TERM_GROUPS: Final = (
    "name",
    "identifier",
    "statement",
    "dimension",
    "unit",
    "language",
    "gender",
    "digital",
    "scheme",
)


class Parts:
    """Makes solutions of the parts of records, for one base IRI."""

    def __init__(self, base: str, terms: StructuralTerms) -> None:
        """Prepare the terms of a service with this base IRI."""
        self.base = base
        self.terms = {group: terms.terms_of(group, base) for group in _TERM_GROUPS}
        self._ids = f"<{base}id/"
        self._root = urlsplit(base).path.rstrip("/")

    def link(self, item: ItemId) -> str:
        """Return the IRI of another item."""
        return f"{self._ids}{item}>"

    def maybe(self, item: ItemId | None) -> str | None:
        """Return the IRI of another item, if there is one."""
        return f"{self._ids}{item}>" if item else None

    def links(self, items: Iterable[ItemId]) -> tuple[str, ...]:
        """Return the IRIs of other items."""
        ids = self._ids
        return tuple([f"{ids}{item}>" for item in items])

    def below(self, item: ItemId, fragment: str) -> str:
        """Return the IRI of a node below another item."""
        return f"{self._ids}{item}#{fragment}>"

    def definition(self, name: str, fragment: str = "") -> str:
        """Return the IRI of a document of ours, or of a term in it."""
        return _definition(self.base, name, fragment)

    def web(self, url: str) -> str | None:
        """Return the IRI of something on the web; a path from the root is a file of ours. None for what is no such address."""
        if url.startswith("/"):
            return iri(self.base + quote(url, safe="/").removeprefix(f"{self._root}/"))
        if not url.lower().startswith(("http://", "https://")):
            return None
        return iri(url) or iri(quote(url, safe=_SAFE))

    def language(self, lang: str) -> str | None:
        """Return the term of a language, by its whole tag or its first part."""
        known = self.terms["language"]
        return known.get(lang) or known.get(lang.partition("-")[0])

    def appellations(self, below: str, kind: str, names: Sequence[Name]) -> list[solutions.Appellation]:
        """Return the names of an item of a kind; `below` is its IRI without the bracket at the end."""
        terms = self.terms["name"]
        return [
            solutions.Appellation(
                f"{below}#name-{number}>",
                kind,
                name.type,
                literal(name.value, name.lang),
                self.language(name.lang) if name.lang else None,
                terms.get(name.type),
            )
            for number, name in enumerate(names, 1)
            if name.value
        ]

    def statements(self, below: str, statements: Sequence[Statement]) -> list[solutions.Statement]:
        """Return the texts about an item."""
        terms = self.terms["statement"]
        return [
            solutions.Statement(
                f"{below}#statement-{number}>",
                statement.type,
                literal(statement.value, statement.lang),
                self.language(statement.lang) if statement.lang else None,
                terms.get(statement.type),
            )
            for number, statement in enumerate(statements, 1)
            if statement.value
        ]

    def identifiers(self, below: str, identifiers: Iterable[Identifier]) -> Iterator[solutions.Identifier]:
        """Yield the numbers of an item, and those that a range stands for after it."""
        terms = self.terms["identifier"]
        for number, identifier in enumerate(identifiers, 1):
            node = f"{below}#number-{number}"
            kind = identifier.type
            yield solutions.Identifier(f"{node}>", kind, literal(identifier.value), terms.get(kind))
            for position, each in enumerate(identifier.findable, 1):
                yield solutions.Identifier(f"{node}-{position}>", "findable", literal(each), None)

    def time_span(self, event: str, node: str, activity: str, span: Span) -> solutions.TimeSpan:
        """Return when an event took place; `node` is the IRI of the time-span."""
        return solutions.TimeSpan(
            event,
            node,
            activity,
            "given" if span.display else "none",
            first_moment(span.begin) if span.begin else None,
            last_moment(span.end) if span.end else None,
            edtf(span.edtf),
        )

    def time_span_names(self, node: str, activity: str, span: Span) -> list[solutions.TimeSpanName]:
        """Return what the source says of a time-span."""
        return [
            solutions.TimeSpanName(
                f"{node[:-1]}-name-{number}>",
                node,
                activity,
                literal(text.value, text.lang),
                self.language(text.lang) if text.lang else None,
            )
            for number, text in enumerate(span.display, 1)
        ]

    def participations(
        self, event: str, activity: str, roles: Iterable[Role]
    ) -> tuple[list[solutions.Participation], list[solutions.Attribution]]:
        """Return who took part in an event, and who only did in somebody's opinion; sitters did not."""
        certain: list[solutions.Participation] = []
        attributed: list[solutions.Attribution] = []
        for number, role in enumerate(roles, 1):
            actor, term = self.link(role.actor), self.maybe(role.role)
            if role.qualifier:
                node = f"{event[:-1]}-attribution-{number}>"
                words = literal(role.qualifier.value, role.qualifier.lang)
                attributed.append(solutions.Attribution(node, event, activity, actor, term, words))
            elif role.role != SITTER:
                part = f"{event[:-1]}-role-{number}>" if term else None
                made = activity == "production" and role.role not in CONTRIBUTING
                capacity = "creator" if made else "contributor"
                certain.append(solutions.Participation(event, activity, capacity, actor, part, term))
        return certain, attributed

    def dimensions(self, below: str, dimensions: Iterable[Dimension]) -> Iterator[solutions.Dimension]:
        """Yield the measurements of an item; one whose value is no number is left out."""
        terms, units = self.terms["dimension"], self.terms["unit"]
        for number, dimension in enumerate(dimensions, 1):
            value, upper = decimal(dimension.value), decimal(dimension.value_max)
            if value is None:
                continue
            yield solutions.Dimension(
                f"{below}#dimension-{number}>",
                dimension.type,
                terms.get(dimension.type),
                None if upper else value,
                value if upper else None,
                upper,
                units.get(dimension.unit),
                literal(dimension.part.value, dimension.part.lang) if dimension.part else None,
            )


@lru_cache(maxsize=1024)
def _definition(base: str, name: str, fragment: str) -> str:
    return f"<{base}def/{quote(name, safe='')}{'#' + quote(fragment, safe='') if fragment else ''}>"


def texts(values: Iterable[Text]) -> tuple[str, ...]:
    """Return texts as literals in their languages."""
    return tuple([literal(text.value, text.lang) for text in values])
