"""Protects harvests: whatever happens to the catalogue meanwhile, nothing that was not touched is missed or sent twice."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as given_settings
from hypothesis import strategies as st
from support.oai import OAI, Answer, Repository, at, identifier, thing, things

from emuseum_lod.oaipmh.formats import FORMATS

MONDAY, TUESDAY, WEDNESDAY = "2026-03-02T08:00:00Z", "2026-03-03T08:00:00Z", "2026-03-04T08:00:00Z"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path, oai_page_size=10)


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A repository with a history: 40 objects, of which some were deleted, changed, added and restored."""
    repository = Repository(tmp_path_factory.mktemp("ledger"))
    repository.load(MONDAY, things(range(30)) + things(range(10), "aral"), ("abai", "aral"))
    repository.load(TUESDAY, things(range(5, 30)) + things(range(10), "aral", "Кесе"), ("abai", "aral"))
    repository.load(WEDNESDAY, things(range(3, 35)) + things(range(10), "aral", "Кесе"), ("abai", "aral"))
    return repository


def delivered(parts: list[Answer]) -> list[str]:
    return [one for part in parts for one in part.identifiers]


STRETCHES = [
    ({}, (1, 3)),
    ({"from_": "2026-03-03"}, (2, 3)),
    ({"until": "2026-03-03"}, (1, 2)),
    ({"from_": TUESDAY, "until": TUESDAY}, (2, 2)),
]
"""Arguments, and the first and last load that they include."""


@given_settings(max_examples=40, deadline=None)
@given(
    size=st.integers(1, 60),
    verb=st.sampled_from(["ListRecords", "ListIdentifiers"]),
    set_spec=st.sampled_from([None, "museum:abai", "museum:aral"]),
    stretch=st.sampled_from(STRETCHES),
)
def test_a_walk_delivers_every_row_of_the_ledger_once_and_in_order(
    grown: Repository,
    size: int,
    verb: str,
    set_spec: str | None,
    stretch: tuple[dict[str, str], tuple[int, int]],
) -> None:
    arguments, loads = stretch
    expected = grown.reader.oai_page("oai_dc", set_spec, *loads, None, limit=1_000, with_payload=False).rows
    arguments = {"metadataPrefix": "oai_dc", **arguments, **({"set_": set_spec} if set_spec else {})}

    parts = grown.with_settings(oai_page_size=size).walk(verb=verb, **arguments)

    assert delivered(parts) == [f"oai:data.example.org:{row.item_id}" for row in expected]
    assert all(len(part.identifiers) == size for part in parts[:-1])
    _assert_tokens_are_right(parts, len(expected))


def _assert_tokens_are_right(parts: list[Answer], size: int) -> None:
    """A list in one part has no token; otherwise each says where it is, and the last is empty (§3.5)."""
    if len(parts) == 1:
        assert parts[0].token is None
        return
    sent = 0
    for part in parts:
        token = part.one("resumptionToken")
        assert token.get("cursor") == str(sent)
        assert token.get("completeListSize") == str(size)
        assert ("expirationDate" in token.attrib) is bool(part.token)
        sent += len(part.identifiers)
    assert parts[-1].token == ""
    assert sent == size


def test_both_lists_and_get_record_tell_the_same(grown: Repository) -> None:
    records = grown.say(verb="ListRecords", metadataPrefix="oai_dc").root.iter(f"{OAI}record")
    headers = grown.say(verb="ListIdentifiers", metadataPrefix="oai_dc").root.iter(f"{OAI}header")
    for record, header in zip(records, headers, strict=True):
        (name,) = header.iterfind(f"{OAI}identifier")
        alone = grown.say(verb="GetRecord", metadataPrefix="oai_dc", identifier=name.text or "")
        assert _canonical(alone.one("record")) == _canonical(record)
        assert _canonical(alone.one("header")) == _canonical(header)


def _canonical(element: object) -> list[tuple[str, str, dict[str, str]]]:
    return [(one.tag, (one.text or "").strip(), dict(one.attrib)) for one in element.iter()]  # type: ignore[attr-defined]


def test_deleted_records_stay_in_every_verb_with_their_sets_and_without_content(grown: Repository) -> None:
    gone = grown.say(verb="GetRecord", metadataPrefix="oai_dc", identifier=identifier(0))
    assert gone.one("header").get("status") == "deleted"
    assert gone.texts("datestamp") == [TUESDAY]
    assert gone.texts("setSpec") == ["museum:abai", "rights:closed", "tier:content:0", "tier:metadata:A"]
    assert not gone.texts("metadata")
    for verb in ("ListRecords", "ListIdentifiers"):
        listed = grown.say(verb=verb, metadataPrefix="oai_dc", set="museum:abai")
        assert Counter(header.get("status") for header in listed.root.iter(f"{OAI}header")) == {
            "deleted": 3,
            None: 32,
        }
    formats = grown.say(verb="ListMetadataFormats", identifier=identifier(0))
    assert sorted(formats.texts("metadataPrefix")) == sorted(FORMATS)


def test_what_comes_back_is_no_longer_deleted_and_dated_anew(grown: Repository) -> None:
    back = grown.say(verb="GetRecord", metadataPrefix="oai_dc", identifier=identifier(3))
    assert back.one("header").get("status") is None
    assert back.texts("datestamp") == [WEDNESDAY]
    assert len(back.texts("metadata")) == 1


