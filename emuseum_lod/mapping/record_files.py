"""Record files: what a cataloguer writes of each sort of record, field by field.

An option that isn't known is an error that names the file and the place: a misspelt rule is not ignored in silence.
"""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, Literal, TypeVar

import msgspec

from emuseum_lod.errors import ConfigurationError
from emuseum_lod.uris import KINDS, Kind

T = TypeVar("T")
Paths = str | list[str]
EVENTS: Final = ("production", "encounters", "acquisitions")
"""The fields of an object that have fields of their own."""


class Piece(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"from_": "from"}):
    """Where a text comes from and what is done to it, in the order of the fields.

    `from_` are source paths; all of them are read, or with `first` only until one has a value; `constant` stands for a source. `value` is where
    in the node the text is. `split` are separators, used always or (`split_when` = "known") only where the lookup knows every part but not the whole; `match` a regular expression of which the first group (or all) is taken; `replace` are pairs of
    regular expression and replacement; `values` is a small list of words in the rule itself; `otherwise` is what happens to a text that `match` or
    `values` don't expect. `lookup` names a list of words in a file, `missing` what happens to a word that isn't there: it becomes a term of
    the provider's own, is reported, or is dropped (because another rule takes it). `scheme` is the vocabulary that the texts, or
    the rows of the lookup that count, belong to. `lang` is the language of the text, "guess"
    to go by its letters; `lang_from` the path, from the node on, of the tag that the source gives.
    """

    from_: Paths = ()  # type: ignore[assignment]  # an empty tuple serves both as "none" and as a default that can't change
    constant: str = ""
    first: bool = False
    value: str = "."
    split: list[str] = []
    split_when: Literal["always", "known"] = "always"
    match: str = ""
    otherwise: Literal["report", "keep", "drop"] = "report"
    replace: list[tuple[str, str]] = []
    values: dict[str, str] = {}
    lookup: str = ""
    scheme: str = ""
    missing: Literal["term", "report", "drop"] = "term"
    lang: str | None = None
    lang_from: str = ""
    why: str = ""

    @property
    def paths(self) -> tuple[str, ...]:
        """The source paths, one or several."""
        return (self.from_,) if isinstance(self.from_, str) else tuple(self.from_)


class Rule(Piece, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"from_": "from"}):
    """What feeds one field of a record.

    `when` is a condition on the record, written like one of a path. `type` is the structural kind of a name, identifier or statement.
    `item` names the record file that describes what is mentioned, `tree` the path from a node to those below it. `role` and
    `qualifier` (or several, of which the first that has something counts) are of actors; `begin`, `end`, `display` and `policy` of dates; `part`, `size` and `unit` of dimensions.
    """

    when: str = ""
    type: str = ""
    item: str = ""
    tree: str = ""
    role: Piece | None = None
    qualifier: Piece | list[Piece] | None = None
    begin: str = ""
    end: str = ""
    display: Paths = ()  # type: ignore[assignment]  # as `from_`
    policy: str = ""
    part: Piece | None = None
    size: Piece | None = None
    unit: Piece | None = None

    @property
    def qualifiers(self) -> tuple[Piece, ...]:
        """Where "attributed to" may stand, in order."""
        if self.qualifier is None:
            return ()
        return (self.qualifier,) if isinstance(self.qualifier, Piece) else tuple(self.qualifier)

    @property
    def parts(self) -> tuple[Piece, ...]:
        """The pieces that are seen from the node of `from`."""
        return tuple(
            piece for piece in (self.role, self.part, self.size, self.unit, *self.qualifiers) if piece
        )


