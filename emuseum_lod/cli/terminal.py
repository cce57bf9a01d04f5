"""What people at a terminal see: progress that moves where there is a terminal, and plain lines where there is none."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

from emuseum_lod.store.building import Progress as Report

_PLAIN_EVERY: Final = 10.0
"""Seconds between plain lines: a log of a long load should be read, not scrolled."""


def console() -> Console:
    """Return the console for results (standard output)."""
    return Console(highlight=False, soft_wrap=True)


@contextmanager
def progress() -> Iterator[Report]:
    """Yield what long work reports its steps to. All of it goes to standard error; results alone go to standard output."""
    screen = Console(stderr=True, highlight=False)
    if not screen.is_terminal:
        yield _PlainLines()
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=screen, transient=True) as bars:
        yield _Bars(bars)


class _Bars:
    """One moving bar a step."""

    def __init__(self, bars: Progress) -> None:
        self._bars = bars
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, step: str, done: int, total: int | None) -> None:
        if step not in self._tasks:
            for earlier in self._tasks.values():
                self._bars.stop_task(earlier)
            self._tasks[step] = self._bars.add_task(step, total=total)
        self._bars.update(self._tasks[step], completed=done, total=total)


class _PlainLines:
    """A line when a step begins, and another every ten seconds while it goes on."""

    def __init__(self) -> None:
        self._step = ""
        self._next = 0.0

    def __call__(self, step: str, done: int, total: int | None) -> None:
        now = time.monotonic()
        if step == self._step and now < self._next:
            return
        self._step, self._next = step, now + _PLAIN_EVERY
        amount = f"{done:,}" + (f" of {total:,}" if total else "")
        click.echo(f"{step}: {amount}", err=True)
