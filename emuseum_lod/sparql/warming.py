"""What is asked after each publication so that its answer is kept for the first who wants it: the examples of the query page, and the dataset's figures.

It is done by the pool itself, one query after the other, while nobody else needs its workers: there is always one more that is free, and half of the time none is used.
"""

import asyncio
from collections.abc import Awaitable, Callable
from functools import cache
from typing import Final

import structlog

from emuseum_lod.catalogue.naming import LANGUAGES
from emuseum_lod.sparql.examples import load_examples
from emuseum_lod.sparql.formats import JSON, offers_for
from emuseum_lod.sparql.frames import Job
from emuseum_lod.sparql.limits import Checked, check
from emuseum_lod.sparql.statistics import FIGURES

_LOOK_EVERY: Final = 0.5
"""Seconds between two looks whether something was published, or a worker is free."""


@cache
def jobs() -> tuple[Job, ...]:
    """Return what is worth asking, in the order in which it is: what every visitor of the endpoint waits for, then the examples by language."""
    queries = [*FIGURES, *(each.query for lang in LANGUAGES for each in load_examples(lang))]
    found = []
    for query in dict.fromkeys(queries):
        checked = check(query)
        if isinstance(checked, Checked) and not checked.volatile:
            token = JSON.token if query in FIGURES else offers_for(checked.form)[0].token
            found.append(Job(query, token, has_dataset=checked.has_dataset, keep=True))
    return tuple(found)


async def keep_warm(
    published: Callable[[], str], is_idle: Callable[[], bool], answer: Callable[[Job], Awaitable[None]]
) -> None:
    """Have every job answered once a publication, for ever. `answer` ends when the answer is kept, or there is none."""
    done = ""
    while True:
        await asyncio.sleep(_LOOK_EVERY)
        snapshot = published()
        if not snapshot or snapshot == done:
            continue
        if await _warm(snapshot, published, is_idle, answer):
            done = snapshot
            structlog.get_logger().info("the examples' answers are kept", snapshot=snapshot)


async def _warm(
    snapshot: str,
    published: Callable[[], str],
    is_idle: Callable[[], bool],
    answer: Callable[[Job], Awaitable[None]],
) -> bool:
    """Tell whether all was answered before there was something else."""
    loop = asyncio.get_running_loop()
    for job in await asyncio.to_thread(jobs):
        while not is_idle():  # noqa: ASYNC110  # it is the sum of what several others do; half a second is soon enough
            await asyncio.sleep(_LOOK_EVERY)
        if published() != snapshot:
            return False
        began = loop.time()
        await answer(job)
        await asyncio.sleep(loop.time() - began)
    return published() == snapshot
