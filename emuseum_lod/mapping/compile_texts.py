"""Compiles what a rule says of texts (`Piece`) into functions: where they are, their language, how they are cut and spelt."""

import re
from collections.abc import Callable, Sequence
from typing import Any, Final

from emuseum_lod.catalogue.records import Text
from emuseum_lod.errors import ConfigurationError
from emuseum_lod.mapping.findings import Findings
from emuseum_lod.mapping.functions import clean
from emuseum_lod.mapping.lookups import Lookup, fold
from emuseum_lod.mapping.paths import Select, parse_path, text_of
from emuseum_lod.mapping.profile import Profile
from emuseum_lod.mapping.record_files import Piece
from emuseum_lod.mapping.terms import Bounded
from emuseum_lod.mapping.values.languages import guess_language, language_tag, names_no_language

Nodes = Callable[[Any], Sequence[Any]]
Edit = Callable[[str], list[str] | None]
"""What is done to a text: the texts that come of it, or None when it is not what the rule expects."""

GUESS: Final = "guess"
_CACHED: Final = 10_000
_CONSTANT: Final = ("",)


class Texts:
    """The texts of one rule. `label` names its source fields in issues; `nodes` finds the nodes that have the texts."""

    __slots__ = ("_constant", "_edit", "_lang", "_lang_from", "_otherwise", "_value", "label", "nodes")

    def __init__(self, piece: Piece, profile: Profile, where: str) -> None:
        """Compile a rule. Raises ConfigurationError, naming `where`, for a path or expression that can't be read."""
        self.label = " | ".join(piece.paths)
        self.nodes = _nodes(piece)
        self._value = None if piece.value == "." else parse_path(piece.value).select()
        self._constant = piece.constant
        self._edit = _edits(piece, profile.lookups.get(piece.lookup), where)
        self._otherwise = piece.otherwise
        self._lang = profile.provider.language if piece.lang is None else piece.lang
        if piece.lang not in (None, "", GUESS) and language_tag(piece.lang) != piece.lang:
            raise ConfigurationError(f'{where}: lang = {piece.lang!r} is no language; write one such as "kk"')
        self._lang_from = parse_path(piece.lang_from).select() if piece.lang_from else None

    def of(self, record: Any, findings: Findings) -> list[Text]:
        """Return the texts of a record, in its order."""
        nodes = self.nodes(record)
        if len(nodes) == 1:
            return self.of_node(nodes[0], findings)
        return [text for node in nodes for text in self.of_node(node, findings)]

    def of_node(self, node: Any, findings: Findings) -> list[Text]:
        """Return the texts of one node."""
        if self._constant:
            return [Text(self._constant, self._lang)]
        if self._value is None:
            text = text_of(node)
            return self._read(text, node, findings) if text else []
        return [
            found
            for value in self._value(node)
            if (text := text_of(value))
            for found in self._read(text, node, findings)
        ]

    def first(self, record: Any, findings: Findings) -> Text | None:
        """Return the first text of a record, or None."""
        texts = self.of(record, findings)
        return texts[0] if texts else None

    def _read(self, raw: str, node: Any, findings: Findings) -> list[Text]:
        if not raw.isprintable():
            raw, controls = clean(raw)
            if controls:
                findings.report(
                    "control-characters",
                    "control characters were taken out",
                    field=self.label,
                    value=raw,
                    advice="correct the text in the export",
                )
        texts = [raw] if self._edit is None else self._edit(raw)
        if texts is None:
            if self._otherwise == "report":
                findings.report(
                    "unexpected-value",
                    "not a value that the rule expects",
                    field=self.label,
                    value=raw,
                    advice="correct it, or widen the rule",
                )
            texts = [raw] if self._otherwise == "keep" else []
        lang = self._lang if self._lang_from is None else self._tag(self._lang_from, node, findings)
        if lang == GUESS:
            return [Text(text, guess_language(text)) for text in texts if text]
        return [Text(text, lang) for text in texts if text]

    def _tag(self, lang_from: Select, node: Any, findings: Findings) -> str:
        """Return the language that the source gives, or the rule's where it gives none."""
        for found in lang_from(node):
            if given := text_of(found):
                tag = _tags.get(given, lambda given=given: language_tag(given) or "")  # type: ignore[misc]  # bound
                if not tag and not names_no_language(given):
                    findings.report(
                        "invalid-language",
                        "not a language tag (BCP 47); the text is kept without a language",
                        field=self.label,
                        value=given,
                        advice="use a tag such as kk, ru or en",
                    )
                return tag
        return self._lang


