"""The limits of the endpoint as it publishes them at ``/sparql/limits``: for people a page, for programs JSON.

They are read where they are kept (`limits`, `request`, `client` and the settings), so that what is published is what is enforced.
"""

import json
from dataclasses import dataclass
from typing import Final, Literal

from emuseum_lod.config import Settings
from emuseum_lod.negotiation import Offer, negotiate
from emuseum_lod.reply import Asked, Reply
from emuseum_lod.sparql.answer import COMMON, MAX_AGE, PREFLIGHT
from emuseum_lod.sparql.client import HELD_BYTES, HELD_SECONDS
from emuseum_lod.sparql.faults import Fault, status_of
from emuseum_lod.sparql.formats import HTML
from emuseum_lod.sparql.limits import MAX_CHARACTERS, MAX_DEPTH, MAX_TOKENS
from emuseum_lod.sparql.page import MAX_ROWS
from emuseum_lod.sparql.request import MAX_BODY, MAX_GRAPHS
from emuseum_lod.sparql.service import Service
from emuseum_lod.views.language import page_language
from emuseum_lod.views.pages import LimitsPage, PublishedLimit

Unit = Literal["seconds", "bytes", "queries", "characters", "tokens", "levels", "graphs", "rows"]

_JSON: Final = Offer("application/json", token="json")  # noqa: S106 -- a name, no secret


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit. `fault` is the code of the problem that tells of its being exceeded; "" where nothing is refused for it."""

    name: str
    value: float
    unit: Unit
    fault: str = ""


def limits_of(settings: Settings) -> tuple[Limit, ...]:
    """Return every limit of a query's way, in the order in which it meets them."""
    return (
        Limit("body", MAX_BODY, "bytes", "too-large"),
        Limit("characters", MAX_CHARACTERS, "characters", "too-long"),
        Limit("tokens", MAX_TOKENS, "tokens", "too-long"),
        Limit("depth", MAX_DEPTH, "levels", "too-deep"),
        Limit("graphs", MAX_GRAPHS, "graphs", "parameter"),
        Limit("budget", settings.sparql_budget, "seconds", "exhausted"),
        Limit("per_client", settings.sparql_per_client, "queries"),
        Limit("workers", settings.sparql_workers, "queries"),
        Limit("queue", settings.sparql_queue, "queries", "busy"),
        Limit("wait", settings.sparql_wait, "seconds", "busy"),
        Limit("time", settings.sparql_timeout, "seconds", "timeout"),
        Limit("memory", settings.sparql_memory, "bytes", "memory"),
        Limit("held_bytes", HELD_BYTES, "bytes"),
        Limit("held_seconds", HELD_SECONDS, "seconds"),
        Limit("page_rows", MAX_ROWS, "rows"),
        Limit("cache", MAX_AGE, "seconds"),
    )


def answer(asked: Asked, limits: tuple[Limit, ...], service: Service, lang: str) -> Reply:
    """Return the limits as a page or as JSON. `lang` is what ``lang=`` names."""
    if asked.method == "OPTIONS":
        return Reply(204, PREFLIGHT)
    if negotiate(asked.headers.get("accept"), (_JSON, HTML)) is not HTML:
        return _reply(_JSON, document(limits, service))
    chosen = page_language(lang, asked.headers.get("accept-language"))
    shown = tuple(
        PublishedLimit(limit.name, limit.value, limit.unit, status_of(limit.fault) if limit.fault else 0)
        for limit in limits
    )
    page = LimitsPage(chosen, service.limits_path, service.limits_iri, service.path, shown)
    return _reply(HTML, service.render(page).encode(), (("Content-Language", chosen),))


def document(limits: tuple[Limit, ...], service: Service) -> bytes:
    """Return the limits for programs: each with its value, its unit, and the problem that tells of its being exceeded."""
    said = {
        "endpoint": service.iri,
        "limits": {
            limit.name: {
                "value": limit.value,
                "unit": limit.unit,
                **({"status": status_of(limit.fault), "code": limit.fault} if limit.fault else {}),
            }
            for limit in limits
        },
        "refused": {code: Fault(code).status for code in ("service", "update")},
    }
    return json.dumps(said, indent=2).encode() + b"\n"


def _reply(offer: Offer, body: bytes, more: tuple[tuple[str, str], ...] = ()) -> Reply:
    cache = ("Cache-Control", f"public, max-age={MAX_AGE}")
    return Reply(200, (("Content-Type", offer.content_type), cache, *more, *COMMON), body)