class Identity(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"from_": "from"}
):
    """Where an item's identifier comes from: the first of the paths that has one, else the text at `verbatim`.

    `match` and `replace` as in `Piece`. `lookup` names a table whose ``id`` column confirms that a verbatim text is the item with that
    identifier. `namespace` is where the identifier is unique; empty: the provider's (of an object, its institution's).
    """

    from_: Paths = ()  # type: ignore[assignment]  # as `Piece.from_`
    match: str = ""
    replace: list[tuple[str, str]] = []
    verbatim: Piece | None = None
    lookup: str = ""
    namespace: str = ""

    @property
    def paths(self) -> tuple[str, ...]:
        """The source paths, one or several."""
        return (self.from_,) if isinstance(self.from_, str) else tuple(self.from_)


class Ignored(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"from_": "from"}
):
    """Source fields that are left out on purpose, and why. A path may end in ``/**`` or begin with ``**/``."""

    from_: Paths
    why: str

    @property
    def paths(self) -> tuple[str, ...]:
        """The source paths, one or several."""
        return (self.from_,) if isinstance(self.from_, str) else tuple(self.from_)


class RecordFile(msgspec.Struct, frozen=True, kw_only=True):
    """One record file: the kind of item it makes, what identifies it, and the rules of each field.

    `authority` decides between several descriptions of one item: the highest wins. Left at 0 it is 100 for the records of an input,
    50 for an item mentioned by identifier. A record that has none of a `required` field is not taken.
    `each` is, by sort of event (``acquisitions``), the path of the nodes that each are one.
    """

    name: str
    path: Path
    kind: Kind
    identity: Identity
    authority: int
    required: tuple[str, ...]
    each: dict[str, str]
    rules: dict[str, tuple[Rule, ...]]
    ignored: tuple[Ignored, ...]

    @property
    def pieces(self) -> Iterator[Piece]:
        """Every rule, and what it is made of."""
        for rules in self.rules.values():
            for rule in rules:
                yield rule
                yield from rule.parts


def read_toml(path: Path) -> dict[str, Any]:
    """Return what a TOML file says. Raises ConfigurationError, naming it, when it is not TOML in UTF-8."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path}: {error}") from error


def convert(data: Any, form: type[T], where: object) -> T:
    """Return data in a form. Raises ConfigurationError, naming the place and the option, when it doesn't fit."""
    try:
        return msgspec.convert(data, form)
    except msgspec.ValidationError as error:
        raise ConfigurationError(f"{where}: {error}") from error


def read_record_file(path: Path) -> RecordFile:
    """Read a record file. Raises ConfigurationError, naming file and field, for what is wrong in it."""
    data = read_toml(path)
    kind = data.pop("kind", "")
    if kind not in KINDS:
        raise ConfigurationError(f"{path}: kind = {kind!r} is none of {', '.join(KINDS)}")
    identity = data.pop("id", {})
    return RecordFile(
        name=path.stem,
        path=path,
        kind=kind,
        identity=convert(
            {"from": identity} if isinstance(identity, str | list) else identity, Identity, f"{path} [id]"
        ),
        authority=convert(data.pop("authority", 0), int, f"{path} authority"),
        required=tuple(convert(data.pop("required", []), list[str], f"{path} required")),
        ignored=tuple(convert(data.pop("ignore", []), list[Ignored], f"{path} [[ignore]]")),
        each=_each(data, path),
        rules=dict(_rules(data, path, "")),
    )


def _each(data: dict[str, Any], path: Path) -> dict[str, str]:
    return {
        sort: convert(data[sort].pop("each"), str, f"{path} [{sort}] each")
        for sort in EVENTS
        if isinstance(data.get(sort), dict) and "each" in data[sort]
    }


def _rules(data: dict[str, Any], path: Path, prefix: str) -> Iterator[tuple[str, tuple[Rule, ...]]]:
    """Yield the rules by field; ``[[production.actors]]`` is the field ``production.actors``."""
    for name, value in data.items():
        field = prefix + name
        if field in EVENTS and isinstance(value, dict):
            yield from _rules(value, path, f"{field}.")
        else:
            listed = value if isinstance(value, list) else [value]
            yield field, tuple(convert(one, Rule, f"{path} [{field}]") for one in listed)
