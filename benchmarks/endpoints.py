"""Endpoints to be measured, each started over a folder and stopped again: ours, and Virtuoso 7 where it is installed."""

import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlencode

from emuseum_lod.namespaces import PREFIXES

VIRTUOSO = shutil.which("virtuoso-t")
GRAPH = "urn:catalogue"
_PATIENCE = 120.0
_DECLARED = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())


class Endpoint:
    """An endpoint that listens on a port of this machine."""

    def __init__(self, port: int, declared: str = "") -> None:
        self.port = port
        self._declared = declared

    def ask(self, query: str, accept: str = "text/csv") -> bytes:
        """Return an answer. Raises RuntimeError for any status but 200."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)
        body = urlencode({"query": self._declared + query, "timeout": "0"})
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": accept}
        connection.request("POST", "/sparql", body, headers)
        response = connection.getresponse()
        text = response.read()
        connection.close()
        if response.status != 200:
            raise RuntimeError(f"{response.status}: {text[:300]!r}")
        return text

    def wait(self) -> None:
        """Wait until it answers."""
        end = time.monotonic() + _PATIENCE
        while True:
            with suppress(OSError, RuntimeError, http.client.HTTPException):
                self.ask("ASK { }", "application/sparql-results+json")
                return
            if time.monotonic() > end:
                raise RuntimeError("it does not answer")
            time.sleep(0.05)


@contextmanager
def ours(data: Path, cache: int) -> Iterator[Endpoint]:
    """Serve a loaded catalogue, with so many bytes for kept answers."""
    port = _free_port()
    command = [sys.executable, "-m", "emuseum_lod", "--data", str(data), "serve", "--port", str(port)]
    environment = {
        "EMUSEUM_SPARQL_CACHE": str(cache),
        "EMUSEUM_SPARQL_WARM": "false",
        "EMUSEUM_SPARQL_BUDGET": "0",
        "EMUSEUM_SPARQL_TIMEOUT": "300",
        "EMUSEUM_SPARQL_PER_CLIENT": "64",
        "EMUSEUM_LOG_LEVEL": "error",
    }
    with subprocess.Popen(command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL) as process:
        try:
            endpoint = Endpoint(port)
            endpoint.wait()
            yield endpoint
        finally:
            process.terminate()


@contextmanager
def virtuoso(folder: Path) -> Iterator[tuple[Endpoint, int]]:
    """Run Virtuoso over a folder of its own; give its endpoint and the port for `load`."""
    web, sql = _free_port(), _free_port()
    (folder / "virtuoso.ini").write_text(_CONFIGURATION.format(folder=folder, web=web, sql=sql), "ascii")
    command = [VIRTUOSO or "virtuoso-t", "+foreground", "+configfile", str(folder / "virtuoso.ini")]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            endpoint = Endpoint(web, f"DEFINE input:default-graph-uri <{GRAPH}>\n{_DECLARED}")
            endpoint.wait()
            yield endpoint, sql
        finally:
            process.terminate()


def load(sql: int, triples: Path) -> None:
    """Load a file of N-Triples into Virtuoso."""
    listed = f"ld_dir('{triples.parent}', '{triples.name}', '{GRAPH}')"
    said = f"{listed}; rdf_loader_run(); checkpoint;"
    command = ["isql-vt", str(sql), "dba", "dba", f"EXEC={said}"]
    subprocess.run(command, check=True, capture_output=True)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


# 170,000 buffers of 8 KB are what Virtuoso's own file advises for 2 GB of memory; everything that would cut an answer is off.
_CONFIGURATION = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
MaxCheckpointRemap = 2000
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
CaseMode = 2
DirsAllowed = /
NumberOfBuffers = 170000
MaxDirtyBuffers = 130000
MaxQueryMem = 2G
ThreadsPerQuery = 2
[HTTPServer]
ServerPort = 127.0.0.1:{web}
ServerThreads = 10
[SPARQL]
ResultSetMaxRows = 100000000
MaxQueryCostEstimationTime = 100000
MaxQueryExecutionTime = 600
"""
