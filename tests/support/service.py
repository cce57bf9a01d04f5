"""The whole service as it is run (`serve`: web processes, pool, workers, follower), and what it looks like from outside."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PATIENCE: Final = 30.0
DEMO: Final = Path(__file__).parents[2] / "demo"


@dataclass(frozen=True)
class Served:
    """A running service: the port that it listens on, and the process that was started."""

    data: Path
    port: int
    pid: int

    def family(self) -> dict[int, str]:
        """Return the living processes of the service, each with what it is: serve, web, worker, or the module that it runs."""
        parents = {pid: parent for pid in living() if (parent := parent_of(pid)) is not None}
        found = {self.pid: "serve"}
        while more := {pid for pid, parent in parents.items() if parent in found and pid not in found}:
            found |= {pid: _title(pid) for pid in more}
        return found


def load_demonstration(data: Path, *providers: str) -> None:
    """Load some of the demonstration's providers; by default the smallest."""
    for provider in providers or ("demo-lido",):
        source = DEMO / provider.removeprefix("demo-")
        command = [sys.executable, "-m", "emuseum_lod", "--data", data, "load", provider, source]
        # The exit code tells of records with errors, which are part of the demonstration.
        subprocess.run(command, check=False, capture_output=True)


@contextmanager
def served(data: Path, environment: Mapping[str, str], port: int = 0) -> Iterator[Served]:
    """Run the service over a data folder, from when it listens; it has to end in peace when it is told to. No `port`: a free one."""
    service, process = start(data, environment, port or free_port())
    try:
        yield service
    except BaseException:
        process.kill()
        raise
    else:
        before = len(_errors(data))
        process.terminate()
        assert process.wait(2 * PATIENCE) == 0, _errors(data)[-2000:]
        assert "Traceback" not in _errors(data)[before:], _errors(data)[before:]
    finally:
        process.communicate()
    wait_for(lambda: not processes(data, "worker"))


def start(data: Path, environment: Mapping[str, str], port: int) -> tuple[Served, "subprocess.Popen[bytes]"]:
    """Start the service and return it once it listens, with the process that the caller has to end."""
    command = [sys.executable, "-m", "emuseum_lod", "--data", str(data), "serve", "--port", str(port)]
    # A process that dies by a signal says where it was.
    # Nor does the pool ask anything by itself, unless a test wants that.
    environment = {**os.environ, "PYTHONFAULTHANDLER": "1", "EMUSEUM_SPARQL_WARM": "false", **environment}
    with (data / "errors.log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=log)
    assert process.stdout is not None
    assert b"serving on" in process.stdout.readline(), _errors(data)
    return Served(data, port, process.pid), process


def _errors(data: Path) -> str:
    return (data / "errors.log").read_text("utf-8")


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def wait_for(what: Callable[[], bool], patience: float = PATIENCE) -> None:
    """Wait until something is true."""
    end = time.monotonic() + patience
    while not what():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.02)


def processes(data: Path, module: str) -> list[int]:
    """Return the processes of a module of `sparql` that serve a data folder."""
    return [
        pid
        for pid in living()
        if f"emuseum_lod.sparql.{module}" in (words := words_of(pid)) and str(data) in words
    ]


def living() -> list[int]:
    """Return the numbers of all processes."""
    return [int(path.name) for path in Path("/proc").glob("[0-9]*")]


def words_of(pid: int) -> list[str]:
    """Return the command line of a process; nothing of one that has gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return []


def parent_of(pid: int) -> int | None:
    """Return the parent of a process that lives; None of one that has gone or is only waited for."""
    with suppress(OSError):
        state, parent = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[:2]
        return int(parent) if state != "Z" else None
    return None


def descriptors(pid: int) -> int:
    """Return how many descriptors a process has open."""
    with suppress(OSError):
        return len(list(Path(f"/proc/{pid}/fd").iterdir()))
    return 0


def _title(pid: int) -> str:
    words = words_of(pid)
    modules = [word.rpartition(".")[2] for word in words if word.startswith("emuseum_lod.")]
    return modules[0] if modules else "web"
