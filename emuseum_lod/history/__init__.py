"""The versions of items: Memento (RFC 7089), a page of an item's history, and what a version said."""
