"""What the query page's script asks for besides results: the vocabulary to suggest, and which items of a result are for demonstration."""

import json
from typing import Final

from emuseum_lod.replies import CORS, Representation, reply_with
from emuseum_lod.reply import Asked, Reply
from emuseum_lod.sparql import vocabulary
from emuseum_lod.sparql.answer import MAX_AGE
from emuseum_lod.sparql.request import MAX_BODY
from emuseum_lod.sparql.service import Service
from emuseum_lod.uris import ItemId, is_item_id
from emuseum_lod.views.language import page_language

MAX_ITEMS: Final = 1_000
"""Items that are looked up at once."""

_JSON: Final = "application/json"


def suggest(asked: Asked, service: Service, lang: str) -> Reply:
    """Return the vocabulary, labelled in the language that ``lang=`` names."""
    chosen = page_language(lang, asked.headers.get("accept-language"))
    body = vocabulary.document(service.addresses.base, chosen)
    headers = (*CORS, ("Vary", "Accept-Language"), ("Content-Language", chosen))
    return reply_with(
        Representation(body, _JSON, headers=headers, max_age=MAX_AGE),
        _Held(asked.headers.get("if-none-match")),
    )


def demonstrations(asked: Asked, service: Service) -> Reply:
    """Return those of some items' IRIs (a JSON array, at most `MAX_ITEMS`) that are for demonstration; 400 for anything else."""
    prefix = f"{service.addresses.base}id/"
    try:
        iris = json.loads(asked.body) if len(asked.body) <= MAX_BODY else None
    except (ValueError, RecursionError):
        iris = None
    if not isinstance(iris, list) or len(iris) > MAX_ITEMS or not all(isinstance(iri, str) for iri in iris):
        return Reply(400, (("Content-Type", _JSON), ("Cache-Control", "no-store")), b"null\n")
    names = {iri: iri.removeprefix(prefix) for iri in iris if iri.startswith(prefix)}
    items = {iri: ItemId(name) for iri, name in names.items() if is_item_id(name)}
    marked = service.demonstrations(items.values())
    found = [iri for iri, item in items.items() if item in marked]
    body = json.dumps(found).encode() + b"\n"
    return Reply(200, (("Content-Type", _JSON), ("Cache-Control", "no-store")), body)


class _Held:
    """What the client has already."""

    def __init__(self, if_none_match: str | None) -> None:
        self.if_none_match = if_none_match
        self.if_modified_since = None
