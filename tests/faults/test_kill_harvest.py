"""A harvest that is killed, at any page and then repeated, has the same mirror as one that was left alone, and asks for no page twice."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from support.loopback import Said, identity, part, record, serving

PAGES = 6


@pytest.mark.parametrize("killed_at", [1, 3, PAGES])
def test_a_killed_harvest_goes_on(tmp_path: Path, killed_at: int) -> None:
    asked_for: list[int] = []
    victim: list[int] = []
    dead = threading.Event()

    def answer(_path: str, asked: dict[str, str]) -> Said:
        if asked["verb"] == "Identify":
            return identity()
        if "from" in asked:
            return part(record("p1-0", "2026-03-02T08:00:00Z"))
        page = int(asked.get("resumptionToken", "1"))
        asked_for.append(page)
        if page == killed_at and not dead.is_set():
            os.kill(victim[0], signal.SIGKILL)
            dead.set()
        records = (record(f"p{page}-{number}") for number in range(3))
        return part(*records, then=str(page + 1) if page < PAGES else "", size=3 * PAGES)

    with serving(answer) as url:
        command = [sys.executable, "-m", "emuseum_lod", "harvest", url, str(tmp_path / "mirror")]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            victim.append(process.pid)
            assert process.wait() == -signal.SIGKILL
        again = subprocess.run(command, capture_output=True, text=True, check=False)
    assert again.returncode == 0, again.stderr
    connection = sqlite3.connect(tmp_path / "mirror" / "mirror.sqlite")
    held = {name for (name,) in connection.execute("SELECT identifier FROM record")}
    connection.close()
    assert held == {f"p{page}-{number}" for page in range(1, PAGES + 1) for number in range(3)}
    # Only the page that was on its way when it died came a second time.
    assert asked_for == [*range(1, killed_at + 1), *range(killed_at, PAGES + 1)]
