"""Sets by predicted tier, from a load to a harvest: who is in them, and what a change of tier does to headers, receipts and counts (§2.6)."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from support.oai import Repository, identifier, thing

from emuseum_lod.catalogue.records import Asset, HumanMadeObject
from emuseum_lod.uris import mint

MONDAY, TUESDAY, WEDNESDAY = (f"2026-03-0{day}T08:00:00Z" for day in (2, 3, 4))
CC0 = "http://creativecommons.org/publicdomain/zero/1.0/"


def picture(number: int, **known: object) -> Asset:
    return Asset(
        id=mint("asset", "demo", str(number)),
        provider="demo",
        namespace="demo",
        local_id=str(number),
        **{"url": f"/files/{number}.png", "media_type": "image/png", "rights": CC0, **known},  # type: ignore[arg-type]
    )


def shown(number: int, **known: object) -> list[HumanMadeObject | Asset]:
    """Return an object and the one picture of it."""
    asset = picture(number, **known)
    return [replace(thing(number), assets=(asset.id,)), asset]


def tiers_of(repository: Repository, number: int) -> list[str]:
    said = repository.say(verb="GetRecord", metadataPrefix="oai_dc", identifier=identifier(number))
    return [spec for spec in said.texts("setSpec") if spec.startswith("tier")]


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (shown(1, width=1_000, height=1_000), ["tier:content:4", "tier:metadata:A"]),
        (shown(1, width=1_000, height=1_000, rights=""), ["tier:content:2", "tier:metadata:A"]),
        (shown(1, width=400, height=400), ["tier:content:1", "tier:metadata:A"]),
        (shown(1, width=10, height=10), ["tier:content:0", "tier:metadata:A"]),
        # Its size is not stated: nobody knows.
        (shown(1), ["tier:metadata:A"]),
        ([thing(1)], ["tier:content:0", "tier:metadata:A"]),
        # No EDM: no tier.
        ([replace(thing(1), rights="")], []),
    ],
)
def test_a_header_has_the_tiers_that_are_known(
    tmp_path: Path, sent: list[HumanMadeObject], expected: list[str]
) -> None:
    repository = Repository(tmp_path)
    repository.load(MONDAY, sent)
    assert tiers_of(repository, 1) == expected


def test_a_change_of_tier_moves_the_record_dates_it_anew_and_shows_in_receipts_and_counts(
    tmp_path: Path,
) -> None:
    """A picture is measured at last: the object's own record is as it was, and in Dublin Core so is its document."""
    repository = Repository(tmp_path)
    repository.load(MONDAY, [*shown(1, width=400, height=400), *shown(2, width=400, height=400)])
    before = repository.reader.oai_receipt("oai_dc", "tier:content:1")
    repository.load(TUESDAY, [*shown(1, width=1_000, height=1_000), *shown(2, width=400, height=400)])

    moved = repository.say(verb="ListIdentifiers", metadataPrefix="oai_dc", from_=TUESDAY)
    assert moved.identifiers == [identifier(1)]
    assert tiers_of(repository, 1) == ["tier:content:4", "tier:metadata:A"]
    for spec, held in (
        ("tier:content:1", [2]),
        ("tier:content:4", [1]),
        ("tier:content", [1, 2]),
        ("tier", [1, 2]),
    ):
        listed = repository.say(verb="ListIdentifiers", metadataPrefix="oai_dc", set_=spec)
        assert sorted(listed.identifiers) == sorted(map(identifier, held)), spec
        assert repository.reader.oai_count("oai_dc", spec) == len(held)
        receipt = repository.reader.oai_receipt("oai_dc", spec)
        assert receipt is not None
        assert sum(one.lines for one in receipt.buckets) == len(held)
    assert repository.reader.oai_receipt("oai_dc", "tier:content:1") != before
    counted = {row.spec: row.count for row in repository.reader.sets()}
    assert (counted["tier:content:1"], counted["tier:content:4"]) == (1, 1)


def test_a_record_that_loses_its_edm_leaves_the_tiers_and_one_that_is_deleted_stays(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    repository.load(MONDAY, [thing(1), thing(2)])
    repository.load(TUESDAY, [replace(thing(1), rights="")])
    assert tiers_of(repository, 1) == []
    assert tiers_of(repository, 2) == ["tier:content:0", "tier:metadata:A"]
