"""The catalogue of hostile queries against the service as it is run: nobody but a query worker ever dies, and nothing stays behind."""

import json
import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest
from support.hostile_queries import Ending, Hostile, ask, catalogue, written_out
from support.service import PATIENCE, Served, descriptors, load_demonstration, served, wait_for

SEED: Final = 20261126
CLIENTS: Final = 8
DOCUMENTED: Final = Path(__file__).parents[2] / "docs" / "sparql.md"
PROBE: Final = Path(__file__).parents[1] / "support" / "probe.py"

HOSTILE: Final = catalogue()


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    load_demonstration(folder)
    return folder


def test_the_catalogue_has_every_kind() -> None:
    assert len(HOSTILE) >= 60
    assert len({hostile.name for hostile in HOSTILE}) == len(HOSTILE)
    kinds = {"depth", "length", "service", "update", "syntax", "time", "memory", "size"}
    assert {hostile.limit for hostile in HOSTILE} == kinds


def test_a_thousand_hostile_queries(data: Path) -> None:
    with service(data, timeout=0.1) as running:
        endings = attack(running, 1_000)
    judge(endings)


@pytest.mark.soak
def test_ten_thousand_hostile_queries(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    timeout = 1.0
    with service(data, timeout) as running:
        arguments = [sys.executable, PROBE, str(running.port)]
        with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as probe:
            endings = attack(running, 10_000)
            said, _ = probe.communicate(b"\n")
    with capsys.disabled():
        sys.stdout.write(report(endings, timeout, said.decode()))
    judge(endings)
    assert json.loads(said)["failed"] == 0


def report(endings: Sequence[Ending], timeout: float, healthz: str) -> str:
    """Return what the soak found, for docs/sparql.md."""
    # A client that reads slowly is given its time as well; it is not the service that overruns then.
    read = [ending for ending in endings if ending.behaviour == "reads"]
    statuses = Counter(str(ending.status) for ending in endings)
    cut = sum(ending.status == 200 and not ending.whole for ending in read)
    longest = sorted(read, key=lambda ending: -ending.seconds)[:3]
    return (
        f"\nstatuses {dict(statuses)}, cut off {cut}; limit {timeout} s; longest "
        f"{[(round(ending.seconds, 2), ending.status, ending.hostile.name) for ending in longest]}\n"
        f"/healthz meanwhile: {healthz}"
    )


@contextmanager
def service(data: Path, timeout: float) -> Iterator[Served]:
    """Run the service; when the block ends, its processes must be those that it had, and hold what they held."""
    environment = {
        "EMUSEUM_SPARQL_CACHE": "0",  # each of them is evaluated
        "EMUSEUM_SPARQL_TIMEOUT": str(timeout),
        "EMUSEUM_SPARQL_WAIT": "30",
        "EMUSEUM_SPARQL_WORKERS": "2",
        "EMUSEUM_SPARQL_MEMORY": "1000000000",
        "EMUSEUM_WEB_PROCESSES": "2",
        "EMUSEUM_TRUSTED_PROXIES": "1",
        "EMUSEUM_LOG_LEVEL": "warning",
    }
    easy = next(hostile for hostile in HOSTILE if hostile.limit == "time" and "LIMIT 5" in hostile.query)
    with served(data, environment) as running:
        draw = random.Random(SEED)
        wait_for(lambda: ask(running.port, easy, draw).status == 200)
        wait_for(lambda: workers(running) == 4)
        with ThreadPoolExecutor(CLIENTS) as clients:  # what is opened at the first use is open
            list(clients.map(lambda _: ask(running.port, easy, random.Random(SEED)), range(5 * CLIENTS)))
        before = running.family()
        held = {pid: descriptors(pid) for pid in before}
        yield running
        wait_for(lambda: workers(running) == 4)
        after = running.family()
        lasting = {pid: title for pid, title in before.items() if title != "worker"}
        assert {pid: title for pid, title in after.items() if title != "worker"} == lasting
        # Connections to the ledger are pooled, as many as were wanted at once; what leaks, leaks with every query.
        wait_for(lambda: all(descriptors(pid) <= held[pid] + CLIENTS for pid in lasting), 2 * PATIENCE)
        wait_for(lambda: ask(running.port, easy, draw).status == 200)


def workers(running: Served) -> int:
    return list(running.family().values()).count("worker")


def attack(running: Served, count: int) -> list[Ending]:
    """Send queries of the catalogue in random order, several at once; each is sent as often as any other, but for one."""
    draw = random.Random(SEED)
    order = [HOSTILE[number % len(HOSTILE)] for number in range(count)]
    draw.shuffle(order)
    draws = [random.Random(draw.random()) for _ in order]
    with ThreadPoolExecutor(CLIENTS) as clients:
        return list(clients.map(lambda hostile, own: ask(running.port, hostile, own), order, draws))


def judge(endings: Sequence[Ending]) -> None:
    """Find that every answer has a documented status, and one that its query may have."""
    documented = documented_statuses()
    wrong = Counter(
        (ending.hostile.name, ending.status)
        for ending in endings
        if ending.status is not None and ending.status not in ending.hostile.answers & documented
    )
    assert not wrong
    broken = [
        ending.hostile.name
        for ending in endings
        if ending.status not in {None, 200} and ending.behaviour == "reads" and not ending.whole
    ]
    assert not broken, "a problem document is short, and always whole"
    assert {ending.hostile.name for ending in endings} == {hostile.name for hostile in HOSTILE}


def documented_statuses() -> frozenset[int]:
    """Return the statuses of the table under "Answers" in the manual."""
    _, _, after = DOCUMENTED.read_text("utf-8").partition("\n## Answers\n")
    table, _, _ = after.partition("\n## ")
    heads = [line.split("|")[1] for line in table.splitlines() if line.startswith("| ")]
    return frozenset(int(number) for head in heads for number in re.findall(r"\b[1-5]\d\d\b", head))


@pytest.mark.parametrize(
    ("text", "written"),
    [("a⟦3×b⟧c", "abbbc"), ("⟦2×<№>⟧ ⟦1×№⟧", "<1><2> 1"), ("⟦0×x⟧{{", "{{"), ("⟦2×\n⟧", "\n\n")],
)
def test_repetitions_are_written_out(text: str, written: str) -> None:
    assert written_out(text) == written


def test_every_hostile_query_is_one_that_is_documented() -> None:
    assert all(hostile.answers <= documented_statuses() for hostile in HOSTILE)
    assert all(isinstance(hostile, Hostile) for hostile in HOSTILE)
