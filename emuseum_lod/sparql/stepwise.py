"""EXISTS that goes on from what is known, step by step: one of the rewrites of `rewriting`.

``EXISTS { ?o p ?v . ?v q ?t }`` becomes ``EXISTS { ?o p ?v FILTER EXISTS { ?v q ?t } }``, and so does ``?o p/q ?t``: the engine would join all of p with all of q
anew for each solution that the filter tests, for hours on a real catalogue; so it looks up what one solution needs. NOT EXISTS holds an EXISTS, and gains as much.

Why the answers are equal: a group of triple patterns has a solution exactly when its first pattern has one under which the others have one, in whatever order they
are taken; EXISTS tells whether there is a solution and nothing else about it (SPARQL 1.1, §18.6), and its substitution reaches the EXISTS within. A sequence of
paths is by definition (§18.1.7, §9.3) two patterns that share a variable which nothing else names.

Conditions: the group holds nothing but triple patterns of variables, names and literals, no blank node (whose label could not be in two groups), and perhaps
FILTERs, which stand innermost then, where every variable of theirs has its value; these hold no EXISTS themselves. It is done only where a pattern has neither a
constant nor a variable from outside at an end: elsewhere the engine does well, and ``MINUS`` would do worse (docs/sparql.md has the measurements).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final

from emuseum_lod.sparql.tokens import Token

_TERMS: Final = frozenset({"variable", "iri", "name"})
_LITERALS: Final = frozenset({"string", "number"})
_ENDS_OF_PATHS: Final = frozenset("*+?")
_MOST_STEPS: Final = 16
"""Each step is a level of nesting, of which the engine takes a limited number (`limits`)."""


class _NotPlain(Exception):  # noqa: N818 -- a state of the text
    """The group is not of the kind that this rewrite is about."""


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A triple pattern: three texts."""

    subject: str
    path: str
    object: str

    @property
    def ends(self) -> tuple[str, str]:
        return self.subject, self.object

    @property
    def variables(self) -> frozenset[str]:
        return frozenset(
            text.replace("$", "?", 1) for text in (self.subject, self.path, self.object) if _is_variable(text)
        )

    def known(self, variables: frozenset[str]) -> int:
        """Return how many ends are variables that have a value."""
        return sum(_is_variable(end) and end.replace("$", "?", 1) in variables for end in self.ends)

    def anchored(self, variables: frozenset[str]) -> bool:
        """Tell whether an end is a constant or has a value."""
        return not all(_is_variable(end) for end in self.ends) or bool(self.known(variables))

    def __str__(self) -> str:
        return f"{self.subject} {self.path} {self.object} "


def with_steps(query: str, found: Sequence[Token]) -> str:
    """Return the query with its EXISTS in steps."""
    if any(token.words == "GRAPH" for token in found):
        return query
    fresh = (f"?step{number}" for number in count(1) if f"step{number}" not in query)
    changes: list[tuple[int, int, str]] = []
    for place, token in enumerate(found[:-1]):
        if token.words != "EXISTS" or _text(query, found[place + 1]) != "{":
            continue
        end = _end_of_group(found, place + 1)
        inside = found[place + 2 : end]
        outside = frozenset(
            f"?{query[other.position + 1 : other.end]}"
            for other in (*found[:place], *found[end:])
            if other.kind == "variable"
        )
        try:
            steps = _in_steps(query, inside, outside, fresh)
        except _NotPlain:
            continue
        changes.append((found[place + 1].end, found[end].position, steps))
    for first, last, steps in reversed(changes):
        query = f"{query[:first]} {steps}{query[last:]}"
    return query


def _in_steps(query: str, inside: Sequence[Token], outside: frozenset[str], fresh: Iterator[str]) -> str:
    """Return the patterns of a group as nested EXISTS, best known first. Raises _NotPlain where that is not to be done."""
    reading = _Reading(query, inside, fresh)
    patterns = reading.group()
    if len(patterns) < 2 or len(patterns) > _MOST_STEPS:
        raise _NotPlain
    if all(pattern.anchored(outside) for pattern in patterns):
        raise _NotPlain
    known, ordered = outside, list[_Pattern]()
    while patterns:
        best = max(patterns, key=lambda pattern: (pattern.known(known), pattern.anchored(known)))
        patterns.remove(best)
        ordered.append(best)
        known |= best.variables
    last = f"{ordered.pop()}{' '.join(reading.filters)}"
    for pattern in reversed(ordered):
        last = f"{pattern}FILTER EXISTS {{ {last} }} "
    return last


