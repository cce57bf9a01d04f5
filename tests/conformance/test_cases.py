"""Every profile's cases: a real record, the triples expected of it, and why (docs/cataloguer.md, "Cases").

A profile, a pattern or a value function that changes what a case says is seen here, with the sentence that says what it was good for.
"""

import json
from functools import cache
from pathlib import Path

import pytest

from emuseum_lod.catalogue.records import BASE_PLACEHOLDER
from emuseum_lod.graph.patterns import load_patterns
from emuseum_lod.mapping.engine import Mapper
from emuseum_lod.mapping.profile import load_profile, providers
from emuseum_lod.resources import resource
from emuseum_lod.sources.record import SourceRecord

CASES = sorted(resource("mappings").glob("*/cases/*/"))
FEWEST = 6


@cache
def mapper(provider: str) -> Mapper:
    return Mapper(load_profile(provider))


def lines(path: Path) -> list[str]:
    """Return the lines of a file of a case, without its comments; none when there is no such file."""
    if not path.is_file():
        return []
    return [
        line for line in path.read_text("utf-8").splitlines() if line.strip() and not line.startswith("#")
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.parent.name}/{case.name}")
def test_a_real_record_becomes_the_triples_that_were_agreed_on(case: Path) -> None:
    why = (case / "why.md").read_text("utf-8").strip()
    given = json.loads((case / "source.json").read_text("utf-8"))
    mapped = mapper(case.parent.parent.name).map(
        SourceRecord(fields=given["fields"], source=given["source"], position=given.get("position", 1))
    )
    patterns = load_patterns()
    said = [
        line for emission in mapped.emissions for line in patterns.triples(emission.record, BASE_PLACEHOLDER)
    ]

    missing = sorted(set(lines(case / "expected.nt")) - set(said))
    assert not missing, f"{why}\nno longer said:\n" + "\n".join(missing)
    wrong = [line for fragment in lines(case / "absent.txt") for line in said if fragment in line]
    assert not wrong, f"{why}\nmust not be said:\n" + "\n".join(wrong)
    reported = sorted({issue.code for issue in mapped.issues if issue.severity != "notice"})
    assert reported == lines(case / "issues.txt"), why


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.parent.name}/{case.name}")
def test_a_case_says_something(case: Path) -> None:
    assert any(lines(case / name) for name in ("expected.nt", "absent.txt", "issues.txt"))
    assert len((case / "why.md").read_text("utf-8").split()) > 5
    unknown = {path.name for path in case.iterdir()} - {
        "source.json",
        "expected.nt",
        "absent.txt",
        "issues.txt",
        "why.md",
    }
    assert not unknown, "files that no test reads"


@pytest.mark.parametrize("provider", [name for name in providers() if not name.startswith("demo-")])
def test_every_real_provider_has_cases(provider: str) -> None:
    assert sum(case.parent.parent.name == provider for case in CASES) >= FEWEST
