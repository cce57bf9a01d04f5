"""The start page, lists, the search, and pages of what went wrong."""

from dataclasses import dataclass
from typing import ClassVar

from emuseum_lod.uris import Kind
from emuseum_lod.views.pages.values import Card, Download


@dataclass(frozen=True, slots=True)
class StartPage:
    """The start page: how many items of each kind, some that have pictures, the vocabularies, the museums."""

    lang: str
    path: str
    canonical: str
    counts: tuple[tuple[Kind, int], ...]
    cards: tuple[Card, ...]
    museums: tuple[Card, ...]
    vocabularies: tuple[Card, ...]
    example: str
    base: str
    template: ClassVar = "start.html"


@dataclass(frozen=True, slots=True)
class BrowsePage:
    """A page of the items of a kind. `more` leads on; `first` back to the beginning, where this is not it."""

    lang: str
    path: str
    canonical: str
    kind: Kind
    cards: tuple[Card, ...]
    total: int
    more: str
    first: str
    template: ClassVar = "browse.html"


@dataclass(frozen=True, slots=True)
class LookupPage:
    """What was found under a number or by words: nothing, or items to choose from.

    `words` tells that words would do, `by_words` that these were found so.
    """

    lang: str
    path: str
    canonical: str
    number: str
    cards: tuple[Card, ...]
    museum: str = ""
    words: bool = False
    by_words: bool = False
    template: ClassVar = "lookup.html"


@dataclass(frozen=True, slots=True)
class ProblemPage:
    """An answer that is none: its status, and what can be had instead (for 406)."""

    lang: str
    path: str
    canonical: str
    status: int
    downloads: tuple[Download, ...] = ()
    template: ClassVar = "problem.html"
