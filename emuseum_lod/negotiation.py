"""Proactive negotiation of RFC 9110, §12: which of our representations a client wants, by its Accept, Accept-Language and Accept-Profile.

What linked-data clients really send decided the points that the standard leaves open (docs/linked-data.md):

* Parameters other than ``q`` and ``profile`` are ignored: ``text/turtle;charset=utf-8;q=0.9`` is Turtle.
* A ``profile`` selects among the offers of its media type. One that we don't have selects nothing, and the range counts
  as if it had none (RFC 6906, §3.1: a profile is a hint that may be ignored); the answer's Content-Type tells what it is.
* An alias (``application/json`` for JSON-LD) counts where it is named in full, and less than the offer's own type.
* Of equal qualities the one named more exactly wins (``*/*`` beside ``text/turtle``), then the server's order.
* Parts that are no media range are skipped; a header of nothing else counts as absent.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

MAX_HEADER: Final = 4096
"""Characters of a header that are read. Browsers send under 200, RDF libraries under 600; parts cut by the limit are dropped."""

_QUOTED: Final = r'"(?:[^"\\]++|\\.)*+(?:"|\\?$)'
_BY_COMMA: Final = re.compile(rf'(?:[^",]++|{_QUOTED})++', re.DOTALL)
_BY_SEMICOLON: Final = re.compile(rf'(?:[^";]++|{_QUOTED})++', re.DOTALL)
_RANGE: Final = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]++)/([!#$%&'*+.^_`|~0-9A-Za-z-]++)")
# ".2" has no leading zero in old Java clients, and some send more than the three decimals of §12.4.2.
_QUALITY: Final = re.compile(r"0?\.\d{1,6}|0\.?|1(?:\.0{0,6})?", re.ASCII)
_LANGUAGE: Final = re.compile(r"\*|[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8}){0,8}", re.ASCII)

_BRACKETED: Final = r"<[^<>]*+>?"
_PROFILES_BY_COMMA: Final = re.compile(rf'(?:[^",<]++|{_BRACKETED}|{_QUOTED})++', re.DOTALL)
_PROFILE_BY_SEMICOLON: Final = re.compile(rf'(?:[^";<]++|{_BRACKETED}|{_QUOTED})++', re.DOTALL)
_PROFILE: Final = re.compile(r"<([^<>\s\"]+)>|([A-Za-z][^<>\s\";,]*|\*)")

_BY_PROFILE, _BY_NAME, _BY_ALIAS, _BY_FAMILY, _BY_ANYTHING = 5, 4, 3, 2, 1


@dataclass(frozen=True, slots=True)
class Offer:
    """A representation that we have: its media type, and the URI of its profile where it has one.

    `aliases` are media types that clients send when they mean this one; `token` is our own name for it (an extension,
    a format's short name).
    """

    media_type: str
    profile: str = ""
    aliases: tuple[str, ...] = ()
    token: str = ""

    @property
    def content_type(self) -> str:
        """The value of its Content-Type header: text in UTF-8, and the profile as a quoted parameter (RFC 6906)."""
        charset = "; charset=utf-8" if self.media_type.startswith("text/") else ""
        profile = f'; profile="{self.profile}"' if self.profile else ""
        return f"{self.media_type}{charset}{profile}"


@dataclass(frozen=True, slots=True)
class MediaRange:
    """A part of an Accept header: ``type/subtype``, lower case, either or both ``*``; its profiles; its quality from 0 to 1."""

    media_type: str
    profiles: tuple[str, ...] = ()
    quality: float = 1.0


def negotiate(accept: str | None, offers: Sequence[Offer]) -> Offer | None:
    """Return the offer that an Accept header wants most, or None when none of them is acceptable (406).

    An absent or empty header accepts everything: the first offer is the one that we recommend.
    """
    ranges = media_ranges(accept or "")
    if not ranges:
        return offers[0] if offers else None
    best: tuple[float, int] = (0.0, 0)
    chosen: Offer | None = None
    for offer in offers:
        exactness, quality = _fit(offer, ranges, offers)
        if quality > 0 and (quality, exactness) > best:
            best, chosen = (quality, exactness), offer
    return chosen


@lru_cache(maxsize=512)
def media_ranges(accept: str) -> tuple[MediaRange, ...]:
    """Return the media ranges of an Accept header, in its order."""
    found = (_media_range(part) for part in _parts(accept))
    return tuple(media_range for media_range in found if media_range is not None)


def negotiate_language(accept_language: str | None, available: Sequence[str]) -> str | None:
    """Return the language of `available` that an Accept-Language header wants most, or None when it names none of them.

    Matching is the lookup of RFC 4647, §3.4 (``kk-Cyrl-KZ`` is content with ``kk``), and a shorter range takes a longer
    tag. Among equals the one that the header names first wins, as browsers send them in the person's order.
    """
    ranges = language_ranges(accept_language or "")
    fits = [(_language_fit(tag.lower(), ranges), tag) for tag in available]
    wanted = [(fit, tag) for fit, tag in fits if fit[0] > 0]
    return max(wanted, key=lambda entry: entry[0])[1] if wanted else None


@lru_cache(maxsize=512)
def language_ranges(accept_language: str) -> tuple[tuple[str, float], ...]:
    """Return the language ranges of an Accept-Language header, lower case, each with its quality."""
    found = []
    for part in _parts(accept_language):
        tag, *parameters = (piece.strip() for piece in part.split(";"))
        quality = _quality(parameters)
        if quality is not None and _LANGUAGE.fullmatch(tag):
            found.append((tag.lower(), quality))
    return tuple(found)


@lru_cache(maxsize=512)
def profile_ranges(accept_profile: str) -> tuple[str, ...]:
    """Return the IRIs of an Accept-Profile header (Content Negotiation by Profile, §7.1), the most wanted first; refused ones (``q=0``) left out.

    The IRIs stand in angle brackets; tokens and ``*`` do not, and some clients forget them.
    """
    found: list[tuple[float, str]] = []
    for part in _parts(accept_profile, _PROFILES_BY_COMMA):
        name, *parameters = (piece.strip() for piece in _PROFILE_BY_SEMICOLON.findall(part) or [""])
        quality, match = _quality(parameters), _PROFILE.fullmatch(name)
        if quality and match:
            found.append((quality, match[1] or match[2]))
    return tuple(iri for _, iri in sorted(found, key=lambda each: -each[0]))


def _fit(offer: Offer, ranges: Iterable[MediaRange], offers: Iterable[Offer]) -> tuple[int, float]:
    """Return how exactly the ranges name an offer, and the quality that the most exact of them gives it."""
    fits = ((_exactness(offer, media_range, offers), media_range.quality) for media_range in ranges)
    return max((fit for fit in fits if fit[0]), default=(0, 0.0))


def _exactness(offer: Offer, media_range: MediaRange, offers: Iterable[Offer]) -> int:
    """Return how exactly a range names an offer (§12.5.1, "the most specific reference has precedence"); 0: not at all."""
    wanted = media_range.media_type
    if wanted == offer.media_type:
        return _by_profile(offer, media_range, offers)
    if wanted in offer.aliases:
        return min(_BY_ALIAS, _by_profile(offer, media_range, offers))
    if wanted == "*/*":
        return _BY_ANYTHING
    family, _, subtype = wanted.partition("/")
    return _BY_FAMILY if subtype == "*" and offer.media_type.startswith(f"{family}/") else 0


def _by_profile(offer: Offer, media_range: MediaRange, offers: Iterable[Offer]) -> int:
    if offer.profile and offer.profile in media_range.profiles:
        return _BY_PROFILE
    ours = {other.profile for other in offers if media_range.media_type in (other.media_type, *other.aliases)}
    return 0 if ours.intersection(media_range.profiles) else _BY_NAME


def _media_range(part: str) -> MediaRange | None:
    pieces = [piece.strip() for piece in _BY_SEMICOLON.findall(part)]
    if not pieces:
        return None
    name, parameters = pieces[0].lower(), pieces[1:]
    name = "*/*" if name == "*" else name  # java.net.HttpURLConnection: "text/html, *; q=.2"
    quality = _quality(parameters)
    match = _RANGE.fullmatch(name)
    if quality is None or match is None or (match[1] == "*" and match[2] != "*"):
        return None
    return MediaRange(name, tuple(_profiles(parameters)), quality)


def _profiles(parameters: Iterable[str]) -> Iterable[str]:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "profile":
            yield from re.sub(r"\\(.)", r"\1", value.strip().strip('"')).split()


def _quality(parameters: Iterable[str]) -> float | None:
    """Return the value of ``q``: 1 when there is none, None when it is no quality."""
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            return round(float(value), 3) if _QUALITY.fullmatch(value := value.strip()) else None
    return 1.0


def _parts(header: str, pattern: "re.Pattern[str]" = _BY_COMMA) -> list[str]:
    if len(header) > MAX_HEADER:
        header = header[:MAX_HEADER].rpartition(",")[0]
    return pattern.findall(header)


def _language_fit(tag: str, ranges: Sequence[tuple[str, float]]) -> tuple[float, int]:
    """Return the quality that language ranges give a tag, and minus the position of the range that does."""
    if (tag, 0.0) in ranges:
        return 0.0, 0
    fits = [(wanted, quality, -position) for position, (wanted, quality) in enumerate(ranges)]
    named = [fit for fit in fits if _same_language(tag, fit[0])]
    anything = [fit for fit in fits if fit[0] == "*"]
    return max((fit[1:] for fit in named or anything), default=(0.0, 0))


def _same_language(tag: str, wanted: str) -> bool:
    return wanted == tag or wanted.startswith(f"{tag}-") or tag.startswith(f"{wanted}-")
