"""Feeds: how the rules of a field become a function from a source node to the field's value.

What can't be taken as data is reported, and its text is kept where the record has room for it.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, get_args, get_type_hints

from emuseum_lod.catalogue.records import Name, Statement, Text
from emuseum_lod.errors import ConfigurationError
from emuseum_lod.mapping.bench import Bench
from emuseum_lod.mapping.findings import Findings
from emuseum_lod.mapping.functions import rights_uri, served_path, web_address
from emuseum_lod.mapping.measures import structural
from emuseum_lod.mapping.paths import parse_condition
from emuseum_lod.mapping.record_files import Rule
from emuseum_lod.mapping.spans import Dates
from emuseum_lod.uris import ItemId

Feed = Callable[[Any, Findings], Any]
"""From a source node to the value of a field; empty (None, "", (), 0) when the node says nothing of it."""
Compile = Callable[[tuple[Rule, ...], Bench, str], Feed]


def _when(rule: Rule, feed: Feed) -> Feed:
    """Return a feed that only runs for records of which the rule's condition is true."""
    if not rule.when:
        return feed
    holds = parse_condition(rule.when).test()
    return lambda record, findings: feed(record, findings) if holds(record) else None


def many(one: Callable[[Rule, Bench, str], Feed]) -> Compile:
    """Make the compiler of a field with several values: those of all its rules, each once, in their order."""

    def compile_rules(rules: tuple[Rule, ...], bench: Bench, where: str) -> Feed:
        feeds = [_when(rule, one(rule, bench, where)) for rule in rules]
        if len(feeds) == 1:
            only = feeds[0]
            return lambda record, findings: tuple(dict.fromkeys(only(record, findings) or ()))
        return lambda record, findings: tuple(
            dict.fromkeys(value for feed in feeds for value in feed(record, findings) or ())
        )

    return compile_rules


def single(values_of: Callable[[Rule, Bench, str], Feed]) -> Compile:
    """Make the compiler of a field with one value: the first that any of its rules gives."""

    def compile_rules(rules: tuple[Rule, ...], bench: Bench, where: str) -> Feed:
        feeds = [_when(rule, values_of(rule, bench, where)) for rule in rules]

        def feed(record: Any, findings: Findings) -> Any:
            return next((values[0] for one in feeds if (values := one(record, findings))), None)

        return feed

    return compile_rules


def names_feed(rule: Rule, bench: Bench, where: str) -> Feed:
    """Compile names: texts of one type."""
    type_ = _structural("name", rule.type or "primary", where)
    texts = bench.texts(rule, where)
    return lambda record, findings: [
        Name(value=text.value, lang=text.lang, type=type_) for text in texts.of(record, findings)
    ]


def statements_feed(rule: Rule, bench: Bench, where: str) -> Feed:
    """Compile statements: texts of one type."""
    type_ = _structural("statement", rule.type or "description", where)
    texts = bench.texts(rule, where)
    return lambda record, findings: [
        Statement(value=text.value, lang=text.lang, type=type_) for text in texts.of(record, findings)
    ]


def _structural(group: str, slug: str, where: str) -> str:
    if slug not in structural(group):
        raise ConfigurationError(
            f"{where}: type = {slug!r}; there are: {', '.join(sorted(structural(group)))}"
        )
    return slug


def texts_feed(rule: Rule, bench: Bench, where: str) -> Feed:
    """Compile texts with their language."""
    return bench.texts(rule, where).of


def plain_feed(rule: Rule, bench: Bench, where: str) -> Feed:
    """Compile texts without a language: notations, codes."""
    texts = bench.texts(rule, where)
    return lambda record, findings: [text.value for text in texts.of(record, findings)]


def labels_feed(rules: tuple[Rule, ...], bench: Bench, where: str) -> Feed:
    """SKOS has one preferred label a language: the first is taken."""
    every = many(texts_feed)(rules, bench, where)

    def feed(record: Any, findings: Findings) -> tuple[Text, ...]:
        by_language: dict[str, Text] = {}
        for text in every(record, findings):
            by_language.setdefault(text.lang, text)
        return tuple(by_language.values())

    return feed


def spans_feed(rules: tuple[Rule, ...], bench: Bench, where: str) -> Feed:
    """Compile dates: the first that any of the rules gives."""
    feeds = [_when(rule, Dates(rule, bench, where).read) for rule in rules]

    def feed(record: Any, findings: Findings) -> Any:
        return next((span for one in feeds if (span := one(record, findings)) is not None), None)

    return feed


def institutions_feed(rule: Rule, bench: Bench, where: str) -> Feed:
    """Compile a museum by its code in provider.toml."""
    texts = bench.texts(rule, where)
    by_code = {one.code: one.id for one in bench.profile.provider.institutions}

    def feed(record: Any, findings: Findings) -> list[ItemId]:
        found = []
        for text in texts.of(record, findings):
            if text.value in by_code:
                found.append(by_code[text.value])
            else:
                findings.report(
                    "unknown-institution",
                    "no museum of provider.toml has this code",
                    field=texts.label,
                    value=text.value,
                    severity="error",
                    advice="add it under [[institutions]], or give its code under values",
                )
        return found

    return feed


def rights_feed(rule: Rule, bench: Bench, where: str) -> Feed:
    """Compile the URI of a rights statement or licence; anything else is kept as a statement."""
    texts = bench.texts(rule, where)

    def feed(record: Any, findings: Findings) -> list[str]:
        found = []
        for text in texts.of(record, findings):
            if uri := rights_uri(text.value):
                found.append(uri)
                continue
            findings.kept.append(Statement(value=text.value, lang=text.lang, type="rights"))
            findings.report(
                "unknown-rights",
                "not a rights statement or licence that is known; it is kept as text",
                field=texts.label,
                value=text.value,
                advice="use a URI of rightsstatements.org or creativecommons.org (mappings/values/rights.csv)",
            )
        return found

    return feed


def addresses_feed(rule: Rule, bench: Bench, where: str, *, own: bool = False) -> Feed:
    """Compile addresses on the web; `own` ones may be paths of files that this service serves itself."""
    texts = bench.texts(rule, where)

    def feed(record: Any, findings: Findings) -> list[str]:
        found = []
        for text in texts.of(record, findings):
            if address := web_address(text.value) or (own and served_path(text.value)):
                found.append(address)
            else:
                findings.report(
                    "bad-address",
                    "not an http or https address; it was left out",
                    field=texts.label,
                    value=text.value,
                    advice="give the whole address, with https://",
                )
        return found

    return feed


def checked_feed(rule: Rule, bench: Bench, where: str, *, what: str, take: Callable[[str], Any]) -> Feed:
    """Compile a field whose texts are only taken when `take` makes something of them."""
    texts = bench.texts(rule, where)

    def feed(record: Any, findings: Findings) -> list[Any]:
        found = []
        for text in texts.of(record, findings):
            value = take(text.value)
            if value is None:
                findings.report(
                    "unexpected-value",
                    f"not {what}; it was left out",
                    field=texts.label,
                    value=text.value,
                    advice="correct it, or say under values what it means",
                )
            else:
                found.append(value)
        return found

    return feed


def one_of(record: type, field: str) -> Compile:
    """Make the compiler of a field that has one of a few words, as the record's type says."""
    words = [word for word in get_args(get_type_hints(record)[field]) if word]
    return single(
        partial(
            checked_feed, what=f"one of {', '.join(words)}", take=lambda text: text if text in words else None
        )
    )


def whole_number(text: str) -> int | None:
    """Return a count or size in its figures, or None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None
