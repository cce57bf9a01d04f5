"""Linked open data and interoperability service of Kazakhstan's E-museum portal."""

__version__ = "0.1.0"
