"""What pages for people hold, as plain values: no HTML, and no word of the interface.

A word of the interface is a message's key (``fact.materials``), which the templates say in the reader's language. A word of
the catalogue is a `Text` with the language it is in. Addresses (`href`) are paths from the root, or http(s) addresses
elsewhere: nothing else becomes a link.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, TypeAlias

from emuseum_lod.catalogue.records import Span, Text
from emuseum_lod.uris import Kind


@dataclass(frozen=True, slots=True)
class Words:
    """A text by itself. `after` is set behind it, more quietly."""

    form: ClassVar = "words"
    text: Text
    after: Text | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """Another item, or something elsewhere (`external`). `before` qualifies it ("attributed to"), `after` tells its part."""

    form: ClassVar = "reference"
    text: Text
    href: str
    before: Text | None = None
    after: Text | None = None
    external: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """A word of the interface as a value: ``gender.female``."""

    form: ClassVar = "message"
    key: str


@dataclass(frozen=True, slots=True)
class When:
    """A time, in the source's words where it has any in `display`, otherwise said by the template."""

    form: ClassVar = "when"
    span: Span
    display: Text | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A measurement: "height 12.5 cm (frame)". Numbers are canonical decimals, `unit` is a slug (``cm``)."""

    form: ClassVar = "measure"
    name: Text
    value: str
    value_max: str
    unit: str
    part: Text | None = None


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number that somebody gave the item, what kind of number it is, and those that a range stands for."""

    form: ClassVar = "numbered"
    value: str
    name: Text
    findable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coordinates:
    """A point in WGS 84 degrees, as canonical decimals."""

    form: ClassVar = "coordinates"
    latitude: str
    longitude: str


Value: TypeAlias = Words | Reference | Message | When | Measure | Numbered | Coordinates


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the description: its name (a message's key) and its values."""

    name: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Prose:
    """Texts of one kind (a term of the catalogue, or a message's key), in the languages there are: those of the page first.

    `leading` ones tell what the item is, and are read before its facts; the others are the source's own wording of one.
    """

    name: str | Text
    texts: tuple[Text, ...]
    leading: bool = True


@dataclass(frozen=True, slots=True)
class Picture:
    """An image that this service holds. `src` is what is shown, `full` the largest there is. Sizes are pixels; 0: not known."""

    src: str
    full: str
    alt: Text
    href: str
    width: int = 0
    height: int = 0
    rights: Reference | Words | None = None


@dataclass(frozen=True, slots=True)
class File:
    """A digital file to be fetched: a 3D model, a document, or an image that is elsewhere. `type` is the asset's.

    `viewer` is the page in which a model can be looked at; "" where there is none.
    """

    type: str
    name: Text | None
    href: str
    page: str
    media_type: str
    bytes: int
    external: bool
    rights: Reference | Words | None = None
    viewer: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """An item in a list: what it is called, a picture, a quiet line below."""

    kind: Kind
    href: str
    title: Text
    image: str = ""
    notes: tuple[Value, ...] = ()
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Items of one kind that refer to an item. `more` leads to the rest; `total` counts them, as "at least" when `bounded`.

    `data` is where they are for programs.
    """

    kind: Kind
    cards: tuple[Card, ...]
    more: str
    total: int
    bounded: bool
    data: str = ""


@dataclass(frozen=True, slots=True)
class Download:
    """A format of the data: its name, media type, address, and the IRI of its profile."""

    name: str
    media_type: str
    href: str
    profile: str = ""


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of the way to a page."""

    text: Text | Message
    href: str


@dataclass(frozen=True, slots=True)
class EntityPage:
    """The page of an item.

    `history` is where its versions are, `version` the address of this one, to be cited. `iri` names the thing, `canonical` this page. `names` are its names in other languages; `source` who told us, and
    `modified` when its content last changed. `terms` are what a vocabulary document describes besides itself. `structured` is the
    description in schema.org's terms, for search engines (JSON-LD).
    """

    lang: str
    path: str
    canonical: str
    describedby: str
    kind: Kind
    iri: str
    title: Text
    names: tuple[Text, ...]
    demonstration: bool
    facts: tuple[Fact, ...]
    prose: tuple[Prose, ...]
    pictures: tuple[Picture, ...]
    files: tuple[File, ...]
    neighbours: tuple[Neighbourhood, ...]
    downloads: tuple[Download, ...]
    terms: tuple["Term", ...]
    provider: str
    provider_href: str
    modified: str
    rights: Reference | Words | None
    oai_identifier: str = ""
    alone: bool = False
    history: str = ""
    version: str = ""
    structured: Mapping[str, Any] | None = None
    template: ClassVar = "entity.html"


@dataclass(frozen=True, slots=True)
class Term:
    """What a vocabulary or ontology document says of one subject: an anchor, labels, and statements."""

    anchor: str
    iri: str
    labels: tuple[Text, ...]
    statements: tuple[tuple[str, tuple[Value, ...]], ...]


@dataclass(frozen=True, slots=True)
class StartPage:
    """The start page: how many items of each kind, some that have pictures, the vocabularies, the museums."""

    lang: str
    path: str
    canonical: str
    counts: tuple[tuple[Kind, int], ...]
    cards: tuple[Card, ...]
    museums: tuple[Card, ...]
    vocabularies: tuple[Card, ...]
    example: str
    base: str
    template: ClassVar = "start.html"


@dataclass(frozen=True, slots=True)
class BrowsePage:
    """A page of the items of a kind. `more` leads on; `first` back to the beginning, where this is not it."""

    lang: str
    path: str
    canonical: str
    kind: Kind
    cards: tuple[Card, ...]
    total: int
    more: str
    first: str
    template: ClassVar = "browse.html"


@dataclass(frozen=True, slots=True)
class LookupPage:
    """What was found under a number or by words: nothing, or items to choose from.

    `words` tells that words would do, `by_words` that these were found so.
    """

    lang: str
    path: str
    canonical: str
    number: str
    cards: tuple[Card, ...]
    museum: str = ""
    words: bool = False
    by_words: bool = False
    template: ClassVar = "lookup.html"


@dataclass(frozen=True, slots=True)
class GonePage:
    """What is left of a deleted item: that it was there, until when, why it is gone, and what it has become. `history` is where its versions are."""

    lang: str
    path: str
    canonical: str
    kind: Kind
    iri: str
    title: Text | None
    since: str
    reason: Text
    successor: Reference | None
    history: str
    demonstration: bool
    template: ClassVar = "gone.html"


@dataclass(frozen=True, slots=True)
class ProblemPage:
    """An answer that is none: its status, and what can be had instead (for 406)."""

    lang: str
    path: str
    canonical: str
    status: int
    downloads: tuple[Download, ...] = ()
    template: ClassVar = "problem.html"


@dataclass(frozen=True, slots=True)
class Poster:
    """A picture of ours that stands for a model. Sizes are pixels; 0: not known."""

    src: str
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class ViewerPage:
    """A 3D model to be looked at, in a page that others may embed.

    `source` is where the model's bytes are; when they are not with us (`external`), `origin` is whom the page may fetch them from. `viewable`
    tells whether the viewer can show it. `about` is the page of what it shows, `oembed` the addresses of the oEmbed documents, by format.
    """

    lang: str
    path: str
    canonical: str
    title: Text
    about: str
    museum: Reference | None
    demonstration: bool
    source: str
    external: bool
    origin: str
    viewable: bool
    media_type: str
    bytes: int
    poster: Poster | None
    rights: Reference | Words | None
    oembed: Mapping[str, str]
    template: ClassVar = "viewer.html"


@dataclass(frozen=True, slots=True)
class Example:
    """A query to begin with: its name, what it asks, and itself; the words it is found by."""

    name: str
    title: str
    question: str
    query: str
    keywords: tuple[str, ...] = ()

    @property
    def found(self) -> str:
        """What is searched when somebody looks for an example: lower case."""
        return " ".join((self.title, self.question, *self.keywords)).lower()

    def has_words(self, words: Iterable[str]) -> bool:
        """Tell whether each of some lower-case words is among those that the example is found by, or in one of them."""
        found = self.found
        return all(word in found for word in words)


@dataclass(frozen=True, slots=True)
class ExampleTheme:
    """Examples about one thing: the theme's name in addresses (``time``), its title, and them."""

    name: str
    title: str
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of a query's result. `href` is "" where it is nothing to follow; `note` is its datatype, shortened."""

    text: str
    href: str = ""
    external: bool = False
    lang: str = ""
    note: str = ""
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class QueryResult:
    """What a query gave: a table, a truth value or a graph (Turtle); none of them when it is `too_large` to be shown.

    `count` is how many rows there are, of which the table may show fewer; `document` is all of it in SPARQL's JSON format, for the page's script.
    """

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell | None, ...], ...] = ()
    count: int = 0
    document: Mapping[str, Any] | None = None
    truth: bool | None = None
    graph: str | None = None
    too_large: bool = False


