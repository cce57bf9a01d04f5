"""The documents of a mirror and where each came from, for who loads them; a harvest into it may be under way beside."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final, NamedTuple

import msgspec
from lxml import etree

from emuseum_lod.errors import HarvestError
from emuseum_lod.harvesting.mirror import VERSION, State
from emuseum_lod.namespaces import OAI_PROVENANCE
from emuseum_lod.provenance import OriginDescription
from emuseum_lod.untrusted_xml import GUARDS

_NS: Final = f"{{{OAI_PROVENANCE}}}"
_DEEPEST: Final = 8
"""Steps that are told: repositories that harvest each other in a ring would add one at each turn."""
_TRUE: Final = ("true", "1")
_LIVE: Final = "SELECT identifier, datestamp, harvested, metadata, about FROM record WHERE NOT deleted ORDER BY identifier"


class Document(NamedTuple):
    """The document of a record that is not deleted.

    `origin` lacks the document's namespace, which its reader knows; `before` is where the repository says that it had the description from.
    """

    identifier: str
    data: bytes
    origin: OriginDescription
    before: tuple[OriginDescription, ...]


class Documents:
    """The documents of one mirror, as one moment of it. `is_whole`: a harvest has been ended, and none is interrupted since."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        ((version,),) = connection.execute("PRAGMA user_version")
        if version != VERSION:
            raise HarvestError(f"this mirror has version {version}, this program reads {VERSION}")
        connection.execute("BEGIN")
        ((value,),) = connection.execute("SELECT value FROM state")
        state = msgspec.json.decode(value, type=State)
        self.is_whole = state.complete is not None and state.walk is None
        self._url = state.source.url

    def __iter__(self) -> Iterator[Document]:
        """Yield them in the order of their identifiers. Raises HarvestError where the file is damaged."""
        with _as_harvest_error():
            for identifier, datestamp, harvested, data, about in self._connection.execute(_LIVE):
                origin = OriginDescription(
                    url=self._url,
                    identifier=identifier,
                    datestamp=datestamp,
                    namespace="",
                    harvested=harvested,
                )
                yield Document(identifier, data, origin, tuple(_before(about)))


@contextmanager
def documents(file: Path) -> Iterator[Documents]:
    """Open the file of a mirror for reading. Raises HarvestError for what is none."""
    with _as_harvest_error():
        connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    with closing(connection):
        with _as_harvest_error():
            connection.execute("PRAGMA trusted_schema = OFF")
            found = Documents(connection)
        yield found


@contextmanager
def _as_harvest_error() -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, msgspec.DecodeError, TypeError, ValueError) as error:
        raise HarvestError(f"this mirror can't be read: {error}") from error


def _before(about: bytes) -> Iterator[OriginDescription]:
    """Yield what the repository says of where it had the description from, up to the first step that could not be told on."""
    if OAI_PROVENANCE.encode() not in about:
        return
    parser = etree.XMLParser(**GUARDS)
    try:
        said = etree.fromstring(b"<abouts>" + about + b"</abouts>", parser)
    except etree.XMLSyntaxError:
        return
    step = said.find(f".//{_NS}provenance/{_NS}originDescription")
    for _ in range(_DEEPEST):
        if step is None or not (origin := _origin(step)).is_sayable:
            return
        yield origin
        step = step.find(f"{_NS}originDescription")


def _origin(step: etree._Element) -> OriginDescription:
    def text(name: str) -> str:
        return (step.findtext(f"{_NS}{name}") or "").strip()

    return OriginDescription(
        url=text("baseURL"),
        identifier=text("identifier"),
        datestamp=text("datestamp"),
        namespace=text("metadataNamespace"),
        harvested=step.get("harvestDate", "").strip(),
        altered=step.get("altered", "").strip() in _TRUE,
    )
