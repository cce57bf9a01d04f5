"""Texts as they may stand in an XML 1.0 document: never a character that breaks the page of somebody else's harvest.

A character that XML forbids stays forbidden as a reference (``&#x1A;``), so it has to go. Control characters mean nothing in a
text of a catalogue and are left out; half a surrogate pair and the two noncharacters of the basic plane stood for something
once, and become U+FFFD.
"""

import re
from functools import lru_cache
from typing import Final

# XML 1.0 §2.2 allows the C1 controls; nobody has a use for them either.
_NOT_PLAIN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff<>&\"']")
_CONTENT: Final = {"<": "&lt;", ">": "&gt;", "&": "&amp;", '"': '"', "'": "'", "\r": "\n"}
_LANGUAGE: Final = re.compile(r"[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*", re.ASCII)


def content(text: str) -> str:
    """Return a text as the content of an element. Ends of lines become LF, as a parser would have them."""
    if not _NOT_PLAIN.search(text):
        return text
    return _NOT_PLAIN.sub(_in_content, text.replace("\r\n", "\n"))


def attribute(text: str) -> str:
    """Return a text as the value of an attribute in double quotes; tabs and ends of lines survive as references."""
    text = content(text).replace('"', "&quot;")
    return text.replace("\t", "&#9;").replace("\n", "&#10;")


@lru_cache(maxsize=1024)
def language_attribute(lang: str) -> str:
    """Return `` xml:lang="kk"``, or nothing for what is no language tag (xs:language)."""
    return f' xml:lang="{lang}"' if _LANGUAGE.fullmatch(lang) else ""


def _in_content(match: re.Match[str]) -> str:
    character = match.group()
    return _CONTENT.get(character) or ("" if character < "\xa0" else "\N{REPLACEMENT CHARACTER}")
