"""What answers are made with: the ledger, our addresses, who we are, the words of the interface, and a way to render pages."""

from collections.abc import Callable
from dataclasses import dataclass

from emuseum_lod.changes.places import Places
from emuseum_lod.ledger.reading import Reader
from emuseum_lod.views.pages import PageModel

Render = Callable[[PageModel], str]
"""A page model → HTML."""

Say = Callable[[str, str], str]
"""A language and the key of a message → the message."""


@dataclass(frozen=True, slots=True)
class Service:
    """The dependencies of these protocols. `name` is the repository's."""

    reader: Reader
    places: Places
    name: str
    say: Say
    render: Render

    @property
    def length(self) -> int:
        """How many changes there are to tell."""
        return self.reader.streams.length(self.places.set_spec)
