"""The tokens of a query, for what has to be known of it before the engine sees it (SPARQL 1.1 Query, §19.8).

Not a parser: it tells words from what only looks like words (in strings, IRIs, comments, names and variables), and where it can't know
it says that there is a word. A text that is no SPARQL gives some tokens; the engine will refuse it.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_ESCAPE: Final = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
# Letters beyond ASCII: wider than the grammar's, which is harmless here.
_LETTER: Final = rf"(?:[^\W\d_]|{_ESCAPE})"
_CHARACTER: Final = rf"(?:[\w\-\u00b7\u0300-\u036f\u203f\u2040]|{_ESCAPE})"
_LONGEST_PREFIX: Final = (
    255  # what is longer is read as words: without a limit "a.a.a…" would be read again from each dot
)
_LOCAL: Final = rf"(?:{_CHARACTER}|[:%]|\\[_~.\-!$&'()*+,;=/?#@%])"

_TOKEN: Final = re.compile(
    rf"""
    (?P<space>     [ \t\r\n]++ | \#[^\r\n]*+ )
  | (?P<iri>       <(?:[^<>"{{}}|^`\\\x00-\x20] | {_ESCAPE})*+> )
  | (?P<string>    \"\"\" (?:(?!\"\"\")(?:\\.|[^\\]))*+ \"\"\" | ''' (?:(?!''')(?:\\.|[^\\]))*+ '''
                 | "(?!"") (?:\\.|[^"\\\r\n])*+ " | '(?!'') (?:\\.|[^'\\\r\n])*+ ' )
  | (?P<unended>   ["'] )
  | (?P<variable>  [?$] (?:\w|{_ESCAPE})++ )
  | (?P<language>  @ [A-Za-z]++ (?:-[A-Za-z0-9]++)*+ )
  | (?P<blank>     _: (?:{_CHARACTER}|\.(?={_CHARACTER}|\.))*+ )
  | (?P<name>      (?P<prefix>(?:{_LETTER} (?:{_CHARACTER}|\.){{0,{_LONGEST_PREFIX}}}+)?) : (?:{_LOCAL}|\.(?={_LOCAL}|\.))*+ )
  | (?P<number>    (?:\d++(?:\.\d*+)?|\.\d++) (?:[eE][+-]?\d++)?+ )
  | (?P<word>      (?:{_LETTER}|_) {_CHARACTER}*+ )
  | (?P<open>      [{{(\[] )
  | (?P<close>     [}})\]] )
  | (?P<other>     . )
    """,
    re.VERBOSE | re.DOTALL,
)
_UNESCAPED: Final = re.compile(_ESCAPE)
_LAST_CHARACTER: Final = 0x10FFFF


class Token(NamedTuple):
    """A token. `words` is what may be read as a keyword in it, in capitals and without escapes; "" where nothing may.

    `kind` is the name of a group above; ``unended`` is where a string begins that does not end. `position` and `end` count characters from the start
    of the query.
    """

    kind: str
    words: str
    position: int
    end: int


def tokens(query: str) -> Iterator[Token]:
    """Yield the tokens of a query; neither blanks nor comments."""
    for match in _TOKEN.finditer(query):
        kind = match.lastgroup or "other"
        if kind == "space":
            continue
        # The engine's keywords end where they end: it reads SERVICE:x and SERVICEx:y as SERVICE and a name (tried).
        said = match["prefix"] if kind == "name" else match[0] if kind == "word" else ""
        yield Token(kind, _unescaped(said).upper(), match.start(), match.end())


def place(query: str, position: int) -> tuple[int, int]:
    """Return the line and the column of a position, both from 1."""
    before = query[:position]
    return before.count("\n") + 1, position - before.rfind("\n")


def _unescaped(text: str) -> str:
    return _UNESCAPED.sub(_character, text) if "\\" in text else text


def _character(match: re.Match[str]) -> str:
    digits = match[0].lstrip("\\uU")
    code = int(digits, base=16)
    return chr(code) if code <= _LAST_CHARACTER else ""
