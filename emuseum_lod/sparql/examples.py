"""The example queries: one file each in ``sparql/examples/``, which a person may edit.

A file begins with comments of the form ``#! title@kk: …`` and ``#! question@kk: …``, in each language; the rest is the query.
Where it wants words in one language it asks for Kazakh, ``LANG(?label) = "kk"``; a page in another language shows it with that one.
"""

import re
from functools import cache
from typing import Final

from emuseum_lod.catalogue.naming import LANGUAGES
from emuseum_lod.errors import ConfigurationError
from emuseum_lod.resources import resource
from emuseum_lod.views.pages import Example

_HEADING: Final = re.compile(r"#! (title|question)@([a-z]+): (\S.*)")


@cache
def load_examples(lang: str) -> tuple[Example, ...]:
    """Return the examples in their order, in one language. Raises ConfigurationError that names the file and what it lacks."""
    return tuple(
        _example(path.stem, path.read_text("utf-8"), lang)
        for path in sorted(resource("sparql", "examples").glob("*.rq"))
    )


def _example(name: str, text: str, lang: str) -> Example:
    headings = {(match[1], match[2]): match[3] for match in _HEADING.finditer(text)}
    for wanted in LANGUAGES:
        for part in ("title", "question"):
            if (part, wanted) not in headings:
                raise ConfigurationError(f"sparql/examples/{name}.rq has no line '#! {part}@{wanted}: …'")
    query = "\n".join(line for line in text.splitlines() if not line.startswith("#!")).strip()
    return Example(
        name, headings["title", lang], headings["question", lang], query.replace('"kk"', f'"{lang}"') + "\n"
    )
