"""The pool of query workers beside a running service, a companion process: ``python -m emuseum_lod.sparql.pool``."""

import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Final

import msgspec

from emuseum_lod.companions import Companion, settings_given
from emuseum_lod.config import Settings
from emuseum_lod.errors import StoreError
from emuseum_lod.sparql.address import connected
from emuseum_lod.sparql.client import PoolClient

_PATIENCE: Final = 30.0
_LOOK_EVERY: Final = 0.05


def pool_service(settings: Settings) -> Companion:
    """Return what answers queries for as long as its ``with`` block lasts; the web processes reach it by `client.PoolClient`."""
    return Companion("emuseum_lod.sparql.pool", "the query pool", settings)


@contextmanager
def pool_in_use(settings: Settings) -> Iterator[PoolClient]:
    """Give what asks the pool of a data folder: that of the service that runs over it, or one of our own for as long as the ``with`` block lasts.

    Raises StoreError when ours does not start.
    """
    with ExitStack() as ours:
        if not _answers(settings):
            quiet = msgspec.structs.replace(settings, log_level="error", sparql_log=False, sparql_warm=False)
            ours.enter_context(pool_service(quiet))
            until = time.monotonic() + _PATIENCE
            while not _answers(settings):
                if time.monotonic() > until:
                    raise StoreError("the query pool does not start")
                time.sleep(_LOOK_EVERY)
        yield PoolClient(settings.data)


def _answers(settings: Settings) -> bool:
    with suppress(OSError):
        connected(settings.data).close()
        return True
    return False


if __name__ == "__main__":
    # Imported in the pool alone: it counts, and in the service that starts it nothing may count yet (`emuseum_lod.metrics`).
    from emuseum_lod.sparql.supervisor import supervise

    supervise(settings_given(), sys.stdin.fileno())
