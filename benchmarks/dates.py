"""How well dates are read: against Tate's own years, Nationalmuseum's own years, and a Russian museum's texts; and how fast.

    python benchmarks/dates.py [--shared DIR] [--list] [--json FILE] [tate] [nationalmuseum] [russian] [speed]

`--list` prints every text that was read otherwise than its museum does. docs/dates.md explains the classes.
"""

import argparse
import csv
import gzip
import json
import re
import tarfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree

from emuseum_lod.mapping.values.dates import DateReading, read_date

LIDO = "{http://www.lido-schema.org}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
LATER = re.compile(
    r"print|cast|publish|exhibit|version|replica|reworked|remade|reconstruct|assembled|reproduced|copy|dated|annotated",
    re.IGNORECASE,
)
Years = tuple[int | None, int | None]


class Difference(NamedTuple):
    """A text that was read otherwise than its museum does, and how often."""

    group: str
    text: str
    theirs: Years
    ours: Years
    count: int


class Measured(NamedTuple):
    """How many dates were compared, and those that differ."""

    compared: int
    differences: list[Difference]

    @property
    def failures(self) -> int:
        """How many dates differ."""
        return sum(one.count for one in self.differences)

    @property
    def groups(self) -> dict[str, int]:
        """How many differ for each reason."""
        counts: Counter[str] = Counter()
        for one in self.differences:
            counts[one.group] += one.count
        return dict(sorted(counts.items()))

    def result(self) -> dict[str, Any]:
        """Return what goes into the results file."""
        share = round(1 - self.failures / self.compared, 5)
        return {"compared": self.compared, "failures": self.failures, "share": share, "groups": self.groups}


def years_of(reading: DateReading) -> Years:
    """Return the first and last year of a reading."""
    if reading.span is None:
        return None, None
    return tuple(int(day[:-6]) if day else None for day in (reading.span.begin, reading.span.end))  # type: ignore[return-value]


