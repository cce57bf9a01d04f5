"""A load that is killed, at any moment and then repeated, ends as if nothing had happened; what was published before stays all the while.

``emuseum-lod load`` is killed with SIGKILL, as the kernel does when memory runs out: at fifty moments spread over the whole of it, from its
start to the publication of its triples, half of them in a first load and half in the load of a museum's next export. And at five
moments of a load of all of Tate (``make soak``).
"""

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest
from sqlalchemy import create_engine, inspect, select

from emuseum_lod.config import Settings
from emuseum_lod.ledger.database import Ledger
from emuseum_lod.ledger.receipts import BUCKETS, Sum, line, sum_of
from emuseum_lod.ledger.schema import metadata
from emuseum_lod.loading.forms import FORMS
from emuseum_lod.resources import resource
from emuseum_lod.store.snapshots import Snapshots
from emuseum_lod.store.verifying import verify
from emuseum_lod.uris import oai_identifier

PROVIDER: Final = "demo-regional"
RECORDS, CHANGED, REMOVED = 2_000, 300, 50
MOMENTS: Final = 25
MOMENTS_OF_TATE: Final = 5
TATE_HAS_ERRORS: Final = 1
"""The exit code of its load: four of its artists stand there twice."""

# What must differ between two runs: the times and what is summed up of them, and the secret that each ledger draws for itself.
OWN: Final = {("commit", "datestamp"), ("commit", "started"), ("receipt", "digest")}
SECRET: Final = "token_secret"  # noqa: S105  # the name of a row

Dump = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True)
class Export:
    """An export, what the ledger holds after it was loaded, and how many seconds that took. `before` is a data folder to start from."""

    provider: str
    sources: tuple[Path, ...]
    before: Path | None
    held: Dump
    seconds: float


@dataclass(frozen=True)
class World:
    first: Export
    second: Export


