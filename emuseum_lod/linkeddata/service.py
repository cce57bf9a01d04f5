"""What answers are made with: the ledger, the patterns, and a way to render pages."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from emuseum_lod.catalogue.records import CatalogueRecord
from emuseum_lod.ledger.reading import Reader
from emuseum_lod.linkeddata.keeping import Kept
from emuseum_lod.textindex.finding import Finder
from emuseum_lod.views.addresses import Addresses
from emuseum_lod.views.pages import PageModel

Describe = Callable[[CatalogueRecord, str], Iterable[str]]
"""A record and the base IRI → its N-Triples lines (`graph.patterns.Patterns.triples`)."""

Render = Callable[[PageModel], str]
"""A page model → HTML. The web room knows how; a test may do with less."""


Index = Callable[[], AbstractContextManager[Finder | None]]
"""Opens the text index of what is published; None where there is none."""


@dataclass(frozen=True, slots=True)
class Service:
    """The dependencies of this protocol. `oai_domain` is the repository identifier in OAI identifiers; without `kept` every reply is made anew."""

    reader: Reader
    addresses: Addresses
    oai_domain: str
    describe: Describe
    render: Render
    index: Index = nullcontext
    kept: Kept | None = None
