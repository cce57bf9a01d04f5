"""Compiles the rules of dates: what the source says, between which days it lies, and what to do when the two disagree.

Years or days that the source gives as data (`begin` and `end`) are its own word on the matter and go before what its text is read as; where it
gives only one of them, the text goes before. The text is shown as it stands, whether it was understood or not.
"""

from typing import Any

from emuseum_lod.catalogue.records import Span, Text
from emuseum_lod.errors import ConfigurationError
from emuseum_lod.mapping.bench import Bench
from emuseum_lod.mapping.findings import Findings
from emuseum_lod.mapping.paths import Select, parse_path, text_of
from emuseum_lod.mapping.record_files import Piece, Rule
from emuseum_lod.mapping.values.dates import policies, read_date, span_between


class Dates:
    """The dates of one rule."""

    def __init__(self, rule: Rule, bench: Bench, where: str) -> None:
        """Compile a rule. Raises ConfigurationError for a policy that there is not."""
        self._texts = bench.texts(rule, where)
        self._display = (
            bench.texts(Piece(from_=rule.display, lang=rule.lang, lang_from=rule.lang_from), where)
            if rule.display
            else None
        )
        self._begin = _select(rule.begin)
        self._end = _select(rule.end)
        self._label = self._texts.label or " – ".join(filter(None, (rule.begin, rule.end)))
        self._policy = rule.policy or bench.profile.provider.date_policy
        if self._policy not in policies():
            raise ConfigurationError(
                f"{where}: policy = {self._policy!r}; there are: {', '.join(sorted(policies()))}"
            )

    def read(self, record: Any, findings: Findings) -> Span | None:
        """Return the span of a record, or None where it says nothing of a date."""
        texts = self._texts.of(record, findings)
        given, whole = self._given(record, findings)
        if not texts and given is None and self._display is None:
            return None
        read = self._understood(texts, given is None, findings)
        shown = texts if self._display is None else self._display.of(record, findings)
        display = tuple(dict.fromkeys(shown))
        if given is not None and (whole or read is None):
            return self._agreed(given, read, display, findings)
        if read is not None:
            return Span(display=display, begin=read.begin, end=read.end, edtf=read.edtf)
        return Span(display=display) if display else None

    def _given(self, record: Any, findings: Findings) -> tuple[Span | None, bool]:
        """Return the span that is given as data, and whether both its ends are."""
        begin, end = _first(self._begin, record), _first(self._end, record)
        if not begin and not end:
            return None, False
        try:
            return span_between(begin, end), bool(begin and end)
        except ValueError as error:
            findings.report(
                "unreadable-date",
                f"the years given as data can't be taken: {error}",
                field=self._label,
                value=f"{begin}/{end}",
                advice="correct them in the export; the text alone was read",
            )
            return None, False

    def _understood(self, texts: list[Text], alone: bool, findings: Findings) -> Span | None:
        """Return the span of the first text that has one; report, where nothing else gives the date, what is not understood."""
        for text in texts:
            reading = read_date(text.value, self._policy, text.lang)
            if reading.span is not None:
                if alone and reading.doubts:
                    findings.report(
                        "doubtful-date",
                        f"read by the policy {self._policy}, with a doubt: {', '.join(reading.doubts)}",
                        field=self._label,
                        value=text.value,
                        advice="say it more exactly, if it is known",
                    )
                return reading.span
            if alone and not reading.understood:
                findings.report(
                    "unreadable-date",
                    "the date was not understood; it is kept as text",
                    field=self._label,
                    value=text.value,
                    advice="correct it in the export",
                )
        return None

    def _agreed(self, given: Span, read: Span | None, display: tuple[Text, ...], findings: Findings) -> Span:
        edtf = given.edtf
        if read is not None:
            if (read.begin, read.end) == (given.begin, given.end):
                edtf = read.edtf
            else:
                findings.report(
                    "date-differs",
                    f"the text is read as {read.begin}/{read.end}, the data say {given.begin}/{given.end}, which was taken",
                    field=self._label,
                    value=display[0].value if display else "",
                    severity="notice",
                    advice="see which of the two is right",
                )
        return Span(display=display, begin=given.begin, end=given.end, edtf=edtf)


def _select(path: str) -> Select | None:
    return parse_path(path).select() if path else None


def _first(select: Select | None, record: Any) -> str:
    if select is None:
        return ""
    return next((text for node in select(record) if (text := text_of(node))), "")
