"""The pages of the stored queries: the list of them, and one with its form and what it gave."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from emuseum_lod.views.pages.queries import QueryFault, QueryResult
from emuseum_lod.views.pages.values import Download


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """A stored query in the list: where its page is, and the parameters that it takes."""

    title: str
    description: str
    href: str
    name: str
    parameters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoredList:
    """All stored queries. `command` asks one of them, as a program would; `openapi` is the path of their description."""

    lang: str
    path: str
    canonical: str
    openapi: str
    command: str
    entries: tuple[StoredEntry, ...]
    template: ClassVar = "stored-list.html"


@dataclass(frozen=True, slots=True)
class StoredField:
    """A parameter as a field of the form: `choices` are values with their labels, of which one has to be taken where it `picks`."""

    name: str
    about: str
    value: str
    example: str
    required: bool = False
    form: Literal["text", "number"] = "text"
    picks: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True, slots=True)
class StoredColumn:
    """A column of the result."""

    name: str
    type: str
    about: str


@dataclass(frozen=True, slots=True)
class StoredPage:
    """One stored query. `parameters` stand in the address behind the language, `rows` are the first and the last that are shown; `blamed` is the parameter that does not fit.

    `example` is the path that fills in the form with something that finds something; `sparql` is where the query is open to be changed.
    """

    lang: str
    path: str
    canonical: str
    list: str
    title: str
    description: str
    name: str
    fields: tuple[StoredField, ...]
    columns: tuple[StoredColumn, ...]
    command: str
    example: str
    downloads: tuple[Download, ...]
    parameters: str = ""
    result: QueryResult | None = None
    rows: tuple[int, int] = (0, 0)
    previous: str = ""
    following: str = ""
    sparql: str = ""
    fault: QueryFault | None = None
    blamed: str = ""
    template: ClassVar = "stored.html"
