"""Stored queries: a file in ``sparql/stored/`` becomes a documented, paged route below ``/api/`` (docs/api.md)."""
