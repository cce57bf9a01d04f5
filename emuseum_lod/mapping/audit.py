"""Nothing is dropped in silence: which source fields no rule reads, and which words no lookup knows.

A record file's paths, mapped and ignored, make an `Outline`; each record is held against it. What it doesn't cover is counted, not
reported record by record: once a field and load is enough. Empty values say nothing and are not counted.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import msgspec

from emuseum_lod.issues import Issue, shorten
from emuseum_lod.mapping.paths import Path, Test, text_of

_MOST_VALUES: Final = 100_000
"""Distinct values that are counted; beyond it a hostile export could fill the memory."""
_MOST_SHAPES: Final = 10_000


class Audit(msgspec.Struct):
    """What a load met: `unmapped` fields, and of each lookup or vocabulary the `hits` and the words it `missed`.

    Audits of several workers are added with `take_in`.
    """

    unmapped: Counter[tuple[str, str]] = msgspec.field(default_factory=Counter)
    missed: Counter[tuple[str, str, str]] = msgspec.field(default_factory=Counter)
    hits: Counter[str] = msgspec.field(default_factory=Counter)
    misses: Counter[str] = msgspec.field(default_factory=Counter)

    def miss(self, lookup: str, field: str, value: str) -> None:
        """Count a word that a lookup (``lookups/medium.csv``) or a vocabulary doesn't know."""
        self.misses[lookup] += 1
        key = (lookup, field, shorten(value))
        if key in self.missed or len(self.missed) < _MOST_VALUES:
            self.missed[key] += 1

    def take_in(self, other: "Audit") -> None:
        """Add what another worker met."""
        for name in self.__struct_fields__:
            getattr(self, name).update(getattr(other, name))

    def issues(self, source: str = "") -> list[Issue]:
        """Return one notice for each unmapped field and each word that no lookup knows, the most frequent first."""
        unmapped = [
            Issue(
                code="unmapped-field",
                message=f"field that no rule reads, {count} times ({record}.toml)",
                severity="notice",
                source=source,
                field=field,
                advice=f"map it in {record}.toml, or list it under [[ignore]] with the reason",
            )
            for (record, field), count in self.unmapped.most_common()
        ]
        missed = [
            Issue(
                code="unknown-term",
                message=f"word that {lookup} doesn't know, {count} times",
                severity="notice",
                source=source,
                field=field,
                value=value,
                advice=f"add it to {lookup}"
                if lookup.endswith(".csv")
                else "add it to a lookup of the profile",
            )
            for (lookup, field, value), count in self.missed.most_common()
        ]
        return unmapped + missed


class Outline:
    """The part of a source tree that a record file accounts for: one node, and by name what is below it.

    `taken`: the node's own text is accounted for; `whole`: all below it is. An edge has the conditions under which it is followed.
    """

    __slots__ = ("edges", "shapes", "taken", "whole")

    def __init__(self) -> None:
        """Make an outline that accounts for nothing."""
        self.edges: dict[str, list[tuple[str, tuple[Test, ...], Outline]]] = {}
        self.taken = False
        self.whole = False
        self.shapes: dict[tuple[str, ...], _Shape] = {}

    def add(self, path: Path) -> "Outline":
        """Account for the steps of a path and for what its conditions look at; return the outline at its end."""
        here = self
        for step in path.steps:
            for condition in step.conditions:
                here._step(step.name, "", ()).add(condition.path).taken = True
            label = repr(step.conditions) if step.conditions else ""
            here = here._step(step.name, label, tuple(condition.test() for condition in step.conditions))
        return here

    def graft(self, other: "Outline") -> None:
        """Account from here on for all that another outline accounts for."""
        for name, edges in other.edges.items():
            here = self.edges.setdefault(name, [])
            here.extend(edge for edge in edges if edge not in here)
        self.taken = self.taken or other.taken
        self.whole = self.whole or other.whole

    def repeat(self, tree: Path) -> None:
        """Account for a tree: what is at the end of `tree` is accounted for as this node is, and so on down."""
        here = self.add(Path(tree.text, tree.steps[:-1]))
        last = tree.steps[-1]
        label = repr(last.conditions) if last.conditions else ""
        here.edges.setdefault(last.name, []).append(
            (label, tuple(each.test() for each in last.conditions), self)
        )

    def follow(self, name: str, node: Any) -> Iterator["Outline"]:
        """Yield the outlines below a name that hold for a node found there."""
        for wanted in (name, "*"):
            for _, tests, outline in self.edges.get(wanted, ()):
                if all(test(node) for test in tests):
                    yield outline

    def shape(self, names: tuple[str, ...], anywhere: frozenset[str]) -> "_Shape | None":
        """Return what to do with a node of these names, or None where a ``*`` makes every name depend on conditions."""
        known = self.shapes.get(names)
        if known is None and "*" not in self.edges:
            open_names = [name for name in names if not (name in anywhere or self._text(name))]
            known = (
                tuple(name for name in open_names if name not in self.edges),
                tuple(
                    (name, self.edges[name][0][2])
                    for name in open_names
                    if name in self.edges and _is_plain(self.edges[name])
                ),
                tuple(name for name in open_names if name in self.edges and not _is_plain(self.edges[name])),
            )
            if len(self.shapes) < _MOST_SHAPES:
                self.shapes[names] = known
        return known

    def _text(self, name: str) -> bool:
        return name == "#text" and self.taken

    def _step(self, name: str, label: str, tests: tuple[Test, ...]) -> "Outline":
        edges = self.edges.setdefault(name, [])
        for known, _, outline in edges:
            if known == label:
                return outline
        edges.append((label, tests, Outline()))
        return edges[-1][2]


