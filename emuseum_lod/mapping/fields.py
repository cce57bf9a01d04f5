"""The fields of each kind of record, and how the rules of each are compiled to a function from a source node to the field's value."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final, get_args, get_type_hints

from emuseum_lod.catalogue.records import Actor, Asset, Concept, Name, Role, Statement, Text
from emuseum_lod.errors import ConfigurationError
from emuseum_lod.mapping.bench import Bench
from emuseum_lod.mapping.findings import Findings
from emuseum_lod.mapping.functions import rights_uri, served_path, web_address
from emuseum_lod.mapping.measures import dimensions_feed, identifiers_feed, structural
from emuseum_lod.mapping.mentions import Mentions, check_tree
from emuseum_lod.mapping.paths import parse_condition
from emuseum_lod.mapping.profile import Rule
from emuseum_lod.mapping.references import (
    ByName,
    Target,
    Words,
    own_actors,
    own_collections,
    own_concepts,
    own_places,
)
from emuseum_lod.mapping.spans import span_feed
from emuseum_lod.mapping.values.dimensions import decimal
from emuseum_lod.uris import ItemId, Kind

Feed = Callable[[Any, Findings], Any]
"""From a source node to the value of a field; empty (None, "", (), 0) when the node says nothing of it."""
Compile = Callable[[tuple[Rule, ...], Bench, str], Feed]

_MATERIALS: Final = Target("materials", "materials", "material")
_TECHNIQUES: Final = Target("techniques", "techniques", "technique")
_PERIODS: Final = Target("periods", "periods", "period")


def compile_fields(
    kind: Kind, rules: dict[str, tuple[Rule, ...]], bench: Bench, where: str
) -> dict[str, Feed]:
    """Return the feeds of a record file's fields. Raises ConfigurationError for a field that the kind doesn't have."""
    known = FIELDS.get(kind)
    if known is None:
        raise ConfigurationError(f"{where}: a record file can't make items of the kind {kind!r}")
    unknown = sorted(set(rules) - set(known))
    if unknown:
        raise ConfigurationError(
            f"{where}: no field {unknown[0]!r} of a record of kind {kind}: {', '.join(known)}"
        )
    return {name: known[name](listed, bench, f"{where} [{name}]") for name, listed in rules.items()}


def _when(rule: Rule, feed: Feed) -> Feed:
    """Return a feed that only runs for records of which the rule's condition is true."""
    if not rule.when:
        return feed
    holds = parse_condition(rule.when).test()
    return lambda record, findings: feed(record, findings) if holds(record) else None


def _many(one: Callable[[Rule, Bench, str], Feed]) -> Compile:
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


def _single(many: Callable[[Rule, Bench, str], Feed]) -> Compile:
    """Make the compiler of a field with one value: the first that any of its rules gives."""

    def compile_rules(rules: tuple[Rule, ...], bench: Bench, where: str) -> Feed:
        feeds = [_when(rule, many(rule, bench, where)) for rule in rules]

        def feed(record: Any, findings: Findings) -> Any:
            return next((values[0] for one in feeds if (values := one(record, findings))), None)

        return feed

    return compile_rules


def _names(rule: Rule, bench: Bench, where: str) -> Feed:
    type_ = _structural("name", rule.type or "primary", where)
    texts = bench.texts(rule, where)
    return lambda record, findings: [
        Name(value=text.value, lang=text.lang, type=type_) for text in texts.of(record, findings)
    ]


def _statements(rule: Rule, bench: Bench, where: str) -> Feed:
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


def _texts(rule: Rule, bench: Bench, where: str) -> Feed:
    return bench.texts(rule, where).of


def _plain(rule: Rule, bench: Bench, where: str) -> Feed:
    texts = bench.texts(rule, where)
    return lambda record, findings: [text.value for text in texts.of(record, findings)]


