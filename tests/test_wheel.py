"""The wheel, installed in an empty environment elsewhere, runs with its mappings, ontologies, queries and demonstration."""

import json
import os
import socket
import subprocess
import sys
import urllib.request
import venv
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the bin folder of an environment with the wheel and what it depends on, and nothing else."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, CHECKOUT)
    venv.create(folder / "environment", with_pip=True)
    python = folder / "environment" / "bin" / "python"
    (wheel,) = folder.glob("*.whl")
    run(python, "-m", "pip", "install", "--quiet", "--constraint", CHECKOUT / "constraints.txt", wheel)
    return python.parent


def run(*command: object, cwd: Path | None = None) -> str:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("EMUSEUM_", "PYTHON"))
    }
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_an_installed_wheel_loads_and_publishes(installed: Path, tmp_path: Path) -> None:
    command = (installed / "emuseum-lod", "--data", tmp_path / "data")
    where = run(
        installed / "python",
        "-c",
        "from emuseum_lod.resources import resource as r; print(r('demo'), r('sparql', 'examples'), sep='\\n')",
        cwd=tmp_path,
    )
    assert all(str(CHECKOUT) not in line and "site-packages" in line for line in where.splitlines())

    source = where.splitlines()[0] + "/regional"
    report = json.loads(run(*command, "load", "demo-regional", source, "--json", cwd=tmp_path))
    assert report["counts"]["created"]["object"] > 0
    assert "says what the ledger says" in run(*command, "verify", cwd=tmp_path)


def test_it_serves(installed: Path, tmp_path: Path) -> None:
    """With what it depends on alone: the tests' own environment has packages that the web server needs and may not ask for."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [installed / "emuseum-lod", "--data", tmp_path / "data", "serve", "--port", str(port)]
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("EMUSEUM_", "PYTHON"))
    }
    with (tmp_path / "log").open("w+", encoding="utf-8") as log:
        process = subprocess.Popen(
            [*map(str, command)], env=environment, stdout=subprocess.PIPE, stderr=log, text=True
        )
        try:
            assert process.stdout is not None
            assert "serving on" in process.stdout.readline(), (tmp_path / "log").read_text("utf-8")
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30) as response:
                assert response.status == 200
        finally:
            process.terminate()
            process.communicate(timeout=60)
