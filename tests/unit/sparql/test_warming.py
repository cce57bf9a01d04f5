"""Answers that many will want are kept before anybody asks: all of them, once a publication, and at nobody's cost."""

import asyncio
import json
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
from support.pool import PATIENCE, pool, publish

from emuseum_lod.catalogue.naming import LANGUAGES
from emuseum_lod.config import Settings
from emuseum_lod.sparql import warming
from emuseum_lod.sparql.client import PoolClient
from emuseum_lod.sparql.examples import load_examples
from emuseum_lod.sparql.formats import offers_for
from emuseum_lod.sparql.frames import Failure, Job
from emuseum_lod.sparql.limits import Checked, check
from emuseum_lod.sparql.statistics import FIGURES


def test_every_example_is_asked_in_every_language_and_the_figures_first() -> None:
    asked = [job.query for job in warming.jobs()]
    assert len(asked) == len(set(asked))
    assert asked[: len(FIGURES)] == list(FIGURES)
    examples = {each.query for lang in LANGUAGES for each in load_examples(lang)}
    volatile = {query for query in examples if isinstance(found := check(query), Checked) and found.volatile}
    assert set(asked) == {*FIGURES, *examples} - volatile


def test_jobs_are_those_that_the_endpoint_makes_of_the_same_query() -> None:
    for job in warming.jobs():
        checked = check(job.query)
        assert isinstance(checked, Checked)
        assert job.format in {offer.token for offer in offers_for(checked.form)}
        assert (job.has_dataset, job.keep) == (checked.has_dataset, True)


class Pool:
    """Stands for the pool: what is published, whether anybody needs a worker, and what was asked when."""

    def __init__(self) -> None:
        self.snapshot = "one"
        self.idle = True
        self.asked: list[tuple[str, str]] = []

    async def answer(self, job: Job) -> None:
        assert self.idle, "somebody else needs the workers"
        self.asked.append((self.snapshot, job.query))
        await asyncio.sleep(0)

    async def run(self) -> None:
        await warming.keep_warm(lambda: self.snapshot, lambda: self.idle, self.answer)

    async def until_asked(self, snapshot: str, count: int) -> None:
        async with asyncio.timeout(PATIENCE):
            while sum(of == snapshot for of, _ in self.asked) < count:  # noqa: ASYNC110  # a test looks
                await asyncio.sleep(0.01)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warming, "_LOOK_EVERY", 0.01)


@pytest.mark.usefixtures("quick")
def test_all_is_asked_once_a_publication() -> None:
    async def scenario() -> None:
        there = Pool()
        task = asyncio.create_task(there.run())
        everything = len(warming.jobs())
        for snapshot in ("one", "two"):
            there.snapshot = snapshot
            await there.until_asked(snapshot, everything)
        await asyncio.sleep(0.1)
        task.cancel()
        assert there.asked == [(of, job.query) for of in ("one", "two") for job in warming.jobs()]

    asyncio.run(scenario())


@pytest.mark.usefixtures("quick")
def test_it_waits_for_those_who_need_a_worker_and_begins_anew_for_another_snapshot() -> None:
    async def scenario() -> None:
        there = Pool()
        task = asyncio.create_task(there.run())
        await there.until_asked("one", 5)
        there.idle = False
        await asyncio.sleep(0.05)
        before = len(there.asked)
        await asyncio.sleep(0.1)
        assert len(there.asked) == before
        there.snapshot = "two"
        there.idle = True
        await there.until_asked("two", len(warming.jobs()))
        task.cancel()
        assert sum(of == "one" for of, _ in there.asked) == before

    asyncio.run(scenario())


def test_who_asks_an_example_finds_its_answer_kept(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """In a real pool, at the first asking, after each of two publications; it is in no log, and in no client's budget."""
    settings = Settings(data=tmp_path, sparql_workers=1, sparql_budget=0.001)
    label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    jobs = warming.jobs()
    with pool(settings, warm=True):
        for seq in (1, 2):
            subject = ox.NamedNode(f"http://example.org/{seq}")
            snapshot = publish(tmp_path, [ox.Quad(subject, label, ox.Literal("Алқа", language="kk"))], seq)
            wait_until_said(f'"snapshot": "{snapshot.name}"', capfd)
            for job in (*jobs[:3], jobs[-1]):
                got = PoolClient(tmp_path).ask(job, lambda: False)
                assert not isinstance(got, Failure)
                got.close()
                assert (got.start.kept, got.start.seq) == (True, seq), job.query
    log = [json.loads(line) for line in (tmp_path / "queries" / "queries.jsonl").read_text().splitlines()]
    assert [(line["outcome"], line["query"]) for line in log] == [
        ("kept", job.query) for _ in (1, 2) for job in (*jobs[:3], jobs[-1])
    ]


def wait_until_said(text: str, capfd: pytest.CaptureFixture[str]) -> None:
    end = time.monotonic() + PATIENCE
    said = ""
    while text not in said:
        assert time.monotonic() < end, said
        time.sleep(0.05)
        said += capfd.readouterr().err
