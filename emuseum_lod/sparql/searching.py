"""Text search inside SPARQL: ``?item search:text "күміс жүзік"`` is looked up in the text index and becomes VALUES, before the engine sees it.

::

    ?item search:text "күміс жүзік" ;     # the item, a variable; the text, one string
          search:score ?score ;           # how well it fits, if wanted
          search:language "kk" ;          # in one language alone, if wanted
          search:limit 100 .              # how many at most, if not 1,000

The four stand in one statement, among other predicates or alone, in any group of the query. What they mean there is what the VALUES means: a table of the
best hits, joined with the rest of the group. Everywhere else – in a property path, a template, brackets – they are refused with their place. docs/search.md.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin

import pyoxigraph as ox

from emuseum_lod.sparql.groups import Statement, UnknownShape, declared_prefixes, statements
from emuseum_lod.sparql.prefixes import SEARCH, SEARCH_DOCUMENT, search_namespace
from emuseum_lod.sparql.tokens import Token, place, tokens
from emuseum_lod.textindex.asking import Unanswerable
from emuseum_lod.textindex.finding import DEFAULT_LIMIT, MAX_LIMIT, Finder, Hits
from emuseum_lod.uris import item_iri

MAX_SEARCHES: Final = 8
_IN_PATHS: Final = frozenset({"/", "|", "^", "!", "(", "[", ";"})
_AFTER_IN_PATHS: Final = frozenset({"/", "|", "*", "+", "?"})
_TERMS: Final = frozenset({"text", "score", "language", "limit"})


class SearchError(Exception):
    """A search that can't be made. `line` and `column` are 1-based."""

    def __init__(self, detail: str, query: str, position: int) -> None:
        super().__init__(detail)
        self.detail = detail
        self.line, self.column = place(query, position)


class NoIndexError(Exception):
    """There is no text index to search in."""


@dataclass(frozen=True, slots=True)
class Searched:
    """A query without searches. `cut` is the highest limit that a search met, 0 when all hits of all searches are in it."""

    query: str
    cut: int = 0


@dataclass(frozen=True, slots=True)
class _Search:
    text: str
    score: str
    language: str
    limit: int
    position: int


def searched(query: str, finder: Finder | None, base: str) -> Searched:
    """Return a query with its searches answered. Raises SearchError, and NoIndexError when it searches and there is no index."""
    if f"{SEARCH_DOCUMENT}#" not in query and f"{SEARCH}:" not in query:
        return Searched(query)
    return _Rewriting(query, finder, base).done()


