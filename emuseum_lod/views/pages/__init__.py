"""What pages for people hold, as plain values: no HTML, and no word of the interface.

A word of the interface is a message's key (``fact.materials``), which the templates say in the reader's language. A word of
the catalogue is a `Text` with the language it is in. Addresses (`href`) are paths from the root, or http(s) addresses
elsewhere: nothing else becomes a link.
"""

from typing import TypeAlias

from emuseum_lod.views.pages.datasets import (
    DatasetDelta,
    DatasetFile,
    DatasetFormat,
    DatasetPart,
    DatasetsPage,
)
from emuseum_lod.views.pages.harvest import (
    HarvestCommand,
    HarvestFormat,
    HarvestPage,
    HarvestSet,
    HarvestSets,
)
from emuseum_lod.views.pages.history import ChangesPage, HistoryPage, Recent, VersionLine, VersionPage
from emuseum_lod.views.pages.items import (
    Branch,
    EntityPage,
    File,
    GonePage,
    Neighbourhood,
    Picture,
    Term,
)
from emuseum_lod.views.pages.lists import BrowsePage, LookupPage, ProblemPage, StartPage
from emuseum_lod.views.pages.queries import (
    Cell,
    Example,
    ExamplePage,
    ExamplesPage,
    ExampleTheme,
    LimitsPage,
    PublishedLimit,
    QueryFault,
    QueryPage,
    QueryResult,
)
from emuseum_lod.views.pages.stored import (
    StoredColumn,
    StoredEntry,
    StoredField,
    StoredList,
    StoredPage,
)
from emuseum_lod.views.pages.values import (
    Card,
    Coordinates,
    Crumb,
    Download,
    Fact,
    Measure,
    Message,
    Numbered,
    Prose,
    Reference,
    Value,
    When,
    Words,
)
from emuseum_lod.views.pages.viewer import Poster, ViewerPage

PageModel: TypeAlias = (
    EntityPage
    | StartPage
    | BrowsePage
    | LookupPage
    | GonePage
    | ProblemPage
    | QueryPage
    | ExamplesPage
    | ExamplePage
    | LimitsPage
    | StoredList
    | StoredPage
    | ViewerPage
    | ChangesPage
    | DatasetsPage
    | HarvestPage
    | HistoryPage
    | VersionPage
)

__all__ = [
    "Branch",
    "BrowsePage",
    "Card",
    "Cell",
    "ChangesPage",
    "Coordinates",
    "Crumb",
    "DatasetDelta",
    "DatasetFile",
    "DatasetFormat",
    "DatasetPart",
    "DatasetsPage",
    "Download",
    "EntityPage",
    "Example",
    "ExamplePage",
    "ExampleTheme",
    "ExamplesPage",
    "Fact",
    "File",
    "GonePage",
    "HarvestCommand",
    "HarvestFormat",
    "HarvestPage",
    "HarvestSet",
    "HarvestSets",
    "HistoryPage",
    "LimitsPage",
    "LookupPage",
    "Measure",
    "Message",
    "Neighbourhood",
    "Numbered",
    "PageModel",
    "Picture",
    "Poster",
    "ProblemPage",
    "Prose",
    "PublishedLimit",
    "QueryFault",
    "QueryPage",
    "QueryResult",
    "Recent",
    "Reference",
    "StartPage",
    "StoredColumn",
    "StoredEntry",
    "StoredField",
    "StoredList",
    "StoredPage",
    "Term",
    "Value",
    "VersionLine",
    "VersionPage",
    "ViewerPage",
    "When",
    "Words",
]
