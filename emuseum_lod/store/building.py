"""Building a store anew: the ledger's whole content as canonical N-Triples, written by several processes, then loaded in bulk.

The walk is no transaction, so it may meet records that are newer than the change number it began with. That does no harm as long as
every change after that number is applied to what was built: whether a line is in the end there or not is decided by the last
change that touches it.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from emuseum_lod.catalogue.records import decode
from emuseum_lod.graph.patterns import load_patterns
from emuseum_lod.ledger.database import Ledger

Progress = Callable[[str, int, int | None], None]
"""Told the name of the step, how far it is, and of how much (None: not known)."""

_RANGE: Final = 4_000
"""Numbers a task walks: long enough to be worth handing over, short enough to share the work evenly."""
_PAGE: Final = 1_000


@dataclass(frozen=True, slots=True)
class Walk:
    """A walk over the ledger, up to the item numbered `last_num`, that writes its triples to files in `folder`."""

    ledger_url: str
    folder: Path
    last_num: int
    processes: int

    @contextmanager
    def lines(self, progress: Progress) -> Iterator[list[Path]]:
        """Write the files and yield them; the folder is removed afterwards."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        try:
            for done, _ in enumerate(self._tasks(), 1):
                progress("triples", min(done * _RANGE, self.last_num), self.last_num)
            yield sorted(self.folder.glob("*.nt"))
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _tasks(self) -> Iterator[None]:
        """Do the work range by range, here or in several processes, and yield after each."""
        starts = range(0, self.last_num, _RANGE)
        if self.processes == 1 or len(starts) <= 1:
            for start in starts:
                write_range(self.ledger_url, self.folder, start)
                yield
            return
        # Spawned, not forked: the caller may have threads and open stores, which a fork would copy in the middle of their work.
        with ProcessPoolExecutor(self.processes, mp_context=get_context("spawn")) as pool:
            tasks = [pool.submit(write_range, self.ledger_url, self.folder, start) for start in starts]
            try:
                for task in as_completed(tasks):
                    task.result()
                    yield
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise


def write_range(ledger_url: str, folder: Path, after: int) -> None:
    """Append the triples of a range of items, those numbered over `after`, to this process's file in a folder."""
    patterns = load_patterns()
    upto = after + _RANGE
    with (
        Ledger.open(ledger_url) as ledger,
        (folder / f"{os.getpid()}.nt").open("a", encoding="utf-8") as file,
    ):
        reader = ledger.reader()
        base = reader.base_iri
        while page := reader.live_records(after, upto, _PAGE):
            lines = [line for _, record in page for line in patterns.triples(decode(record), base)]
            if lines:
                file.write("\n".join(lines) + "\n")
            after = page[-1][0]
