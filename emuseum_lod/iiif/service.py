"""What answers are made with: the ledger, and our addresses."""

from dataclasses import dataclass

from emuseum_lod.ledger.reading import Reader
from emuseum_lod.views.addresses import Addresses


@dataclass(frozen=True, slots=True)
class Service:
    """The dependencies of this protocol."""

    reader: Reader
    addresses: Addresses
