"""Queries that the engine evaluates badly, said in another way that means the same.

Three rewrites (`_REWRITES`). They are made on the query's tokens, under conditions that are checked one by one; where any of them can't be seen to hold, the
query stays as it is. tests/unit/sparql/test_rewriting.py compares the answers on random graphs, docs/sparql.md has what they gain.

**DISTINCT with ORDER BY.** ``SELECT DISTINCT v… {P} ORDER BY k LIMIT n`` becomes ``SELECT v… { SELECT DISTINCT v… {P} } ORDER BY k LIMIT n``: the engine
would sort every solution before it drops the repeated ones. SPARQL 1.1, §18.2.5 orders, projects, drops, cuts; when the keys depend on projected
variables alone, equal rows have equal keys, so that dropping first changes no row and no order. It is the same in a sub-select. Conditions: the projection is a list of variables or
``(… AS ?v)``; the keys name none but these, and hold no aggregate, no EXISTS and no function that answers differently each time.

**A variable that equals an IRI.** ``{ … FILTER(?v = <iri>) … }`` gets ``VALUES ?v { <iri> }`` at the end of its group: the engine would test every
solution instead of looking the IRI up. A join with one row that binds ?v to an IRI keeps exactly the solutions in which ?v is that IRI, provided that all
solutions of the group bind ?v. Condition: ?v stands in a triple pattern that is directly in the group; and the group is in no EXISTS, whose substitution of variables VALUES
would not take part in.

**EXISTS and NOT EXISTS over more than a step** go on from what is known: `stepwise`. They are not made ``MINUS``: where that means the same it was 2.6 times
quicker on one query and 65 times slower on another (measured).
"""

from collections.abc import Iterator, Sequence
from typing import Final

from emuseum_lod.sparql.stepwise import with_steps
from emuseum_lod.sparql.tokens import Token, tokens

_KEYWORDS: Final = frozenset(
    [
        "BASE",
        "PREFIX",
        "SELECT",
        "DISTINCT",
        "REDUCED",
        "FROM",
        "NAMED",
        "WHERE",
        "ORDER",
        "BY",
        "ASC",
        "DESC",
        "LIMIT",
        "OFFSET",
        "GROUP",
        "HAVING",
        "VALUES",
        "GRAPH",
        "OPTIONAL",
        "UNION",
        "MINUS",
        "FILTER",
        "BIND",
        "EXISTS",
        "NOT",
        "SERVICE",
        "AS",
        "A",
        "UNDEF",
        "LATERAL",
    ]
)
_NOT_IN_KEYS: Final = frozenset(
    [
        "EXISTS",
        "NOW",
        "RAND",
        "UUID",
        "STRUUID",
        "BNODE",
        "COUNT",
        "SUM",
        "MIN",
        "MAX",
        "AVG",
        "SAMPLE",
        "GROUP_CONCAT",
    ]
)
_NO_PATTERN_BEFORE: Final = frozenset({"VALUES", "GRAPH", "SELECT", "DISTINCT", "REDUCED", "AS", "BY"})
"""Words before a variable that is in no triple pattern."""


def rewritten(query: str) -> str:
    """Return a query that has the same answers and is evaluated better; the query itself where there is none."""
    found = list(tokens(query))
    if not _is_plain(found, query):
        return query
    for rewrite in _REWRITES:
        better = rewrite(query, found)
        if better != query:
            query, found = better, list(tokens(better))
    return query


def _is_plain(found: Sequence[Token], query: str) -> bool:
    """Tell whether the tokens are surely those that the engine sees: no escapes, no triple terms, no keyword glued to a name, balanced brackets."""
    depth = 0
    for token in found:
        depth += (token.kind == "open") - (token.kind == "close")
        glued = token.kind == "name" and token.words in _KEYWORDS
        if depth < 0 or glued or token.kind == "unended":
            return False
    return depth == 0 and "\\" not in query and "<<" not in query and "{|" not in query


# --- a variable that equals an IRI --------------------------------------------------------------------------------------


def _with_values(query: str, found: Sequence[Token]) -> str:
    """Return the query with a VALUES for each FILTER that compares a variable with an IRI."""
    additions: list[tuple[int, str]] = []
    for place, token in enumerate(found):
        if token.words != "FILTER" or (compared := _comparison(query, found[place + 1 : place + 6])) is None:
            continue
        variable, iri = compared
        group = _group_around(found, place)
        if group is not None and _binds(query, found, group, variable):
            additions.append((found[group[1]].position, f" VALUES ?{variable} {{ {iri} }} "))
    for position, text in sorted(additions, reverse=True):
        query = query[:position] + text + query[position:]
    return query


def _comparison(query: str, part: Sequence[Token]) -> tuple[str, str] | None:
    """Return the variable and the IRI of ``(?v = <iri>)`` or ``(<iri> = ?v)``."""
    if len(part) != 5 or [_text(query, part[place]) for place in (0, 2, 4)] != ["(", "=", ")"]:
        return None
    for variable, iri in ((part[1], part[3]), (part[3], part[1])):
        if variable.kind == "variable" and iri.kind in {"iri", "name"}:
            return _name(query, variable), _text(query, iri)
    return None


def _group_around(found: Sequence[Token], place: int) -> tuple[int, int] | None:
    """Return where the group that a token is directly in begins and ends; None when it is in an EXISTS at any depth."""
    opened = _opened(found, place)
    if not opened or _in_exists(found, place):
        return None
    return opened[-1], _end_of_level(found, place)