def start(data: Path, provider: str, *sources: Path) -> subprocess.Popen[bytes]:
    """Start the command in a session of its own, so that what it leaves behind can be found."""
    return subprocess.Popen(
        [sys.executable, "-m", "emuseum_lod", "--data", data, "load", provider, *sources],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def load(data: Path, provider: str, *sources: Path, status: int = 0) -> float:
    began = time.monotonic()
    assert start(data, provider, *sources).wait() == status
    return time.monotonic() - began


def dump(data: Path) -> Dump:
    """Return all that a ledger holds, but for what is every ledger's own; nothing where the making of the ledger was cut off."""
    if not (data / "ledger.sqlite").exists():
        return {}
    engine = create_engine(f"sqlite:///{data / 'ledger.sqlite'}")
    held: Dump = {}
    with engine.connect() as connection:
        made = inspect(connection).has_table("meta")
        for table in metadata.sorted_tables if made else ():
            columns = [column for column in table.columns if (table.name, column.name) not in OWN]
            rows = (tuple(row) for row in connection.execute(select(*columns)))
            held[table.name] = sorted((row for row in rows if row[0] != SECRET), key=repr)
    engine.dispose()
    return held


def values(held: Dump, table: str, *columns: str, where: str | None = None) -> set[tuple[Any, ...]]:
    """Return the values of some columns of a table that was dumped: of all its rows, or of those where a column holds something."""
    names = [column.name for column in metadata.tables[table].columns if (table, column.name) not in OWN]
    at = [names.index(column) for column in columns]
    condition = names.index(where) if where else None
    return {tuple(row[index] for index in at) for row in held[table] if condition is None or row[condition]}


def but_for_the_last_steps(held: Dump) -> Dump:
    """Return what a ledger holds but for what is done after a commit: its final datestamp, and receipts."""
    flags = sum(column.name in {"sealed", "counted"} for column in metadata.tables["commit"].columns)
    return {
        name: [row[:-flags] for row in rows] if name == "commit" else rows
        for name, rows in held.items()
        if name != "receipt"
    }


def receipts_are_right(data: Path) -> bool:
    """Tell whether every format's receipt is what its list holds."""
    with Ledger.open(data) as ledger:
        reader = ledger.reader()
        commits = reader.commit_range(None, None)
        assert commits is not None
        for prefix in FORMS:
            receipt = reader.oai_receipt(prefix)
            counted = [Sum()] * BUCKETS
            for one in reader.oai_lines(prefix, None, commits):
                name = oai_identifier(reader.oai_domain, one.item_id)
                text = line(name, one.datestamp, deleted=one.deleted)
                counted[one.bucket] = counted[one.bucket].plus(sum_of(text))
            if receipt is None or receipt.buckets != counted:
                return False
    return True


def still_running(session: int) -> list[int]:
    """Return the processes of a session."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text("utf-8", "replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("undisturbed")
    generator = resource("benchmarks", "catalogue.py")
    files = (folder / "first" / "export.jsonl", folder / "second" / "export.jsonl")
    for file, changes in zip(files, ((), ("--changed", CHANGED, "--removed", REMOVED)), strict=True):
        file.parent.mkdir()
        command = (sys.executable, generator, "--records", RECORDS, "--seed", 7, *changes, "--out", file)
        subprocess.run([str(part) for part in command], check=True, capture_output=True)
    data = folder / "data"
    seconds = load(data, PROVIDER, files[0])
    before = folder / "before"
    shutil.copytree(data, before)
    first = Export(PROVIDER, (files[0],), None, dump(data), seconds)
    seconds = load(data, PROVIDER, files[1])
    second = Export(PROVIDER, (files[1],), before, dump(data), seconds)
    assert len(first.held["item"]) > RECORDS
    removed = values(second.held, "item", "num", "kind", where="deleted")
    objects = {num for num, kind in removed if kind == "object"}
    assert len(objects) == REMOVED
    offered = {
        key for key in values(first.held, "form", "item_num", "format", where="payload") if key[0] in objects
    }
    # A tombstone in each format that it was offered in.
    assert offered >= {(num, "oai_dc") for num in objects}
    assert offered.isdisjoint(values(second.held, "form", "item_num", "format", where="payload"))
    assert offered <= values(second.held, "form", "item_num", "format")
    yield World(first, second)
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def tate(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Export:
    sources = (shared / "data" / "tate",)
    data = tmp_path_factory.mktemp("tate") / "data"
    seconds = load(data, "tate", *sources, status=TATE_HAS_ERRORS)
    held = dump(data)
    shutil.rmtree(data)
    return Export("tate", sources, None, held, seconds)


@pytest.mark.parametrize("moment", range(MOMENTS))
@pytest.mark.parametrize("which", ["first", "second"])
def test_the_same_command_again_ends_as_if_nothing_had_happened(
    world: World, which: str, moment: int, tmp_path: Path
) -> None:
    export = world.first if which == "first" else world.second
    kill_and_repeat(export, (moment + Random(f"{which} {moment}").random()) / MOMENTS, tmp_path / "data")


@pytest.mark.soak
@pytest.mark.parametrize("moment", range(MOMENTS_OF_TATE))
def test_so_does_a_load_of_tate(tate: Export, moment: int, tmp_path: Path) -> None:
    part = (moment + Random(f"tate {moment}").random()) / MOMENTS_OF_TATE
    kill_and_repeat(tate, part, tmp_path / "data", status=TATE_HAS_ERRORS)
    shutil.rmtree(tmp_path / "data")


def kill_and_repeat(export: Export, part: float, data: Path, *, status: int = 0) -> None:
    """Kill a load when a part of its time has passed, look at what there is, repeat it, and compare the end."""
    if export.before:
        shutil.copytree(export.before, data)
    acknowledged = dump(data)

    killed = start(data, export.provider, *export.sources)
    # A tenth more than the load takes by itself: the last moments are those after its end.
    time.sleep(1.1 * export.seconds * part)
    killed.send_signal(signal.SIGKILL)
    assert killed.wait() == -signal.SIGKILL or part > 1 / 3, "this was to hit it at work"

    # What an earlier command reported is all there, or what this one did; a published snapshot can be read.
    found = but_for_the_last_steps(dump(data))
    assert not acknowledged or found in map(but_for_the_last_steps, (acknowledged, export.held))
    assert not acknowledged or Snapshots(data).current() is not None

    load(data, export.provider, *export.sources, status=status)
    assert dump(data) == export.held
    assert receipts_are_right(data)
    assert verify(Settings(data=data)).passed
    assert not still_running(killed.pid)
