"""A harvest of the running service, while loads change the catalogue, the service is killed and started again, and connections are cut.

What is held: a record that existed unchanged all the while is delivered exactly once; one that changed is delivered by the following
incremental harvest; the mirror equals the ledger at the end. The same in process, for every order of changes, is in
tests/properties/test_harvest_machine.py.
"""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from typing import Final, NamedTuple

import pytest
import requests
from lxml import etree
from support.oai import OAI
from support.service import Served, free_port, start, wait_for

from emuseum_lod.ledger.database import Ledger
from emuseum_lod.resources import resource
from emuseum_lod.uris import oai_identifier

PROVIDER: Final = "demo-regional"
RECORDS: Final = 240
ENVIRONMENT: Final = {"EMUSEUM_OAI_PAGE_SIZE": "12", "EMUSEUM_SPARQL_WORKERS": "1"}
PATIENCE: Final = 120.0

State = Mapping[str, tuple[str, bool]]
"""Of each identifier, its datestamp and whether it is deleted."""


class Part(NamedTuple):
    """A part of a list, as it arrived whole."""

    response_date: str
    records: list[tuple[str, tuple[str, bool]]]
    token: str


class Service:
    """The service on one port, killed and started again."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.port = free_port()
        self._served, self._process = start(data, ENVIRONMENT, self.port)

    def kill_and_start_again(self) -> None:
        """End every process of it as the kernel does when memory runs out."""
        _kill(self._served)
        self._process.communicate()
        self._served, self._process = start(self.data, ENVIRONMENT, self.port)

    def kill_a_web_process(self) -> None:
        """Gunicorn starts another."""
        web = [pid for pid, what in self._served.family().items() if what == "web"]
        if web:
            os.kill(web[0], signal.SIGKILL)

    def end(self) -> None:
        _kill(self._served)
        self._process.communicate()


def _kill(served: Served) -> None:
    family = list(served.family())
    for pid in family:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    wait_for(lambda: set(served.family()) <= {served.pid})


@contextmanager
def cutting(port: int, dice: Random) -> Iterator[int]:
    """A way to the service that breaks every third answer off in its midst. Yields its port."""
    server = socket.create_server(("127.0.0.1", 0))

    def forward(near: socket.socket, most: int | None) -> None:
        with near, suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as far:
            far.sendall(near.recv(65_536))
            while data := far.recv(4_096):
                if most is not None and len(data) > most:
                    near.sendall(data[:most])
                    return
                near.sendall(data)
                most = None if most is None else most - len(data)

    def accept() -> None:
        with suppress(OSError):
            while True:
                near, _ = server.accept()
                most = dice.randrange(6_000) if dice.random() < 1 / 3 else None
                threading.Thread(target=forward, args=(near, most), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield int(server.getsockname()[1])
    finally:
        server.close()


def ask(port: int, arguments: Mapping[str, str]) -> Part:
    """Ask until an answer arrives whole, as a patient harvester does."""
    end = time.monotonic() + PATIENCE
    while True:
        with suppress(requests.RequestException, etree.XMLSyntaxError):
            # A connection of its own for each request: the way may be cut.
            answer = requests.get(
                f"http://127.0.0.1:{port}/oai",
                dict(arguments),
                headers={"Connection": "close"},
                timeout=PATIENCE,
            )
            assert answer.status_code in {200, 503}
            if answer.status_code == 200:
                return read(etree.fromstring(answer.content))
        assert time.monotonic() < end, "the service did not come back"
        time.sleep(0.1)


def read(root: etree._Element) -> Part:
    codes = [error.get("code") for error in root.iter(f"{OAI}error")]
    assert codes in ([], ["noRecordsMatch"]), codes
    records = [
        (
            header.findtext(f"{OAI}identifier") or "",
            (header.findtext(f"{OAI}datestamp") or "", header.get("status") == "deleted"),
        )
        for header in root.iter(f"{OAI}header")
    ]
    return Part(
        root.findtext(f"{OAI}responseDate") or "", records, root.findtext(f".//{OAI}resumptionToken") or ""
    )


def state(data: Path) -> State:
    """Return what the ledger has to offer."""
    with Ledger.open(data) as ledger:
        reader = ledger.reader()
        last = reader.latest_commit()
        assert last is not None
        page = reader.oai_page("oai_dc", None, 0, last[0], None, limit=10_000, with_payload=False)
        return {
            oai_identifier(reader.oai_domain, row.item_id): (row.datestamp, row.deleted) for row in page.rows
        }


def load(data: Path, export: Path, changed: int, removed: int) -> None:
    generator = resource("benchmarks", "catalogue.py")
    numbers = ["--records", str(RECORDS), "--seed", "3", "--changed", str(changed), "--removed", str(removed)]
    subprocess.run(
        [sys.executable, str(generator), *numbers, "--out", str(export)], check=True, capture_output=True
    )
    command = [sys.executable, "-m", "emuseum_lod", "--data", str(data), "load", PROVIDER, str(export)]
    subprocess.run(command, check=True, capture_output=True)


def harvest_under_change(folder: Path, seed: int) -> None:
    dice = Random(seed)
    data, export = folder / "data", folder / "export.jsonl"
    load(data, export, 0, 0)
    service = Service(data)
    mirror: dict[str, tuple[str, bool]] = {}
    delivered: Counter[str] = Counter()
    misfortunes = [
        service.kill_a_web_process,
        service.kill_and_start_again,
        lambda: load(data, export, 60, 20),
        lambda: load(data, export, 30, 5),
    ]
    dice.shuffle(misfortunes)
    # Between the first part and the last but one, so that each happens during the walk.
    moments = dict(zip(sorted(dice.sample(range(1, 12), len(misfortunes))), misfortunes, strict=True))
    try:
        with cutting(service.port, dice) as port:
            before = state(data)
            part = first = ask(port, {"verb": "ListRecords", "metadataPrefix": "oai_dc"})
            number = 0
            while True:
                mirror.update(part.records)
                delivered.update(name for name, _ in part.records)
                if not part.token:
                    break
                number += 1
                if number in moments:
                    # Some while the next request is under way, some before.
                    misfortune = threading.Thread(target=moments[number])
                    misfortune.start()
                    if dice.random() < 0.5:
                        misfortune.join()
                    part = ask(port, {"verb": "ListRecords", "resumptionToken": part.token})
                    misfortune.join()
                else:
                    part = ask(port, {"verb": "ListRecords", "resumptionToken": part.token})
            assert number >= max(moments), "all of it happened during the walk"
            after = state(data)
            unchanged = {name for name, one in before.items() if after[name] == one}
            assert len(unchanged) >= RECORDS // 3
            assert {name: delivered[name] for name in unchanged} == dict.fromkeys(unchanged, 1)
            assert after.keys() >= before.keys()

            part = ask(port, {"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": first.response_date})
            followed: set[str] = set()
            while True:
                mirror.update(part.records)
                followed.update(name for name, _ in part.records)
                if not part.token:
                    break
                part = ask(port, {"verb": "ListRecords", "resumptionToken": part.token})
            assert followed >= after.keys() - unchanged
            assert mirror == after
    finally:
        service.end()


def test_a_harvest_under_change(tmp_path: Path) -> None:
    harvest_under_change(tmp_path, 1)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(2, 32))
def test_thirty_more(tmp_path: Path, seed: int) -> None:
    harvest_under_change(tmp_path, seed)