def _opened(found: Sequence[Token], place: int) -> list[int]:
    """Return where the brackets are that a token is in."""
    opened: list[int] = []
    for position, token in enumerate(found[:place]):
        if token.kind == "open":
            opened.append(position)
        elif token.kind == "close":
            opened.pop()
    return opened


def _in_exists(found: Sequence[Token], place: int) -> bool:
    return any(position and found[position - 1].words == "EXISTS" for position in _opened(found, place))


def _binds(query: str, found: Sequence[Token], group: tuple[int, int], variable: str) -> bool:
    """Tell whether a variable stands in a triple pattern directly in a group."""
    first, last = group
    if query[found[first].position] != "{":
        return False
    depth = 0
    for position in range(first + 1, last):
        token = found[position]
        depth += (token.kind == "open") - (token.kind == "close")
        if depth or token.kind != "variable" or _name(query, token) != variable:
            continue
        if found[position - 1].words not in _NO_PATTERN_BEFORE:
            return True
    return False


# --- DISTINCT with ORDER BY ---------------------------------------------------------------------------------------------


def _with_sub_selects(query: str, found: Sequence[Token]) -> str:
    """Return the query with each SELECT DISTINCT with ORDER BY, its own and those of sub-selects, as a SELECT of a sub-select."""
    # From the end, so that what is behind is never moved; a sub-select ends before the select that it is in.
    for place in reversed(range(len(found))):
        if found[place].words != "SELECT" or _in_exists(found, place):
            continue
        part = found[place : _end_of_level(found, place)]
        if said := _in_two_steps(query, part):
            after = query[part[-1].end :]
            query = f"{query[: part[0].position]}{said}{after}"
            found = list(tokens(query))
    return query


def _end_of_level(found: Sequence[Token], place: int) -> int:
    """Return where the brackets close that a token is directly in; the end of the query where it is in none."""
    depth = 0
    for position in range(place, len(found)):
        depth += (found[position].kind == "open") - (found[position].kind == "close")
        if depth < 0:
            return position
    return len(found)


def _in_two_steps(query: str, found: Sequence[Token]) -> str:
    """Return a SELECT DISTINCT with ORDER BY, whose tokens these are, as a SELECT of a sub-select; "" for what is another query."""
    level = list(_outermost(found))
    words = [found[place].words for place in level]
    if words[1:2] != ["DISTINCT"] or "ORDER" not in words:
        return ""
    order = words.index("ORDER")
    # The group is the last bracket before the modifiers that is a brace; before it stand the projection and FROM.
    braces = [place for place in level[:order] if _text(query, found[place]) == "{"]
    if not braces:
        return ""
    head = [place for place in level[2:] if place < braces[0]]
    dataset = next((place for place in head if found[place].words == "FROM"), None)
    where = next((place for place in head if found[place].words == "WHERE"), braces[0])
    projection_end = dataset if dataset is not None else where
    variables = _projected(query, found[level[1] + 1 : projection_end])
    after = level[order + 1 :]
    cut = next((place for place in after if found[place].words in {"LIMIT", "OFFSET"}), len(found))
    values = next((place for place in after if found[place].words == "VALUES"), len(found))
    keys = found[level[order] : min(cut, values)]
    if not variables or not _keys_are_of(query, keys, variables) or cut > values > level[order] != len(found):
        return ""

    def text(first: int, last: int) -> str:
        return query[found[first].position : found[last - 1].end] if first < last else ""

    inner = f"SELECT DISTINCT {text(level[1] + 1, projection_end)} WHERE {text(braces[0], level[order])} {text(values, len(found))}"
    outer = f"SELECT {' '.join(f'?{name}' for name in variables)} {text(dataset, where) if dataset is not None else ''}"
    modifiers = f"{text(level[order], min(cut, values))} {text(cut, values)}"
    return f"{outer} WHERE {{ {inner} }} {modifiers}"


def _outermost(found: Sequence[Token]) -> Iterator[int]:
    """Yield the places of the tokens that are in no bracket, and of the brackets that open there."""
    depth = 0
    for place, token in enumerate(found):
        if depth == 0:
            yield place
        depth += (token.kind == "open") - (token.kind == "close")


def _projected(query: str, part: Sequence[Token]) -> list[str]:
    """Return the variables that a projection names; none for ``*`` and what is not understood."""
    names: list[str] = []
    depth = 0
    for place, token in enumerate(part):
        depth -= token.kind == "close"
        if depth == 0:
            if token.kind == "variable":
                names.append(_name(query, token))
            elif token.kind == "close" and place > 1 and part[place - 2].words == "AS":
                names.append(_name(query, part[place - 1]))
            elif token.kind != "open":
                return []
        depth += token.kind == "open"
    return names


def _keys_are_of(query: str, keys: Sequence[Token], variables: Sequence[str]) -> bool:
    named = [_name(query, token) for token in keys if token.kind == "variable"]
    return (
        bool(named)
        and set(named) <= set(variables)
        and all(token.words not in _NOT_IN_KEYS for token in keys)
    )


def _text(query: str, token: Token) -> str:
    return query[token.position : token.end]


def _name(query: str, token: Token) -> str:
    return query[token.position + 1 : token.end]


_REWRITES: Final = (_with_values, _with_sub_selects, with_steps)
