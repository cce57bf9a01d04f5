"""HTTP as a patient harvester speaks it: one request at a time, waiting as long as it is told to, with a limit to everything."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import count
from typing import Final, TypeVar

import requests
import urllib3
from requests.exceptions import InvalidSchema, InvalidURL, RequestException, TooManyRedirects

from emuseum_lod import __version__
from emuseum_lod.harvesting.faults import Broken, Fault, Unfaithful

T = TypeVar("T")

MAX_BYTES: Final = 100_000_000
"""Bytes of one answer, unpacked: what Warner's validator allows a repository, and far more than a page needs."""

_HEADERS: Final = {
    "User-Agent": f"emuseum-lod/{__version__} (OAI-PMH harvester)",
    "Accept": "text/xml, application/xml;q=0.9, */*;q=0.1",
    "Accept-Encoding": "gzip",
}
_PIECE: Final = 65_536
_TIMEOUT: Final = (30, 300)
_MAX_REDIRECTS: Final = 5
_BUSY: Final = frozenset({408, 425, 429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Response:
    """An answer whose body is still on its way: reading `pieces` raises Broken when it breaks off."""

    status: int
    headers: Mapping[str, str]
    pieces: Iterator[bytes]


Get = Callable[[str], AbstractContextManager[Response]]
"""Asks for an address; entering and reading raise Broken when nothing, or not all of it, comes."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How often one request is sent at most; seconds that are waited at first, and at most at once when told to."""

    tries: int = 8
    first_wait: float = 1.0
    longest_wait: float = 3_600.0


class Fetcher:
    """Asks until there is an answer."""

    def __init__(self, get: Get, patience: Patience, sleep: Callable[[float], None] = time.sleep) -> None:
        self._get = get
        self._patience = patience
        self._sleep = sleep

    def fetch(self, address: str, take: Callable[[Response], T]) -> T:
        """Return what `take` makes of the answer.

        `take` is called anew for each try, and has to undo what it did when it raises Broken. Raises Broken when patience is at an
        end, and whatever else `take` raises.
        """
        for tried in count(1):
            try:
                return self._once(address, take)
            except Broken as fault:
                if tried == self._patience.tries:
                    raise Broken(f"{fault} ({tried} tries)") from fault
                told = fault.seconds if isinstance(fault, _BusyError) else None
            self._sleep(self._patience.first_wait * 2 ** (tried - 1) if told is None else told)
        raise AssertionError("counting has no end")

    def _once(self, address: str, take: Callable[[Response], T]) -> T:
        with self._get(address) as response:
            if response.status in _BUSY:
                raise self._busy(response)
            try:
                return take(response)
            except Fault as fault:
                # Some say what is wrong in the protocol's own way, but with a status of their own: only what can't be read is refused.
                if response.status >= 400:
                    raise Unfaithful(f"{address} answers with status {response.status}") from fault
                raise

    def _busy(self, response: Response) -> Fault:
        seconds = retry_after(response.headers.get("Retry-After"), datetime.now(UTC))
        if seconds is not None and seconds > self._patience.longest_wait:
            return Unfaithful(f"the repository asks to come back in {seconds:,.0f} seconds")
        return _BusyError(f"the repository answers with status {response.status}", seconds)


class _BusyError(Broken):
    """Come back later: in so many seconds, where that was told."""

    def __init__(self, reason: str, seconds: float | None) -> None:
        super().__init__(reason)
        self.seconds = seconds


def retry_after(value: str | None, now: datetime) -> float | None:
    """Return the seconds that a Retry-After asks for (RFC 9110 §10.2.3: a number, or a date); None when it says nothing."""
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        date = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, (date.replace(tzinfo=date.tzinfo or UTC) - now).total_seconds())


def http_get() -> Get:
    """Return what asks over HTTP. Redirects are followed (§3.1.2.2), five at most, to http(s) alone."""
    session = requests.Session()
    session.headers.update(_HEADERS)
    session.max_redirects = _MAX_REDIRECTS

    @contextmanager
    def get(address: str) -> Iterator[Response]:
        try:
            response = session.get(address, stream=True, timeout=_TIMEOUT)
        except (TooManyRedirects, InvalidSchema, InvalidURL) as error:
            raise Unfaithful(f"{address}: {error}") from error
        except RequestException as error:
            raise Broken(f"{address} can't be reached: {error}") from error
        with response:
            yield Response(response.status_code, response.headers, _pieces(response))

    return get


def _pieces(response: requests.Response) -> Iterator[bytes]:
    size = 0
    try:
        for piece in response.raw.stream(_PIECE, decode_content=True):
            size += len(piece)
            if size > MAX_BYTES:
                raise Unfaithful(f"an answer is larger than {MAX_BYTES:,} bytes: {response.url}")
            yield piece
    except (urllib3.exceptions.HTTPError, OSError) as error:
        raise Broken(f"an answer broke off: {error}") from error
