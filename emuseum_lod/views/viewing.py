"""Where a 3D model can be looked at, and embedded elsewhere: the address of its viewer, and of the oEmbed document that tells how."""

from typing import Final, Literal
from urllib.parse import quote

from emuseum_lod.uris import ItemId, key_of

OEMBED: Final = "https://oembed.com/"
"""What a service conforms to that tells how an address is embedded."""

OembedFormat = Literal["json", "xml"]

_GLTF: Final = {".glb": "model/gltf-binary", ".gltf": "model/gltf+json"}
"""What the viewer shows, by a file's extension: glTF, of which providers often do not state the media type."""


def model_type(url: str, media_type: str) -> str:
    """Return the media type of a model: the one that is stated, else by its address; "" where neither tells."""
    if media_type:
        return media_type
    path = url.partition("?")[0].lower()
    return next((type_ for ending, type_ in _GLTF.items() if path.endswith(ending)), "")


def can_be_viewed(url: str, media_type: str) -> bool:
    """Tell whether the viewer shows a model of this address and media type."""
    return model_type(url, media_type).partition(";")[0].strip().lower() in _GLTF.values()


def viewer_path(item: ItemId) -> str:
    """Return the path of an asset's viewer, from the root."""
    return f"/embed/asset/{key_of(item)}"


def oembed_path(address: str, format_: OembedFormat) -> str:
    """Return the path and query, from the root, of what tells how one of our addresses is embedded."""
    return f"/oembed?url={quote(address, safe='')}&format={format_}"
