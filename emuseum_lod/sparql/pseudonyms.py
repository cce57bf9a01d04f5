"""What a client is called in accounts and logs: a name that tells nothing of it, and another one every day.

An address has so few possible values that a plain hash of it could be undone by trying them all. So it is keyed with a secret that
nobody keeps: made at the start of the pool and again each day, in memory alone.
"""

import hashlib
import secrets
from ipaddress import IPv6Address, ip_address
from typing import Final

_DAY: Final = 86_400
_SITE_BITS: Final = 64
"""Of an IPv6 address: the network of one household or office, within which a machine may take any address it likes."""


class Pseudonyms:
    """Names of clients, from one day to the next."""

    def __init__(self) -> None:
        self._day = -1
        self._secret = b""

    def of(self, address: str, now: float) -> str:
        """Return the name of an address at a time (seconds since the epoch)."""
        if (day := int(now // _DAY)) != self._day:
            self._day, self._secret = day, secrets.token_bytes(32)
        return hashlib.blake2b(_site(address).encode(), key=self._secret, digest_size=8).hexdigest()


def _site(address: str) -> str:
    """Return what stands for a client: its IPv4 address, its IPv6 network; anything else as it is."""
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return f"{int(parsed) >> (128 - _SITE_BITS):x}/{_SITE_BITS}"
