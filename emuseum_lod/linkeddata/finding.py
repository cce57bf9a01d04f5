"""Which profile, and which document, a name means: in a header, a parameter or an address."""

from typing import Final

from emuseum_lod.linkeddata.listings import LISTINGS
from emuseum_lod.linkeddata.neighbourhood import NEIGHBOURHOOD
from emuseum_lod.linkeddata.profile import Profile, Variant
from emuseum_lod.linkeddata.profiles import PROFILES

_EVERY: Final = (*PROFILES, *LISTINGS, NEIGHBOURHOOD)

_BY_TOKEN: Final = {profile.token: profile for profile in _EVERY}

_BY_NAME: Final = {
    name: profile for profile in reversed(_EVERY) for name in (profile.iri, *profile.other_names)
} | _BY_TOKEN


def named(name: str) -> Profile | None:
    """Return the profile of a token or an IRI, which clients write with and without the slash at its end; None for no profile of ours."""
    other = name.removesuffix("/") if name.endswith("/") else f"{name}/"
    return _BY_NAME.get(name) or _BY_NAME.get(other)


def variant(token: str, extension: str) -> Variant | None:
    """Return the document that a profile's token and a file's extension name; None where there is no such one below ``/data/``."""
    profile = _BY_TOKEN.get(token)
    if profile is None or profile.path:
        return None
    return next((Variant(profile, each) for each in profile.formats if each.extension == extension), None)
