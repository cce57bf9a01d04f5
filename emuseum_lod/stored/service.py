"""What answers are made with: the endpoint that evaluates, and the stored queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from emuseum_lod.sparql.service import Service as Endpoint
from emuseum_lod.stored.library import Library
from emuseum_lod.stored.request import OPENAPI


@dataclass(frozen=True, slots=True)
class Service:
    """The dependencies of this protocol."""

    endpoint: Endpoint
    library: Library

    @property
    def base(self) -> str:
        """Our base IRI."""
        return self.endpoint.addresses.base

    @property
    def path(self) -> str:
        """The path of the list of stored queries from the root, with its slash."""
        return f"{self.endpoint.addresses.root}/api/"

    @property
    def address(self) -> str:
        """The address of the list of stored queries, with its slash."""
        return f"{self.base}api/"

    @property
    def openapi(self) -> str:
        """The address of the OpenAPI description."""
        return f"{self.address}{OPENAPI}.json"

    def query_address(self, name: str, suffix: str = "", parameters: Mapping[str, str] | None = None) -> str:
        """Return the address of a query in a format ("": by negotiation), with these parameters."""
        asked = f"?{encoded_parameters(parameters)}" if parameters else ""
        return f"{self.address}{name}{f'.{suffix}' if suffix else ''}{asked}"


def encoded_parameters(parameters: Mapping[str, str]) -> str:
    """Return parameters as they stand in an address: percent-encoded, but for what is easier read as it is and means nothing there (RFC 3986, §3.4)."""
    return urlencode(parameters, safe=",:/")
