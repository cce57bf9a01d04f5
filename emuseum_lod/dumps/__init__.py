"""Dumps: everything that is published as files, of the whole catalogue and of each museum, with what changed from one to the next (docs/dumps.md)."""
