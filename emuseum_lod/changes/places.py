"""Where the streams are. Numbers of pages begin with 1; every address is absolute, under the ledger's base IRI."""

from dataclasses import dataclass
from typing import Final

from emuseum_lod.ledger.museums import MUSEUM
from emuseum_lod.ledger.streams import Entry
from emuseum_lod.uris import ItemId, data_path
from emuseum_lod.views.addresses import Addresses

PAGE_SIZE: Final = 500
"""Changes on a page of a stream. Pages that are full are kept by caches for ever: another size would need other addresses."""

LIST_SIZE: Final = 5_000
"""Resources in a list of ResourceSync, for the same ever; its specification allows 50,000."""


def page_of(number: int, size: int) -> int:
    """Return the page that a number is on."""
    return (number - 1) // size + 1


def numbers_of(page: int, size: int) -> tuple[int, int]:
    """Return the first and the last number of a page."""
    return (page - 1) * size + 1, page * size


@dataclass(frozen=True, slots=True)
class Places:
    """The addresses of the streams, of all or of a museum (its code), and how much is at each."""

    addresses: Addresses
    page_size: int = PAGE_SIZE
    list_size: int = LIST_SIZE
    museum: str = ""

    def at(self, rest: str = "") -> str:
        """Return an address below ``/changes/``, or below the museum's part of it."""
        part = f"museum/{self.museum}/" if self.museum else ""
        return f"{self.addresses.base}changes/{part}{rest}"

    @property
    def set_spec(self) -> str:
        """The set whose changes are told; "" for all."""
        return f"{MUSEUM}{self.museum}" if self.museum else ""

    def activity(self, page: int | None = None) -> str:
        """Return a page of IIIF Change Discovery, or the collection of them all."""
        return self.at(f"activity/{page}.json" if page else "activity.json")

    def ldes(self, page: int | None = None) -> str:
        """Return a node of the event stream, or the root of its view."""
        return self.at(f"ldes/{page}.ttl" if page else "ldes.ttl")

    def member(self, entry: Entry) -> str:
        """Return the IRI of a member of the event stream: it resolves to the page that the member is on."""
        return f"{self.ldes(page_of(entry.n, self.page_size))}#c{entry.n}"

    def resync(self, name: str, part: int | None = None) -> str:
        """Return a document of ResourceSync, or a part of a list."""
        return self.at(f"resourcesync/{name}/{part}.xml" if part else f"resourcesync/{name}.xml")

    @property
    def source_description(self) -> str:
        """The Source Description, at its well-known address (ResourceSync, §6.3)."""
        return f"{self.addresses.base}.well-known/resourcesync"

    def iri(self, item: ItemId) -> str:
        """Return the IRI of an item."""
        return self.addresses.iri(item)

    def page(self, item: ItemId) -> str:
        """Return the page of an item."""
        return self.addresses.absolute(self.addresses.page(item))

    def data(self, item: ItemId) -> str:
        """Return the data of an item in the format that we recommend."""
        return self.addresses.absolute(self.addresses.root + data_path(item, "jsonld"))
