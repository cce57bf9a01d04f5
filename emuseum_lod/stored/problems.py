"""Why ``/api/`` does not answer: problem documents (RFC 9457) that name the parameter and its value, and say what to do."""

from dataclasses import dataclass
from typing import Final

from emuseum_lod.sparql.faults import Fault
from emuseum_lod.sparql.frames import Failure
from emuseum_lod.stored.request import Refused
from emuseum_lod.stored.rows import encoded

_OWN: Final = {
    "parameter": (400, "A parameter does not fit"),
    "not-found": (404, "There is no such query"),
    "changed": (409, "Something was published in between"),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """Why there is no answer. `headers` are what its status demands."""

    status: int
    title: str
    code: str
    detail: str
    parameter: str = ""
    value: str = ""
    headers: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, reason: Refused | Failure | Fault) -> "Problem":
        """Return what a refusal of ours, or a failure of the pool, means."""
        if isinstance(reason, Refused):
            status, title = _OWN[reason.code]
            return cls(status, title, reason.code, reason.detail, reason.parameter, reason.value)
        fault = Fault.of(reason) if isinstance(reason, Failure) else reason
        return cls(fault.status, fault.title, fault.code, fault.detail, headers=fault.headers)

    def document(self, documentation: str) -> bytes:
        """Return the problem document; `documentation` is where it is said how to ask."""
        said = {
            "title": self.title,
            "status": self.status,
            "code": self.code,
            "detail": self.detail,
            "parameter": self.parameter,
            "value": self.value,
            "documentation": documentation,
        }
        return encoded({key: value for key, value in said.items() if value})
