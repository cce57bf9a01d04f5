"""A stored query as a template: its parameters are the variables that begin with ``$``, and a value takes the place of such a token as one RDF term.

Nothing is ever put into the query as text: the query is read as tokens (`sparql.tokens`), a parameter's token is exchanged for what the engine itself writes for a
term, and every other character is the file's own. So a value can be no keyword, no bracket and no comment, whatever it holds. What looks like a parameter in
a string, an IRI or a comment is none.

A line ``#page`` says where the page is cut: in a sub-select whose rows the rest of the query describes, so that only what is on the page is described. Without
one, the cut is the query's end.

A line that ends with ``#? name`` belongs to the query only where that parameter has a value, with ``#? name other`` where both have, with ``#? !name`` where it has none.
"""

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from emuseum_lod.sparql.tokens import tokens
from emuseum_lod.stored.values import Term

PAGE: Final = "#page"
"""The line that stands for where the page is cut."""

_CONDITION: Final = re.compile(r"\s*#\?((?:\s+!?[a-z][a-z_]*)+)\s*$")


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    needs: frozenset[str] = frozenset()
    spurns: frozenset[str] = frozenset()

    def applies(self, given: AbstractSet[str]) -> bool:
        """Tell whether the line belongs to the query where these parameters have values."""
        return self.needs <= given and not self.spurns & given


class Template:
    """A query with parameters."""

    def __init__(self, text: str) -> None:
        self._lines = tuple(_line(line) for line in text.splitlines())

    @property
    def has_page(self) -> bool:
        """Whether the query says itself where the page is cut."""
        return any(line.text.strip() == PAGE for line in self._lines)

    @property
    def outermost(self) -> frozenset[str]:
        """The keywords, in capitals, that stand in no brackets."""
        depth = 0
        words = set()
        for token in tokens(self._whole):
            depth += (token.kind == "open") - (token.kind == "close")
            if depth == 0 and token.kind == "word":
                words.add(token.words)
        return frozenset(words)

    @property
    def conditions(self) -> frozenset[str]:
        """The parameters that lines depend on."""
        return frozenset(name for line in self._lines for name in line.needs | line.spurns)

    @property
    def parameters(self) -> tuple[str, ...]:
        """The parameters that have a place in the query, in the order in which they come."""
        return tuple(dict.fromkeys(name for name, _, _ in _places(self._whole)))

    @property
    def _whole(self) -> str:
        return "\n".join(line.text for line in self._lines)

    def bound(self, values: Mapping[str, Term], limit: int, offset: int) -> str:
        """Return the query with its parameters' values, for a page of `limit` rows after the first `offset`.

        Raises KeyError for a parameter that the remaining lines need and that has no value.
        """
        cut = f"LIMIT {limit:d} OFFSET {offset:d}"
        lines = (line.text for line in self._lines if line.applies(values.keys()))
        query = "\n".join(cut if line.strip() == PAGE else line for line in lines)
        query = query if self.has_page else f"{query}\n{cut}\n"
        parts, position = [], 0
        for name, begin, end in _places(query):
            parts += [query[position:begin], str(values[name])]
            position = end
        return "".join((*parts, query[position:]))


def _line(text: str) -> _Line:
    match = _CONDITION.search(text)
    if match is None:
        return _Line(text)
    names = match[1].split()
    spurned = frozenset(name[1:] for name in names if name.startswith("!"))
    needed = frozenset(name for name in names if not name.startswith("!"))
    return _Line(text[: match.start()], needed, spurned)


def _places(query: str) -> list[tuple[str, int, int]]:
    """Return where parameters stand: the name, the first character, the one after the last."""
    return [
        (query[token.position + 1 : token.end], token.position, token.end)
        for token in tokens(query)
        if token.kind == "variable" and query[token.position] == "$"
    ]