_Shape = tuple[tuple[str, ...], tuple[tuple[str, Outline], ...], tuple[str, ...]]
"""Of a node with certain names: those that nothing accounts for, those to go down into, and those that depend on conditions."""


def _is_plain(edges: list[tuple[str, tuple[Test, ...], Outline]]) -> bool:
    return len(edges) == 1 and not edges[0][1] and not edges[0][2].whole


class Auditor:
    """Holds records against the outline of a record file."""

    def __init__(self, record: str, outline: Outline, anywhere: Iterable[str] = ()) -> None:
        """Make an auditor for a record file; `anywhere` are names that are accounted for wherever they stand."""
        self._record = record
        self._outlines = (outline,)
        self._anywhere = frozenset(anywhere)

    def check(self, fields: Mapping[str, Any], audit: Audit) -> None:
        """Count the fields of a record that are neither mapped nor ignored, each once a record."""
        found: dict[str, None] = {}
        self._branch(fields, self._outlines, "", found)
        for field in found:
            audit.unmapped[self._record, field] += 1

    def _branch(
        self, node: Mapping[str, Any], outlines: tuple[Outline, ...], at: str, found: dict[str, None]
    ) -> None:
        shape = outlines[0].shape(tuple(node), self._anywhere) if len(outlines) == 1 else None
        if shape is None:
            for name, value in node.items():
                self._child(name, value, outlines, f"{at}{name}", found)
            return
        unknown, below, conditional = shape
        for name in unknown:
            self._leaves(node[name], f"{at}{name}", found)
        for name, outline in below:
            value = node[name]
            if not outline.taken or isinstance(value, dict | list):
                self._node(value, (outline,), f"{at}{name}", found)
        for name in conditional:
            self._child(name, node[name], outlines, f"{at}{name}", found)

    def _child(
        self, name: str, value: Any, outlines: tuple[Outline, ...], at: str, found: dict[str, None]
    ) -> None:
        """Follow the conditions, which hold or don't hold for each of several nodes of one name."""
        if name in self._anywhere or (name == "#text" and any(outline.taken for outline in outlines)):
            return
        for each in value if isinstance(value, list) else (value,):
            followed = tuple(below for outline in outlines for below in outline.follow(name, each))
            self._node(each, followed, at, found)

    def _node(self, value: Any, outlines: tuple[Outline, ...], at: str, found: dict[str, None]) -> None:
        if not outlines:
            self._leaves(value, at, found)
        elif isinstance(value, dict):
            if not any(outline.whole for outline in outlines):
                self._branch(value, outlines, f"{at}/", found)
        elif isinstance(value, list):
            for each in value:
                self._node(each, outlines, at, found)
        elif text_of(value) and not any(outline.taken or outline.whole for outline in outlines):
            found[at] = None

    def _leaves(self, value: Any, at: str, found: dict[str, None]) -> None:
        if isinstance(value, dict):
            for name, each in value.items():
                if name not in self._anywhere:
                    self._leaves(each, f"{at}/{name}", found)
        elif isinstance(value, list):
            for each in value:
                self._leaves(each, at, found)
        elif text_of(value):
            found[at.removesuffix("/#text")] = None