def tate(shared: Path) -> Measured:
    """Compare with dateRange. A work whose dateRange has no year ("no date") agrees when none is read."""
    dates: Counter[tuple[str, Years]] = Counter()
    with gzip.open(shared / "data" / "tate" / "artworks.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            work = json.loads(line)
            if given := work["dateRange"]:
                dates[work["dateText"], (_year(given.get("startYear")), _year(given.get("endYear")))] += 1
    return _measure(
        ((text, "en", theirs, count) for (text, theirs), count in dates.items()), "tate", tate_group
    )


def _year(value: object) -> int | None:
    return int(str(value)) if str(value).isdigit() else None


def tate_group(text: str, reading: DateReading) -> str:
    """Return the class of a difference, as docs/dates.md lists them."""
    if not reading.understood:
        return "not understood"
    if reading.span is None:
        return "undated text"
    if LATER.search(text):
        return "later event"
    if re.search(r"after|before|later|earlier", text, re.IGNORECASE):
        return "open bound"
    if re.search(r"\ds|early|mid|late", text):
        return "decade or part of one"
    return "data contradict text"


def nationalmuseum(shared: Path) -> Measured:
    """Compare with the earliest and latest date of the same LIDO event."""
    return _measure(
        (
            (text, lang, (_year(earliest), _year(latest)), count)
            for (kind, lang, text, earliest, latest), count in _lido_dates(shared).items()
            if kind == "Creation" and earliest
        ),
        "plain-european",
        nationalmuseum_group,
    )


def nationalmuseum_group(text: str, reading: DateReading) -> str:
    """Return the class of a difference, as docs/dates.md lists them."""
    if not reading.understood:
        return "not understood"
    if reading.span is None:
        return "no text"
    if re.search(r"\b(ca|c\.|circa)", text):
        return "circa"
    if re.search(r"efter|after|före|before", text):
        return "open bound"
    return "one of two" if re.search(r"eller|or\b", text) else "data contradict text"


def _lido_dates(shared: Path) -> Counter[tuple[str, str, str, str, str]]:
    """Return kind of event, language, displayDate, earliest and latest of each date, with how often."""
    dates: Counter[tuple[str, str, str, str, str]] = Counter()
    for archive in sorted((shared / "data" / "lido_nationalmuseum_se").glob("*.tgz")):
        with tarfile.open(archive) as files:
            for member in files:
                if member.name.endswith(".xml") and (file := files.extractfile(member)):
                    for event in etree.parse(file).iterfind(f".//{LIDO}event"):
                        _event_dates(event, dates)
    return dates


def _event_dates(event: etree._Element, dates: Counter[tuple[str, str, str, str, str]]) -> None:
    kind = event.findtext(f"{LIDO}eventType/{LIDO}term") or ""
    date = event.find(f"{LIDO}eventDate")
    if date is None:
        return
    earliest = date.findtext(f".//{LIDO}earliestDate") or ""
    latest = date.findtext(f".//{LIDO}latestDate") or ""
    for display in date.iterfind(f"{LIDO}displayDate"):
        dates[kind, display.get(XML_LANG) or "", display.text or "", earliest, latest] += 1


def russian(shared: Path) -> Measured:
    """Compare with the least and the greatest year written in the text, where it names nothing but years, months and days."""
    texts: list[tuple[str, str, Years, int]] = []
    with (shared / "data" / "domain" / "dates_real_ru_dev.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            text = row["form"]
            years = [int(year) for year in re.findall(r"(?<!\d)1[789]\d\d(?!\d)", text)]
            by_rule = re.search(r"\d0-?(?:е|х|ы)|\bдо\b|после|-\d\d$", text)
            if years and not by_rule:
                texts.append((text, "ru", (min(years), max(years)), 1))
    return _measure(
        iter(texts), "kazakhstan", lambda _, reading: "differs" if reading.understood else "not understood"
    )


def _measure(
    dates: Iterator[tuple[str, str, Years, int]], policy: str, group: Callable[[str, DateReading], str]
) -> Measured:
    compared = 0
    differences = []
    for text, lang, theirs, count in dates:
        compared += count
        reading = read_date(text, policy, lang)
        if (ours := years_of(reading)) != theirs:
            differences.append(Difference(group(text, reading), text, theirs, ours, count))
    return Measured(compared, sorted(differences, key=lambda one: (one.group, -one.count, one.text)))


def speed(shared: Path) -> dict[str, float]:
    """Return how many dates are read in a second: Tate's distinct texts for the first time, and as they come."""
    with gzip.open(shared / "data" / "tate" / "artworks.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["dateText"] or "" for line in lines]
    read_date("1850", "tate", "en")
    read_date.cache_clear()
    seconds = {}
    for name, sample in (("first_time", sorted(set(texts))), ("as_they_come", texts)):
        start = time.perf_counter()
        for text in sample:
            read_date(text, "tate", "en")
        seconds[name] = round(len(sample) / (time.perf_counter() - start))
    return seconds


MEASURES = {"tate": tate, "nationalmuseum": nationalmuseum, "russian": russian}


def main() -> None:
    """Measure what is asked for and print it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "which", nargs="*", default=[*MEASURES, "speed"], help="what to measure; default: all"
    )
    parser.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[2] / "shared")
    parser.add_argument("--list", action="store_true", help="print every difference")
    parser.add_argument("--json", type=Path, help="write the results to a file")
    options = parser.parse_args()
    results: dict[str, Any] = {}
    for name in options.which:
        if name == "speed":
            results[name] = speed(options.shared)
            print(
                f"{name:16}{results[name]['first_time']:>9,}/s first time{results[name]['as_they_come']:>12,}/s as they come"
            )
            continue
        measured = MEASURES[name](options.shared)
        results[name] = measured.result()
        print(
            f"{name:16}{measured.compared:>9,} compared{measured.failures:>7,} differ{results[name]['share']:>9.3%} agree"
        )
        for group, count in measured.groups.items():
            print(f"  {group:30}{count:>7,}")
        for one in measured.differences if options.list else ():
            print(f"    {one.count:>5}  {one.text!r}  theirs {one.theirs}  ours {one.ours}  {one.group}")
    if options.json:
        options.json.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