class _Rewriting:
    """The rewriting of one query."""

    def __init__(self, query: str, finder: Finder | None, base: str) -> None:
        self._query = query
        self._found = list(tokens(query))
        self._finder = finder
        self._base = base
        self._prefixes = {SEARCH: search_namespace(base)} | dict(declared_prefixes(query, self._found))
        self._terms = {
            number: term for number, token in enumerate(self._found) if (term := self._term(token))
        }
        self._cut = 0

    def done(self) -> Searched:
        if not self._terms:
            return Searched(self._query)
        first = self._found[min(self._terms)]
        try:
            found = statements(self._query, self._found)
        except UnknownShape:
            raise self._error(
                "a query with a text search can't be written like this: separate its words by blanks", first
            ) from None
        changes = [change for statement in found if (change := self._change(statement))]
        if len(changes) > MAX_SEARCHES:
            raise self._error(f"there are more than {MAX_SEARCHES} text searches", first)
        query = self._query
        for begin, end, text in reversed(changes):
            query = query[:begin] + text + query[end:]
        return Searched(query, self._cut)

    def _change(self, statement: Statement) -> tuple[int, int, str] | None:
        """Return what takes the place of a statement that searches: where that is in the query, and the text."""
        mine = [part for part in statement.lists if part[0] in self._terms]
        self._refuse_elsewhere(statement, {part[0] for part in mine})
        if not mine:
            return None
        subject = self._found[statement.subject[0]]
        if subject.kind != "variable":
            raise self._error("what is searched for has to be a variable", subject)
        search = self._search(mine)
        item = self._text(subject)
        if search.score == item:
            raise self._error("the score can't be the item", subject)
        others = "; ".join(self._span(part) for part in statement.lists if part not in mine)
        rest = f"{item} {others}" if others else ""
        glued = self._text(self._found[statement.end - 1]).endswith(".")
        end = self._found[statement.end - 1].end
        return (
            subject.position,
            end,
            f"{self._values(search, item)} {rest.removesuffix('.')}{' .' if glued else ''}",
        )

    def _refuse_elsewhere(self, statement: Statement, mine: AbstractSet[int]) -> None:
        """Raise SearchError for a term in a property path or in brackets, where nobody would answer it. It may be spoken of: as a subject or an object."""
        for number in range(statement.subject[0], statement.end):
            if number in self._terms and number not in mine:
                before, after = (
                    self._text(token) for token in (self._found[number - 1], self._found[number + 1])
                )
                if before in _IN_PATHS or after in _AFTER_IN_PATHS:
                    raise self._error(
                        "the search terms are predicates of a statement, not parts of a path or of what stands in brackets",
                        self._found[number],
                    )

    def _search(self, parts: Sequence[tuple[int, int]]) -> _Search:
        given: dict[str, Token] = {}
        for first, end in parts:
            term = self._terms[first]
            if end - first != 2:
                raise self._error(
                    f"search:{term} takes one value, and is no part of a path", self._found[first]
                )
            if term in given:
                raise self._error(f"search:{term} is there twice", self._found[first])
            given[term] = self._found[first + 1]
        if "text" not in given:
            first = parts[0][0]
            raise self._error("search:text is missing in this statement", self._found[first])
        score, limit = given.get("score"), given.get("limit")
        if score is not None and score.kind != "variable":
            raise self._error("search:score takes a variable", score)
        return _Search(
            self._string("text", given["text"]),
            self._text(score) if score else "",
            self._string("language", given["language"]) if "language" in given else "",
            self._number(limit) if limit else DEFAULT_LIMIT,
            given["text"].position,
        )

    def _string(self, term: str, token: Token) -> str:
        if token.kind != "string":
            raise self._error(f"search:{term} takes a string in quotation marks", token)
        try:
            triple = next(iter(ox.parse(f"<a:a> <a:a> {self._text(token)} .", format=ox.RdfFormat.TURTLE)))
        except SyntaxError:
            raise self._error("this string is not well formed", token) from None
        return triple.object.value if isinstance(triple.object, ox.Literal) else ""

    def _number(self, token: Token) -> int:
        text = self._text(token).removesuffix(".")
        if token.kind != "number" or not text.isdecimal() or not 1 <= int(text[:9]) <= MAX_LIMIT:
            raise self._error(f"search:limit takes a number from 1 to {MAX_LIMIT}", token)
        return int(text)

    def _values(self, search: _Search, item: str) -> str:
        if self._finder is None:
            raise NoIndexError
        found = self._finder.find(search.text, lang=search.language, limit=search.limit)
        if isinstance(found, Unanswerable):
            raise SearchError(found.reason, self._query, search.position)
        if found.cut:
            self._cut = max(self._cut, search.limit)
        return _table(found, item, search.score, self._base)

    def _term(self, token: Token) -> str:
        """Return which of the terms a token is; "" for none."""
        text = self._text(token)
        if token.kind == "name":
            prefix, _, local = text.partition(":")
            iri = self._prefixes.get(prefix, "") + local
        elif token.kind == "iri" and f"{SEARCH_DOCUMENT}#" in text:
            iri = text[1:-1]
        else:
            return ""
        term = urljoin(self._base, iri).removeprefix(search_namespace(self._base))
        return term if term in _TERMS else ""

    def _span(self, part: tuple[int, int]) -> str:
        return self._query[self._found[part[0]].position : self._found[part[1] - 1].end]

    def _text(self, token: Token) -> str:
        return self._query[token.position : token.end]

    def _error(self, detail: str, token: Token) -> SearchError:
        return SearchError(detail, self._query, token.position)


def _table(found: Hits, item: str, score: str, base: str) -> str:
    if not score:
        return f"VALUES {item} {{ {' '.join(f'<{item_iri(base, hit.item)}>' for hit in found.hits)} }}"
    # In full, so that it is a decimal and never 1e-06.
    rows = " ".join(f"(<{item_iri(base, hit.item)}> {hit.score:.6f})" for hit in found.hits)
    return f"VALUES ({item} {score}) {{ {rows} }}"
