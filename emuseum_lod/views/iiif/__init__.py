"""IIIF Presentation: objects, museums and tours as viewers take them. docs/iiif.md says what stands where."""

from emuseum_lod.views.iiif.addresses import CONTEXT, DRAFT_CONTEXT, draft_path, presentation_path
from emuseum_lod.views.iiif.collection import Stretch, collection, museums
from emuseum_lod.views.iiif.manifest import manifest
from emuseum_lod.views.iiif.scene import scenes

__all__ = [
    "CONTEXT",
    "DRAFT_CONTEXT",
    "Stretch",
    "collection",
    "draft_path",
    "manifest",
    "museums",
    "presentation_path",
    "scenes",
]
