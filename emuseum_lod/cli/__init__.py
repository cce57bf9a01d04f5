"""The commands (`emuseum-lod --help`). Exit codes: 0 done, 1 the data has errors, 2 the call or a setting is wrong."""

from emuseum_lod.cli.commands import main

__all__ = ["main"]
