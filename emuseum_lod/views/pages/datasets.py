"""The page of the datasets: what can be fetched as files."""

from dataclasses import dataclass
from typing import ClassVar

from emuseum_lod.catalogue.records import Text


@dataclass(frozen=True, slots=True)
class DatasetFile:
    """A file: the end of its name, where it is, its size in bytes, its checksum."""

    extension: str
    href: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class DatasetFormat:
    """A format of a part: what it is (a text in the page's language, "" where that is said elsewhere), its files by compression."""

    name: str
    about: str
    files: tuple[DatasetFile, ...]


@dataclass(frozen=True, slots=True)
class DatasetPart:
    """The whole, or a museum with its page: its name, how many items and triples it has, its files."""

    title: Text
    href: str
    items: int
    triples: int
    formats: tuple[DatasetFormat, ...]
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class DatasetDelta:
    """What changed between two editions: how many triples went and came, and its files."""

    since: str
    until: str
    deleted: int
    added: int
    files: tuple[DatasetFile, ...]


@dataclass(frozen=True, slots=True)
class DatasetsPage:
    """All that can be fetched. `made` is when, "" where nothing has been made yet; `commands` fetch and check a file; `descriptions` are for machines."""

    lang: str
    path: str
    canonical: str
    made: str
    whole: DatasetPart | None
    museums: tuple[DatasetPart, ...]
    deltas: tuple[DatasetDelta, ...]
    commands: tuple[str, ...]
    sums: str
    licences: tuple[str, ...]
    descriptions: tuple[tuple[str, str], ...]
    template: ClassVar = "datasets.html"
