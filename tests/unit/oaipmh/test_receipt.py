"""Receipts: their numbers, counted a second time by the definition in docs/oai-pmh.md; what is refused, and how."""

import json
from collections.abc import Iterable
from hashlib import blake2b
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from sqlalchemy import update
from support.oai import OAI, Repository, identifier, thing, things

from emuseum_lod.ledger.receipts import line, sum_of
from emuseum_lod.ledger.schema import commit
from emuseum_lod.oaipmh import receipt
from emuseum_lod.oaipmh.formats import FORMATS
from emuseum_lod.reply import Asked, Reply

MONDAY, TUESDAY, WEDNESDAY = (f"2026-03-0{day}T08:00:00Z" for day in (2, 3, 4))


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """Two museums, three loads: new, edited, moved, deleted and restored objects."""
    repository = Repository(tmp_path_factory.mktemp("ledger"), oai_page_size=1_000)
    both = ("abai", "aral")
    repository.load(MONDAY, things(range(20)), both)
    repository.load(TUESDAY, [*things(range(3, 20)), *things(range(5), "aral")], both)
    repository.load(
        WEDNESDAY, [thing(2), *things(range(3, 10), title="Сырға"), *things(range(4), "aral")], both
    )
    return repository


def ask(repository: Repository, query: str) -> Reply:
    return receipt.answer(receipt.parse(Asked("GET", "/oai/receipt", query.encode())), repository.reader)


def told(repository: Repository, **arguments: str) -> Any:
    reply = ask(repository, urlencode({name.rstrip("_"): value for name, value in arguments.items()}))
    assert (reply.status, reply.header("content-type")) == (200, "application/json")
    assert isinstance(reply.body, bytes)
    return json.loads(reply.body)


def lines_of(repository: Repository, **arguments: str) -> list[str]:
    """Return the lines of a list as a harvester has them after it has walked it."""
    answer = repository.say(verb="ListIdentifiers", **arguments)
    return [
        f"{header.findtext(f'{OAI}identifier')}\t{header.findtext(f'{OAI}datestamp')}\t{int(header.get('status') == 'deleted')}"
        for header in answer.root.iter(f"{OAI}header")
    ]


def digest(lines: Iterable[str]) -> str:
    numbers = (int.from_bytes(blake2b(line.encode(), digest_size=16).digest(), "big") for line in lines)
    return f"{sum(numbers) % 2**128:032x}"


def bucket(line: str) -> int:
    return blake2b(line.partition("\t")[0].encode(), digest_size=16).digest()[0]


STRETCHES: list[dict[str, str]] = [
    {},
    {"from_": TUESDAY},
    {"until": "2026-03-03"},
    {"from_": "2026-03-03", "until": "2026-03-03"},
]


@pytest.mark.parametrize(
    ("prefix", "set_spec", "stretch"),
    list(product(FORMATS, (None, "museum:abai", "museum", "rights:closed"), STRETCHES)),
)
def test_a_receipt_is_what_a_harvester_counts_who_has_everything(
    grown: Repository, prefix: str, set_spec: str | None, stretch: dict[str, str]
) -> None:
    arguments = {"metadataPrefix": prefix, **({"set_": set_spec} if set_spec else {}), **stretch}
    lines = lines_of(grown, **arguments)
    stamps = [line.split("\t")[1] for line in lines]
    found = told(grown, **arguments, buckets="256")
    buckets = found.pop("buckets")
    assert found.pop("responseDate") >= WEDNESDAY
    assert found == {
        "metadataPrefix": prefix,
        "set": set_spec,
        "count": len(lines),
        "digest": digest(lines),
        "earliest": min(stamps),
        "latest": max(stamps),
    }
    by_bucket = [[line for line in lines if bucket(line) == number] for number in range(256)]
    assert buckets == [{"count": len(some), "digest": digest(some)} for some in by_bucket]
    filled = next(number for number, some in enumerate(by_bucket) if some)
    for number in (filled, by_bucket.index([])):
        query = {**arguments, "bucket": f"{number:02x}"}
        reply = ask(grown, urlencode({name.rstrip("_"): value for name, value in query.items()}))
        assert reply.header("content-type") == "text/plain; charset=UTF-8"
        assert isinstance(reply.body, bytes)
        assert reply.body.decode() == "".join(f"{line}\n" for line in sorted(by_bucket[number]))


