"""Which document about an item a client wants: by profile first, then by media type (Content Negotiation by Profile; RFC 9110, §12).

* A profile in the address (``_profile``) or in Accept-Profile is a demand: without a document in it that the client also accepts, the answer is 406.
* A profile in a media range (``application/ld+json;profile="…"``) selects among documents of that type; one that is not ours is a
  hint and ignored (RFC 6906, §3.1).
* Who names no profile gets the one that we recommend, or the page.
"""

from collections.abc import Iterable, Sequence
from typing import Final, Literal, TypeAlias, TypeVar

from emuseum_lod.linkeddata.finding import named
from emuseum_lod.linkeddata.formats import HTML, RDF_FORMATS, Format
from emuseum_lod.linkeddata.listings import ALTERNATES
from emuseum_lod.linkeddata.profile import Profile, Variant
from emuseum_lod.linkeddata.profiles import RECOMMENDED, variants_in
from emuseum_lod.linkeddata.request import Request
from emuseum_lod.linkeddata.subject import Subject
from emuseum_lod.negotiation import Offer, media_ranges, negotiate

Chosen: TypeAlias = Variant | Literal["page"]
"""A document, or the page for people."""

Syntax: TypeAlias = Format | Literal["page"]
"""How something is said that has no profile, as that an item is gone."""

_PAGE: Final[tuple[Offer, Chosen]] = (HTML, "page")

ANY: Final = "*"
"""In Accept-Profile: whichever."""


def choose(request: Request, subject: Subject) -> Chosen | None:
    """Return what the client wants most of what there is about an item; None when it accepts nothing of it (406)."""
    for name in request.profiles:
        if name == ANY:
            return _negotiated(request.accept, _unnamed(request, subject))
        wanted = named(name)
        offers = [_offer(each) for each in variants_in(wanted, subject)] if wanted else []
        if wanted is ALTERNATES:
            offers.insert(1, _PAGE)  # it lists them for people
        chosen = _negotiated(request.accept, offers)
        if chosen is not None:
            return chosen
    return None if request.profiles else _negotiated(request.accept, _unnamed(request, subject))


def choose_syntax(request: Request) -> Syntax | None:
    """Return the syntax that the client reads best, whatever profile it asks for; None when it accepts none of them."""
    first, *others = RDF_FORMATS
    page: tuple[Offer, Syntax] = (HTML, "page")
    rest = [(_of_format(each), each) for each in others]
    return _negotiated(request.accept, [(_of_format(first), first), page, *rest])


def syntax_of(wanted: Format) -> Format:
    """Return the RDF syntax nearest to the format of a document: for XML, RDF/XML."""
    near = [each for each in RDF_FORMATS if wanted.media_type in (each.media_type, *each.aliases)]
    return near[0] if near else RDF_FORMATS[0]


def _unnamed(request: Request, subject: Subject) -> list[tuple[Offer, Chosen]]:
    """Return the offers for a client that demands no profile: the recommended one, the page, and what its media ranges name."""
    first, *others = [_offer(each) for each in variants_in(RECOMMENDED, subject)]
    hinted = [
        _offer(each, iri) for iri, profile in _hinted(request) for each in variants_in(profile, subject)
    ]
    return [first, _PAGE, *others, *hinted]


def _hinted(request: Request) -> Iterable[tuple[str, Profile]]:
    """Return the profiles of ours that the media ranges name, each by the IRI that they call it."""
    iris = dict.fromkeys(iri for each in media_ranges(request.accept or "") for iri in each.profiles)
    return [(iri, profile) for iri in iris if (profile := named(iri))]


def _offer(variant: Variant, profile: str = "") -> tuple[Offer, Chosen]:
    return _of_format(variant.format, profile), variant


def _of_format(format_: Format, profile: str = "") -> Offer:
    return Offer(format_.media_type, profile, format_.aliases)


_Choice = TypeVar("_Choice")


def _negotiated(accept: str | None, offers: Sequence[tuple[Offer, _Choice]]) -> _Choice | None:
    best = negotiate(accept, [offer for offer, _ in offers])
    return next((chosen for offer, chosen in offers if offer is best), None)
