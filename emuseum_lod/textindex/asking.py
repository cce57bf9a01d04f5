"""What a person or a query asks the index for: words, ``"phrases"``, and the FTS5 expression that they become.

Nobody's text reaches the index's own query language: an expression is made of folded words, which are letters and digits alone, in
quotation marks of ours (https://sqlite.org/fts5.html, §3). So nothing in a text can be an operator, a column or an error of syntax.
"""

import re
from dataclasses import dataclass
from typing import Final

from emuseum_lod.textindex.folding import Folding

MAX_CHARACTERS: Final = 1_000
MAX_WORDS: Final = 32
_PREFIX_FROM: Final = 3
"""Letters from which on a word finds what begins with it: Kazakh and Russian inflect at the end of words, and shorter beginnings find everything."""
_PART: Final = re.compile(r'["“”«»„]([^"“”«»„]*)["“”«»„]|([^\s"“”«»„]+)')


@dataclass(frozen=True, slots=True)
class Unanswerable:
    """Why a text can't be searched for."""

    reason: str


def expression(text: str, folding: Folding) -> str | Unanswerable:
    """Return the FTS5 expression of a text: every word has to occur, as the beginning of one; what is in quotation marks as it stands."""
    if len(text) > MAX_CHARACTERS:
        return Unanswerable(f"the text has more than {MAX_CHARACTERS} characters")
    terms: list[str] = []
    count = 0
    for match in _PART.finditer(text):
        quoted = match[1] is not None
        words = folding.words(match[1] if quoted else match[2])
        count += len(words)
        if count > MAX_WORDS:
            return Unanswerable(f"the text has more than {MAX_WORDS} words")
        if quoted and words:
            terms.append(f'"{" ".join(words)}"')
        elif not quoted:
            terms += (f'"{word}"{"*" if len(word) >= _PREFIX_FROM else ""}' for word in words)
    if not terms:
        return Unanswerable("the text has no word to search for")
    return " AND ".join(terms)
