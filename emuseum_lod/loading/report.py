"""What came of a load: kept as JSON beside the ledger, so that a museum can look at it later."""

import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import msgspec

from emuseum_lod.config import Settings
from emuseum_lod.errors import LedgerError
from emuseum_lod.issues import Issue

ISSUES_KEPT: Final = 1_000
"""Issues of each severity that a report has whole; of the rest it has the totals by code."""


class LoadReport(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a load.

    `counts` are the provider's items by what was done to them (created, updated, deleted, restored, touched, unchanged) and kind;
    `vocabulary` the same of our own vocabularies, which are refreshed with every load. `records` is how many source records were read. `issues`
    are the first of each severity, `totals` all of them by severity and code. `notices` are what the audit says of fields and words that
    the profile doesn't know. `commit_id` and `datestamp` (UTC) are None when nothing changed; `last_seq` is the ledger's last change.
    `incomplete`: an input could not be read to its end, so nothing was deleted. `seconds` are those of each step.
    """

    provider: str
    sources: tuple[str, ...]
    partial: bool
    dry_run: bool
    started: str
    records: int
    counts: dict[str, dict[str, int]]
    vocabulary: dict[str, dict[str, int]]
    issues: list[Issue]
    totals: dict[str, dict[str, int]]
    notices: list[Issue]
    commit_id: int | None
    datestamp: str | None
    last_seq: int
    incomplete: bool
    seconds: dict[str, float]

    @property
    def errors(self) -> int:
        """How many records or values were not taken."""
        return sum(self.totals.get("error", {}).values())

    def count(self, what: str) -> int:
        """Return how many items were created, updated, deleted, restored, touched or unchanged."""
        return sum(self.counts.get(what, {}).values())

    def summary(self) -> str:
        """Return what came of it in a few lines for a terminal."""
        did = ("would be", "would have been") if self.dry_run else ("", "")
        parts = [
            f"{self.count(what):,} {did[0]} {what}".replace("  ", " ")
            for what in ("created", "updated", "deleted", "restored", "touched", "unchanged")
            if self.count(what)
        ]
        lines = [f"{self.provider}: {self.records:,} records read; {', '.join(parts) or 'no items'}"]
        for severity, counted in self.totals.items():
            codes = ", ".join(f"{count:,} {code}" for code, count in sorted(counted.items()))
            lines.append(f"{severity}s: {codes}")
        if self.notices:
            lines.append(f"{len(self.notices):,} notices on fields and words the profile doesn't know")
        if self.incomplete:
            lines.append("an input could not be read to its end, so nothing was deleted")
        return "\n".join(lines)


class IssueList:
    """Collects the issues of a load, in bounded memory."""

    def __init__(self) -> None:
        self.kept: list[Issue] = []
        self.totals: dict[str, Counter[str]] = {}
        self.incomplete = False

    def add(self, issues: Iterable[Issue]) -> None:
        """Count issues and keep the first of each severity."""
        for issue in issues:
            counted = self.totals.setdefault(issue.severity, Counter())
            if counted.total() < ISSUES_KEPT:
                self.kept.append(issue)
            counted[issue.code] += 1
            self.incomplete = self.incomplete or issue.incomplete


def write_report(settings: Settings, report: LoadReport) -> None:
    """Keep a report; the provider's last one is replaced, as a whole or not at all."""
    path = _path(settings, report.provider)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    beside.write_bytes(msgspec.json.format(msgspec.json.encode(report)))
    os.replace(beside, path)  # noqa: PTH105 - Path.replace is the same call; this one says what it is


def read_report(settings: Settings, provider: str) -> LoadReport | None:
    """Return the report of a provider's last load; None when there was none. Raises LedgerError when it can't be read."""
    path = _path(settings, provider)
    try:
        return msgspec.json.decode(path.read_bytes(), type=LoadReport)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.DecodeError) as error:
        raise LedgerError(
            f"the report {path} can't be read: {error}; the next load writes it anew"
        ) from error


def _path(settings: Settings, provider: str) -> Path:
    return settings.data / "reports" / f"{provider.replace('/', '_')}.json"
