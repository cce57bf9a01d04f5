"""Datestamps: UTC, to the second, ``YYYY-MM-DDTHH:MM:SSZ``, so that their order is that of their text."""

from datetime import UTC, datetime


def now() -> str:
    """Return the present second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
