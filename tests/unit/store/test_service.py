"""The follower beside a running service: it follows, comes back when it is killed, and goes when the service goes."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from emuseum_lod.config import Settings
from emuseum_lod.loading import load
from emuseum_lod.resources import resource
from emuseum_lod.store.service import follower_service
from emuseum_lod.store.snapshots import Snapshots
from emuseum_lod.store.status import read_status

SERVICE = """
import sys, time
from pathlib import Path
from emuseum_lod.config import Settings
from emuseum_lod.store.service import follower_service
with follower_service(Settings(data=Path(sys.argv[1]))):
    time.sleep(600)
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path, load_processes=1)


def wait_for(what: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not what():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.05)


def followers(data: Path) -> list[int]:
    """Return the processes that hold the follower's lock in a data folder."""
    lock = (data / "store" / "follower.lock").stat().st_ino
    locks = (line.split() for line in Path("/proc/locks").read_text("ascii").splitlines())
    return [int(fields[4]) for fields in locks if fields[1] == "FLOCK" and fields[5].endswith(f":{lock}")]


def is_published(settings: Settings) -> bool:
    snapshot = Snapshots(settings.data).current()
    return snapshot is not None and snapshot.seq == read_status(settings).last_seq


def test_what_is_loaded_meanwhile_is_published(settings: Settings) -> None:
    with follower_service(settings):
        load(settings, "demo-regional", [resource("demo", "regional")])
        wait_for(lambda: is_published(settings))
        assert read_status(settings).following
    wait_for(lambda: not read_status(settings).following)


def test_a_killed_follower_is_started_again(settings: Settings) -> None:
    load(settings, "demo-regional", [resource("demo", "regional")])
    with follower_service(settings):
        wait_for(lambda: is_published(settings))
        (first,) = followers(settings.data)
        os.kill(first, signal.SIGKILL)
        wait_for(lambda: followers(settings.data) not in ([], [first]))
        load(settings, "demo-lido", [resource("demo", "lido")])
        wait_for(lambda: is_published(settings))


def test_a_signal_ends_it_in_peace_while_its_input_is_open(settings: Settings) -> None:
    # A system that stops a service may send the signal to every process of it, before the service has closed any input.
    load(settings, "demo-regional", [resource("demo", "regional")])
    command = [sys.executable, "-m", "emuseum_lod.store.service"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as follower:
        assert follower.stdin is not None
        assert follower.stderr is not None
        follower.stdin.write(msgspec.json.encode(settings, enc_hook=str) + b"\n")
        follower.stdin.flush()
        wait_for(lambda: is_published(settings))
        follower.terminate()
        assert (follower.wait(60), follower.stderr.read()) == (0, b"")


def test_it_does_not_outlive_a_service_that_is_killed(settings: Settings) -> None:
    load(settings, "demo-regional", [resource("demo", "regional")])
    with subprocess.Popen([sys.executable, "-c", SERVICE, settings.data]) as service:
        wait_for(lambda: is_published(settings))
        service.kill()
    wait_for(lambda: not followers(settings.data))
