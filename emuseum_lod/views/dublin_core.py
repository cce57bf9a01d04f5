"""Simple Dublin Core of a museum object (Dublin Core Metadata Element Set 1.1), and its ``oai_dc`` document.

Each statement is an element, a text and its language; what the record links to is said by name, in every language the name
exists in, and stands nowhere when the ledger knows no name. What each element says is docs/oai-pmh.md, "What a record says".

Documents are made at load, once for each object that changed, so that a harvest only copies bytes.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final, NamedTuple

from emuseum_lod.catalogue.naming import LANGUAGES, Labels
from emuseum_lod.catalogue.records import (
    CatalogueRecord,
    Dimension,
    HumanMadeObject,
    Role,
    Span,
    Statement,
    Text,
)
from emuseum_lod.graph.structural import load_structural_terms
from emuseum_lod.namespaces import DC, OAI_DC, XSI
from emuseum_lod.uris import ItemId, concept_id, item_iri
from emuseum_lod.views.xml_text import content, language_attribute

OAI_DC_SCHEMA: Final = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"

PHYSICAL_OBJECT: Final = "PhysicalObject"
"""The DCMI Type of everything a museum keeps (DCMI Type Vocabulary)."""

INVENTED: Final = (
    Text("Бұл жазбаның мазмұны ойдан құрастырылған. Оны дереккөз ретінде пайдалануға болмайды.", "kk"),
    Text("Содержание этой записи вымышлено. Ссылаться на неё как на источник нельзя.", "ru"),
    Text("The content of this record is invented. It must not be cited as a source.", "en"),
)
"""What a demonstration object says of itself, before anything else is said of it."""

# Those who took a part in a production without being its makers, and those whom the work shows.
_CONTRIBUTING: Final = frozenset(
    concept_id("roles", notation) for notation in ("compiler", "translator", "publisher", "printer")
)
_SHOWN: Final = concept_id("roles", "sitter")

UNPRINTED_TITLES: Final = frozenset(("sort",))
_ELEMENT_OF_STATEMENT: Final = {
    "materials": "format",
    "dimensions": "format",
    "rights": "rights",
    "access": "rights",
    "credit": "rights",
}
_UNITS: Final = {
    "mm": {"kk": "мм", "ru": "мм", "en": "mm"},
    "cm": {"kk": "см", "ru": "см", "en": "cm"},
    "m": {"kk": "м", "ru": "м", "en": "m"},
    "g": {"kk": "г", "ru": "г", "en": "g"},
    "kg": {"kk": "кг", "ru": "кг", "en": "kg"},
    "piece": {"kk": "дана", "ru": "шт.", "en": "pcs"},
}
_HEAD: Final = (
    f'<oai_dc:dc xmlns:oai_dc="{OAI_DC}" xmlns:dc="{DC}" xmlns:xsi="{XSI}"'
    f' xsi:schemaLocation="{OAI_DC} {OAI_DC_SCHEMA}">'
)
_TAIL: Final = "</oai_dc:dc>"


class DcStatement(NamedTuple):
    """One statement: the element without its prefix, the text, and its language or ""."""

    element: str
    value: str
    lang: str = ""


def references(record: CatalogueRecord) -> tuple[ItemId, ...]:
    """Return the items whose labels the Dublin Core of a record says, each once."""
    if not isinstance(record, HumanMadeObject):
        return ()
    found: list[ItemId] = [
        record.institution,
        *record.types,
        *record.classifications,
        *record.materials,
        *record.subjects,
        *record.collections,
    ]
    for production in record.production:
        found += (role.actor for role in production.actors)
        found += (*production.places, *production.techniques, *production.periods)
    for encounter in record.encounters:
        found += (role.actor for role in encounter.actors)
        found += encounter.places
    return tuple(dict.fromkeys(found))


def dc_statements(record: CatalogueRecord, labels: Labels, base: str) -> list[DcStatement]:
    """Return the Dublin Core of an object, each statement once; nothing for other kinds of items.

    `labels` are those of `references`, `base` is the base IRI.
    """
    if not isinstance(record, HumanMadeObject):
        return []
    statements: list[DcStatement] = []
    for part in (_names, _makers, _subjects, _texts, _making, _substance, _links, _rights):
        statements += part(record, labels, base)
    return list(dict.fromkeys(said for said in statements if said.value.strip()))


def oai_dc(record: CatalogueRecord, labels: Labels, base: str) -> bytes | None:
    """Return the ``<oai_dc:dc>`` element of an object (UTF-8, no XML declaration); None for other kinds of items.

    Valid by oai_dc.xsd, and the same bytes for the same record and labels.
    """
    if not isinstance(record, HumanMadeObject):
        return None
    return dc_document(dc_statements(record, labels, base))


def dc_document(statements: Iterable[DcStatement]) -> bytes:
    """Return statements as an ``<oai_dc:dc>`` element."""
    elements = [
        f"<dc:{element}{language_attribute(lang)}>{content(value)}</dc:{element}>"
        for element, value, lang in statements
    ]
    return f"{_HEAD}{''.join(elements)}{_TAIL}".encode()


def parts_taken(record: HumanMadeObject) -> Iterator[tuple[str, Role]]:
    """Yield each part in the making of an object with its element: creator, contributor (a lesser part, or a doubt), subject (a sitter)."""
    for production in record.production:
        for role in production.actors:
            if role.qualifier is not None or role.role in _CONTRIBUTING:
                yield "contributor", role
            else:
                yield "subject" if role.role == _SHOWN else "creator", role


def measurements(dimensions: Iterable[Dimension]) -> Iterator[Text]:
    """Yield all measurements in one text, once in each language: ``биіктігі 31,5 см; …``."""
    found = tuple(dimensions)
    if found:
        for lang in LANGUAGES:
            yield Text("; ".join(_measure(one, lang) for one in found), lang)


def iso_span(span: Span) -> str:
    """Return the days between which a time lies as an EDTF interval (ISO 8601-2); "" when nothing is known of it.

    Whole years are said as years: ``1978``, ``1900/1999``, ``-0499/-0400``, ``1950/..``.
    """
    if not (span.begin or span.end):
        return span.edtf
    by_years = (
        ((not span.begin or span.begin.endswith("-01-01")) and (not span.end or span.end.endswith("-12-31")))
        or _is_long(span.begin)
        or _is_long(span.end)
    )
    begin, end = (_year(day) if by_years else day for day in (span.begin, span.end))
    return begin if begin == end else f"{begin or '..'}/{end or '..'}"


def _names(record: HumanMadeObject, labels: Labels, _base: str) -> Iterator[DcStatement]:
    for title in record.titles:
        if title.type not in UNPRINTED_TITLES:
            yield DcStatement("title", title.value, title.lang)
    yield from _called("publisher", labels, record.institution)


def _makers(record: HumanMadeObject, labels: Labels, _base: str) -> Iterator[DcStatement]:
    """Yield who made an object (creator), and who is named beside: by a lesser part, a doubt, or the finding (contributor)."""
    for element, role in parts_taken(record):
        if role.qualifier is not None:
            yield from _qualified(role, role.qualifier, labels)
        elif element != "subject":
            yield from _called(element, labels, role.actor)
    for encounter in record.encounters:
        for role in encounter.actors:
            if role.qualifier is not None:
                yield from _qualified(role, role.qualifier, labels)
            else:
                yield from _called("contributor", labels, role.actor)


def _subjects(record: HumanMadeObject, labels: Labels, _base: str) -> Iterator[DcStatement]:
    yield from _called("subject", labels, *record.subjects)
    shown = (role.actor for element, role in parts_taken(record) if element == "subject")
    yield from _called("subject", labels, *shown)


def _texts(record: HumanMadeObject, _labels: Labels, _base: str) -> Iterator[DcStatement]:
    if record.demonstration:
        yield from _said("description", INVENTED)
    for statement in record.statements:
        if statement.type not in _ELEMENT_OF_STATEMENT:
            yield DcStatement("description", statement.value, statement.lang)
    for production in record.production:
        yield from _said("description", production.note)
    for encounter in record.encounters:
        yield from _said("description", encounter.note)


def _making(record: HumanMadeObject, labels: Labels, _base: str) -> Iterator[DcStatement]:
    for production in record.production:
        if production.span is not None:
            yield from _said("date", production.span.display)
            yield DcStatement("date", iso_span(production.span))
        yield from _called("coverage", labels, *production.places, *production.periods)
    for encounter in record.encounters:
        yield from _called("coverage", labels, *encounter.places)


def _substance(record: HumanMadeObject, labels: Labels, _base: str) -> Iterator[DcStatement]:
    yield DcStatement("type", PHYSICAL_OBJECT)
    yield from _called("type", labels, *record.types, *record.classifications)
    yield from _called("format", labels, *record.materials)
    for production in record.production:
        yield from _called("format", labels, *production.techniques)
    yield from _statements(record.statements, "format")
    yield from _said("format", measurements(record.dimensions))


def _links(record: HumanMadeObject, labels: Labels, base: str) -> Iterator[DcStatement]:
    yield DcStatement("identifier", item_iri(base, record.id))
    for identifier in record.identifiers:
        for number in (identifier.value, *identifier.findable):
            yield DcStatement("identifier", number)
    yield from _called("relation", labels, *record.collections)
    for item in (*record.collections, *record.assets):
        yield DcStatement("relation", item_iri(base, item))
    for iri in (record.homepage, *record.equivalents):
        yield DcStatement("relation", iri)


def _rights(record: HumanMadeObject, _labels: Labels, _base: str) -> Iterator[DcStatement]:
    yield DcStatement("rights", record.rights)
    yield from _statements(record.statements, "rights")


def _called(element: str, labels: Labels, *items: ItemId) -> Iterator[DcStatement]:
    for item in items:
        for label in labels.get(item, ()):
            yield DcStatement(element, label.value, label.lang)


def _qualified(role: Role, qualifier: Text, labels: Labels) -> Iterator[DcStatement]:
    """Yield somebody to whom a part is given with a reservation, which stands after the name."""
    for label in labels.get(role.actor, ()):
        yield DcStatement("contributor", f"{label.value} ({qualifier.value})", label.lang)


def _said(element: str, texts: Iterable[Text]) -> Iterator[DcStatement]:
    for text in texts:
        yield DcStatement(element, text.value, text.lang)


def _statements(statements: Iterable[Statement], element: str) -> Iterator[DcStatement]:
    for statement in statements:
        if _ELEMENT_OF_STATEMENT.get(statement.type) == element:
            yield DcStatement(element, statement.value, statement.lang)


def _measure(dimension: Dimension, lang: str) -> str:
    """Return a measurement as a reader of one language writes it: ``биіктігі 31,5 см``."""
    value = f"{dimension.value}–{dimension.value_max}" if dimension.value_max else dimension.value
    if lang != "en":
        value = value.replace(".", ",")
    unit = _UNITS.get(dimension.unit, {}).get(lang, dimension.unit)
    part = f"{dimension.part.value}: " if dimension.part else ""
    return f"{part}{_dimension_name(dimension.type, lang)} {value} {unit}".rstrip()


@cache
def _dimension_name(type_: str, lang: str) -> str:
    term = load_structural_terms().get("dimension", type_)
    return next((label.value for label in term.labels if label.lang == lang), type_) if term else type_


def _is_long(day: str) -> bool:
    """Tell whether a day's year has more than four digits: EDTF then says the year alone, behind a Y."""
    return len(day.lstrip("-")) > len("YYYY-MM-DD")


def _year(day: str) -> str:
    return f"Y{day[:-6]}" if _is_long(day) else day[:-6]
