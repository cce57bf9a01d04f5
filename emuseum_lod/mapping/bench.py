"""What every rule is compiled with."""

from collections.abc import Callable
from typing import Any

import msgspec

from emuseum_lod.mapping.audit import Audit
from emuseum_lod.mapping.compile_texts import Texts
from emuseum_lod.mapping.findings import Findings
from emuseum_lod.mapping.profile import Profile
from emuseum_lod.mapping.record_files import Piece
from emuseum_lod.mapping.terms import Emission, Terms
from emuseum_lod.uris import ItemId

Describe = Callable[[Any, Findings, ItemId | None], Emission | None]
"""Makes the record of an item that a node mentions, below another item or None; None when it can't be identified."""


class Bench(msgspec.Struct, frozen=True):
    """A profile, where misses are counted, who makes the provider's own terms, and who compiles other record files.

    `describe` returns what a record file makes of a node; it is asked when a mention is first met, so that files may refer
    to each other.
    """

    profile: Profile
    audit: Audit
    terms: Terms
    describe: Callable[[str], Describe]

    def texts(self, piece: Piece, where: str) -> Texts:
        """Compile the texts of a rule."""
        return Texts(piece, self.profile, where)
