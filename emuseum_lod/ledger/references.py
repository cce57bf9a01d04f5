"""Which items a record refers to, exactly: read off the types of its fields, not the look of its texts."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple, cast, get_args, get_type_hints

import msgspec

from emuseum_lod.catalogue.records import CatalogueRecord
from emuseum_lod.uris import ItemId


def references(record: CatalogueRecord) -> tuple[ItemId, ...]:
    """Return the items a record refers to, each once, in the order of its fields; never itself."""
    found = dict.fromkeys(_walker(type(record))(record))
    found.pop(record.id, None)
    return tuple(found)


class _Field(NamedTuple):
    """A field that holds ids, or parts that do. `inner` walks a part; None for an id itself."""

    name: str
    many: bool
    inner: Callable[[Any], Iterator[ItemId]] | None


@cache
def _walker(struct: type[msgspec.Struct]) -> Callable[[Any], Iterator[ItemId]]:
    """Return the function that yields the ids of one class's values."""
    fields = tuple(
        field
        for name, annotation in get_type_hints(struct).items()
        if (field := _field(name, annotation)) is not None
    )

    def walk(value: msgspec.Struct) -> Iterator[ItemId]:
        for name, many, inner in fields:
            held = getattr(value, name)
            if not held:
                continue
            for one in held if many else (held,):
                if inner is None:
                    yield cast("ItemId", one)
                else:
                    yield from inner(one)

    return walk


def _field(name: str, annotation: object) -> _Field | None:
    """Return how to walk a field of this type, or None when no id can be in it."""
    if annotation is ItemId:
        return _Field(name, many=False, inner=None)
    if isinstance(annotation, type) and issubclass(annotation, msgspec.Struct):
        return _Field(name, many=False, inner=_walker(annotation)) if _holds_ids(annotation) else None
    many = getattr(annotation, "__origin__", None) is tuple
    for argument in get_args(annotation):
        inner = _field(name, argument)
        if inner is not None:
            return inner._replace(many=many)
    return None


def _holds_ids(struct: type[msgspec.Struct]) -> bool:
    return any(_field(name, annotation) for name, annotation in get_type_hints(struct).items())
