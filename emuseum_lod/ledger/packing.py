"""Documents as the ledger keeps them: as they are, or compressed. Which of the two, their first byte tells: XML begins with ``<``, zlib never."""

import zlib
from typing import Final

_XML: Final = b"<"


def pack(document: bytes) -> bytes:
    """Return an XML document compressed."""
    return zlib.compress(document)


def unpack(payload: bytes) -> bytes:
    """Return the document of a payload, compressed or not."""
    return payload if payload.startswith(_XML) else zlib.decompress(payload)
