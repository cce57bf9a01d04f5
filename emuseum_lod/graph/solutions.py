"""The groups of solutions that patterns iterate over: what ``WHERE { ?title a record:Appellation }`` may name, and its variables.

A group is a class here and its fields are the variables of its patterns; `emuseum_lod.graph.bindings` makes the solutions of a
record. Besides these, every pattern has ``?item``, the record's own IRI. Values are N-Triples terms, ready to be printed:

* `Own` the item's IRI or one below it: only such a variable may be a subject;
* `Link` an IRI of another item, a term, or somebody else's;
* `Literal` a text, number or date;
* `Slug` a bare word for FILTER, never printed.

``| None`` marks a variable that may be unbound (its triples are left out), ``tuple[…, ...]`` one with any number of values.
mappings/patterns/README.md is the same list for ontologists; a test compares the two.
"""

from typing import Annotated, NamedTuple

Own = Annotated[str, "own"]
Link = Annotated[str, "link"]
Literal = Annotated[str, "literal"]
Slug = Annotated[str, "slug"]


class Item(NamedTuple):
    """Any record: what every item has. `kind` as in its IRI; `status` is "demonstration" for invented content.

    `provider` is who sends the record, `local_id` what that provider calls it.
    """

    kind: Slug
    status: Slug
    labels: tuple[Literal, ...]
    provider: Link
    local_id: Literal
    metadata_rights: Link | None
    equivalents: tuple[Link, ...]


class Homepage(NamedTuple):
    """The provider's own page about the item."""

    page: Link


class Appellation(NamedTuple):
    """A name of an item (for an object: a title). `kind` as in the item's IRI, `type` its slug, `term` the term of that."""

    name: Own
    kind: Slug
    type: Slug
    text: Literal
    language: Link | None
    term: Link | None


class Statement(NamedTuple):
    """A text about an item. `type` is its slug, `term` the term of that."""

    statement: Own
    type: Slug
    text: Literal
    language: Link | None
    term: Link | None


class Identifier(NamedTuple):
    """A number that somebody gave the item, or one of the numbers that a range stands for (`type` is then "findable")."""

    identifier: Own
    type: Slug
    number: Literal
    term: Link | None


class TimeSpan(NamedTuple):
    """When an event of the item took place. `words` is "given" or "none": whether the source says it in words, too."""

    event: Own
    span: Own
    activity: Slug
    words: Slug
    begin: Literal | None
    end: Literal | None
    edtf: Literal | None


class TimeSpanName(NamedTuple):
    """A time-span in the source's own words. `activity` is the slug of the event."""

    name: Own
    span: Own
    activity: Slug
    text: Literal
    language: Link | None


class Object(NamedTuple):
    """A museum object. `holding` is its institution's, `assets` its digital files, `representations` what those show."""

    institution: Link
    holding: Link
    owner: Link | None
    types: tuple[Link, ...]
    classifications: tuple[Link, ...]
    materials: tuple[Link, ...]
    collections: tuple[Link, ...]
    assets: tuple[Link, ...]
    representations: tuple[Link, ...]


class Depiction(NamedTuple):
    """What an object shows. `things` are persons (sitters, too), groups, places and objects, `concepts` the rest of its subjects."""

    visual: Own
    things: tuple[Link, ...]
    concepts: tuple[Link, ...]


class Rights(NamedTuple):
    """The rights statement about what an object or a file shows; `visual` is that."""

    visual: Own
    right: Own
    rights: Link


class Dimension(NamedTuple):
    """A measurement. `part` is what was measured; `lower` and `upper` are bound for a range, `value` otherwise."""

    dimension: Own
    type: Slug
    term: Link | None
    value: Literal | None
    lower: Literal | None
    upper: Literal | None
    unit: Link | None
    part: Literal | None


class Production(NamedTuple):
    """A making of the object; `whole` is bound when there are several, and each is a part of it."""

    production: Own
    whole: Own | None
    places: tuple[Link, ...]
    techniques: tuple[Link, ...]
    periods: tuple[Link, ...]
    notes: tuple[Literal, ...]


class ProductionWhole(NamedTuple):
    """The one making that several are parts of, or the only one."""

    production: Own


class Encounter(NamedTuple):
    """A finding of the object."""

    encounter: Own
    places: tuple[Link, ...]
    notes: tuple[Literal, ...]


class Participation(NamedTuple):
    """Somebody's part in an event. `activity` is "production" or "encounter"; `part` is bound together with `role`.

    `capacity` is what Dublin Core calls them: "creator" for the makers, "contributor" for publishers, translators and finders.
    """

    event: Own
    activity: Slug
    capacity: Slug
    actor: Link
    part: Own | None
    role: Link | None


class Attribution(NamedTuple):
    """A part in an event that the source qualifies ("attributed to", "after"): an opinion, so nothing is said of the event itself."""

    attribution: Own
    event: Own
    activity: Slug
    actor: Link
    role: Link | None
    qualifier: Literal


class Acquisition(NamedTuple):
    """How the object came to its keeper. `owner` is bound when the owner is known."""

    acquisition: Own
    method: Link | None
    keeper: Link
    owner: Link | None


class Actor(NamedTuple):
    """A person or a group (`type`). `gender` is a term."""

    type: Slug
    gender: Link | None
    occupations: tuple[Link, ...]
    nationalities: tuple[Link, ...]


class LifeEvent(NamedTuple):
    """The birth or death of a person, the formation or dissolution of a group, or the time when either was active.

    `activity` is "birth", "death" or "active", `type` the actor's.
    """

    event: Own
    activity: Slug
    type: Slug
    place: Link | None


class Place(NamedTuple):
    """A place."""

    types: tuple[Link, ...]
    part_of: Link | None


class Position(NamedTuple):
    """Where a place is (WGS 84 degrees)."""

    latitude: Literal
    longitude: Literal
    point: Literal


class Concept(NamedTuple):
    """A term of a vocabulary. `role` is a slug, `scheme` the vocabulary, `meta` the type that all of its terms have."""

    role: Slug
    scheme: Link
    meta: Link | None
    notation: Literal | None
    labels: tuple[Literal, ...]
    alt_labels: tuple[Literal, ...]
    hidden_labels: tuple[Literal, ...]
    definitions: tuple[Literal, ...]
    notes: tuple[Literal, ...]
    broader: tuple[Link, ...]
    related: tuple[Link, ...]
    exact_match: tuple[Link, ...]
    close_match: tuple[Link, ...]


class Institution(NamedTuple):
    """A museum. `places` are where it is: its place and its region; `labels` its names, which its holding shares."""

    code: Literal | None
    types: tuple[Link, ...]
    places: tuple[Link, ...]
    labels: tuple[Literal, ...]
    holding: Own


class Collection(NamedTuple):
    """A thematic collection. `holding` is its institution's."""

    code: Literal | None
    institution: Link | None
    holding: Link | None


class Asset(NamedTuple):
    """A digital file. `type` is its slug, `term` the term of that, `visual` what it shows."""

    type: Slug
    term: Link | None
    url: Link | None
    media_type: Literal | None
    institution: Link | None
    visual: Own


class Thumbnail(NamedTuple):
    """The small image of a digital file."""

    visual: Own
    url: Link


class ImageService(NamedTuple):
    """The IIIF image service of a digital file."""

    url: Link


class Tour(NamedTuple):
    """A virtual tour."""

    url: Link | None
    institution: Link | None


class Document(NamedTuple):
    """A vocabulary or ontology document (``/def/…``). What it says comes from its own file, not from patterns."""

    labels: tuple[Literal, ...]
