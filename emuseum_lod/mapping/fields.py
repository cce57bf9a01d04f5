"""The fields of each kind of record, and how the rules of each are compiled to a function from a source node to the field's value."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

from emuseum_lod.catalogue.records import Actor, Asset, Concept, Role
from emuseum_lod.errors import ConfigurationError
from emuseum_lod.mapping.bench import Bench
from emuseum_lod.mapping.feeds import (
    Compile,
    Feed,
    addresses_feed,
    checked_feed,
    institutions_feed,
    labels_feed,
    many,
    names_feed,
    one_of,
    plain_feed,
    rights_feed,
    single,
    spans_feed,
    statements_feed,
    texts_feed,
    whole_number,
)
from emuseum_lod.mapping.findings import Findings
from emuseum_lod.mapping.measures import dimensions_feed, identifiers_feed
from emuseum_lod.mapping.mentions import Mentions, check_tree
from emuseum_lod.mapping.record_files import Rule
from emuseum_lod.mapping.references import (
    ByName,
    Target,
    Words,
    own_actors,
    own_collections,
    own_concepts,
    own_places,
)
from emuseum_lod.mapping.values.dimensions import decimal
from emuseum_lod.uris import ItemId, Kind

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


_COUNT: Final = single(partial(checked_feed, what="a whole number", take=whole_number))
_DECIMAL: Final = single(partial(checked_feed, what="a decimal number", take=decimal))
_ADDRESS: Final = single(addresses_feed)
_EVERY_ADDRESS: Final = many(addresses_feed)
_FILE_ADDRESS: Final = single(partial(addresses_feed, own=True))
_INSTITUTION: Final = single(institutions_feed)
_ANY_ITEM: Final = {"homepage": _ADDRESS, "equivalents": _EVERY_ADDRESS}

FIELDS: Final[dict[Kind, dict[str, Compile]]] = {
    "object": {
        "institution": _INSTITUTION,
        "owner": _INSTITUTION,
        "titles": many(names_feed),
        "identifiers": many(identifiers_feed),
        "types": many(_concepts(Target("types", "object-types"))),
        "classifications": many(_concepts(Target("classifications"))),
        "materials": many(_concepts(_MATERIALS)),
        "statements": many(statements_feed),
        "dimensions": many(dimensions_feed),
        "production.actors": many(_actors),
        "production.places": many(_places),
        "production.techniques": many(_concepts(_TECHNIQUES)),
        "production.span": spans_feed,
        "production.periods": many(_concepts(_PERIODS)),
        "production.note": many(texts_feed),
        "encounters.places": many(_places),
        "encounters.actors": many(_actors),
        "encounters.span": spans_feed,
        "encounters.note": many(texts_feed),
        "acquisitions.method": single(_concepts(Target("acquisition-methods", "acquisition-methods"))),
        "acquisitions.span": spans_feed,
        "subjects": many(_concepts(Target("subjects"))),
        "collections": many(_collections),
        "assets": many(_mentions_only),
        "rights": single(rights_feed),
        **_ANY_ITEM,
    },
    "actor": {
        "type": one_of(Actor, "type"),
        "names": many(names_feed),
        "birth": spans_feed,
        "birth_place": single(_places),
        "death": spans_feed,
        "death_place": single(_places),
        "active": spans_feed,
        "gender": one_of(Actor, "gender"),
        "occupations": many(_concepts(Target("occupations"))),
        "nationalities": many(_concepts(Target("nationalities"))),
        "statements": many(statements_feed),
        **_ANY_ITEM,
    },
    "place": {
        "names": many(names_feed),
        "types": many(_concepts(Target("place-types", "place-types"))),
        "part_of": single(_places),
        "latitude": _DECIMAL,
        "longitude": _DECIMAL,
        "code": single(plain_feed),
        **_ANY_ITEM,
    },
    "concept": {
        "scheme": single(plain_feed),
        "notation": single(plain_feed),
        "role": one_of(Concept, "role"),
        "labels": labels_feed,
        "alt_labels": many(texts_feed),
        "hidden_labels": many(texts_feed),
        "definitions": many(texts_feed),
        "notes": many(texts_feed),
        "broader": many(_concepts(Target("terms"))),
        "related": many(_concepts(Target("terms"))),
        "exact_match": _EVERY_ADDRESS,
        "close_match": _EVERY_ADDRESS,
        "span": spans_feed,
        **_ANY_ITEM,
    },
    "collection": {
        "names": many(names_feed),
        "code": single(plain_feed),
        "institution": _INSTITUTION,
        "statements": many(statements_feed),
        **_ANY_ITEM,
    },
    "asset": {
        "type": one_of(Asset, "type"),
        "url": _FILE_ADDRESS,
        "media_type": single(plain_feed),
        "names": many(names_feed),
        "rights": single(rights_feed),
        "thumbnail": _FILE_ADDRESS,
        "iiif_service": _ADDRESS,
        "width": _COUNT,
        "height": _COUNT,
        "bytes": _COUNT,
        "institution": _INSTITUTION,
        **_ANY_ITEM,
    },
    "tour": {
        "names": many(names_feed),
        "institution": _INSTITUTION,
        "url": _FILE_ADDRESS,
        "statements": many(statements_feed),
        **_ANY_ITEM,
    },
}
"""The fields that the rules of a record file may feed. docs/cataloguer.md explains each to the people who write them."""