def _labels(rules: tuple[Rule, ...], bench: Bench, where: str) -> Feed:
    """SKOS has one preferred label a language: the first is taken."""
    every = _many(_texts)(rules, bench, where)

    def feed(record: Any, findings: Findings) -> tuple[Text, ...]:
        by_language: dict[str, Text] = {}
        for text in every(record, findings):
            by_language.setdefault(text.lang, text)
        return tuple(by_language.values())

    return feed


def _spans(rules: tuple[Rule, ...], bench: Bench, where: str) -> Feed:
    feeds = [_when(rule, span_feed((rule,), bench, where)) for rule in rules]

    def feed(record: Any, findings: Findings) -> Any:
        return next((span for one in feeds if (span := one(record, findings)) is not None), None)

    return feed


def _refer(rule: Rule, bench: Bench, where: str, scheme: str, own: ByName) -> Mentions | Words:
    check_tree(rule, where)
    if rule.item:
        texts = bench.texts(rule, where)
        return Mentions(rule, texts.nodes, texts.label, bench)
    return Words(rule, bench.profile, bench.audit, where=where, scheme=scheme, own=own)


def _concepts(target: Target) -> Callable[[Rule, Bench, str], Feed]:
    def compile_rule(rule: Rule, bench: Bench, where: str) -> Feed:
        return _refer(rule, bench, where, target.scheme, own_concepts(bench.terms, target)).refer

    return compile_rule


def _places(rule: Rule, bench: Bench, where: str) -> Feed:
    return _refer(rule, bench, where, "places", own_places(bench.terms)).refer


def _collections(rule: Rule, bench: Bench, where: str) -> Feed:
    institutions = bench.profile.provider.institutions
    only = institutions[0].id if len(institutions) == 1 else None
    return _refer(rule, bench, where, "", own_collections(bench.terms, only)).refer


def _mentions_only(rule: Rule, bench: Bench, where: str) -> Feed:
    if not rule.item:
        raise ConfigurationError(f'{where}: item = "…" must name the record file that describes them')
    return _refer(rule, bench, where, "", own_actors(bench.terms)).refer


def _actors(rule: Rule, bench: Bench, where: str) -> Feed:
    """Compile who took part in an event, in which role, and how sure the source is of that."""
    who = _refer(rule, bench, where, "", own_actors(bench.terms))
    texts = bench.texts(rule, where)
    role_of = None
    if rule.role:
        own = own_concepts(bench.terms, Target("roles"))
        role_of = Words(rule.role, bench.profile, bench.audit, where=where, scheme="roles", own=own).refer
    qualifiers = [bench.texts(piece, where).first for piece in rule.qualifiers]

    def feed(record: Any, findings: Findings) -> list[Role]:
        roles: list[Role] = []
        for node in texts.nodes(record):
            actors = who.refer_node(node, findings)
            if not actors:
                continue
            in_roles: Sequence[ItemId | None] = (role_of(node, findings) if role_of else ()) or (None,)
            qualifier = next((text for first in qualifiers if (text := first(node, findings))), None)
            roles += [
                Role(actor=actor, role=role, qualifier=qualifier) for actor in actors for role in in_roles
            ]
        return roles

    return feed


def _institutions(rule: Rule, bench: Bench, where: str) -> Feed:
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


def _rights(rule: Rule, bench: Bench, where: str) -> Feed:
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


def _addresses(rule: Rule, bench: Bench, where: str, *, own: bool = False) -> Feed:
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


def _checked(rule: Rule, bench: Bench, where: str, *, what: str, take: Callable[[str], Any]) -> Feed:
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


def _one_of(record: type, field: str) -> Compile:
    """Make the compiler of a field that has one of a few words, as the record's type says."""
    words = [word for word in get_args(get_type_hints(record)[field]) if word]
    return _single(
        partial(
            _checked, what=f"one of {', '.join(words)}", take=lambda text: text if text in words else None
        )
    )


def _whole_number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


