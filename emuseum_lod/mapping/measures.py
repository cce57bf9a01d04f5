"""Compiles the rules of dimensions and identifiers, whose texts are read: "311 × 213 мм", "КП 38618–38624"."""

import csv
from collections.abc import Callable
from functools import cache
from typing import Any

from emuseum_lod.catalogue.records import Dimension, Identifier, Statement, Text
from emuseum_lod.mapping.bench import Bench
from emuseum_lod.mapping.findings import Findings
from emuseum_lod.mapping.record_files import Rule
from emuseum_lod.mapping.values.dimensions import decimal, read_dimensions
from emuseum_lod.mapping.values.numbers import read_number
from emuseum_lod.resources import resource

Measure = Callable[[Any, Findings], list[Dimension]]
Number = Callable[[Any, Findings], list[Identifier]]


@cache
def structural(group: str) -> frozenset[str]:
    """Return the slugs of a group of structural terms (``dimension``, ``unit``, ``name`` …)."""
    with resource("ontologies", "structural-terms.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["slug"] for row in csv.DictReader(file) if row["group"] == group)


def dimensions_feed(rule: Rule, bench: Bench, where: str) -> Measure:
    """Return the dimensions of a rule: read from a text, or, where the rule has a `size`, from parts of a node."""
    return _from_parts(rule, bench, where) if rule.size else _from_text(rule, bench, where)


def _from_text(rule: Rule, bench: Bench, where: str) -> Measure:
    texts = bench.texts(rule, where)

    def feed(record: Any, findings: Findings) -> list[Dimension]:
        dimensions: list[Dimension] = []
        for text in texts.of(record, findings):
            reading = read_dimensions(text.value, text.lang)
            dimensions += reading.dimensions
            if not reading.dimensions or not reading.understood:
                findings.kept.append(_as_text(text))
            if not reading.understood:
                _report(text, texts.label, findings)
            elif reading.doubts:
                findings.report(
                    "doubtful-dimensions",
                    f"read with a doubt: {', '.join(reading.doubts)}",
                    field=texts.label,
                    value=text.value,
                    advice="say what was measured and in which unit",
                )
        return dimensions

    return feed


def _from_parts(rule: Rule, bench: Bench, where: str) -> Measure:
    texts = bench.texts(rule, where)
    size = bench.texts(rule.size, where) if rule.size else None
    unit = bench.texts(rule.unit, where) if rule.unit else None
    part = bench.texts(rule.part, where) if rule.part else None
    known = structural("dimension"), structural("unit")

    def one(node: Any, findings: Findings) -> Dimension | None:
        amount = size.first(node, findings) if size else None
        if amount is None:
            return None
        types = texts.of_node(node, findings)
        type_ = types[0].value if types else rule.type
        found = unit.first(node, findings) if unit else None
        number, largest, unit_ = *_range(amount.value), found.value if found else ""
        if number is None or type_ not in known[0] or unit_ not in known[1]:
            text = Text(f"{type_} {amount.value} {unit_}".strip(), amount.lang)
            findings.kept.append(_as_text(text))
            _report(text, texts.label, findings)
            return None
        measured = part.first(node, findings) if part else None
        return Dimension(type=type_, value=number, unit=unit_, value_max=largest, part=measured)

    def feed(record: Any, findings: Findings) -> list[Dimension]:
        return [found for node in texts.nodes(record) if (found := one(node, findings)) is not None]

    return feed


def _range(text: str) -> tuple[str | None, str]:
    """Return the number that a text is, or the ends of a range such as ``120–125``; None for what is neither."""
    low, dash, high = text.partition("–")
    smallest, largest = decimal(low), decimal(high) if dash else ""
    return (None, "") if smallest is None or largest is None else (smallest, largest)


def _as_text(text: Text) -> Statement:
    return Statement(value=text.value, lang=text.lang, type="dimensions")


def _report(text: Text, field: str, findings: Findings) -> None:
    findings.report(
        "unreadable-dimensions",
        "the dimensions were not understood to the end; they are kept as text too",
        field=field,
        value=text.value,
        advice="write them as 311 × 213 mm",
    )


def identifiers_feed(rule: Rule, bench: Bench, where: str) -> Number:
    """Return the numbers of a rule as they stand, or, where it has a `policy`, as museum accounting writes them."""
    texts = bench.texts(rule, where)
    type_ = rule.type or "accession"
    if not rule.policy:
        return lambda record, findings: [
            Identifier(value=text.value, type=type_) for text in texts.of(record, findings)
        ]

    def feed(record: Any, findings: Findings) -> list[Identifier]:
        numbers: list[Identifier] = []
        for text in texts.of(record, findings):
            reading = read_number(text.value)
            numbers += reading.identifiers or (Identifier(value=text.value, type=type_),)
            if not reading.understood or reading.doubts:
                findings.report(
                    "doubtful-number" if reading.understood else "unreadable-number",
                    f"read with a doubt: {', '.join(reading.doubts)}"
                    if reading.understood
                    else "not a number of museum accounting; it is kept as it stands",
                    field=texts.label,
                    value=text.value,
                    advice="compare it with the accession book",
                )
        return numbers

    return feed
