"""Where what is known of an item came from: the provider, the file and line, and the source field of each part."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

import msgspec

from emuseum_lod.catalogue.records import encode
from emuseum_lod.errors import ConfigurationError
from emuseum_lod.ledger.reading import Reader
from emuseum_lod.ledger.rows import StoredItem
from emuseum_lod.mapping.profile import Profile, load_profile
from emuseum_lod.uris import ItemId, is_item_id, item_iri, item_of_iri, item_of_oai_identifier, oai_identifier


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """What `explain` tells. `record` is the canonical form as a tree; `fields` the source fields that feed each field of it."""

    iri: str
    oai_identifier: str
    labels: tuple[str, ...]
    provider: str
    source: str
    position: int
    deleted: bool
    mentioned_only: bool
    datestamp: str
    modified: str
    record: dict[str, Any]
    fields: dict[str, list[str]]


def find_item(reader: Reader, name: str) -> list[StoredItem]:
    """Return the items that a name stands for: an IRI, the address of a page or of data, an OAI identifier, a number."""
    local = urlsplit(name).path.lstrip("/").removeprefix("page/").removeprefix("data/")
    candidates: Sequence[ItemId | None] = (
        item_of_iri(reader.base_iri, name),
        item_of_oai_identifier(reader.oai_domain, name),
        *(ItemId(path) for path in (local, local.rpartition(".")[0]) if is_item_id(path)),
    )
    for candidate in candidates:
        if candidate and (item := reader.get(candidate)):
            return [item]
    return list(reader.get_many(reader.find_number(name)).values())


def explain_item(reader: Reader, item: StoredItem) -> Explanation:
    """Return where an item and its parts came from. Of a deleted item it is the last good record."""
    record = item.record or item.last_record
    labels = reader.labels([item.id]).get(item.id, ())
    return Explanation(
        iri=item_iri(reader.base_iri, item.id),
        oai_identifier=oai_identifier(reader.oai_domain, item.id),
        labels=tuple(f"{label.value} @{label.lang}" if label.lang else label.value for label in labels),
        provider=item.provider,
        source=item.source,
        position=item.position,
        deleted=item.deleted,
        mentioned_only=item.derived,
        datestamp=item.datestamp,
        modified=item.modified,
        record=msgspec.json.decode(encode(record)) if record else {},
        fields=_fields(item),
    )


def _fields(item: StoredItem) -> dict[str, list[str]]:
    """Return, for each field of a record, where the provider's profile takes it from."""
    try:
        profile = load_profile(item.provider)
    except ConfigurationError:  # our own vocabularies have no profile
        return {}
    name = _record_file(profile, item)
    return profile.explain(name) if name else {}


def _record_file(profile: Profile, item: StoredItem) -> str | None:
    """Return the record file that made an item: that of its input, or the one of its kind."""
    taken = profile.input_of(item.source, {})
    if taken and profile.records[taken.record].kind == item.kind:
        return taken.record
    return next((name for name, file in profile.records.items() if file.kind == item.kind), None)
