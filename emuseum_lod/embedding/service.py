"""What answers are made with: the ledger, our addresses, who we are, and a way to render pages."""

from collections.abc import Callable
from dataclasses import dataclass

from emuseum_lod.ledger.reading import Reader
from emuseum_lod.views.addresses import Addresses
from emuseum_lod.views.pages import PageModel

Render = Callable[[PageModel], str]
"""A page model → HTML."""


@dataclass(frozen=True, slots=True)
class Service:
    """The dependencies of this protocol. `name` is the repository's, who oEmbed says provides what is embedded."""

    reader: Reader
    addresses: Addresses
    name: str
    render: Render
