"""What came of a harvest."""

from typing import Final, Literal

import msgspec

_OF_RECEIPTS: Final = {
    "matches": "the repository's receipt matches: the mirror is complete",
    "differs": "the repository's receipt does not match",
    "none": "the repository gives no receipts",
}


class HarvestReport(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a harvest.

    `created` to `gone` are records by what they did to the mirror; `repeated` came more than once in one walk, `gone` the repository's list
    no longer has. `live` and `tombstones` are what the mirror holds now, `complete` the moment of the repository that it holds all of
    (None: not yet). `fault` is why the harvest could not be ended (empty: it was); what came before is kept, and the next one goes on
    there. `broken` are the first records that could not be taken. `receipt` says whether the repository's was met (empty: not asked for).
    """

    url: str
    prefix: str
    set_spec: str | None
    pages: int
    created: int
    updated: int
    deleted: int
    unchanged: int
    repeated: int
    gone: int
    live: int
    tombstones: int
    complete: str | None
    fault: str
    broken: list[str]
    receipt: Literal["", "matches", "differs", "none"]

    @property
    def failed(self) -> bool:
        """Whether anything is not as it should be."""
        return bool(self.fault or self.broken or self.receipt == "differs")

    def summary(self) -> str:
        """Return what came of it in a few lines for a terminal."""
        counts = ("created", "updated", "deleted", "unchanged", "repeated", "gone")
        did = [f"{getattr(self, what):,} {what}" for what in counts if getattr(self, what)]
        held = f"{self.live:,} records and {self.tombstones:,} deleted ones"
        lines = [
            f"{self.prefix} of {self.url}: {', '.join(did) or 'nothing new'}; {self.pages:,} pages",
            f"the mirror holds {held}, complete for {self.complete or 'no moment yet'}",
        ]
        if self.receipt:
            lines.append(_OF_RECEIPTS[self.receipt])
        lines += [f"not taken: {one}" for one in self.broken]
        if self.fault:
            lines.append(f"not ended: {self.fault}; what came is kept, the same call goes on")
        return "\n".join(lines)