_COUNT: Final = _single(partial(_checked, what="a whole number", take=_whole_number))
_DECIMAL: Final = _single(partial(_checked, what="a decimal number", take=decimal))
_ADDRESS: Final = _single(_addresses)
_EVERY_ADDRESS: Final = _many(_addresses)
_FILE_ADDRESS: Final = _single(partial(_addresses, own=True))
_INSTITUTION: Final = _single(_institutions)
_ANY_ITEM: Final = {"homepage": _ADDRESS, "equivalents": _EVERY_ADDRESS}

FIELDS: Final[dict[Kind, dict[str, Compile]]] = {
    "object": {
        "institution": _INSTITUTION,
        "owner": _INSTITUTION,
        "titles": _many(_names),
        "identifiers": _many(identifiers_feed),
        "types": _many(_concepts(Target("types", "object-types"))),
        "classifications": _many(_concepts(Target("classifications"))),
        "materials": _many(_concepts(_MATERIALS)),
        "statements": _many(_statements),
        "dimensions": _many(dimensions_feed),
        "production.actors": _many(_actors),
        "production.places": _many(_places),
        "production.techniques": _many(_concepts(_TECHNIQUES)),
        "production.span": _spans,
        "production.periods": _many(_concepts(_PERIODS)),
        "production.note": _many(_texts),
        "encounters.places": _many(_places),
        "encounters.actors": _many(_actors),
        "encounters.span": _spans,
        "encounters.note": _many(_texts),
        "acquisitions.method": _single(_concepts(Target("acquisition-methods", "acquisition-methods"))),
        "acquisitions.span": _spans,
        "subjects": _many(_concepts(Target("subjects"))),
        "collections": _many(_collections),
        "assets": _many(_mentions_only),
        "rights": _single(_rights),
        **_ANY_ITEM,
    },
    "actor": {
        "type": _one_of(Actor, "type"),
        "names": _many(_names),
        "birth": _spans,
        "birth_place": _single(_places),
        "death": _spans,
        "death_place": _single(_places),
        "active": _spans,
        "gender": _one_of(Actor, "gender"),
        "occupations": _many(_concepts(Target("occupations"))),
        "nationalities": _many(_concepts(Target("nationalities"))),
        "statements": _many(_statements),
        **_ANY_ITEM,
    },
    "place": {
        "names": _many(_names),
        "types": _many(_concepts(Target("place-types", "place-types"))),
        "part_of": _single(_places),
        "latitude": _DECIMAL,
        "longitude": _DECIMAL,
        "code": _single(_plain),
        **_ANY_ITEM,
    },
    "concept": {
        "scheme": _single(_plain),
        "notation": _single(_plain),
        "role": _one_of(Concept, "role"),
        "labels": _labels,
        "alt_labels": _many(_texts),
        "hidden_labels": _many(_texts),
        "definitions": _many(_texts),
        "notes": _many(_texts),
        "broader": _many(_concepts(Target("terms"))),
        "related": _many(_concepts(Target("terms"))),
        "exact_match": _EVERY_ADDRESS,
        "close_match": _EVERY_ADDRESS,
        "span": _spans,
        **_ANY_ITEM,
    },
    "collection": {
        "names": _many(_names),
        "code": _single(_plain),
        "institution": _INSTITUTION,
        "statements": _many(_statements),
        **_ANY_ITEM,
    },
    "asset": {
        "type": _one_of(Asset, "type"),
        "url": _FILE_ADDRESS,
        "media_type": _single(_plain),
        "names": _many(_names),
        "rights": _single(_rights),
        "thumbnail": _FILE_ADDRESS,
        "iiif_service": _ADDRESS,
        "width": _COUNT,
        "height": _COUNT,
        "bytes": _COUNT,
        "institution": _INSTITUTION,
        **_ANY_ITEM,
    },
    "tour": {
        "names": _many(_names),
        "institution": _INSTITUTION,
        "url": _FILE_ADDRESS,
        "statements": _many(_statements),
        **_ANY_ITEM,
    },
}
"""The fields that the rules of a record file may feed. docs/cataloguer.md explains each to the people who write them."""
