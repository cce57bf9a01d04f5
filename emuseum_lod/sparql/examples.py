"""The example queries: one file each in ``sparql/examples/``, which a person may edit; their themes are ``sparql/themes.toml``.

A file begins with comments of the form ``#! title@kk: …``, ``#! question@kk: …`` and ``#! keywords@kk: …, …``, in each language; the rest is the query.
Where it wants words in one language it asks for Kazakh, ``LANG(?label) = "kk"``; a page in another language shows it with that one.
"""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final

from emuseum_lod.catalogue.naming import LANGUAGES
from emuseum_lod.errors import ConfigurationError
from emuseum_lod.resources import resource
from emuseum_lod.views.pages import Example, ExampleTheme

_HEADING: Final = re.compile(r"#! (title|question|keywords)@([a-z]+): (\S.*)")


@cache
def load_examples(lang: str) -> tuple[Example, ...]:
    """Return the examples in their order, in one language. Raises ConfigurationError that names the file and what it lacks."""
    return tuple(
        _example(path.stem, path.read_text("utf-8"), lang)
        for path in sorted(resource("sparql", "examples").glob("*.rq"))
    )


@cache
def load_themes(lang: str) -> tuple[ExampleTheme, ...]:
    """Return the examples by theme, in one language. Raises ConfigurationError for an example without a theme, or a theme that is wrong."""
    path = resource("sparql", "themes.toml")
    examples = load_examples(lang)
    themes = [_theme(name, table, examples, lang, path) for name, table in _tables(path).items()]
    themed = {example.name for theme in themes for example in theme.examples}
    for example in examples:
        if example.name not in themed:
            raise ConfigurationError(f"{path}: no theme has the example {example.name}")
    return tuple(themes)


def _tables(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigurationError(f"{path}: {error}") from error


def _theme(
    name: str, table: dict[str, Any], examples: tuple[Example, ...], lang: str, path: Path
) -> ExampleTheme:
    for key in ("numbers", *LANGUAGES):
        if not table.get(key):
            raise ConfigurationError(f"{path}: the theme {name} has no {key}")
    numbers = tuple(table["numbers"])
    return ExampleTheme(name, table[lang], tuple(each for each in examples if each.name.startswith(numbers)))


def _example(name: str, text: str, lang: str) -> Example:
    headings = {(match[1], match[2]): match[3] for match in _HEADING.finditer(text)}
    for wanted in LANGUAGES:
        for part in ("title", "question", "keywords"):
            if (part, wanted) not in headings:
                raise ConfigurationError(f"sparql/examples/{name}.rq has no line '#! {part}@{wanted}: …'")
    query = "\n".join(line for line in text.splitlines() if not line.startswith("#!")).strip()
    return Example(
        name,
        headings["title", lang],
        headings["question", lang],
        query.replace('"kk"', f'"{lang}"') + "\n",
        tuple(word.strip() for word in headings["keywords", lang].split(",")),
    )
