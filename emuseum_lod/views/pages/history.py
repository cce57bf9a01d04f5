"""Changes and versions."""

from dataclasses import dataclass
from typing import ClassVar

from emuseum_lod.catalogue.records import Text
from emuseum_lod.uris import Kind
from emuseum_lod.views.pages.values import Fact, Prose, Reference


@dataclass(frozen=True, slots=True)
class Recent:
    """A change: what was done (``create``, ``update``, ``delete``) to an item of a kind, when, and what the item is called now."""

    did: str
    kind: Kind
    title: Text
    href: str
    datestamp: str
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """The latest changes, of all or of a museum, and the streams that tell all of them: the key of each one's name, and its address."""

    lang: str
    path: str
    canonical: str
    recent: tuple[Recent, ...]
    museum: Text | None
    museums: tuple[Reference, ...]
    streams: tuple[tuple[str, str], ...]
    template: ClassVar = "changes.html"


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version in a list: since when, where it is, and whether it says that the item was deleted."""

    since: str
    href: str
    deleted: bool


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """The versions of an item, the latest first. `about` is the item's page; `title` is None when it is deleted."""

    lang: str
    path: str
    canonical: str
    kind: Kind
    iri: str
    about: str
    title: Text | None
    demonstration: bool
    versions: tuple[VersionLine, ...]
    template: ClassVar = "history.html"


@dataclass(frozen=True, slots=True)
class VersionPage:
    """What an item said from `since` until ("": it still does). Without a title there is nothing to say: it was `deleted`, or is taken down.

    `canonical` is the address to be cited, `data` the same in each format.
    """

    lang: str
    path: str
    canonical: str
    kind: Kind
    iri: str
    about: str
    history: str
    title: Text | None
    demonstration: bool
    since: str
    until: str
    deleted: bool
    facts: tuple[Fact, ...]
    prose: tuple[Prose, ...]
    data: tuple[tuple[str, str], ...]
    template: ClassVar = "version.html"
