"""Replies about items, kept while the ledger stays as it is: what crawlers and aggregators ask for twice is made once.

A kept reply is valid for the ledger's last sequence number and for as long as any cache may hold it by its Cache-Control. Only what is there is kept (200,
303), not what is gone, so that nothing of a removed record outlives its removal.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Final

from emuseum_lod.replies import MAX_AGE
from emuseum_lod.reply import Reply

MAX_BYTES: Final = 32 * 1024 * 1024
"""Bytes of replies that one web process keeps; a page has some 20 KB with its headers."""

_BESIDE: Final = 1_024
"""Bytes that an entry costs beside its texts."""


class Kept:
    """The replies of one process, those that were asked for last."""

    def __init__(self, max_bytes: int = MAX_BYTES, clock: Callable[[], float] = time.monotonic) -> None:
        self._max_bytes = max_bytes
        self._clock = clock
        self._state: int | None = None
        self._bytes = 0
        self._entries: OrderedDict[Hashable, tuple[float, int, Reply]] = OrderedDict()

    def reply(self, key: Hashable, state: int, make: Callable[[], Reply]) -> Reply:
        """Return the reply that was made for a key in this state of the ledger, or make it."""
        if state != self._state:
            self._entries.clear()
            self._state, self._bytes = state, 0
        now = self._clock()
        entry = self._entries.get(key)
        if entry is not None and now - entry[0] < MAX_AGE:
            self._entries.move_to_end(key)
            return entry[2]
        reply = make()
        # Another request may have seen another state while this reply was made: it is then nobody's.
        if state == self._state:
            self._keep(key, now, reply)
        return reply

    def _keep(self, key: Hashable, now: float, reply: Reply) -> None:
        if reply.status not in (200, 303) or not isinstance(reply.body, bytes):
            return
        self._forget(key)
        size = len(reply.body) + sum(len(name) + len(value) for name, value in reply.headers) + _BESIDE
        self._entries[key] = now, size, reply
        self._bytes += size
        while self._bytes > self._max_bytes:
            self._forget(next(iter(self._entries)))

    def _forget(self, key: Hashable) -> None:
        entry = self._entries.pop(key, None)
        if entry is not None:
            self._bytes -= entry[1]
