"""The patterns of `mappings/patterns/`, compiled: from a catalogue record to its triples.

The triples of a record depend on the record, the base IRI and the patterns alone. `Patterns.digest` names everything that can
change them; a store that was built with another digest is built anew.
"""

import hashlib
from collections import defaultdict
from functools import lru_cache
from pathlib import Path
from typing import Final

from emuseum_lod.catalogue.records import BASE_PLACEHOLDER, CatalogueRecord, Definition
from emuseum_lod.errors import ConfigurationError
from emuseum_lod.graph.bindings import Binder
from emuseum_lod.graph.compiler import Emitter, check, compile_group
from emuseum_lod.graph.pattern_syntax import Pattern, parse_pattern
from emuseum_lod.graph.structural import StructuralTerms, load_structural_terms
from emuseum_lod.resources import resource
from emuseum_lod.uris import item_iri

CODE_VERSION: Final = 1
"""To be raised with every change of the modules `bindings`, `canonical` or `compiler` that changes any triple."""


class Patterns:
    """A set of patterns, and the functions they become for a base IRI."""

    def __init__(self, patterns: tuple[Pattern, ...], terms: StructuralTerms, digest: str) -> None:
        """Take patterns that have been checked."""
        self.digest = digest
        self._terms = terms
        self._groups: dict[str, list[Pattern]] = defaultdict(list)
        for pattern in patterns:
            self._groups[pattern.group].append(pattern)
        self._compiled: dict[str, tuple[Binder, dict[str, Emitter]]] = {}

    def triples(self, record: CatalogueRecord, base: str) -> list[str]:
        """Return what a record says: canonical N-Triples lines that end in `` .``, each once, in no particular order."""
        binder, emitters = self._compiled.get(base) or self._compile(base)
        item = f"<{item_iri(base, record.id)}>"
        lines: list[str] = []
        for group, solutions in binder.bind(record, item).items():
            if group in emitters:
                emitters[group](item, solutions, lines)
        if isinstance(record, Definition):
            lines += [_with_base(line, base) for line in record.triples]
        return list(dict.fromkeys(lines))

    def _compile(self, base: str) -> tuple[Binder, dict[str, Emitter]]:
        emitters = {
            group: compile_group(group, patterns, self._terms, base)
            for group, patterns in self._groups.items()
        }
        compiled = self._compiled[base] = (Binder(base, self._terms), emitters)
        return compiled


def load_patterns(folder: Path | None = None) -> Patterns:
    """Return the patterns of a folder (by default the project's own, read once).

    Raises ConfigurationError, with file and line, for a pattern that is wrong.
    """
    return _load(folder or resource("mappings", "patterns"))


@lru_cache(maxsize=8)
def _load(folder: Path) -> Patterns:
    terms = load_structural_terms()
    state = hashlib.blake2b(f"{CODE_VERSION}\0{terms.digest}\0".encode(), digest_size=16)
    patterns = []
    for path in sorted(folder.glob("*.rq")):
        text = _read(path)
        state.update(f"{path.name}\0{text}\0".encode())
        pattern = parse_pattern(path, text)
        check(pattern, terms)
        patterns.append(pattern)
    if not patterns:
        raise ConfigurationError(f"{folder} holds no patterns (*.rq)")
    return Patterns(tuple(patterns), terms, state.hexdigest())


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise ConfigurationError(f"{path}:{line}: is not UTF-8") from error


def _with_base(line: str, base: str) -> str:
    """Return a line of a document with our base IRI in place; a text that merely looks like one of our IRIs stays."""
    if f"<{BASE_PLACEHOLDER}" not in line:
        return line
    terms = line.split(" ", 2)
    placeholder = f"<{BASE_PLACEHOLDER}"
    return " ".join(
        f"<{base}{term[len(placeholder) :]}" if term.startswith(placeholder) else term for term in terms
    )
