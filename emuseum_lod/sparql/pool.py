"""The pool of query workers beside a running service, a companion process: ``python -m emuseum_lod.sparql.pool``."""

import sys

from emuseum_lod.companions import Companion, settings_given
from emuseum_lod.config import Settings


def pool_service(settings: Settings) -> Companion:
    """Return what answers queries for as long as its ``with`` block lasts; the web processes reach it by `client.PoolClient`."""
    return Companion("emuseum_lod.sparql.pool", "the query pool", settings)


if __name__ == "__main__":
    # Imported in the pool alone: it counts, and in the service that starts it nothing may count yet (`emuseum_lod.metrics`).
    from emuseum_lod.sparql.supervisor import supervise

    supervise(settings_given(), sys.stdin.fileno())
