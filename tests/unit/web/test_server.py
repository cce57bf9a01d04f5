"""The server as it is run: it says when it is ready, answers from several processes, logs lines of JSON, ends in peace."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from types import ModuleType

from emuseum_lod.web.server import GRACE

PROGRAM = """
import sys
from pathlib import Path
from emuseum_lod.config import Settings
from emuseum_lod.web.server import run

run(Settings(data=Path(sys.argv[1]), port=int(sys.argv[2]), web_processes=2), lambda: print("ready", flush=True))
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_it_serves_until_it_is_told_to_stop(catalogue: ModuleType, tmp_path: Path) -> None:
    catalogue.make_ledger(tmp_path, catalogue.invented(), catalogue.deleted()).close()
    port = free_port()
    errors = tmp_path / "errors"
    with errors.open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", PROGRAM, str(tmp_path), str(port)],
            stdout=subprocess.PIPE,
            stderr=log,
            env={
                **os.environ,
                "GUNICORN_CMD_ARGS": "--bind 127.0.0.1:1",
            },  # not our way of telling it anything
        )
    try:
        assert server.stdout is not None
        assert server.stdout.readline() == b"ready\n"
        base = f"http://127.0.0.1:{port}"
        health = _get(f"{base}/healthz")
        assert json.loads(health)["status"] == "ok"
        assert "Күміс алқа" in _get(f"{base}/page/{catalogue.VESSEL}?lang=kk").decode()
    finally:
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=GRACE) == 0
        server.stdout.close()
    lines = [json.loads(line) for line in errors.read_text("utf-8").splitlines() if line.startswith("{")]
    assert {line["path"] for line in lines if line["event"] == "request"} == {
        "/healthz",
        f"/page/{catalogue.VESSEL}",
    }
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_it_can_be_stopped_while_its_workers_start(catalogue: ModuleType, tmp_path: Path) -> None:
    catalogue.make_ledger(tmp_path, ()).close()
    command = [sys.executable, "-W", "ignore", "-c", PROGRAM, str(tmp_path), str(free_port())]
    for pause in (0.0, 0.1, 0.3):
        server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        assert server.stdout is not None
        with server.stdout:
            assert server.stdout.readline() == b"ready\n"
            time.sleep(pause)
            server.send_signal(signal.SIGINT)
            assert server.wait(timeout=GRACE) == 0, "a lost signal is waited for as long as the grace lasts"


def _get(url: str) -> bytes:
    for _ in range(100):  # the address is bound before the first worker has made its application
        try:
            with urllib.request.urlopen(url, timeout=20) as response:
                return bytes(response.read())
        except ConnectionError:
            time.sleep(0.1)
    raise AssertionError(url)
