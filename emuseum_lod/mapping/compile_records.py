"""Compiles a record file: from a source node to the record that it describes."""

from collections.abc import Callable
from typing import Any, Final

import msgspec

from emuseum_lod.catalogue.records import (
    Actor,
    Asset,
    CatalogueRecord,
    Collection,
    Concept,
    HumanMadeObject,
    Place,
    Tour,
)
from emuseum_lod.errors import ConfigurationError
from emuseum_lod.mapping.bench import Bench
from emuseum_lod.mapping.events import by_event
from emuseum_lod.mapping.feeds import Feed
from emuseum_lod.mapping.fields import FIELDS, compile_fields
from emuseum_lod.mapping.findings import Findings
from emuseum_lod.mapping.identity import Identify, Name
from emuseum_lod.mapping.record_files import RecordFile
from emuseum_lod.mapping.terms import BY_TEXT, Emission, common, emit
from emuseum_lod.sources.record import SourceRecord
from emuseum_lod.uris import ItemId, Kind

OF_AN_INPUT: Final = 100
"""Authority of what a source record is about."""
MENTIONED: Final = 50
"""Authority of what a source record mentions by identifier."""

_RECORDS: Final[dict[Kind, Callable[..., CatalogueRecord]]] = {
    "object": HumanMadeObject,
    "actor": Actor,
    "place": Place,
    "concept": Concept,
    "collection": Collection,
    "asset": Asset,
    "tour": Tour,
}
_ABOVE: Final[dict[Kind, str]] = {"concept": "broader", "place": "part_of"}
"""The field that says what an item of a tree is below."""


class CompiledRecord:
    """A record file as functions."""

    def __init__(self, file: RecordFile, bench: Bench) -> None:
        """Compile a record file. Raises ConfigurationError, naming file and field, for what is wrong in it."""
        self.kind = file.kind
        self._bench = bench
        self._file = file
        self._required = file.required
        feeds = compile_fields(file.kind, file.rules, bench, str(file.path))
        self._institution = feeds.pop("institution", None)
        self._events, self._plain = by_event(feeds, file.each)
        self._identify = Identify(file.identity, file.kind, bench, f"{file.path} [id]")
        self._common: dict[str, Any] = dict(common(bench.profile))
        if file.kind == "concept" and "scheme" not in file.rules:
            self._common["scheme"] = f"{bench.profile.id}-terms"
        self._holds = file.kind == "object"
        self._has_institution = "institution" in FIELDS[file.kind]
        self._keeps = "statements" in FIELDS[file.kind]
        self._rights = bench.profile.provider.rights if file.kind == "object" else ""
        institutions = bench.profile.provider.institutions
        self._only = institutions[0].id if len(institutions) == 1 else None
        for field in file.required:
            if field not in file.rules:
                raise ConfigurationError(f"{file.path}: required names {field!r}, which no rule feeds")

    def name(self, node: Any, findings: Findings) -> Name | None:
        """Return the name of the item that a node describes; say in `findings` which museum holds it."""
        if self._holds:
            institution = self._institution(node, findings) if self._institution else None
            findings.institution = institution or (None if self._institution else self._only)
        return self._identify.name(node, findings)

    def record(
        self, named: Name, node: Any, findings: Findings, above: ItemId | None = None
    ) -> CatalogueRecord | None:
        """Return the record of a node, or None, with an issue, when something lacks that it must have."""
        values = _values(self._plain, node, findings)
        for events in self._events:
            if found := events.of(node, findings):
                values[events.sort] = found
        if not self._is_complete(values, findings):
            return None
        if self._has_institution and (institution := self._held_by(node, findings)):
            values["institution"] = institution
        if self._rights:
            values.setdefault("rights", self._rights)
        if above is not None:
            values.update(self._under(above, values))
        if findings.kept and self._keeps:
            values["statements"] = tuple(dict.fromkeys((*values.get("statements", ()), *findings.kept)))
        return _RECORDS[self.kind](
            id=named.id, namespace=named.namespace, local_id=named.local_id, **self._common, **values
        )

    def describe(self, node: Any, findings: Findings, above: ItemId | None) -> Emission | None:
        """Return an item that a record mentions."""
        named = self.name(node, findings)
        record = self.record(named, node, findings, above) if named else None
        if record is None or named is None:
            return None
        return emit(record, self._file.authority or (BY_TEXT if named.by_text else MENTIONED))

    def primary(self, named: Name, source: SourceRecord, findings: Findings) -> Emission | None:
        """Return what a source record is about."""
        record = self.record(named, source.fields, findings)
        if record is None:
            return None
        if source.origins:
            record = msgspec.structs.replace(record, origins=source.origins)
        return emit(record, self._file.authority or OF_AN_INPUT, derived=False)

    def _held_by(self, node: Any, findings: Findings) -> ItemId | None:
        """Return the museum of an object or a file of it; a collection or tour has the one that its rules name."""
        if self._holds or self._institution is None:
            return findings.institution
        institution: ItemId | None = self._institution(node, findings)
        return institution

    def _under(self, above: ItemId, values: dict[str, Any]) -> dict[str, Any]:
        field = _ABOVE.get(self.kind)
        if field == "broader":
            return {field: tuple(dict.fromkeys((*values.get(field, ()), above)))}
        return {field: above} if field else {}

    def _is_complete(self, values: dict[str, Any], findings: Findings) -> bool:
        missing = [field for field in self._required if not _has(values, field)]
        for field in missing:
            findings.report(
                "missing-value",
                f"nothing for {field}, which {self._file.name}.toml requires: the {self.kind} was not taken",
                field=" | ".join(path for rule in self._file.rules[field] for path in rule.paths),
                severity="error",
                advice="fill it in in the export",
            )
        return not missing


def _values(feeds: list[tuple[str, Feed]], node: Any, findings: Findings) -> dict[str, Any]:
    return {field: value for field, feed in feeds if (value := feed(node, findings))}


def _has(values: dict[str, Any], field: str) -> bool:
    event, _, part = field.partition(".")
    return event in values and (not part or any(getattr(one, part) for one in values[event]))
