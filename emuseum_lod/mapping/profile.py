"""A provider's profile: the files of ``mappings/<provider>/``, read and checked.

``provider.toml`` says who sends, which museums hold, how its files are read and which record file each goes through; a record file
(``object.toml``, ``actor.toml`` …) says field by field what feeds a record; ``lookups/*.csv`` say what the provider's words mean.
docs/cataloguer.md explains all of it to the people who write it.
"""

import re
from collections.abc import Callable, Iterable
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import msgspec

from emuseum_lod.errors import ConfigurationError
from emuseum_lod.mapping.functions import rights_uri, web_address
from emuseum_lod.mapping.lookups import Lookup, read_lookup
from emuseum_lod.mapping.record_files import Rule, convert, read_record_file, read_toml
from emuseum_lod.mapping.values.languages import language_tag
from emuseum_lod.resources import resource
from emuseum_lod.sources.options import ReaderOptions
from emuseum_lod.uris import ItemId, mint

_CODE: Final = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
"""What an OAI set may be called after."""


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
        self.provider = convert(read_toml(folder / "provider.toml"), ProviderFile, folder / "provider.toml")
        self.records = {
            path.stem: read_record_file(path)
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
        return convert(self.provider.reader, ReaderOptions, self.folder / "provider.toml")

    def input_of(self, source: str, fields: Any) -> Input | None:
        """Return the input that a record belongs to, by the name of its source or the fields it has; None when there is none."""
        for one in self.provider.inputs:
            if one.takes(source) or (one.has and all(name in fields for name in one.has)):
                return one
        return None

    def inputs_in_words(self) -> str:
        """Return what the inputs take, for who has a record that none of them takes."""
        return "; ".join(
            f"{one.name} takes {' and '.join((*one.files, *(f'records with {name}' for name in one.has)))}"
            for one in self.provider.inputs
        )

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
        self._check_provider()
        for one in self.provider.inputs:
            self._named("record file", one.record, self.records, self.folder / "provider.toml")
        for record in self.records.values():
            for piece in record.pieces:
                if piece.lookup:
                    self._named("lookup", piece.lookup, self.lookups, record.path)
                if isinstance(piece, Rule) and piece.item:
                    self._named("record file", piece.item, self.records, record.path)
            if record.identity.lookup:
                self._named("lookup", record.identity.lookup, self.lookups, record.path)

    def _check_provider(self) -> None:
        """Check what is published as it stands here: languages, licences, addresses and codes."""
        provider, museums = self.provider, self.provider.institutions
        codes = [one.code for one in museums]
        texts = [provider.names, *(one.names for one in museums), *(one.description for one in museums)]
        addresses = [provider.homepage, *(a for one in museums for a in (one.homepage, *one.equivalents))]
        checks: list[tuple[str, Iterable[str], Callable[[str], bool]]] = [
            ("language", (provider.language, *(lang for names in texts for lang in names)), _is_language),
            (
                "rights URI of mappings/values/rights.csv",
                (provider.metadata_rights, provider.rights),
                _is_rights,
            ),
            ("web address", addresses, lambda address: bool(web_address(address))),
            ("code (a-z, 0-9, -)", codes, lambda code: _CODE.fullmatch(code) is not None),
            ("code of one museum only", codes, lambda code: codes.count(code) == 1),
        ]
        for what, values, holds in checks:
            for value in values:
                if value and not holds(value):
                    raise ConfigurationError(f"{self.folder}/provider.toml: {value!r} is no {what}")

    @staticmethod
    def _named(what: str, name: str, there: dict[str, Any], path: Path) -> None:
        if name not in there:
            known = ", ".join(sorted(there)) or "none"
            raise ConfigurationError(f"{path} names the {what} {name!r}; there are: {known}")


def _is_language(tag: str) -> bool:
    return language_tag(tag) == tag


def _is_rights(uri: str) -> bool:
    return rights_uri(uri) == uri


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
