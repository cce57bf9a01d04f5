"""schema.org (https://schema.org): items as search engines read them, in a document of their own and in the page of an item."""

from emuseum_lod.views.schema_org.document import CONTEXT, in_language, schema_org

__all__ = ["CONTEXT", "in_language", "schema_org"]
