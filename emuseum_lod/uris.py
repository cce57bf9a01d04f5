"""Mints every identifier this service gives out. Pure: the same input gives the same identifier on every machine, for ever.

An item's *key* comes from the namespace that its identifier lives in and that identifier itself, raw but for NFC and trimming
(docs/identifiers.md). For an object the namespace is its institution's, so a change of provider changes no key; for persons,
places and concepts without an identifier it is the provider's, and the verbatim string is the identifier.

The key is the first 70 bits of BLAKE2b over ``kind NUL namespace NUL identifier`` in Crockford's base 32, lower case:
14 characters, no i l o u, fit to be read aloud. Among 100 million items the chance of any collision is 4 in a million; the
ledger keeps the identifier beside the key and refuses one (`IdentityError`).

`tests/unit/test_uris.py` pins examples: they never change.
"""

import hashlib
import re
import unicodedata
from typing import Final, Literal, NewType, get_args

Kind = Literal["object", "actor", "place", "concept", "institution", "collection", "asset", "tour", "def"]
"""What an item is. `def` is a vocabulary or ontology document, whose path below ``/def/`` is its key."""

KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

ItemId = NewType("ItemId", str)
"""An item's name without the base: ``object/7k3mz0q1x9a2bc``. Also the local part of its OAI identifier."""

KEY_LENGTH: Final = 14
KEY_PATTERN: Final = "[0-9a-hjkmnp-tv-z]{14}"
_DEF_PATTERN: Final = "[a-z][a-z0-9-]*(?:/[A-Za-z0-9._-]+)*"
_ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
_ITEM_ID: Final = re.compile(
    rf"(?:(?:{'|'.join(kind for kind in KINDS if kind != 'def')})/{KEY_PATTERN}|def/{_DEF_PATTERN})", re.ASCII
)


def normalise_local_id(text: str) -> str:
    """Return an identifier as it is hashed: Unicode NFC, no white space at either end, otherwise raw."""
    return unicodedata.normalize("NFC", text).strip()


def mint(kind: Kind, namespace: str, local_id: str) -> ItemId:
    """Return the id of the item that `namespace` calls `local_id`, such as ``mint("object", "tate", "A00001")``.

    Raises ValueError for an empty namespace or identifier: nothing is minted for what has no name.
    """
    local_id = normalise_local_id(local_id)
    if not namespace or not local_id:
        raise ValueError("an item needs a namespace and an identifier in it")
    digest = hashlib.blake2b(f"{kind}\0{namespace}\0{local_id}".encode(), digest_size=16).digest()
    number = int.from_bytes(digest, "big") >> (128 - 5 * KEY_LENGTH)
    key = "".join(_ALPHABET[(number >> shift) & 31] for shift in range(5 * (KEY_LENGTH - 1), -1, -5))
    return ItemId(f"{kind}/{key}")


def concept_id(scheme: str, notation: str) -> ItemId:
    """Return the id of a concept of one of our vocabularies: ``concept_id("materials", "silver")``."""
    return mint("concept", f"vocabulary/{scheme}", notation)


def is_item_id(text: str) -> bool:
    """Tell whether a text has the form of an item's id (it may still name nothing)."""
    return _ITEM_ID.fullmatch(text) is not None


def kind_of(item: ItemId) -> Kind:
    """Return the kind of an item."""
    return item.partition("/")[0]  # type: ignore[return-value]  # an ItemId begins with its kind


def key_of(item: ItemId) -> str:
    """Return the key of an item."""
    return item.partition("/")[2]


def item_iri(base: str, item: ItemId) -> str:
    """Return the IRI of an item: ``{base}id/{kind}/{key}``, and ``{base}def/…`` for vocabularies and the ontology."""
    return f"{base}{item}" if item.startswith("def/") else f"{base}id/{item}"


def item_of_iri(base: str, iri: str) -> ItemId | None:
    """Return the item that an IRI (with or without a fragment) belongs to, or None when it is not one of ours."""
    iri = iri.partition("#")[0]
    for prefix in (f"{base}id/", base):
        if iri.startswith(prefix) and is_item_id(iri[len(prefix) :]):
            item = iri[len(prefix) :]
            return ItemId(item) if (prefix == base) == item.startswith("def/") else None
    return None


def page_path(item: ItemId) -> str:
    """Return the path of the page for people, from the root."""
    return f"/{item}" if item.startswith("def/") else f"/page/{item}"


def data_path(item: ItemId, extension: str) -> str:
    """Return the path of a representation for machines, from the root: ``/data/object/….ttl``."""
    return f"/{item}.{extension}" if item.startswith("def/") else f"/data/{item}.{extension}"


def oai_identifier(domain: str, item: ItemId) -> str:
    """Return the OAI identifier (guidelines: oai-identifier) of an item: ``oai:{domain}:{kind}/{key}``."""
    return f"oai:{domain}:{item}"


def item_of_oai_identifier(domain: str, identifier: str) -> ItemId | None:
    """Return the item of an OAI identifier, or None when it is not of this repository or not well formed."""
    prefix = f"oai:{domain}:"
    local = identifier[len(prefix) :]
    return ItemId(local) if identifier.startswith(prefix) and is_item_id(local) else None
