"""Content-negotiated pages and data of every item."""
