"""What a query may be: of a form that only reads, from this service alone, and neither too long nor too deep for the engine.

Measured on the engine: it ends its process at some thousand levels of nesting, does not return from some hundred nested collections,
and follows SERVICE to any address. None of that reaches it.
"""

from dataclasses import dataclass
from typing import Final, Literal, cast, get_args

from emuseum_lod.sparql.formats import Form
from emuseum_lod.sparql.tokens import Token, place, tokens

MAX_CHARACTERS: Final = 65_536
MAX_TOKENS: Final = 20_000
MAX_DEPTH: Final = 64

_FORMS: Final = frozenset(get_args(Form))
_PROLOGUE: Final = frozenset({"PREFIX", "BASE", "VERSION"})
_UPDATES: Final = frozenset(
    {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH"}
)
_VOLATILE: Final = frozenset({"NOW", "RAND", "UUID", "STRUUID", "BNODE"})

Reason = Literal["syntax", "update", "service", "too-long", "too-deep"]


@dataclass(frozen=True, slots=True)
class Checked:
    """A query that the engine may see.

    `has_dataset` tells that it names graphs itself (FROM), `volatile` that it may answer differently the next time.
    """

    form: Form
    has_dataset: bool
    volatile: bool


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the engine may not see a query. `line` and `column` are 1-based where a place in it is to blame."""

    reason: Reason
    detail: str
    line: int = 0
    column: int = 0


def check(query: str) -> Checked | Refusal:
    """Return what has to be known of a query before it is evaluated, or why it will not be."""
    if len(query) > MAX_CHARACTERS:
        return Refusal("too-long", f"the query has more than {MAX_CHARACTERS} characters")
    form: Form | None = None
    depth = 0
    said = set[str]()
    has_dataset = False
    for count, token in enumerate(tokens(query), start=1):
        depth += (token.kind == "open") - (token.kind == "close")
        if refusal := _refusal(token, count, depth, query):
            return refusal
        if form is None:
            found = _form(token, query)
            if isinstance(found, Refusal):
                return found
            form = found
        # `FROM:x` is FROM and a name, to the engine.
        has_dataset = has_dataset or (depth == 0 and token.words == "FROM")
        said.add(token.words)
    if form is None:
        return Refusal("syntax", f"there is no {_named(_FORMS)} in the query")
    return Checked(form, has_dataset, not _VOLATILE.isdisjoint(said))


def _refusal(token: Token, count: int, depth: int, query: str) -> Refusal | None:
    if "SERVICE" in token.words:
        return Refusal(
            "service",
            "SERVICE is not evaluated here: query the other endpoint by itself and join the results",
            *place(query, token.position),
        )
    if token.kind == "unended":
        return Refusal("syntax", "the string that begins here does not end", *place(query, token.position))
    if count > MAX_TOKENS:
        return Refusal("too-long", f"the query has more than {MAX_TOKENS} words, names and signs")
    if depth > MAX_DEPTH:
        return Refusal(
            "too-deep", f"brackets are nested more than {MAX_DEPTH} deep", *place(query, token.position)
        )
    return None


def _form(token: Token, query: str) -> Form | Refusal | None:
    """Return the form that a token announces; None in the prologue."""
    if token.kind in {"name", "iri", "string"} or token.words in _PROLOGUE:
        return None
    if token.words in _FORMS:
        return cast("Form", token.words)
    where = place(query, token.position)
    if token.words in _UPDATES:
        return Refusal("update", "this endpoint answers queries; it takes no updates", *where)
    return Refusal("syntax", f"a query begins with {_named(_FORMS)}, after its prefixes", *where)


def _named(words: frozenset[str]) -> str:
    first, *rest = sorted(words, reverse=True)
    return f"{', '.join((first, *rest[:-1]))} or {rest[-1]}"
