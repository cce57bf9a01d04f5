"""The query page, its examples and its limits."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from emuseum_lod.views.pages.values import Download


@dataclass(frozen=True, slots=True)
class Example:
    """A query to begin with: its name, what it asks, and itself; the words it is found by."""

    name: str
    title: str
    question: str
    query: str
    keywords: tuple[str, ...] = ()

    @property
    def found(self) -> str:
        """What is searched when somebody looks for an example: lower case."""
        return " ".join((self.title, self.question, *self.keywords)).lower()

    def has_words(self, words: Iterable[str]) -> bool:
        """Tell whether each of some lower-case words is among those that the example is found by, or in one of them."""
        found = self.found
        return all(word in found for word in words)


@dataclass(frozen=True, slots=True)
class ExampleTheme:
    """Examples about one thing: the theme's name in addresses (``time``), its title, and them."""

    name: str
    title: str
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of a query's result. `href` is "" where it is nothing to follow; `note` is its datatype, shortened."""

    text: str
    href: str = ""
    external: bool = False
    lang: str = ""
    note: str = ""
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class QueryResult:
    """What a query gave: a table, a truth value or a graph (Turtle); none of them when it is `too_large` to be shown.

    `count` is how many rows there are, of which the table may show fewer; `document` is all of it in SPARQL's JSON format, for the page's script.
    """

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell | None, ...], ...] = ()
    count: int = 0
    document: Mapping[str, Any] | None = None
    truth: bool | None = None
    graph: str | None = None
    too_large: bool = False


@dataclass(frozen=True, slots=True)
class QueryFault:
    """Why a query was not answered. `detail` is technical and in English; `line` and `column` are 1-based or 0."""

    key: str
    detail: str
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class QueryPage:
    """The form of the SPARQL endpoint, with the query, and what came of it.

    `seconds` is the time limit, `base` our base IRI, `examples` where all examples are listed.
    """

    lang: str
    path: str
    canonical: str
    base: str
    examples: str
    query: str
    themes: tuple[ExampleTheme, ...]
    prefixes: tuple[tuple[str, str], ...]
    seconds: float
    result: QueryResult | None = None
    fault: QueryFault | None = None
    downloads: tuple[Download, ...] = ()
    template: ClassVar = "query.html"


@dataclass(frozen=True, slots=True)
class ExamplesPage:
    """The example queries of the endpoint (which is at `endpoint`), those that were searched for."""

    lang: str
    path: str
    canonical: str
    endpoint: str
    search: str
    themes: tuple[ExampleTheme, ...]
    downloads: tuple[Download, ...]
    template: ClassVar = "examples.html"


@dataclass(frozen=True, slots=True)
class ExamplePage:
    """One example query. `run` is where it is answered, `list` where all of them are."""

    lang: str
    path: str
    canonical: str
    endpoint: str
    list: str
    theme: ExampleTheme
    example: Example
    run: str
    downloads: tuple[Download, ...]
    template: ClassVar = "example.html"


@dataclass(frozen=True, slots=True)
class PublishedLimit:
    """A limit of the SPARQL endpoint: the key of its name, its value and unit, the status of what exceeds it (0: nothing is refused)."""

    name: str
    value: float
    unit: str
    status: int


@dataclass(frozen=True, slots=True)
class LimitsPage:
    """The limits of the SPARQL endpoint, which is at `endpoint`."""

    lang: str
    path: str
    canonical: str
    endpoint: str
    limits: tuple[PublishedLimit, ...]
    template: ClassVar = "limits.html"
