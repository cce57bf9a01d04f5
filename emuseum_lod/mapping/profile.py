"""A provider's profile: the files of ``mappings/<provider>/``, read and checked.

``provider.toml`` says who sends, which museums hold, how its files are read and which record file each goes through; a record file
(``object.toml``, ``actor.toml`` …) says field by field what feeds a record; ``lookups/*.csv`` say what the provider's words mean.
docs/cataloguer.md explains all of it to the people who write it. An option that isn't known is an error that names the file and the
place: a misspelt rule is not ignored in silence.
"""

import tomllib
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Literal, TypeVar

import msgspec

from emuseum_lod.errors import ConfigurationError
from emuseum_lod.mapping.lookups import Lookup, read_lookup
from emuseum_lod.resources import resource
from emuseum_lod.sources.options import ReaderOptions
from emuseum_lod.uris import KINDS, ItemId, Kind, mint

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


class InstitutionEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A museum that holds what the provider describes. `namespace` is that of its record identifiers.

    `place` and `region` are notations of the places vocabulary; `types` of museum-types.
    """

    code: str
    namespace: str
    names: dict[str, str]
    place: str = ""
    region: str = ""
    types: list[str] = []
    homepage: str = ""
    equivalents: list[str] = []
    description: dict[str, str] = {}

    @property
    def id(self) -> ItemId:
        """The item of the museum: its code is an identifier among all museums."""
        return mint("institution", "museum", self.code)


class Input(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One sort of source: which files (globs over the name of a file, an archive or a part of the path) or which fields tell it.

    `record` is the record file. Of two inputs that describe the same item the one of higher `precedence` wins.
    """

    name: str
    record: str
    files: list[str] = []
    has: list[str] = []
    precedence: int = 0

    def takes(self, source: str) -> bool:
        """Tell whether the name of a source is one of this input's."""
        parts = {source, *source.replace("!", "/").split("/")}
        return any(fnmatchcase(part, glob) for part in parts for glob in self.files)


class ProviderFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``provider.toml``. `names` are by language; `rights` is what holds for works whose record says nothing, usually empty."""

    id: str
    names: dict[str, str]
    metadata_rights: str
    inputs: list[Input]
    institutions: list[InstitutionEntry]
    rights: str = ""
    language: str = ""
    date_policy: str
    demonstration: bool = False
    homepage: str = ""
    reader: dict[str, Any] = {}


class Profile:
    """A provider's profile. `provider` is what provider.toml says; `records` the record files by name."""

    def __init__(self, folder: Path) -> None:
        """Read the files of a folder. Raises ConfigurationError for what is wrong in any of them."""
        self.folder = folder
        self.provider = _convert(_toml(folder / "provider.toml"), ProviderFile, folder / "provider.toml")
        self.records = {
            path.stem: _record_file(path)
            for path in sorted(folder.glob("*.toml"))
            if path.name != "provider.toml"
        }
        self.lookups: dict[str, Lookup] = {
            path.stem: read_lookup(path) for path in sorted((folder / "lookups").glob("*.csv"))
        }
        self._check()

    @property
    def id(self) -> str:
        """The provider's slug, the name of its folder."""
        return self.provider.id

    @cached_property
    def reader(self) -> ReaderOptions:
        """How its files are read."""
        return _convert(self.provider.reader, ReaderOptions, self.folder / "provider.toml")

    def input_of(self, source: str, fields: Any) -> Input | None:
        """Return the input that a record belongs to, by the name of its source or the fields it has; None when there is none."""
        for one in self.provider.inputs:
            if one.takes(source) or (one.has and all(name in fields for name in one.has)):
                return one
        return None

    def explain(self, record: str) -> dict[str, list[str]]:
        """Return, for each field that a record file feeds, the source paths it is taken from (and constants, in quotes)."""
        explained: dict[str, list[str]] = {}
        file = self.records[record]
        for field, rules in file.rules.items():
            each = file.each.get(field.partition(".")[0], "")
            for rule in rules:
                paths = [
                    f"{each}/{path}" if each else path for path in (*rule.paths, rule.begin, rule.end) if path
                ]
                sources = [f"{path} → {rule.item}.toml" if rule.item else path for path in paths]
                explained.setdefault(field, []).extend(sources or [f'"{rule.constant}"'])
        return explained

    def _check(self) -> None:
        if self.id != self.folder.name:
            raise ConfigurationError(
                f"{self.folder}/provider.toml: id = {self.id!r} is not the folder's name"
            )
        for one in self.provider.inputs:
            self._named("record file", one.record, self.records, self.folder / "provider.toml")
        for record in self.records.values():
            for piece in _pieces(record):
                if piece.lookup:
                    self._named("lookup", piece.lookup, self.lookups, record.path)
                if isinstance(piece, Rule) and piece.item:
                    self._named("record file", piece.item, self.records, record.path)
            if record.identity.lookup:
                self._named("lookup", record.identity.lookup, self.lookups, record.path)

    @staticmethod
    def _named(what: str, name: str, there: dict[str, Any], path: Path) -> None:
        if name not in there:
            known = ", ".join(sorted(there)) or "none"
            raise ConfigurationError(f"{path} names the {what} {name!r}; there are: {known}")


def load_profile(provider: str, root: Path | None = None) -> Profile:
    """Return the profile of a provider, from ``mappings/`` or from another folder of profiles.

    Raises ConfigurationError when there is none or something in it is wrong.
    """
    folder = (root or resource("mappings")) / provider
    if "/" in provider or not (folder / "provider.toml").is_file():
        known = ", ".join(sorted(path.parent.name for path in folder.parent.glob("*/provider.toml")))
        raise ConfigurationError(f"there is no profile of the provider {provider!r}; there are: {known}")
    return Profile(folder)


def providers(root: Path | None = None) -> list[str]:
    """Return the providers that have a profile, by name."""
    return sorted(path.parent.name for path in (root or resource("mappings")).glob("*/provider.toml"))


def _pieces(record: RecordFile) -> Iterator[Piece]:
    for rules in record.rules.values():
        for rule in rules:
            yield rule
            yield from rule.parts


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path}: {error}") from error


def _convert(data: Any, form: type[T], where: object) -> T:
    try:
        return msgspec.convert(data, form)
    except msgspec.ValidationError as error:
        raise ConfigurationError(f"{where}: {error}") from error


def _record_file(path: Path) -> RecordFile:
    data = _toml(path)
    kind = data.pop("kind", "")
    if kind not in KINDS:
        raise ConfigurationError(f"{path}: kind = {kind!r} is none of {', '.join(KINDS)}")
    identity = data.pop("id", {})
    return RecordFile(
        name=path.stem,
        path=path,
        kind=kind,
        identity=_convert(
            {"from": identity} if isinstance(identity, str | list) else identity, Identity, f"{path} [id]"
        ),
        authority=_convert(data.pop("authority", 0), int, f"{path} authority"),
        required=tuple(_convert(data.pop("required", []), list[str], f"{path} required")),
        ignored=tuple(_convert(data.pop("ignore", []), list[Ignored], f"{path} [[ignore]]")),
        each=_each(data, path),
        rules=dict(_rules(data, path, "")),
    )


def _each(data: dict[str, Any], path: Path) -> dict[str, str]:
    return {
        sort: _convert(data[sort].pop("each"), str, f"{path} [{sort}] each")
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
            yield field, tuple(_convert(one, Rule, f"{path} [{field}]") for one in listed)
