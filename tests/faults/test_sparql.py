"""Queries that do harm, clients that leave, processes that die: the endpoint, its pool and its workers as they really run."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

import msgspec
import pyoxigraph as ox
import pytest
from support.pool import pool as started_pool
from support.pool import publish
from support.service import PATIENCE, load_demonstration, processes, served, wait_for

from emuseum_lod.config import Settings
from emuseum_lod.sparql.client import PoolClient
from emuseum_lod.sparql.frames import END, FAILURE, HELLO, JOB, Failure, Job, Lost, frame, read_frame
from emuseum_lod.store.snapshots import Snapshots

ROWS: Final = 2_000
QUICK: Final = Job("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "csv")
SLOW: Final = Job("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "csv")
LONG: Final = Job("SELECT * { ?a ?b ?c . ?d ?e ?f }", "csv")
"""Four million rows, sent as they are found."""

HUNGRY: Final = Job("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?d ?g", "csv")
SMALLEST: Final = 1_000_000_000
"""The least `sparql_memory` that `config` takes."""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    publish(tmp_path, rows(ROWS))
    return tmp_path


def rows(count: int) -> list[ox.Quad]:
    return [
        ox.Quad(ox.NamedNode(f"urn:s{n}"), ox.NamedNode("urn:p"), ox.Literal(f"{n}" * 5))
        for n in range(count)
    ]


def settings(data: Path, **changed: float) -> Settings:
    few = {"sparql_workers": 1, "sparql_timeout": 2.0, "sparql_memory": SMALLEST, "web_processes": 1}
    return Settings(data=data, **{**few, **changed})  # type: ignore[arg-type]


def here() -> bool:
    return False


def ask(data: Path, job: Job = QUICK, gone: Callable[[], bool] = here) -> bytes | str:
    """Return the answer, or the code of its failure."""
    got = PoolClient(data).ask(job, gone)
    if isinstance(got, Failure):
        return got.code
    return got.whole if got.whole is not None else b"".join(got)


@contextmanager
def pool(settings: Settings) -> Iterator[None]:
    """Run the pool, from when all its workers (one for the quick lane, one to spare) have opened the snapshot and are at rest."""
    with started_pool(settings):
        wait_for(lambda: len(open_workers(settings.data)) == settings.sparql_workers + 2)
        wait_for(lambda: isinstance(ask(settings.data), bytes) and not busy(settings.data))
        yield


def open_workers(data: Path) -> list[int]:
    """Return the workers that hold a snapshot."""
    found = []
    for worker in processes(data, "worker"):
        with suppress(OSError):
            links = [str(path.readlink()) for path in Path(f"/proc/{worker}/fd").iterdir()]
            if any(link.endswith(".lease") for link in links):
                found.append(worker)
    return found


def pools(data: Path) -> set[int]:
    """Return the pool processes that workers of a data folder belong to."""
    parents = set()
    for worker in processes(data, "worker"):
        fields = Path(f"/proc/{worker}/stat").read_text("utf-8").rpartition(")")[2].split()
        parents.add(int(fields[1]))
    return parents


def test_a_query_over_its_time_ends_and_the_next_is_answered(data: Path) -> None:
    with pool(settings(data)):
        began = time.monotonic()
        assert ask(data, SLOW) == "timeout"
        assert time.monotonic() - began >= 2.0
        assert ask(data) == f"n\r\n{ROWS}\r\n".encode()


def test_a_query_over_its_memory_ends_and_the_next_is_answered(data: Path) -> None:
    with pool(settings(data, sparql_timeout=60.0)):
        assert ask(data, HUNGRY) == "memory"
        assert ask(data) == f"n\r\n{ROWS}\r\n".encode()


def test_nesting_that_the_engine_can_not_take_costs_a_worker_at_most(data: Path) -> None:
    # The endpoint refuses such a query before; a worker that is given it all the same may die of it, and nobody else.
    deep = Job("SELECT * " + "{" * 60_000 + "}" * 60_000, "csv")
    with pool(settings(data)):
        assert ask(data, deep) in {"crash", "memory", "timeout", "syntax"}
        assert ask(data) == f"n\r\n{ROWS}\r\n".encode()


def test_a_client_that_leaves_takes_its_query_along(data: Path) -> None:
    with pool(settings(data, sparql_timeout=60.0)):
        left = threading.Event()
        asked = threading.Thread(target=ask, args=(data, SLOW, left.is_set))
        asked.start()
        wait_for(lambda: busy(data))
        left.set()
        asked.join(PATIENCE)
        assert not asked.is_alive()
        assert ask(data) == f"n\r\n{ROWS}\r\n".encode(), "the only worker there is has not been kept"


def busy(data: Path) -> bool:
    """Tell whether a worker is at work: it has used the processor in the last moment."""

    def used() -> int:
        found = 0
        for worker in processes(data, "worker"):
            fields = Path(f"/proc/{worker}/stat").read_text("utf-8").rpartition(")")[2].split()
            found += int(fields[11])
        return found

    before = used()
    time.sleep(0.2)
    return used() > before + 5


def test_a_reader_that_stops_reading_does_not_keep_a_worker(data: Path) -> None:
    with pool(settings(data)):
        got = PoolClient(data).ask(LONG, here)
        assert not isinstance(got, Failure)
        assert got.whole is None
        # Nobody reads on; the time is up, the worker is free again, and the answer is no whole one.
        wait_for(lambda: "timeout" in outcomes(data))
        assert ask(data) == f"n\r\n{ROWS}\r\n".encode()
        with pytest.raises((Lost, OSError)):
            list(got)
        got.close()


@contextmanager
def at_work(data: Path, count: int) -> Iterator[None]:
    """Have slow queries at work, each of another client, and end them."""
    left = threading.Event()
    jobs = [msgspec.structs.replace(SLOW, client=f"slow {number}") for number in range(count)]
    asked = [threading.Thread(target=ask, args=(data, job, left.is_set)) for job in jobs]
    for thread in asked:
        thread.start()
        wait_for(lambda: busy(data))
    try:
        yield
    finally:
        left.set()
        for thread in asked:
            thread.join(PATIENCE)


def test_those_who_find_no_place_are_told(data: Path) -> None:
    with pool(settings(data, sparql_queue=0, sparql_timeout=60.0)), at_work(data, 1):
        # One place and the quick lane: this one is tried there, and has nowhere to wait afterwards.
        assert ask(data, SLOW) == "busy"


def test_a_quick_query_is_answered_while_slow_ones_have_all_the_places(data: Path) -> None:
    with pool(settings(data, sparql_timeout=60.0, sparql_wait=2.0)), at_work(data, 1):
        for _ in range(3):
            assert ask(data) == f"n\r\n{ROWS}\r\n".encode()
        # What is not quick waits for its turn, and no longer than it may.
        assert ask(data, msgspec.structs.replace(SLOW, client="third")) == "busy"
        assert ask(data, msgspec.structs.replace(LONG, client="third")) == "busy", "nor what is large"
        assert ask(data) == f"n\r\n{ROWS}\r\n".encode()


def test_one_client_does_not_have_all_the_places(data: Path) -> None:
    few = settings(data, sparql_workers=3, sparql_timeout=60.0, sparql_wait=2.0, sparql_per_client=1)
    with pool(few):
        left = threading.Event()
        asked = threading.Thread(target=ask, args=(data, SLOW, left.is_set))
        asked.start()
        wait_for(lambda: busy(data))
        assert ask(data) == "busy", "of the same client"
        other = msgspec.structs.replace(QUICK, client="another")
        assert ask(data, other) == f"n\r\n{ROWS}\r\n".encode()
        left.set()
        asked.join(PATIENCE)


def test_who_has_used_up_its_time_is_told_when_to_come_back(data: Path) -> None:
    with pool(settings(data, sparql_timeout=3.0, sparql_budget=1.0)):
        assert ask(data, SLOW) == "timeout"
        got = PoolClient(data).ask(QUICK, here)
        assert isinstance(got, Failure)
        assert (got.code, 30 <= got.retry_after <= 180) == ("exhausted", True)
        other = msgspec.structs.replace(QUICK, client="another")
        assert ask(data, other) == f"n\r\n{ROWS}\r\n".encode()


def test_every_query_is_logged_with_what_became_of_it(data: Path) -> None:
    with pool(settings(data)):
        before = len(logged(data))
        assert ask(data, msgspec.structs.replace(QUICK, client="192.0.2.7")) == f"n\r\n{ROWS}\r\n".encode()
        assert ask(data, Job("SELECT * { ?s ?p ?o }", "json"))
        assert ask(data, Job("CONSTRUCT WHERE { ?s ?p ?o }", "nt"))
        assert ask(data, Job("ASK { }", "json"))
        assert ask(data, Job("SELECT", "csv")) == "syntax"
        assert ask(data, SLOW) == "timeout"
        wait_for(lambda: len(logged(data)) == before + 6)
    lines = logged(data)[before:]
    assert [(line["outcome"], line["rows"]) for line in lines] == [
        ("answered", 1),
        ("answered", ROWS),
        ("answered", ROWS),
        ("answered", None),
        ("failed", None),
        ("timeout", None),
    ]
    assert lines[0]["query"] == QUICK.query
    assert lines[0]["bytes"] == len(f"n\r\n{ROWS}\r\n")
    assert lines[0]["snapshot"].startswith("000000000001-")
    assert lines[0]["client"] != lines[1]["client"] == lines[2]["client"]
    assert "192.0.2.7" not in json.dumps(lines)
    assert lines[5]["seconds"] >= 2.0


def test_an_answer_is_kept_until_another_snapshot_is_published(data: Path) -> None:
    job = msgspec.structs.replace(QUICK, keep=True)
    large = Job("SELECT * { ?s ?p ?o }", "csv", keep=True)
    with pool(settings(data, sparql_cache=100_000)):
        first = answered(data, job)
        assert answered(data, job) == (first[0], True)
        assert first == (f"n\r\n{ROWS}\r\n".encode(), False)
        # Neither what is too large for the room nor what failed is kept, and no part of it.
        assert [answered(data, large)[1] for _ in range(2)] == [False, False]
        assert [ask(data, msgspec.structs.replace(SLOW, keep=True)) for _ in range(2)] == ["timeout"] * 2
        publish(data, rows(3), seq=2)
        assert answered(data, job) == (b"n\r\n3\r\n", False)
        wait_for(lambda: outcomes(data).count("kept") == 1)


def answered(data: Path, job: Job) -> tuple[bytes, bool]:
    """Return an answer, and whether it was kept from before."""
    got = PoolClient(data).ask(job, here)
    assert not isinstance(got, Failure)
    with closing(got):
        return got.whole if got.whole is not None else b"".join(got), got.start.kept


def logged(data: Path) -> list[dict[str, object]]:
    file = data / "queries" / "queries.jsonl"
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()] if file.exists() else []


def outcomes(data: Path) -> list[object]:
    return [line["outcome"] for line in logged(data)]


def test_a_killed_worker_is_replaced(data: Path) -> None:
    with pool(settings(data, sparql_timeout=60.0)):
        # A worker that starts is busy too; killed then, it would leave the query to the next one.
        wait_for(lambda: isinstance(ask(data), bytes))
        answers: list[bytes | str] = []
        asked = threading.Thread(target=lambda: answers.append(ask(data, SLOW)))
        asked.start()
        wait_for(lambda: busy(data))
        for worker in processes(data, "worker"):
            os.kill(worker, signal.SIGKILL)
        asked.join(PATIENCE)
        assert answers == ["crash"]
        # Those at rest were killed too, and one may be given a query before its death is seen.
        wait_for(lambda: ask(data) == f"n\r\n{ROWS}\r\n".encode())


def test_a_worker_that_dies_of_its_start_is_started_again(data: Path) -> None:
    with started_pool(settings(data)):
        killed = set[int]()
        while len(killed) < 5:
            for starting in processes(data, "worker"):
                with suppress(ProcessLookupError):
                    os.kill(starting, signal.SIGKILL)
                killed.add(starting)
        wait_for(lambda: ask(data) == f"n\r\n{ROWS}\r\n".encode())


def test_the_smallest_memory_has_room_to_start_and_to_work(tmp_path: Path) -> None:
    # Sixteen threads open the files of a store; on a loaded machine they all live at the same time.
    store = ox.Store(str(tmp_path / "store"))
    for part in range(40):
        store.extend(rows(ROWS)[part::40])
        store.flush()
    Snapshots(tmp_path).publish(1, lambda path: store.backup(str(path)))
    with worker(tmp_path, SMALLEST // 2) as connection:
        connection.sendall(frame(JOB, QUICK))
        kind, body = b"", b""
        while kind not in {END, FAILURE}:
            before, (kind, body) = body, read_frame(connection.recv)
        assert (kind, before) == (END, f"n\r\n{ROWS}\r\n".encode())


def test_a_killed_pool_comes_back_and_its_workers_went_with_it(data: Path) -> None:
    with pool(settings(data)):
        assert ask(data) == f"n\r\n{ROWS}\r\n".encode()
        (first,) = pools(data)
        orphans = processes(data, "worker")
        os.kill(first, signal.SIGKILL)
        wait_for(lambda: not set(orphans) & set(processes(data, "worker")))
        wait_for(lambda: ask(data) == f"n\r\n{ROWS}\r\n".encode())
    wait_for(lambda: not processes(data, "worker"))


def test_without_a_pool_or_a_snapshot_it_says_so(tmp_path: Path) -> None:
    assert ask(tmp_path) == "unavailable"
    with started_pool(settings(tmp_path)):
        assert ask(tmp_path) == "no-data"
        publish(tmp_path, rows(3))
        assert ask(tmp_path) == b"n\r\n3\r\n"


def test_snapshots_are_exchanged_without_a_failed_query(data: Path) -> None:
    with pool(settings(data, sparql_workers=2)):
        stop = threading.Event()
        answers: list[bytes | str] = []

        def go_on_asking() -> None:
            while not stop.is_set():
                answers.append(ask(data))

        clients = [threading.Thread(target=go_on_asking) for _ in range(3)]
        for client in clients:
            client.start()
        for seq in range(2, 7):
            publish(data, rows(ROWS + seq), seq)
            time.sleep(0.2)
        wait_for(lambda: answers[-1] == f"n\r\n{ROWS + 6}\r\n".encode())
        stop.set()
        for client in clients:
            client.join()
        assert all(isinstance(answer, bytes) for answer in answers)
        assert [answer for answer in answers if answer == f"n\r\n{ROWS + 6}\r\n".encode()]
        # Idle workers let an old snapshot go within some seconds; then it can be deleted.
        snapshots = Snapshots(data)

        def only_the_last() -> bool:
            snapshots.clean()
            return len([path for path in (data / "snapshots").iterdir() if path.is_dir()]) == 1

        wait_for(only_the_last)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}",
        "SELECT * {{ SERVICE SILENT <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}",
        "SELECT * {{ SERVICE <http://[::1]:{port}/> {{ ?s ?p ?o }} }}",
        "SELECT * {{ SERVICE <http://localhost:{port}/> {{ ?s ?p ?o }} }}",
        "SELECT * {{ VALUES ?e {{ <http://127.0.0.1:{port}/> }} SERVICE ?e {{ ?s ?p ?o }} }}",
        "SELECT * FROM <http://127.0.0.1:{port}/> {{ ?s ?p ?o }}",
    ],
)
def test_a_worker_reaches_nobody(data: Path, query: str) -> None:
    # Straight to a worker, past the tokenizer that would refuse it.
    with socket.create_server(("", 0), family=socket.AF_INET6, dualstack_ipv6=True) as listener:
        listener.setblocking(False)
        port = listener.getsockname()[1]
        with worker(data) as connection:
            connection.sendall(frame(JOB, Job(query.format(port=port), "csv")))
            kind = b""
            while kind not in {END, FAILURE}:
                kind, _ = read_frame(connection.recv)
        with pytest.raises(BlockingIOError):
            listener.accept()


@contextmanager
def worker(data: Path, memory: int = SMALLEST) -> Iterator[socket.socket]:
    """Run one worker and speak to it."""
    ours, theirs = socket.socketpair()
    arguments = (theirs.fileno(), data, "http://127.0.0.1:8000/sparql", memory, os.getpid())
    command = [sys.executable, "-m", "emuseum_lod.sparql.worker", *map(str, arguments)]
    with ours, theirs, subprocess.Popen(command, pass_fds=[theirs.fileno()]) as process:
        try:
            ours.settimeout(PATIENCE)
            kind, body = read_frame(ours.recv)
            assert kind == HELLO
            assert msgspec.msgpack.decode(body) == {"unconfined": []}
            yield ours
        finally:
            process.kill()


@pytest.fixture
def server(data: Path) -> Iterator[int]:
    """Run the whole service; return its port."""
    load_demonstration(data)
    environment = {
        "EMUSEUM_SPARQL_TIMEOUT": "3",
        "EMUSEUM_SPARQL_WORKERS": "1",
        "EMUSEUM_WEB_PROCESSES": "2",
    }
    with served(data, environment) as running:
        wait_for(lambda: get(running.port, "ASK { }")[0] == 200)
        yield running.port


def get(port: int, query: str, accept: str = "text/csv") -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request(
        "GET", f"/sparql?{urlencode({'query': query})}", headers={"Accept": f"{accept}, */*;q=0.1"}
    )
    response = connection.getresponse()
    try:
        return response.status, response.read()
    finally:
        connection.close()


def test_the_service_from_outside(server: int, data: Path) -> None:
    objects = "SELECT (COUNT(*) AS ?n) { ?s a crm:E22_Human-Made_Object }"
    status, body = get(server, objects)
    assert (status, body) == (200, b"n\r\n48\r\n")

    # Too long: told so, with the true status.
    status, body = get(server, SLOW.query)
    assert (status, json.loads(body)["code"]) == (503, "timeout")

    # An answer that breaks off half-way is cut off, so that no client takes it for whole.
    with pytest.raises(http.client.IncompleteRead):
        get(server, "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")

    # A client that hangs up before the first byte gives the worker back long before its time is up.
    connection = socket.create_connection(("127.0.0.1", server))
    connection.sendall(f"GET /sparql?{urlencode({'query': SLOW.query})} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    wait_for(lambda: busy(data))
    connection.close()
    wait_for(lambda: not busy(data))
    assert get(server, objects)[0] == 200

    # Whichever process is asked, the figures are those of all of them, the pool's too.
    connection = http.client.HTTPConnection("127.0.0.1", server, timeout=PATIENCE)
    connection.request("GET", "/metrics")
    figures = connection.getresponse().read().decode()
    connection.close()
    assert 'emuseum_sparql_queries_total{outcome="timeout"}' in figures
    assert 'emuseum_sparql_workers{state="free"}' in figures
    requests = [line for line in figures.splitlines() if 'rule="/sparql",status="200"' in line]
    assert sum(float(line.split()[-1]) for line in requests) >= 3

    # Nothing but the endpoint has to do with the pool: without it the rest goes on.
    for one in pools(data):
        os.kill(one, signal.SIGKILL)
    connection = http.client.HTTPConnection("127.0.0.1", server, timeout=PATIENCE)
    connection.request("GET", "/healthz")
    assert connection.getresponse().status == 200
    connection.close()
    wait_for(lambda: get(server, objects)[0] == 200)
