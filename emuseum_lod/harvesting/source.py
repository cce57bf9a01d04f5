"""What is harvested: one list of one repository, and the addresses it is asked for by."""

import re
from typing import Final, Self
from urllib.parse import urlencode, urlsplit

import msgspec

from emuseum_lod.errors import HarvestError

_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\dZ)?", re.ASCII)


class Source(msgspec.Struct, frozen=True):
    """One list: of the repository at `url`, in the format `prefix`, of the set `set_spec` and since `since`, where these are given."""

    url: str
    prefix: str
    set_spec: str | None = None
    since: str | None = None

    @classmethod
    def of(cls, url: str, prefix: str, set_spec: str | None = None, since: str | None = None) -> Self:
        """Return a source. Raises HarvestError for what can't be one."""
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
            raise HarvestError(f"{url!r} is not the base URL of a repository: http(s)://…, without ? and #")
        if since is not None and not is_date(since):
            raise HarvestError(f"{since!r} is no date: give YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ")
        return cls(url, prefix, set_spec, since)

    def identify(self) -> str:
        """Return the address of the repository's description (§4.2)."""
        return self._ask(verb="Identify")

    def first(self, from_: str | None) -> str:
        """Return the address of the first part of the list (§4.5)."""
        asked = {"metadataPrefix": self.prefix, "set": self.set_spec, "from": from_}
        return self._ask(verb="ListRecords", **asked)

    def following(self, token: str) -> str:
        """Return the address of the part that a token stands for (§3.5)."""
        return self._ask(verb="ListRecords", resumptionToken=token)

    def record(self, identifier: str) -> str:
        """Return the address of one record (§4.1)."""
        return self._ask(verb="GetRecord", metadataPrefix=self.prefix, identifier=identifier)

    def receipt(self, **asked: str) -> str:
        """Return the address of the list's receipt (docs/harvesting.md has its form)."""
        given = {"metadataPrefix": self.prefix, "set": self.set_spec, "from": self.since, **asked}
        return f"{self.url}/receipt?{_query(given)}"

    def holds(self, sets: tuple[str, ...]) -> bool:
        """Tell whether a record of these sets belongs to the list; a set holds what its parts hold (§2.6)."""
        wanted = self.set_spec
        return wanted is None or any(one == wanted or one.startswith(f"{wanted}:") for one in sets)

    def _ask(self, **arguments: str | None) -> str:
        return f"{self.url}?{_query(arguments)}"


def is_date(text: str) -> bool:
    """Tell whether a text has the form of a datestamp (§3.3)."""
    return _DATE.fullmatch(text) is not None


def _query(arguments: dict[str, str | None]) -> str:
    return urlencode({name: value for name, value in arguments.items() if value is not None})
