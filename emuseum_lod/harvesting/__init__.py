"""The other side of OAI-PMH: keeps a complete copy of any repository, and proves it where the repository gives a receipt (docs/harvesting.md)."""

from emuseum_lod.harvesting.report import HarvestReport
from emuseum_lod.harvesting.run import harvest
from emuseum_lod.harvesting.source import Source

__all__ = ["HarvestReport", "Source", "harvest"]