class _Reading:
    """Reads the tokens of a group as triple patterns and filters; anything else raises _NotPlain."""

    def __init__(self, query: str, inside: Sequence[Token], fresh: Iterator[str]) -> None:
        self._query = query
        self._tokens = inside
        self._fresh = fresh
        self._at = 0
        self.filters: list[str] = []

    def group(self) -> list[_Pattern]:
        """Return the patterns, sequences taken apart; the filters are in `filters`."""
        patterns: list[_Pattern] = []
        while self._at < len(self._tokens):
            if self._peek().words == "FILTER":
                self.filters.append(self._filter())
            else:
                patterns += self._subject()
            self._take_if(".")
        return patterns

    def _subject(self) -> Iterator[_Pattern]:
        subject = self._term()
        while True:
            path = self._path()
            while True:
                yield from self._sequence(subject, path, self._term(literal=True))
                if not self._take_if(","):
                    break
            if not self._take_if(";"):
                return
            if self._at == len(self._tokens) or self._is(".") or self._peek().words == "FILTER":
                return

    def _sequence(self, subject: str, path: list[str], last: str) -> Iterator[_Pattern]:
        for part in path[:-1]:
            between = next(self._fresh)
            yield _Pattern(subject, part, between)
            subject = between
        yield _Pattern(subject, path[-1], last)

    def _path(self) -> list[str]:
        """Return the parts of a sequence; one that has alternatives outside of brackets is one part."""
        first, parts, begin, alternatives = self._at, list[str](), self._at, False
        if self._peek().kind == "variable":
            return [self._take()]
        while True:
            self._take_if("^")
            self._part()
            if self._is("/"):
                parts.append(self._since(begin))
                self._take()
                begin = self._at
            elif self._take_if("|"):
                alternatives = True
            else:
                parts.append(self._since(begin))
                return [self._since(first)] if alternatives else parts

    def _part(self) -> None:
        self._take_if("!")
        if self._is("("):
            self._brackets()
        elif self._peek().kind in {"iri", "name"} or self._peek().words == "A":
            self._take()
        else:
            raise _NotPlain
        if self._at < len(self._tokens) and self._text(self._at) in _ENDS_OF_PATHS:
            self._take()

    def _term(self, *, literal: bool = False) -> str:
        begin, token = self._at, self._peek()
        if token.kind in _TERMS:
            return self._take()
        if not literal or token.kind not in _LITERALS:
            raise _NotPlain
        self._take()
        if token.kind == "string" and self._at < len(self._tokens):
            if self._tokens[self._at].kind == "language":
                self._take()
            elif self._take_if("^"):
                self._expect("^")
                self._term()
        return self._since(begin)

    def _filter(self) -> str:
        begin = self._at
        self._take()
        if not self._is("("):
            if self._peek().kind not in {"word", "name", "iri"}:
                raise _NotPlain
            self._take()
        self._brackets()
        return self._since(begin)

    def _brackets(self) -> None:
        if not self._is("("):
            raise _NotPlain
        depth = 0
        while self._at < len(self._tokens):
            token = self._peek()
            if token.words == "EXISTS" or self._is("{"):
                raise _NotPlain
            depth += (token.kind == "open") - (token.kind == "close")
            self._at += 1
            if depth == 0:
                return
        raise _NotPlain

    def _peek(self) -> Token:
        if self._at == len(self._tokens):
            raise _NotPlain
        return self._tokens[self._at]

    def _take(self) -> str:
        self._at += 1
        return self._text(self._at - 1)

    def _is(self, text: str) -> bool:
        return self._at < len(self._tokens) and self._text(self._at) == text

    def _take_if(self, text: str) -> bool:
        found = self._is(text)
        self._at += found
        return found

    def _expect(self, text: str) -> None:
        if not self._take_if(text):
            raise _NotPlain

    def _text(self, at: int) -> str:
        return _text(self._query, self._tokens[at])

    def _since(self, begin: int) -> str:
        return self._query[self._tokens[begin].position : self._tokens[self._at - 1].end]


def _end_of_group(found: Sequence[Token], begin: int) -> int:
    """Return the place of the bracket that closes the one at `begin`; the brackets of the query are balanced."""
    depth = 0
    for place in range(begin, len(found)):
        depth += (found[place].kind == "open") - (found[place].kind == "close")
        if depth == 0:
            return place
    raise AssertionError("unbalanced brackets")


def _is_variable(text: str) -> bool:
    return text[0] in "?$"


def _text(query: str, token: Token) -> str:
    return query[token.position : token.end]
