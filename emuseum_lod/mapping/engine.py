"""Maps source records to catalogue records by a provider's profile.

A profile is compiled once: each rule becomes a function from a source node to the value of a field. One source record gives the
record that it is about (the primary), and those of the persons, places, terms and files that it mentions.
"""

import msgspec

from emuseum_lod.catalogue.records import Institution, Name, Statement
from emuseum_lod.catalogue.vocabularies import place_id
from emuseum_lod.errors import ConfigurationError
from emuseum_lod.issues import Issue
from emuseum_lod.mapping.audit import Audit, Auditor
from emuseum_lod.mapping.bench import Bench, Describe
from emuseum_lod.mapping.compile_records import OF_AN_INPUT, CompiledRecord
from emuseum_lod.mapping.coverage import auditor
from emuseum_lod.mapping.findings import Findings
from emuseum_lod.mapping.profile import InstitutionEntry, Profile
from emuseum_lod.mapping.references import check_lookup, is_known
from emuseum_lod.mapping.terms import Emission, Terms, common, emit
from emuseum_lod.sources.record import SourceRecord
from emuseum_lod.uris import ItemId, concept_id


class Mapped(msgspec.Struct, frozen=True):
    """What came out of one source record.

    `emissions`: the primary record first, unless it could not be taken, then what it mentions. `held` are the items whose record was
    there but could not be taken: they keep their last good state. `rank` is the precedence of the input, 0 first.
    """

    emissions: tuple[Emission, ...]
    issues: tuple[Issue, ...]
    held: tuple[ItemId, ...] = ()
    rank: int = 0


class Mapper:
    """Maps the records of one provider. `audit` counts what no rule reads and no lookup knows, over all that was mapped."""

    def __init__(self, profile: Profile) -> None:
        """Compile a profile. Raises ConfigurationError, naming file and place, for what is wrong in it."""
        self.profile = profile
        self.audit = Audit()
        self._bench = Bench(profile, self.audit, Terms(profile), self._describe)
        self._records = {name: CompiledRecord(file, self._bench) for name, file in profile.records.items()}
        self._auditors: dict[str, Auditor] = {
            one.record: auditor(profile, one.record) for one in profile.provider.inputs
        }
        precedences = sorted({one.precedence for one in profile.provider.inputs}, reverse=True)
        self._ranks = {one.name: precedences.index(one.precedence) for one in profile.provider.inputs}
        for name, lookup in profile.lookups.items():
            check_lookup(lookup, profile.folder / "lookups" / f"{name}.csv")

    def map(self, record: SourceRecord) -> Mapped:
        """Return what comes out of a source record. Nothing is raised for bad data."""
        findings = Findings(record.source, record.position)
        one = self.profile.input_of(record.source, record.fields)
        if one is None:
            findings.report(
                "unknown-input",
                "no input of provider.toml takes this record, neither by its file's name nor by its fields",
                field="",
                severity="error",
                advice=f"correct the record, or the inputs: {self.profile.inputs_in_words()}",
            )
            return Mapped((), _unidentified(findings))
        compiled, rank = self._records[one.record], self._ranks[one.name]
        self._auditors[one.record].check(record.fields, self.audit)
        named = compiled.name(record.fields, findings)
        if named is None:
            return Mapped((), _unidentified(findings), rank=rank)
        primary = compiled.primary(named, record, findings)
        if primary is None:
            return Mapped((), tuple(findings.issues), (named.id,), rank)
        findings.mentioned.pop(named.id, None)
        return Mapped((primary, *findings.mentioned.values()), tuple(findings.issues), (), rank)

    def institutions(self) -> list[Emission]:
        """Return the records of the profile's museums. Raises ConfigurationError for a place or type that there is not."""
        return [self._institution(entry) for entry in self.profile.provider.institutions]

    def _institution(self, entry: InstitutionEntry) -> Emission:
        where = f"{self.profile.folder}/provider.toml: {entry.code}"
        for scheme, notation in (
            ("places", entry.place),
            ("places", entry.region),
            *(("museum-types", each) for each in entry.types),
        ):
            if notation and not is_known(scheme, notation):
                raise ConfigurationError(f"{where}: the vocabulary {scheme} has no {notation!r}")
        record = Institution(
            id=entry.id,
            namespace="museum",
            local_id=entry.code,
            code=entry.code,
            names=tuple(Name(value=name, lang=lang) for lang, name in entry.names.items()),
            types=tuple(concept_id("museum-types", each) for each in entry.types),
            place=place_id(entry.place) if entry.place else None,
            region=place_id(entry.region) if entry.region else None,
            homepage=entry.homepage,
            equivalents=tuple(entry.equivalents),
            statements=tuple(Statement(value=text, lang=lang) for lang, text in entry.description.items()),
            **common(self.profile),
        )
        return emit(record, OF_AN_INPUT, derived=False)

    def _describe(self, name: str) -> Describe:
        return self._records[name].describe


def _unidentified(findings: Findings) -> tuple[Issue, ...]:
    """Return the issues of a record that may be any item's: a load that deleted what is missing would delete that item for a slip of the pen."""
    return tuple(
        msgspec.structs.replace(issue, incomplete=True) if issue.severity == "error" else issue
        for issue in findings.issues
    )