@dataclass(frozen=True, slots=True)
class QueryFault:
    """Why a query was not answered. `detail` is technical and in English; `line` and `column` are 1-based or 0."""

    key: str
    detail: str
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class QueryPage:
    """The form of the SPARQL endpoint, with the query, and what came of it.

    `seconds` is the time limit, `base` our base IRI, `examples` where all examples are listed.
    """

    lang: str
    path: str
    canonical: str
    base: str
    examples: str
    query: str
    themes: tuple[ExampleTheme, ...]
    prefixes: tuple[tuple[str, str], ...]
    seconds: float
    result: QueryResult | None = None
    fault: QueryFault | None = None
    downloads: tuple[Download, ...] = ()
    template: ClassVar = "query.html"


@dataclass(frozen=True, slots=True)
class ExamplesPage:
    """The example queries of the endpoint (which is at `endpoint`), those that were searched for."""

    lang: str
    path: str
    canonical: str
    endpoint: str
    search: str
    themes: tuple[ExampleTheme, ...]
    downloads: tuple[Download, ...]
    template: ClassVar = "examples.html"


@dataclass(frozen=True, slots=True)
class ExamplePage:
    """One example query. `run` is where it is answered, `list` where all of them are."""

    lang: str
    path: str
    canonical: str
    endpoint: str
    list: str
    theme: ExampleTheme
    example: Example
    run: str
    downloads: tuple[Download, ...]
    template: ClassVar = "example.html"


@dataclass(frozen=True, slots=True)
class PublishedLimit:
    """A limit of the SPARQL endpoint: the key of its name, its value and unit, the status of what exceeds it (0: nothing is refused)."""

    name: str
    value: float
    unit: str
    status: int


@dataclass(frozen=True, slots=True)
class LimitsPage:
    """The limits of the SPARQL endpoint, which is at `endpoint`."""

    lang: str
    path: str
    canonical: str
    endpoint: str
    limits: tuple[PublishedLimit, ...]
    template: ClassVar = "limits.html"


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
    | ViewerPage
    | ChangesPage
    | HarvestPage
    | HistoryPage
    | VersionPage
)
