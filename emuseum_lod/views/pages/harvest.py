"""The page about harvesting."""

from dataclasses import dataclass
from typing import ClassVar

from emuseum_lod.catalogue.records import Text


@dataclass(frozen=True, slots=True)
class HarvestFormat:
    """A format that can be harvested, and how many records it has, the deleted ones among them."""

    prefix: str
    records: int


@dataclass(frozen=True, slots=True)
class HarvestSet:
    """A set that can be harvested, and how many records it has in each format, in the order of the page's formats."""

    spec: str
    name: Text
    about: Text | None
    records: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class HarvestSets:
    """A set and those below it."""

    whole: HarvestSet
    parts: tuple[HarvestSet, ...]


@dataclass(frozen=True, slots=True)
class HarvestCommand:
    """What to write to harvest with a tool."""

    tool: str
    text: str


@dataclass(frozen=True, slots=True)
class HarvestPage:
    """How to harvest, from `base_url`; `receipt` is where that of everything is. `latest` is the datestamp of the last change; `more_sets`: not all sets are shown."""

    lang: str
    path: str
    canonical: str
    base_url: str
    formats: tuple[HarvestFormat, ...]
    groups: tuple[HarvestSets, ...]
    more_sets: bool
    commands: tuple[HarvestCommand, ...]
    receipt: str
    licences: tuple[str, ...]
    latest: str
    page_size: int
    page_megabytes: int
    token_days: int
    template: ClassVar = "harvest.html"