_tags: Bounded[str] = Bounded(_CACHED)


def _nodes(piece: Piece) -> Nodes:
    if piece.constant:
        return lambda _record: _CONSTANT
    selects = [parse_path(path).select() for path in piece.paths]
    if len(selects) == 1:
        return selects[0]
    if not piece.first:
        return lambda record: [node for select in selects for node in select(record)]
    value = parse_path(piece.value).select()

    def first(record: Any) -> Sequence[Any]:
        for select in selects:
            nodes = select(record)
            if any(text_of(text) for node in nodes for text in value(node)):
                return nodes
        return ()

    return first


def _edits(piece: Piece, lookup: Lookup | None, where: str) -> Edit | None:
    """Compile split, match, replace and values; None when a text is taken as it is."""
    if not (piece.split or piece.match or piece.replace or piece.values):
        return None
    steps: list[Edit] = []
    if piece.split:
        steps.append(_split(piece, lookup))
    if piece.match:
        steps.append(_match(_expression(piece.match, where)))
    if piece.replace:
        steps.append(substitute(piece.replace, where))
    if piece.values:
        steps.append(_from_list({fold(word): value for word, value in piece.values.items()}))
    cache: Bounded[list[str] | None] = Bounded(_CACHED)

    def edit(raw: str) -> list[str] | None:
        texts = [raw]
        for step in steps:
            results = [step(text) for text in texts]
            if any(result is None for result in results):
                return None
            texts = [text for result in results for text in result or ()]
        return texts

    return lambda raw: cache.get(raw, lambda: edit(raw))


def _split(piece: Piece, lookup: Lookup | None) -> Edit:
    separators = re.compile("|".join(re.escape(each) for each in sorted(piece.split, key=len, reverse=True)))

    def split(text: str) -> list[str]:
        parts = [part for part in map(str.strip, separators.split(text)) if part]
        if (
            piece.split_when == "known"
            and lookup
            and (lookup.find(text) or not all(lookup.find(part) for part in parts))
        ):
            return [text]
        return parts

    return split


def _match(expression: re.Pattern[str]) -> Edit:
    def match(text: str) -> list[str] | None:
        found = expression.search(text)
        if not found:
            return None
        return [(found[1] if expression.groups else found[0]) or ""]

    return match


def substitute(pairs: Sequence[tuple[str, str]], where: str) -> Edit:
    """Return the replacements of a rule as one function."""
    compiled = [(_expression(pattern, where), replacement) for pattern, replacement in pairs]
    for expression, replacement in compiled:
        try:
            expression.sub(replacement, "")
        except (re.error, IndexError) as error:
            raise ConfigurationError(f"{where}: {replacement!r} is no replacement: {error}") from error

    def replaced(text: str) -> list[str]:
        for expression, replacement in compiled:
            text = expression.sub(replacement, text)
        return [text.strip()]

    return replaced


def _from_list(values: dict[str, str]) -> Edit:
    def value(text: str) -> list[str] | None:
        found = values.get(fold(text))
        return None if found is None else [found]

    return value


def _expression(pattern: str, where: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except re.error as error:
        raise ConfigurationError(f"{where}: {pattern!r} is no regular expression: {error}") from error
