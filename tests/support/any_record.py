"""Records of every kind whose fields may be anything of their type: what a view has to bear."""

import types
import typing
from typing import Any

import msgspec
from hypothesis import strategies as st

from emuseum_lod.catalogue.records import (
    Actor,
    Asset,
    Collection,
    Concept,
    HumanMadeObject,
    Institution,
    Item,
    Place,
    Tour,
)
from emuseum_lod.ledger.faces import Face
from emuseum_lod.ledger.references import references
from emuseum_lod.uris import ItemId, mint

KINDS: dict[str, type[Item]] = {
    "object": HumanMadeObject,
    "actor": Actor,
    "place": Place,
    "concept": Concept,
    "institution": Institution,
    "collection": Collection,
    "asset": Asset,
    "tour": Tour,
}

texts = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["Алқа", 'a "b" \\ c', "{item}", "line\nline\r\t", "\x00\x07\x7f\x85\u2028", "\ud800", "\ufffe", "<base:x>", " "]
    ),
)  # fmt: skip
ids = st.builds(mint, st.sampled_from([*KINDS]), st.just("ns"), st.text("abc", min_size=1, max_size=3))
VALUES: dict[str, st.SearchStrategy[str]] = {
    "lang": st.sampled_from(["", "kk", "RU-ru", "en-GB", "kk-latn", "not a tag", "x", "\x00"]),
    "begin": st.sampled_from(
        ["", "1850-01-01", "-0499-01-01", "0000-01-01", "-0000-01-01", "-2699999-01-01", "00012-01-01", "2023-02-30", "x"]
    ),
    "edtf": st.sampled_from(["", "1850", "Y-2699999/..", '18"50']),
    "type": st.sampled_from(["primary", "description", "findable", "height", "width", "accession", "image", "sound", "no such"]),
    "unit": st.sampled_from(["cm", "pixel", "furlong"]),
    "value": st.one_of(texts, st.sampled_from(["12.50", "-0", "007", "1e3", "0." + "1" * 25, "9" * 40, "٣"])),
    "url": st.sampled_from(
        ["", "/files/a b.png", "/files/ә.png", "https://x.org/a", "https://x.org/a b<c>", "javascript:alert(1)", "//x", "http://[", "/"]
    ),
    "rights": st.sampled_from(["", "http://rightsstatements.org/vocab/InC/1.0/", "public domain", "a:b c"]),
    "latitude": st.sampled_from(["", "43.25", "43.250", "north"]),
    "scheme": st.sampled_from(["materials", "tate-terms", "odd/scheme name"]),
    "local_id": st.text(min_size=1, max_size=5),
}  # fmt: skip
VALUES |= {"end": VALUES["begin"], "value_max": VALUES["value"], "longitude": VALUES["latitude"]}
VALUES |= dict.fromkeys(
    ("homepage", "thumbnail", "iiif_service", "equivalents", "exact_match"), VALUES["url"]
)
VALUES |= {"metadata_rights": VALUES["rights"], "provider": VALUES["scheme"]}


PLAIN = {ItemId: ids, bool: st.booleans(), int: st.integers(-1, 10**12)}


def values_of(hint: Any, name: str) -> st.SearchStrategy[Any]:
    """Return values of a field, by its annotation and name."""
    arguments = typing.get_args(hint)
    if hint is str:
        return VALUES.get(name, texts)
    if hint in PLAIN:
        return PLAIN[hint]
    if typing.get_origin(hint) is typing.Literal:
        return st.sampled_from(arguments)
    if typing.get_origin(hint) is tuple:
        return st.lists(values_of(arguments[0], name), max_size=2).map(tuple)
    if types.NoneType in arguments:
        return st.one_of(st.none(), values_of(arguments[0], name))
    return st.deferred(lambda: structs(hint))


def structs(struct: type[Any], **given_values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return values of a record or a part of one, any field of which may be anything of its type."""
    fields = {
        field.name: values_of(field.type, field.name) for field in msgspec.structs.fields(struct)
    } | given_values
    return st.fixed_dictionaries(fields).map(lambda values: struct(**values))


def records(kind: str) -> st.SearchStrategy[Any]:
    return structs(KINDS[kind], id=st.just(mint(kind, "ns", "own")))  # type: ignore[arg-type]  # kinds by name


@st.composite
def objects_with_faces(draw: st.DrawFn, *rights: str) -> tuple[HumanMadeObject, dict[ItemId, Face]]:
    """Return an object, mostly with one of these rights, and faces of whatever it refers to."""
    record = draw(records("object"))
    record = msgspec.structs.replace(record, rights=draw(st.sampled_from([*rights, record.rights])))
    faces = draw(st.lists(structs(Face), min_size=1, max_size=3))
    return record, {item: faces[number % len(faces)] for number, item in enumerate(references(record))}
