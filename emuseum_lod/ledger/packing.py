"""What the ledger keeps as it is, or compressed. Which of the two, the first byte tells: XML begins with ``<`` and JSON with ``{``, zlib always with ``x``."""

import zlib
from typing import Final

_ZLIB: Final = b"x"


def pack(document: bytes) -> bytes:
    """Return an XML or JSON document compressed."""
    return zlib.compress(document)


def unpack(payload: bytes) -> bytes:
    """Return the document of a payload, compressed or not."""
    return zlib.decompress(payload) if payload.startswith(_ZLIB) else payload
