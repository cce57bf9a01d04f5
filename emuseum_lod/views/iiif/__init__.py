"""IIIF Presentation: objects, museums and tours as viewers take them. docs/iiif.md says what stands where."""

from emuseum_lod.views.iiif.collection import Stretch, collection, museums
from emuseum_lod.views.iiif.manifest import manifest
from emuseum_lod.views.iiif.scene import scenes

__all__ = ["Stretch", "collection", "manifest", "museums", "scenes"]