def test_a_load_during_a_harvest_costs_no_record_that_it_did_not_touch(repository: Repository) -> None:
    repository.load(MONDAY, things(range(100)))
    first = repository.say(verb="ListRecords", metadataPrefix="oai_dc")
    changed = things(range(15, 50), title="Сырға")
    repository.load(TUESDAY, things(range(15)) + changed + things(range(50, 100)))

    parts = [first]
    while parts[-1].token:
        parts.append(repository.say(verb="ListRecords", resumptionToken=parts[-1].token))

    untouched = [identifier(number) for number in (*range(15), *range(50, 100))]
    assert delivered(parts) == untouched
    incremental = repository.walk(verb="ListRecords", metadataPrefix="oai_dc", from_=TUESDAY)
    assert sorted(delivered(incremental)) == sorted(identifier(number) for number in range(15, 50))


def test_a_list_whose_rest_has_changed_goes_on_with_what_it_became(repository: Repository) -> None:
    """An empty part would be no valid answer, and an error would stop harvesters that have not missed anything."""
    repository.load(MONDAY, things(range(15)))
    first = repository.say(verb="ListRecords", metadataPrefix="oai_dc")
    repository.load(TUESDAY, things(range(15), title="Сырға"))
    rest = repository.say(verb="ListRecords", resumptionToken=first.token or "")
    assert rest.texts("datestamp") == [TUESDAY] * 10
    assert repository.say(verb="ListRecords", resumptionToken=rest.token or "").token == ""


def test_a_list_that_ended_before_its_rest_changed_is_over(repository: Repository) -> None:
    repository.load(MONDAY, things(range(15)))
    first = repository.say(verb="ListRecords", metadataPrefix="oai_dc", until="2026-03-02")
    repository.load(TUESDAY, things(range(15), title="Сырға"))
    rest = repository.say(verb="ListRecords", resumptionToken=first.token or "")
    assert rest.errors == ["noRecordsMatch"]


def test_a_token_can_be_sent_again_and_outlives_the_process(repository: Repository) -> None:
    repository.load(MONDAY, things(range(25)))
    first = repository.say(verb="ListRecords", metadataPrefix="oai_dc")
    with at(TUESDAY):
        once = repository.reply(f"verb=ListRecords&resumptionToken={first.token}")
        again = repository.reply(f"verb=ListRecords&resumptionToken={first.token}")
        restarted = repository.with_settings(oai_page_size=10)
        later = restarted.reply(f"verb=ListRecords&resumptionToken={first.token}")
    assert once.body == again.body == later.body


def test_pages_are_bounded_in_bytes_and_still_complete(repository: Repository) -> None:
    long = "ұзақ " * 8_000
    repository.load(MONDAY, [thing(number, title=long) for number in range(9)])
    small = repository.with_settings(oai_page_size=100, oai_page_bytes=200_000)
    parts = small.walk(verb="ListRecords", metadataPrefix="oai_dc")
    assert len(parts) == 5
    assert delivered(parts) == [identifier(number) for number in range(9)]
    # One record that is larger than a page is a page by itself.
    tiny = repository.with_settings(oai_page_size=100, oai_page_bytes=65_536)
    parts = tiny.walk(verb="ListRecords", metadataPrefix="oai_dc")
    assert [len(part.identifiers) for part in parts] == [1] * 9
    # Headers carry no document, so many of them fit.
    assert len(tiny.walk(verb="ListIdentifiers", metadataPrefix="oai_dc")) == 1


@pytest.mark.parametrize(
    ("from_", "until", "loads"),
    [
        (None, None, 3),
        ("2026-03-02", None, 3),
        (MONDAY, None, 3),
        ("2026-03-02T08:00:01Z", None, 2),
        (None, MONDAY, 1),
        (None, "2026-03-02T07:59:59Z", 0),
        (None, "2026-03-03", 2),
        ("2026-03-03", "2026-03-03", 1),
        (TUESDAY, TUESDAY, 1),
        ("2026-03-05", None, 0),
        (None, "2026-03-01", 0),
        (None, "2999-12-31", 3),
        ("0001-01-01", None, 3),
    ],
)
def test_ranges_include_both_ends_to_the_second_and_to_the_day(
    repository: Repository, from_: str | None, until: str | None, loads: int
) -> None:
    """Three loads, on three days at 8 o'clock, each with one object more (§2.7.1)."""
    for number, second in enumerate((MONDAY, TUESDAY, WEDNESDAY), start=1):
        repository.load(second, things(range(number)))
    arguments = {"from": from_, "until": until}
    answer = repository.say(
        verb="ListIdentifiers",
        metadataPrefix="oai_dc",
        **{name: value for name, value in arguments.items() if value},
    )
    assert len(answer.identifiers) == loads
    assert answer.errors == ([] if loads else ["noRecordsMatch"])


def test_loads_of_one_second_are_all_found_by_it(repository: Repository) -> None:
    repository.load(MONDAY, things(range(1)))
    repository.load(MONDAY, things(range(2)))
    repository.load(TUESDAY, things(range(3)))
    answer = repository.say(verb="ListIdentifiers", metadataPrefix="oai_dc", from_=MONDAY, until=MONDAY)
    assert answer.identifiers == [identifier(0), identifier(1)]


def test_before_the_first_load_there_is_nothing_to_harvest_and_no_failure(tmp_path: Path) -> None:
    empty = Repository(tmp_path)
    assert empty.say(verb="Identify").texts("repositoryName") == ["E-museum linked open data"]
    assert empty.say(verb="ListSets").errors == ["noSetHierarchy"]
    assert empty.say(verb="ListMetadataFormats").texts("metadataPrefix") == [*FORMATS]
    assert empty.say(verb="ListRecords", metadataPrefix="oai_dc").errors == ["noRecordsMatch"]
    assert empty.say(verb="ListRecords", resumptionToken="x").errors == ["badResumptionToken"]
    answer = empty.say(verb="GetRecord", metadataPrefix="oai_dc", identifier=identifier(1))
    assert answer.errors == ["idDoesNotExist"]
