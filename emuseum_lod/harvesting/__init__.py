"""The other side of OAI-PMH: keeps a complete copy of any repository, and proves it where the repository gives a receipt (docs/harvesting.md)."""
