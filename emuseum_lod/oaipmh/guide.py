"""The page for people at ``/oai/``: what can be harvested, how much of it there is, and the commands to copy.

What it counts was counted by the loads (`ledger.tallying`), so the page costs the same however large the catalogue is.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from emuseum_lod.catalogue.naming import best
from emuseum_lod.catalogue.records import Text
from emuseum_lod.config import Settings
from emuseum_lod.ledger.reading import Reader
from emuseum_lod.ledger.rows import SetRow
from emuseum_lod.oaipmh import tokens
from emuseum_lod.oaipmh.formats import FORMATS
from emuseum_lod.oaipmh.request import sent_arguments
from emuseum_lod.replies import Link, Representation, reply_with
from emuseum_lod.reply import Asked, Reply
from emuseum_lod.views.addresses import Addresses
from emuseum_lod.views.language import page_language
from emuseum_lod.views.pages import HarvestCommand, HarvestFormat, HarvestPage, HarvestSet, HarvestSets
from emuseum_lod.views.wording import languages_for

MOST_SETS: Final = 1_000
"""Sets that the page shows; ListSets has them all."""

_MEGABYTE: Final = 1_000_000
_MAX_AGE: Final = 60

_COMMANDS: Final = (
    (
        "curl",
        (
            "curl --compressed '{url}?verb=ListRecords&metadataPrefix=oai_dc'\n"
            "curl --compressed '{url}?verb=ListRecords&resumptionToken=…'"
        ),
    ),
    (
        "sickle",
        (
            "from sickle import Sickle\n\n"
            'for record in Sickle("{url}", max_retries=3).ListRecords(metadataPrefix="oai_dc"):\n'
            "    print(record.header.identifier, record.deleted)"
        ),
    ),
    ("metha", "metha-sync -format oai_dc {url}\nmetha-cat -format oai_dc {url}"),
    (
        "emuseum-lod",
        (
            "emuseum-lod harvest {url} copy --prefix oai_dc\n"
            "emuseum-lod harvest {url} copy --prefix oai_dc --reconcile"
        ),
    ),
)
"""What to write, by tool."""

Render = Callable[[HarvestPage], str]


@dataclass(frozen=True, slots=True)
class Visit:
    """A request for the page: in which language, and what the client has already."""

    lang: str
    if_none_match: str | None = None
    if_modified_since: str | None = None


def parse(asked: Asked) -> Visit:
    """Return what is asked for. It never raises."""
    sent = sent_arguments(asked)
    named = dict(sent).get("lang", "") if isinstance(sent, list) else ""
    return Visit(
        page_language(named, asked.headers.get("accept-language")), asked.headers.get("if-none-match")
    )


def answer(visit: Visit, reader: Reader, settings: Settings, render: Render) -> Reply:
    """Answer with the page."""
    base_url = f"{settings.base_uri}oai"
    counts = {prefix: reader.counts_by_set(prefix) for prefix in FORMATS}
    sets = reader.sets(limit=MOST_SETS + 1)
    latest = reader.latest_commit()
    page = HarvestPage(
        lang=visit.lang,
        path=f"{Addresses(settings.base_uri).root}/oai/",
        canonical=f"{base_url}/",
        base_url=base_url,
        formats=tuple(HarvestFormat(prefix, reader.oai_count(prefix)) for prefix in FORMATS),
        groups=tuple(_groups(sets[:MOST_SETS], counts, visit.lang)),
        more_sets=len(sets) > MOST_SETS,
        commands=tuple(HarvestCommand(tool, text.format(url=base_url)) for tool, text in _COMMANDS),
        receipt=f"{Addresses(settings.base_uri).root}/oai/receipt?metadataPrefix=oai_dc",
        licences=tuple(reader.licences()),
        latest=latest[1] if latest else "",
        page_size=settings.oai_page_size,
        page_megabytes=settings.oai_page_bytes // _MEGABYTE,
        token_days=tokens.DAYS,
    )
    headers = (("Content-Language", visit.lang), ("Vary", "Accept-Language"))
    links = (Link(page.canonical, "canonical"),)
    html = Representation(
        render(page).encode(), "text/html; charset=utf-8", links=links, headers=headers, max_age=_MAX_AGE
    )
    return reply_with(html, visit)


def _groups(rows: Iterable[SetRow], counts: dict[str, dict[str, int]], lang: str) -> Iterator[HarvestSets]:
    """Yield the sets by what they are made by; the first of each group is the one that holds the others."""
    languages = languages_for(lang)
    for _, group in groupby(rows, lambda row: row.spec.partition(":")[0]):
        whole, *parts = (
            HarvestSet(
                row.spec,
                best(row.labels, languages) or Text(row.spec),
                best(row.description, languages),
                tuple(counts[prefix].get(row.spec, 0) for prefix in FORMATS),
            )
            for row in group
        )
        yield HarvestSets(whole, tuple(parts))
