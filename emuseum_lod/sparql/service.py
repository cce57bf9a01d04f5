"""What answers are made with: who evaluates, what has been published, where the endpoint is, and a way to render its page."""

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from emuseum_lod.sparql.client import Queries
from emuseum_lod.uris import ItemId
from emuseum_lod.views.addresses import Addresses
from emuseum_lod.views.pages import PageModel

Published = Callable[[], str]
"""Gives the name of the snapshot that queries are answered from now; "" before the first."""

Demonstrations = Callable[[Iterable[ItemId]], AbstractSet[ItemId]]
"""Gives those of some items that are for demonstration, so that they are never shown without being marked."""

Render = Callable[[PageModel], str]


@dataclass(frozen=True, slots=True)
class Service:
    """The dependencies of this protocol. `timeout` is in seconds."""

    queries: Queries
    published: Published
    addresses: Addresses
    demonstrations: Demonstrations
    timeout: float
    render: Render

    @property
    def path(self) -> str:
        """The endpoint's path from the root."""
        return f"{self.addresses.root}/sparql"

    @property
    def iri(self) -> str:
        """The endpoint's IRI."""
        return f"{self.addresses.base}sparql"

    @property
    def limits_path(self) -> str:
        """The path of the published limits from the root."""
        return f"{self.path}/limits"

    @property
    def limits_iri(self) -> str:
        """The address of the published limits."""
        return f"{self.iri}/limits"

    @property
    def examples_path(self) -> str:
        """The path of the example queries from the root."""
        return f"{self.path}/examples"
