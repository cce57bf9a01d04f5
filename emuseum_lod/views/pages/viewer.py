"""The viewer of 3D models, alone and in other pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from emuseum_lod.catalogue.records import Text
from emuseum_lod.views.pages.values import Reference, Words


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
