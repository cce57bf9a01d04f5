"""Linked Art 1.0 (https://linked.art/api/1.0/): items as the JSON-LD that its clients read. docs/linked-art.md says what stands where."""

from emuseum_lod.views.linked_art.document import CONTEXT as LINKED_ART
from emuseum_lod.views.linked_art.document import linked_art, linked_art_of_visual

__all__ = ["LINKED_ART", "linked_art", "linked_art_of_visual"]
