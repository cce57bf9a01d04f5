"""The words of the interface in Kazakh, Russian and English: one TOML file a language in ``i18n/``.

A message is a text in which ``{name}`` is filled in, or a table of plural forms named as CLDR names those of the language.
The three files have the same keys; a missing one is an error at start, not a hole in a page.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from babel import Locale
from babel.numbers import format_decimal

from emuseum_lod.errors import ConfigurationError

PLURAL_FORMS: Final = frozenset({"zero", "one", "two", "few", "many", "other"})
_LOCALES: Final = {"kk": "kk_KZ", "ru": "ru_KZ", "en": "en_GB"}
"""Whose dates and numbers each language has: 8 March 1987 rather than March 8, 1987."""

_FOLDER: Final = Path(__file__).with_name("i18n")


class Messages:
    """The messages of one language."""

    def __init__(self, lang: str, messages: Mapping[str, str | Mapping[str, str]]) -> None:
        self.lang = lang
        self.locale = Locale.parse(_LOCALES[lang])
        self._messages = messages

    @property
    def keys(self) -> frozenset[str]:
        """Every key, as ``fact.materials``."""
        return frozenset(self._messages)

    def __contains__(self, key: str) -> bool:
        return key in self._messages

    def __getitem__(self, key: str) -> str | Mapping[str, str]:
        return self._messages[key]

    def say(self, key: str, **values: object) -> str:
        """Return a message with its values filled in. Raises KeyError for a key that the file lacks."""
        message = self._messages[key]
        if not isinstance(message, str):
            raise KeyError(f"{key} has plural forms: count it")
        return message.format(**values) if values else message

    def count(self, key: str, n: int) -> str:
        """Return a message for a number of things: ``count.object`` and 5 is "5 предметов"."""
        forms = self._messages[key]
        if isinstance(forms, str):
            return forms.format(n=self.number(n))
        return forms[self.locale.plural_form(n)].format(n=self.number(n))

    def table(self, name: str) -> dict[str, str | Mapping[str, str]]:
        """Return the messages of one table by their names in it, for what fills them in itself: a page's script."""
        return {
            key.removeprefix(f"{name}."): message
            for key, message in self._messages.items()
            if key.startswith(f"{name}.")
        }

    def number(self, n: float) -> str:
        """Return a number as the language writes it."""
        return format_decimal(n, locale=self.locale)


@cache
def messages_in(lang: str) -> Messages:
    """Return the messages of a language. Raises ConfigurationError when its file is wrong."""
    file = _FOLDER / f"{lang}.toml"
    try:
        return Messages(lang, _flat(tomllib.loads(file.read_text("utf-8"))))
    except (KeyError, OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigurationError(f"{file}: {error}") from error


def _flat(tables: Mapping[str, Any]) -> dict[str, str | Mapping[str, str]]:
    """Return messages by their dotted keys: ``{"fact": {"made": …}}`` gives ``fact.made``."""
    return {
        f"{table}.{name}": message for table, messages in tables.items() for name, message in messages.items()
    }
