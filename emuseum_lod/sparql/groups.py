"""The statements of a query's graph patterns, found on its tokens (SPARQL 1.1 Query, §19.8, rules 53–63 and 75–84).

A walk through group graph patterns, sub-selects and the groups of EXISTS: enough to tell a statement and its predicate-object lists from everything else. The
templates of CONSTRUCT, the rows of VALUES, expressions, and what stands in square or round brackets are no statements.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from emuseum_lod.sparql.tokens import Token

_BEFORE_A_GROUP: Final = frozenset({"OPTIONAL", "MINUS", "UNION", "LATERAL", "WHERE", "NOT", "EXISTS"})
_ENDS: Final = frozenset(
    {"OPTIONAL", "MINUS", "UNION", "LATERAL", "GRAPH", "FILTER", "BIND", "VALUES", "SELECT"}
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A subject and its predicate-object lists, as places of tokens: each list from its verb to before ``;``. `end` is after the last token."""

    subject: tuple[int, int]
    lists: tuple[tuple[int, int], ...]
    end: int


class UnknownShape(Exception):  # noqa: N818 -- a finding, not a failure
    """A query that this walk does not understand: the engine may."""


def statements(query: str, found: Sequence[Token]) -> list[Statement]:
    """Return the statements of a query in their order. Raises UnknownShape."""
    walk = _Walk(query, found)
    try:
        walk.outermost()
    except IndexError:
        raise UnknownShape from None
    return walk.statements


class _Walk:
    """Each method takes the place where its part begins and returns the one after its end. What is never closed raises IndexError."""

    def __init__(self, query: str, found: Sequence[Token]) -> None:
        self._found = found
        self._texts = [query[token.position : token.end] for token in found]
        self.statements: list[Statement] = []

    def outermost(self) -> None:
        place = 0
        while place < len(self._found):
            if self._texts[place] == "{" and place and self._word(place - 1) == "CONSTRUCT":
                place = self._skip(place)  # the template
            else:
                place = self._outside(place)

    def _outside(self, place: int) -> int:
        """Pass one thing outside of a group's own elements: of a prologue, a projection, modifiers."""
        if self._texts[place] == "{":
            return self._group(place)
        if self._word(place) == "VALUES":
            return self._values(place)
        return self._expression(place) if self._found[place].kind == "open" else place + 1

    def _group(self, place: int) -> int:
        place += 1
        while self._texts[place] != "}":
            place = self._element(place)
        return place + 1

    def _element(self, place: int) -> int:
        word, text = self._word(place), self._texts[place]
        if text == "{":
            return self._group(place)
        if text == "." or word in _BEFORE_A_GROUP:
            return place + 1
        if word == "GRAPH":
            return place + 2
        passed = {
            "SELECT": self._rest_of_sub_select,
            "VALUES": self._values,
            "FILTER": self._constraint,
            "BIND": self._constraint,
        }
        return passed.get(word, self._statement)(place)

    def _rest_of_sub_select(self, place: int) -> int:
        """Pass a sub-select up to the brace that closes the group that it is."""
        while self._texts[place] != "}":
            place = self._outside(place)
        return place

    def _constraint(self, place: int) -> int:
        """Pass FILTER or BIND and what it holds: an expression in brackets, a call; the group of EXISTS is passed by the walk itself."""
        place += 1
        while self._found[place].kind != "open":
            if self._word(place) in {"NOT", "EXISTS"}:
                return place
            place += 1
        return self._expression(place)

    def _values(self, place: int) -> int:
        while self._texts[place] != "{":
            place += 1
        return self._skip(place)

    def _expression(self, place: int) -> int:
        place += 1
        while self._found[place].kind != "close":
            if self._texts[place] == "{":
                place = self._group(place)
            else:
                place = self._expression(place) if self._found[place].kind == "open" else place + 1
        return place + 1

    def _statement(self, place: int) -> int:
        begin = place
        place = after_subject = self._node(place)
        lists: list[tuple[int, int]] = []
        first = place
        ended = False
        while not (ended or self._ends(place)):
            if self._texts[place] == ";":
                lists.append((first, place))
                place = first = place + 1
            else:
                # "1." is read as one token; the grammar has a number and the end of the statement there.
                ended = self._found[place].kind == "number" and self._texts[place].endswith(".")
                place = self._node(place)
        lists.append((first, place))
        written = tuple((start, end) for start, end in lists if start < end)
        self.statements.append(Statement((begin, after_subject), written, place))
        return place

    def _ends(self, place: int) -> bool:
        return self._texts[place] in {".", "}", "{"} or self._word(place) in _ENDS

    def _node(self, place: int) -> int:
        """Pass a term, or what stands in brackets in its place."""
        if self._found[place].kind == "open":
            return self._skip(place)
        if self._found[place].kind == "close":
            raise UnknownShape
        return place + 1

    def _skip(self, place: int) -> int:
        depth = 0
        while True:
            depth += (self._found[place].kind == "open") - (self._found[place].kind == "close")
            place += 1
            if depth == 0:
                return place

    def _word(self, place: int) -> str:
        token = self._found[place]
        if token.kind == "name" and token.words in _ENDS | _BEFORE_A_GROUP:
            raise UnknownShape  # a keyword glued to a name: the engine reads two tokens
        return token.words if token.kind == "word" else ""


def declared_prefixes(query: str, found: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """Yield the prefixes that a query declares, without the colon, each with its IRI as it is written."""
    for keyword, name, iri in zip(found, found[1:], found[2:], strict=False):
        if keyword.words == "PREFIX" and keyword.kind == "word" and name.kind == "name" and iri.kind == "iri":
            yield query[name.position : name.end - 1], query[iri.position + 1 : iri.end - 1]
