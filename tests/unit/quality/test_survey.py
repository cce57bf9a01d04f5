"""Protects what a provider is told of its objects' way to Europeana: every object counted once, the reasons, the grades, in bounded time."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from support.oai import Repository, things

from emuseum_lod.quality.survey import Survey, survey

SECOND = "2026-01-01T00:00:00Z"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


def test_objects_without_rights_are_counted_with_their_reasons(repository: Repository) -> None:
    repository.load(SECOND, [replace(one, rights="", types=()) for one in things(range(5))])
    surveyed = survey(repository.reader, "demo")
    assert surveyed == Survey(
        objects=5, with_edm=0, reasons={"no-rights": 5, "no-subject": 5}, content={}, metadata={}, problems={}
    )
    assert surveyed.summary() == (
        "Europeana: 0 of 5 objects have EDM\n  without EDM: no-rights: 5, no-subject: 5"
    )


@pytest.mark.parametrize(("at_most", "objects", "partial"), [(4, 4, True), (5, 5, False), (6, 5, False)])
def test_no_more_than_so_many_are_looked_at(
    repository: Repository, at_most: int, objects: int, partial: bool
) -> None:
    repository.load(SECOND, things(range(5)))
    surveyed = survey(repository.reader, "demo", at_most)
    assert (surveyed.objects, surveyed.partial) == (objects, partial)
    assert ("there are more" in surveyed.summary()) == partial


def test_another_provider_has_none_of_them(repository: Repository) -> None:
    repository.load(SECOND, things(range(5)))
    assert survey(repository.reader, "another").objects == 0
