"""The order of a load: read, map, compare, apply to the ledger, prepare what is published."""

from emuseum_lod.loading.report import LoadReport, read_report
from emuseum_lod.loading.run import load

__all__ = ["LoadReport", "load", "read_report"]
