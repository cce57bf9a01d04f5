"""What goes wrong with a query: the status that tells it (RFC 9110, §15), the problem document (RFC 9457), when to come back.

A 503 with Retry-After is about the service: the same query may do later. A 503 without is about the query: it needs more than one gets.
A 429 is about the client: it has used its share for now.
"""

import json
from dataclasses import dataclass
from typing import Final

from emuseum_lod.sparql.frames import Failure
from emuseum_lod.sparql.request import Refused


@dataclass(frozen=True, slots=True)
class _Kind:
    status: int
    title: str
    retry_after: int = 0


_KINDS: Final[dict[str, _Kind]] = {
    "parameter": _Kind(400, "The request makes no sense"),
    "format": _Kind(400, "There is no such format"),
    "encoding": _Kind(400, "The query is not UTF-8"),
    "syntax": _Kind(400, "The query is not SPARQL 1.1"),
    "search": _Kind(400, "The text search can't be made"),
    "evaluation": _Kind(400, "The query can't be evaluated"),
    "too-deep": _Kind(400, "The query is nested too deeply"),
    "update": _Kind(403, "Updates are not taken here"),
    "service": _Kind(403, "Federated queries are not evaluated here"),
    "method": _Kind(405, "This method is not used here"),
    "not-acceptable": _Kind(406, "There is no acceptable format"),
    "too-large": _Kind(413, "The request is too large"),
    "too-long": _Kind(413, "The query is too long"),
    "media-type": _Kind(415, "The body is of an unsupported type"),
    "crash": _Kind(500, "The engine failed at this query"),
    "exhausted": _Kind(429, "Too much time is used for your queries", retry_after=60),
    "timeout": _Kind(503, "The query took too long"),
    "memory": _Kind(503, "The query needs too much memory"),
    "busy": _Kind(503, "All query workers are busy", retry_after=5),
    "unavailable": _Kind(503, "Queries can't be answered at the moment", retry_after=5),
    "no-data": _Kind(503, "Nothing has been published yet", retry_after=30),
}
_LIMITED: Final = frozenset({"too-deep", "too-large", "too-long", "timeout", "memory", "busy", "exhausted"})
"""What happens for a limit that is published."""

_ADVICE: Final = {
    "timeout": "name more of what you look for, take fewer patterns that match everything, or try with LIMIT; for everything there is OAI-PMH",
    "memory": "sort, group or join fewer rows, or ask in parts",
}


def status_of(code: str) -> int:
    """Return the HTTP status of a code of the table above."""
    return _KINDS[code].status


@dataclass(frozen=True, slots=True)
class Fault:
    """Why there is no answer. `code` is a key of the table above; `retry_after` are seconds, 0: those of the table."""

    code: str
    detail: str = ""
    line: int = 0
    column: int = 0
    retry_after: int = 0

    @classmethod
    def of(cls, reason: Refused | Failure) -> "Fault":
        """Return what a refusal or a failure of the pool means."""
        if isinstance(reason, Refused):
            return cls(reason.fault, reason.detail, reason.line, reason.column)
        parts = (reason.detail, _ADVICE.get(reason.code, ""))
        said = ": ".join(part for part in parts if part)
        return cls(reason.code, said, reason.line, reason.column, reason.retry_after)

    @property
    def status(self) -> int:
        """The HTTP status."""
        return status_of(self.code)

    @property
    def title(self) -> str:
        """What happened, in a few words."""
        return _KINDS[self.code].title

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """What the status demands beside it."""
        kind = _KINDS[self.code]
        allow = (("Allow", "GET, HEAD, OPTIONS, POST"),) if kind.status == 405 else ()
        seconds = self.retry_after or kind.retry_after
        return (*allow, *((("Retry-After", str(seconds)),) if seconds else ()))

    def document(self, formats: tuple[str, ...] = (), limits: str = "") -> bytes:
        """Return the problem document; `formats` are the media types that can be had, `limits` where the limits are published."""
        said: dict[str, object] = {
            "title": self.title,
            "status": self.status,
            "code": self.code,
        }
        if self.detail:
            said["detail"] = self.detail
        if self.line:
            said |= {"line": self.line, "column": self.column}
        if formats:
            said["formats"] = list(formats)
        if limits and self.code in _LIMITED:
            said["limits"] = limits
        return json.dumps(said, ensure_ascii=False).encode() + b"\n"
