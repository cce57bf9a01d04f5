"""What an object is: kinds, titles, inscriptions, numbers and keeper, texts, measurements, materials (descriptive metadata)."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from emuseum_lod.catalogue.records import Dimension, HumanMadeObject, Statement, Text
from emuseum_lod.uris import concept_id, item_iri, key_of
from emuseum_lod.views.dublin_core import INVENTED, measurements
from emuseum_lod.views.lido.elements import (
    ALTERNATE,
    NOT_LINGUISTIC,
    PREFERRED,
    TERMINOLOGY,
    Sayer,
    by_language,
    element,
    plain,
    text,
    texts,
    typed,
)

_CURRENT_KEEPER: Final = typed(f"{TERMINOLOGY}lido00475")
_MATERIAL: Final = typed(f"{TERMINOLOGY}lido00132")
_DEMONSTRATION: Final = concept_id("status", "demonstration")
_INVENTED: Final = texts("descriptiveNoteValue", INVENTED)
_FINDABLE: Final = ' lido:label="findable"'

_ON_THE_OBJECT: Final = frozenset(("inscription", "signature", "markings"))
_ELSEWHERE: Final = _ON_THE_OBJECT | {"materials", "dimensions", "credit", "rights"}
"""Statements with an element of their own; all others are descriptions, each by its type."""


def classification(record: HumanMadeObject, sayer: Sayer) -> str:
    """Return ``objectClassificationWrap``. An object of which no kind is known is an item of a collection: LIDO wants one."""
    kinds = "".join([sayer.concept("objectWorkType", kind) for kind in record.types])
    classes = "".join(
        [sayer.concept("classification", one, sayer.type_in_scheme(one)) for one in record.classifications]
    )
    return element(
        "objectClassificationWrap",
        element("objectWorkTypeWrap", kinds or sayer.term("objectWorkType", "object", "collection-item"))
        + element("classificationWrap", classes),
    )


def identification(record: HumanMadeObject, sayer: Sayer) -> str:
    """Return ``objectIdentificationWrap``."""
    return element(
        "objectIdentificationWrap",
        element("titleWrap", _titles(record, sayer))
        + element("inscriptionsWrap", _inscriptions(record, sayer))
        + element("repositoryWrap", _keeper(record, sayer))
        + element("objectDescriptionWrap", _descriptions(record, sayer))
        + element("objectMeasurementsWrap", _measurements(record, sayer))
        + element("objectMaterialsTechWrap", _materials(record, sayer)),
    )


def main_language(record: HumanMadeObject) -> str:
    """Return the language that a record is mostly in: that of its first title or text that has one, or ""."""
    titles = [title.lang for title in record.titles]
    return next(filter(None, (*titles, *(one.lang for one in record.statements))), "")


def _titles(record: HumanMadeObject, sayer: Sayer) -> str:
    """Return a set of titles for each type. What has no title is called by its number, else its key: LIDO wants one."""
    by_type: dict[str, list[str]] = defaultdict(list)
    for title in record.titles:
        pref = PREFERRED if title.type == "primary" else ALTERNATE
        by_type[title.type].append(text("appellationValue", Text(title.value, title.lang), pref))
    said = "".join(
        [
            element("titleSet", "".join(values), sayer.type_of("name", type_))
            for type_, values in by_type.items()
        ]
    )
    if said:
        return said
    called = (*(one.value for one in record.identifiers), key_of(record.id))
    names = (text("appellationValue", Text(name, NOT_LINGUISTIC)) for name in called)
    return element("titleSet", next(filter(None, names)))


def _inscriptions(record: HumanMadeObject, sayer: Sayer) -> str:
    return "".join(
        [
            element(
                "inscriptions",
                text("inscriptionTranscription", Text(one.value, one.lang)),
                sayer.type_of("statement", one.type),
            )
            for one in record.statements
            if one.type in _ON_THE_OBJECT
        ]
    )


def _keeper(record: HumanMadeObject, sayer: Sayer) -> str:
    """Return who keeps an object, and each of its numbers with its type; the numbers that a range stands for after it."""
    keeper = element(
        "repositoryName",
        sayer.ids("legalBodyID", record.institution)
        + sayer.named("legalBodyName", record.institution)
        + plain("legalBodyWeblink", sayer.page(record.institution)),
    )
    numbers = []
    for one in record.identifiers:
        type_ = sayer.type_of("identifier", one.type)
        numbers.append(plain("workID", one.value, type_))
        numbers += [plain("workID", number, type_ + _FINDABLE) for number in one.findable]
    return element("repositorySet", keeper + "".join(numbers), _CURRENT_KEEPER)


def _descriptions(record: HumanMadeObject, sayer: Sayer) -> str:
    invented = ""
    if record.demonstration:
        invented = element(
            "objectDescriptionSet",
            _INVENTED,
            typed(item_iri(sayer.base, _DEMONSTRATION)),
        )
    by_type: dict[str, list[Text]] = defaultdict(list)
    for one in record.statements:
        if one.type not in _ELSEWHERE:
            by_type[one.type].append(Text(one.value, one.lang))
    return invented + "".join(
        [
            element(
                "objectDescriptionSet",
                texts("descriptiveNoteValue", group),
                sayer.type_of("statement", type_),
            )
            for type_, said in by_type.items()
            for group in by_language(said)
        ]
    )


def _measurements(record: HumanMadeObject, sayer: Sayer) -> str:
    """Return the measurements, a set for each part that was measured.

    What is displayed are the source's words, each group of language variants in a set of its own, or ours in every language.
    """
    by_part: dict[Text | None, list[Dimension]] = defaultdict(list)
    for one in record.dimensions:
        by_part[one.part].append(one)
    words = list(by_language(_statements(record.statements, "dimensions")))
    sets = "".join(
        [element("objectMeasurementsSet", texts("displayObjectMeasurements", group)) for group in words]
    )
    for part, dimensions in by_part.items():
        display = "" if words else texts("displayObjectMeasurements", measurements(dimensions))
        measured = "".join([_measured(one, sayer) for one in dimensions])
        extent = text("extentMeasurements", part) if part else ""
        sets += element("objectMeasurementsSet", display + element("objectMeasurements", measured + extent))
    return sets


def _measured(dimension: Dimension, sayer: Sayer) -> str:
    """Return one measurement; the ends of a range stand with a dash between them."""
    value = f"{dimension.value}–{dimension.value_max}" if dimension.value_max else dimension.value
    amount = plain("measurementValue", value)
    if not amount:
        return ""
    kind = sayer.term("measurementType", "dimension", dimension.type) or sayer.term(
        "measurementType", "dimension", "unknown"
    )
    # A count of things has no unit in some exports; LIDO wants an element.
    unit = sayer.term("measurementUnit", "unit", dimension.unit) or "<lido:measurementUnit/>"
    return element("measurementsSet", kind + unit + amount)


def _materials(record: HumanMadeObject, sayer: Sayer) -> str:
    groups = list(by_language(_statements(record.statements, "materials")))
    terms = element(
        "materialsTech",
        "".join([sayer.concept("termMaterialsTech", one, _MATERIAL) for one in record.materials]),
    )
    first, *more = groups or [()]
    return element("objectMaterialsTechSet", texts("displayMaterialsTech", first) + terms) + "".join(
        [element("objectMaterialsTechSet", texts("displayMaterialsTech", group)) for group in more]
    )


def _statements(statements: Iterable[Statement], type_: str) -> list[Text]:
    return [Text(one.value, one.lang) for one in statements if one.type == type_]
