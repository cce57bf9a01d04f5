"""The stored queries: one file each in ``sparql/stored/``, which an editor may add to (docs/api.md), read and checked once at start.

A file begins with TOML in lines ``#! …``: what the query is called and answers, which of its parameters are required, an example that finds something in the
demonstration catalogue. What a parameter or a column is, is said there or, once for all, in ``sparql/stored/words.toml``.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal, NoReturn, TypeVar

import msgspec
import pyoxigraph as ox

from emuseum_lod.errors import ConfigurationError
from emuseum_lod.resources import resource
from emuseum_lod.sparql.limits import Checked, check
from emuseum_lod.sparql.prefixes import known_prefixes
from emuseum_lod.stored.template import Template
from emuseum_lod.stored.values import Declaration, Term, UnfitError, Wording

LANGUAGE: Final = "lang"
"""The parameter that every query has: the language of names, one of the interface's; the query may use it as ``$lang``."""

LIMIT, OFFSET = "limit", "offset"
"""The parameters of paging, which every route has."""

SNAPSHOT: Final = "snapshot"
"""The parameter that `next` carries on: the pages of one list are from one snapshot, or the list has ended."""

WORDS: Final = "words.toml"

_HEADING: Final = "#!"
_NAME: Final = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_OWN: Final = frozenset({LANGUAGE, LIMIT, OFFSET, SNAPSHOT})
_ANY_BASE: Final = "http://127.0.0.1:8000/"
"""Queries are tried when they are read, before anybody knows the base: any will do."""


