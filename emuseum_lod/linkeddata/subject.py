"""An item as its profiles describe it: its record, and what is known of the items that it refers to."""

from collections.abc import Sequence
from functools import cached_property

from emuseum_lod.catalogue.naming import Labels
from emuseum_lod.catalogue.records import CatalogueRecord
from emuseum_lod.ledger.faces import Faces
from emuseum_lod.ledger.references import references
from emuseum_lod.ledger.rows import StoredItem
from emuseum_lod.linkeddata.service import Service
from emuseum_lod.uris import ItemId, Kind
from emuseum_lod.views.edm import EdmRecord, edm_record


class Subject:
    """What a profile is made of. Only what it looks at is read from the ledger, once, by key.

    `continued`: of its neighbourhood, those of this kind from a cursor on are wanted.
    """

    def __init__(
        self,
        stored: StoredItem,
        record: CatalogueRecord,
        service: Service,
        continued: tuple[Kind, int] | None = None,
    ) -> None:
        self.continued = continued
        self.stored = stored
        self.record = record
        self.service = service
        self.iri = service.addresses.iri(stored.id)
        self.base = service.addresses.base

    @cached_property
    def faces(self) -> Faces:
        """The faces of the items that the record refers to."""
        return self.service.reader.faces(references(self.record))

    @cached_property
    def labels(self) -> Labels:
        """What those items are called."""
        return {item: face.labels for item, face in self.faces.items()}

    @cached_property
    def edm(self) -> EdmRecord | None:
        """The item in EDM, where it can have one."""
        return edm_record(self.record, self.faces, self.base)

    @cached_property
    def lines(self) -> Sequence[str]:
        """The triples of the graph about the item, as canonical N-Triples lines without line ends."""
        return tuple(self.service.describe(self.record, self.base))


def find(
    item: ItemId, service: Service, continued: tuple[Kind, int] | None = None
) -> Subject | StoredItem | None:
    """Return an item that is published as a subject; what the ledger keeps of one that is gone or merged; None for what never was."""
    stored = service.reader.get(item)
    if stored is None or stored.record is None:
        return stored
    return Subject(stored, stored.record, service, continued)
