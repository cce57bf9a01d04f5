"""From a page model to HTML: Jinja with autoescaping, and the words of one language.

A text in another language than its page says so (``lang``), stands apart from the direction of what is around it
(``<bdi>``), and never becomes markup. Templates hold no rule about records.
"""

import json
import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from emuseum_lod.catalogue.naming import LANGUAGES
from emuseum_lod.catalogue.records import Text
from emuseum_lod.config import Settings
from emuseum_lod.uris import Kind
from emuseum_lod.views.addresses import Addresses
from emuseum_lod.views.json_text import json_in_html
from emuseum_lod.views.pages import PageModel, When
from emuseum_lod.web.formatting import adds_to, day_text, decimal_text, size_text, span_text
from emuseum_lod.web.messages import Messages, messages_in

LANGUAGE_NAMES: Final = {"kk": "Қазақша", "ru": "Русский", "en": "English"}
_NAVIGATION: Final[tuple[Kind, ...]] = ("object", "institution", "actor", "place", "concept", "def")

_VENDOR: Final = Path(__file__).with_name("static") / "vendor"
"""What browsers run that is not ours, where it was fetched (frontend/README.md)."""

_VIEWER: Final = _VENDOR / "model-viewer.min.js"
"""The viewer of 3D models; without it models are files to fetch."""

_EDITOR: Final = _VENDOR / "yasqe.min.js"
"""The editor of queries; without it they are written in a plain field."""

# Years with another language's "year" behind them: ours says the same, in the reader's language.
_BARE_YEARS: Final = re.compile(r"\s*\d{3,4}(\s*[-–]\s*\d{3,4})?\s*(жж?\.?|гг?\.?)?\s*")


class Renderer:
    """Renders the pages of a service."""

    def __init__(self, settings: Settings) -> None:
        for lang in LANGUAGES:
            messages_in(lang)  # a wrong file is found at start
        self._environment = Environment(
            loader=FileSystemLoader(Path(__file__).with_name("templates")),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals.update(
            root=Addresses(settings.base_uri).root,
            languages=LANGUAGE_NAMES,
            navigation=_NAVIGATION,
            has_viewer=_VIEWER.is_file(),
            has_editor=_EDITOR.is_file(),
        )
        self._environment.filters["structured"] = _structured
        self._environment.filters["json"] = partial(json.dumps, ensure_ascii=False)

    def render(self, page: PageModel) -> str:
        """Return the HTML of a page, in the language that it names."""
        messages = messages_in(page.lang)
        return self._environment.get_template(page.template).render(
            page=page,
            t=messages.say,
            has=messages.__contains__,
            count=messages.count,
            number=messages.number,
            table=messages.table,
            span=partial(span_text, messages=messages),
            day=partial(day_text, messages=messages),
            decimal=partial(decimal_text, messages=messages),
            size=partial(size_text, messages=messages),
            text=partial(text_html, page_lang=page.lang),
            when=partial(_when, messages=messages),
        )


def _structured(document: Mapping[str, Any]) -> Markup:
    """Return a document as it stands inside a script element, which it can't end."""
    return Markup(json_in_html(document))  # noqa: S704  # whatever could be markup is escaped in it


def text_html(text: Text, page_lang: str) -> Markup:
    """Return a text of the catalogue as HTML, with its language where that is not the page's."""
    if text.lang == page_lang:
        return Markup("<bdi>{}</bdi>").format(text.value)
    return Markup('<bdi lang="{}">{}</bdi>').format(text.lang, text.value)


def _when(value: When, messages: Messages) -> tuple[Text | None, str]:
    """Return a time in the source's words, and in ours where they say more."""
    ours = span_text(value.span, messages)
    if value.display is None or (
        ours and value.display.lang != messages.lang and _BARE_YEARS.fullmatch(value.display.value)
    ):
        return None, ours
    return value.display, ours if adds_to(value.display.value, ours) else ""