class Column(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A column of results: what it holds, and what it means."""

    type: Literal["iri", "text", "integer", "number", "boolean", "date", "wkt"]
    about: Wording


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What several queries speak of."""

    parameters: dict[str, Declaration] = {}
    columns: dict[str, Column] = {}


class _Heading(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    title: Wording
    description: Wording
    required: frozenset[str] = frozenset()
    defaults: dict[str, str] = {}
    example: dict[str, str] = {}
    parameters: dict[str, Declaration] = {}
    columns: dict[str, Column] = {}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a query: its name, its type, whether it has to be there, and its value (as a client would write it) where it is not."""

    name: str
    declared: Declaration
    required: bool = False
    default: str = ""


@dataclass(frozen=True, slots=True)
class StoredQuery:
    """A stored query. `example` are parameters as a client would send them; `columns` are in the order of the result."""

    name: str
    title: Wording
    description: Wording
    parameters: tuple[Parameter, ...]
    columns: Mapping[str, Column]
    example: Mapping[str, str]
    template: Template

    def bound(self, values: Mapping[str, Term], lang: str, limit: int, offset: int) -> str:
        """Return the query with these values and the language of names, for a page of `limit` rows after the first `offset`."""
        return self.template.bound({**values, LANGUAGE: ox.Literal(lang)}, limit, offset)


Library = Mapping[str, StoredQuery]
"""The stored queries by their names."""

_T = TypeVar("_T")


@cache
def load_library(folder: Path | None = None) -> Library:
    """Return the stored queries by their names. Raises ConfigurationError that names the file and what is wrong in it."""
    folder = folder or resource("sparql", "stored")
    words = _converted(_tables(folder / WORDS, (folder / WORDS).read_text("utf-8")), _Words, folder / WORDS)
    return {path.stem: _Reading(path, words).query() for path in sorted(folder.glob("*.rq"))}


class _Reading:
    """The reading of one file."""

    def __init__(self, path: Path, words: _Words) -> None:
        self._path = path
        lines = path.read_text("utf-8").splitlines()
        heading = "\n".join(line[len(_HEADING) :].strip() for line in lines if line.startswith(_HEADING))
        self._heading = _converted(_tables(path, heading), _Heading, path)
        self._words = words
        self.template = Template("\n".join(line for line in lines if not line.startswith(_HEADING)).strip())

    def query(self) -> StoredQuery:
        """Return what the file holds, after it was tried in every way that matters."""
        if not _NAME.fullmatch(self._path.stem):
            self._fail("the name of the file has to be words of a-z and 0-9 with hyphens between")
        self._check_modifiers()
        heading = self._heading
        parameters = tuple(self._parameters())
        terms = {each.name: self._term(each, each.declared.example) for each in parameters}
        for each in parameters:
            if each.default:
                self._term(each, each.default)
        for name in (*heading.required, *heading.defaults, *heading.example, *heading.parameters):
            if name not in terms:
                self._fail(f"the heading speaks of {name!r}, which is no ${name} in the query")
        for name, value in heading.example.items():
            self._term(next(each for each in parameters if each.name == name), value)
        if missing := heading.required - heading.example.keys():
            self._fail(f"the example lacks {', '.join(sorted(missing))}, which is required")
        query = StoredQuery(
            self._path.stem,
            heading.title,
            heading.description,
            parameters,
            self._columns(terms),
            heading.example,
            self.template,
        )
        self._try(query, terms)
        return query

    def _parameters(self) -> Iterator[Parameter]:
        """Yield the parameters that the query has, the required ones first, otherwise as they come."""
        used = dict.fromkeys((*self.template.parameters, *sorted(self.template.conditions)))
        for name in sorted(
            used.keys() - _OWN, key=lambda each: (each not in self._heading.required, [*used].index(each))
        ):
            declared = self._heading.parameters.get(name) or self._words.parameters.get(name)
            if declared is None:
                self._fail(f"${name} is declared neither under [parameters.{name}] here nor in {WORDS}")
            yield Parameter(name, declared, name in self._heading.required, self._heading.defaults.get(name, ""))  # fmt: skip
        if wrong := used.keys() & {LIMIT, OFFSET, SNAPSHOT}:
            self._fail(f"${min(wrong)} is paging's own: the route sees to it")

    def _columns(self, terms: Mapping[str, Term]) -> Mapping[str, Column]:
        own = self._heading.columns
        found = {}
        for name in self._solutions(terms):
            column = own.get(name) or self._words.columns.get(name)
            if column is None:
                self._fail(
                    f"the column ?{name} is declared neither under [columns.{name}] here nor in {WORDS}"
                )
            found[name] = column
        for name in own:
            if name not in found:
                self._fail(f"the heading declares the column {name}, which the query does not give")
        return found

    def _try(self, query: StoredQuery, terms: Mapping[str, Term]) -> None:
        """Try the query with each set of parameters that takes other lines: all, the necessary ones, and those with one more or one less."""
        always = {each.name for each in query.parameters if each.required or each.default}
        optional = terms.keys() - always
        for names in ({*always}, *({*always, name} for name in optional), *({*terms} - {name} for name in optional)):  # fmt: skip
            columns = self._solutions({name: terms[name] for name in names})
            if columns != [*query.columns]:
                self._fail(f"with {_listed(names)} the query gives other columns: {_listed(columns)}")

    def _solutions(self, terms: Mapping[str, Term]) -> list[str]:
        """Return the names of the columns that the query has with these parameters."""
        try:
            text = self.template.bound({**terms, LANGUAGE: ox.Literal("kk")}, 1, 0)
        except KeyError as missing:
            self._fail(
                f"without {missing.args[0]!r} a line is left that needs it: end the line with “#? {missing.args[0]}”, or name it in required or defaults"
            )
        checked = check(text)
        if not isinstance(checked, Checked):
            self._fail(f"with {_listed(terms)}: {checked.detail}")
        if checked.form != "SELECT" or checked.volatile:
            self._fail("a stored query is a SELECT whose answer depends on nothing but the data")
        try:
            results = ox.Store().query(text, base_iri=_ANY_BASE, prefixes=known_prefixes(_ANY_BASE))
        except SyntaxError as error:
            self._fail(f"with {_listed(terms)}: {error}")
        assert isinstance(results, ox.QuerySolutions)  # noqa: S101  # a SELECT gives solutions
        return [variable.value for variable in results.variables]

    def _check_modifiers(self) -> None:
        """Raise ConfigurationError for a query that is no list with pages: one without an order, or with a limit of its own."""
        words = self.template.outermost
        if "ORDER" not in words:
            self._fail("the query needs an ORDER BY, so that its pages are parts of one list")
        for word in sorted(words & {"LIMIT", "OFFSET"}):
            self._fail(f"the query has {word} of its own, which is the route's to set (docs/api.md, “#page”)")

    def _term(self, parameter: Parameter, text: str) -> Term:
        try:
            return parameter.declared.term(text, _ANY_BASE)
        except UnfitError as error:
            self._fail(f"the value {text!r} of {parameter.name} does not fit: {error}")

    def _fail(self, message: str) -> NoReturn:
        raise ConfigurationError(f"{self._path}: {message}")


def _tables(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{path}: the heading is no TOML: {error}") from error


def _converted(tables: dict[str, Any], type_: type[_T], path: Path) -> _T:
    try:
        return msgspec.convert(tables, type_)
    except msgspec.ValidationError as error:
        raise ConfigurationError(f"{path}: {error}") from error


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "no parameters"
