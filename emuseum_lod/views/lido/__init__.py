"""The description of a museum object as LIDO 1.1 (Lightweight Information Describing Objects): everything its record knows.

What stands in which element is docs/lido.md. Documents are made at load, once for each object that changed, so they are joined from
strings; `elements` is the only module that writes a tag or escapes a text.
"""

from emuseum_lod.views.lido.document import LIDO_SCHEMA, lido

__all__ = ["LIDO_SCHEMA", "lido"]