def test_an_empty_list_has_a_receipt_too(tmp_path: Path) -> None:
    empty = Repository(tmp_path)
    nothing = {"count": 0, "digest": "0" * 32, "earliest": None, "latest": None}
    assert told(empty, metadataPrefix="oai_dc").items() >= nothing.items()
    assert told(empty, metadataPrefix="oai_dc", from_=MONDAY).items() >= nothing.items()
    assert ask(empty, "metadataPrefix=oai_dc&bucket=00").body == b""


def test_the_digest_of_a_line_is_pinned() -> None:
    """Others have to come to the same: ``printf 'oai:x.org:a\\t2026-03-02\\t1' | b2sum -l 128``."""
    text = line("oai:x.org:a", "2026-03-02", deleted=True)
    assert f"{sum_of(text).digest:032x}" == "f68a7beb761fa0ac0570a6f8b5392932"


REFUSALS = [
    ("", 400, "needs metadataPrefix"),
    ("metadataPrefix=marc", 404, "oai_dc"),
    ("metadataPrefix=", 400, "metadataPrefix can't be"),
    ("metadataPrefix=oai_dc&metadataPrefix=oai_dc", 400, "more than once"),
    ("metadataPrefix=oai_dc&verb=ListRecords", 400, "no argument 'verb'"),
    ("metadataPrefix=oai_dc&set=museum:atlantis", 404, "museum:atlantis"),
    ("metadataPrefix=oai_dc&set=museum:", 400, "set can't be"),
    ("metadataPrefix=oai_dc&from=2026-02-30", 400, "from can't be"),
    ("metadataPrefix=oai_dc&from=2026-03-02&until=2026-03-01", 400, "later than until"),
    ("metadataPrefix=oai_dc&buckets=16", 400, "256"),
    ("metadataPrefix=oai_dc&bucket=g0", 400, "two hexadecimal"),
    ("metadataPrefix=oai_dc&bucket=A0", 400, "two hexadecimal"),
    ("metadataPrefix=oai_dc&bucket=100", 400, "two hexadecimal"),
    ("metadataPrefix=oai_dc&bucket=00&buckets=256", 400, "exclude"),
    ("metadataPrefix=%ff", 400, "UTF-8"),
    ("%00=%3Cb%3E&" * 40, 400, "more than 32"),
]


@pytest.mark.parametrize(("query", "status", "detail"), REFUSALS)
def test_refusals_say_what_is_wrong(grown: Repository, query: str, status: int, detail: str) -> None:
    reply = ask(grown, query)
    assert isinstance(reply.body, bytes)
    said = json.loads(reply.body)
    assert (reply.status, said["status"], reply.header("content-type")) == (
        status,
        status,
        "application/problem+json",
    )
    assert detail in said["detail"]


def test_a_stretch_of_time_is_counted_within_a_bound(
    grown: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receipt, "MOST_LINES", 3)
    reply = ask(grown, f"metadataPrefix=oai_dc&from={MONDAY}")
    assert isinstance(reply.body, bytes)
    assert (reply.status, "shorter stretch" in json.loads(reply.body)["detail"]) == (400, True)
    assert told(grown, metadataPrefix="oai_dc")["count"] == 25


def test_while_a_load_is_being_summed_up_there_is_no_receipt(tmp_path: Path) -> None:
    """A process that was killed between a load and its last step leaves such a ledger; the next load puts it right."""
    repository = Repository(tmp_path)
    repository.load(MONDAY, things(range(3)))
    before = told(repository, metadataPrefix="oai_dc")
    with repository.ledger.transaction() as connection:
        connection.execute(update(commit).values(counted=False))
    reply = ask(repository, "metadataPrefix=oai_dc")
    assert (reply.status, reply.header("retry-after")) == (503, "10")
    assert before["count"] == 3


def test_one_edit_changes_one_bucket(tmp_path: Path) -> None:
    """So a mirror that missed it has to ask for a 256th of the list."""
    repository = Repository(tmp_path)
    repository.load(MONDAY, things(range(300)))
    before = told(repository, metadataPrefix="oai_dc", buckets="256")
    repository.load(TUESDAY, [*things(range(299)), thing(299, title="Сырға")])
    after = told(repository, metadataPrefix="oai_dc", buckets="256")
    differ = [
        number
        for number, (old, new) in enumerate(zip(before["buckets"], after["buckets"], strict=True))
        if old != new
    ]
    assert differ == [bucket(identifier(299))]
    assert (before["count"], after["count"], after["latest"]) == (300, 300, TUESDAY)
