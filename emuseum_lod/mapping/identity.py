"""Compiles where an item's identifier comes from, and mints its id."""

from typing import Any, Final

import msgspec

from emuseum_lod.mapping.bench import Bench
from emuseum_lod.mapping.compile_texts import substitute
from emuseum_lod.mapping.findings import Findings
from emuseum_lod.mapping.mentions import is_blank
from emuseum_lod.mapping.record_files import Identity, Piece
from emuseum_lod.uris import ItemId, Kind, mint, normalise_local_id

_LONGEST: Final = 1_000
"""Characters of an identifier; what is longer is a text that got into the wrong column."""


class Name(msgspec.Struct, frozen=True):
    """What an item's key is minted from; `by_text`: a text stands for the missing identifier."""

    id: ItemId
    namespace: str
    local_id: str
    by_text: bool = False


class Identify:
    """Finds the identifier of the items of one record file."""

    def __init__(self, identity: Identity, kind: Kind, bench: Bench, where: str) -> None:
        """Compile it. Raises ConfigurationError for a path or expression that can't be read."""
        self._kind = kind
        self._bench = bench
        self._identity = identity
        self._texts = [
            bench.texts(Piece(from_=path, match=identity.match, otherwise="drop", lang=""), where)
            for path in identity.paths
        ]
        self._replace = substitute(identity.replace, where) if identity.replace else None
        self._verbatim = bench.texts(identity.verbatim, where) if identity.verbatim else None
        self._lookup = bench.profile.lookups.get(identity.lookup)
        self._namespaces = {one.id: one.namespace for one in bench.profile.provider.institutions}
        self.label = " | ".join(identity.paths) or (self._verbatim.label if self._verbatim else "")

    def name(self, node: Any, findings: Findings) -> Name | None:
        """Return an item's name, or None, with an issue, when nothing identifies it. A node that says nothing is passed over."""
        namespace = self._namespace(findings)
        if not namespace:
            findings.report(
                "unknown-institution",
                "the record doesn't say which museum holds the object; it was not taken",
                field=self.label,
                severity="error",
                advice="give the field institution in the record file",
            )
            return None
        for texts in self._texts:
            for text in texts.of(node, findings):
                edited = self._replace(text.value) if self._replace else [text.value]
                if edited and edited[0] and (local_id := normalise_local_id(edited[0])):
                    return self._minted(namespace, local_id, findings)
        verbatim = self._verbatim.first(node, findings) if self._verbatim else None
        if verbatim:
            return self._by_text(namespace, verbatim.value, findings)
        if not is_blank(node):
            findings.report(
                "missing-identifier",
                f"no identifier: the {self._kind} was not taken",
                field=self.label,
                severity="error",
                advice="fill in the identifier in the export",
            )
        return None

    def _namespace(self, findings: Findings) -> str:
        if self._identity.namespace:
            return self._identity.namespace
        if self._kind == "object":
            return self._namespaces.get(findings.institution, "") if findings.institution else ""
        return self._bench.profile.id

    def _by_text(self, namespace: str, text: str, findings: Findings) -> Name | None:
        """Take a text for the identifier, unless a lookup knows the identifier that it stands for."""
        confirmed = next((one.id for one in self._lookup.find(text) if one.id), "") if self._lookup else ""
        if confirmed:
            return self._minted(namespace, confirmed, findings)
        named = self._minted(f"{namespace}/names", normalise_local_id(text), findings)
        return msgspec.structs.replace(named, by_text=True) if named else None

    def _minted(self, namespace: str, local_id: str, findings: Findings) -> Name | None:
        if len(local_id) > _LONGEST:
            findings.report(
                "bad-identifier",
                f"an identifier of more than {_LONGEST} characters: the {self._kind} was not taken",
                field=self.label,
                value=local_id,
                severity="error",
                advice="correct the identifier in the export",
            )
            return None
        return Name(mint(self._kind, namespace, local_id), namespace, local_id)
