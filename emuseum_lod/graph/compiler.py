"""Compiles patterns: all those of one group become one Python function that writes the lines of its solutions.

The function is generated source: a loop over the solutions that appends f-strings in which everything constant already stands
in its final form. No term objects, no look-ups: this is what a first load spends its time in (benchmarks/patterns.py).
"""

import inspect
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import groupby
from types import NoneType
from typing import Any, Final, NoReturn, get_args, get_origin, get_type_hints

import msgspec

from emuseum_lod.errors import ConfigurationError
from emuseum_lod.graph import solutions
from emuseum_lod.graph.pattern_syntax import (
    Condition,
    Constant,
    Fragment,
    Node,
    Pattern,
    TemplateTriple,
    TermName,
    Variable,
)
from emuseum_lod.graph.structural import StructuralTerms

Emitter = Callable[[str, Sequence[tuple[Any, ...]], list[str]], None]
"""Takes the item's IRI in angle brackets and the solutions of a group, and appends lines ending in `` .``."""

ITEM: Final = "item"
_INDENT: Final = "    "


class Field(msgspec.Struct, frozen=True):
    """A variable of a group: its sort (own, link, literal, slug), and whether it may be unbound or have several values."""

    sort: str
    optional: bool
    many: bool


@cache
def groups() -> dict[str, dict[str, Field]]:
    """Return the variables of every group by its name, in the order of the solution's fields."""
    return {
        name: {field: _field(hint) for field, hint in get_type_hints(group, include_extras=True).items()}
        for name, group in inspect.getmembers(solutions, inspect.isclass)
        if group.__module__ == solutions.__name__
    }


def _field(hint: Any) -> Field:
    many = get_origin(hint) is tuple
    members = get_args(hint)
    optional = not many and NoneType in members
    plain = members[0] if many or optional else hint
    return Field(get_args(plain)[1], optional, many)


def check(pattern: Pattern, terms: StructuralTerms) -> None:
    """Raise ConfigurationError, with file and line, for a pattern that speaks of what there is not."""
    _Check(pattern, terms).run()


def compile_group(group: str, patterns: Iterable[Pattern], terms: StructuralTerms, base: str) -> Emitter:
    """Return the function that writes the lines of a group's solutions in a service with this base IRI."""
    source = _Source(terms, base).function(list(groups()[group]), list(patterns))
    scope: dict[str, Any] = {}
    exec(compile(source, f"<patterns of {group}>", "exec"), scope)  # noqa: S102  # our own source, made of checked patterns
    emitter: Emitter = scope["emit"]
    return emitter


class _Check:
    def __init__(self, pattern: Pattern, terms: StructuralTerms) -> None:
        self.pattern = pattern
        self.terms = terms
        self.fields: dict[str, Field] = {}

    def fail(self, line: int, message: str) -> NoReturn:
        raise ConfigurationError(f"{self.pattern.path}:{line}: {message}")

    def run(self) -> None:
        pattern = self.pattern
        if pattern.group not in groups():
            self.fail(
                pattern.group_line, f"there is no record:{pattern.group}; known are {', '.join(groups())}"
            )
        self.fields = {ITEM: Field("own", optional=False, many=False), **groups()[pattern.group]}
        node = self.fields.get(pattern.variable)
        if node is None or node.sort != "own":
            self.fail(
                pattern.group_line, f"?{pattern.variable} is no node of a {pattern.group}{self._known('own')}"
            )
        for condition in pattern.conditions:
            self.condition(condition)
        for triple in pattern.triples:
            self.triple(triple)

    def condition(self, condition: Condition) -> None:
        field = self.field(condition.variable, condition.line)
        if condition.values and field.sort != "slug":
            self.fail(
                condition.line, f"?{condition.variable} can't be compared with a word{self._known('slug')}"
            )
        if not condition.values and not (field.optional or field.many):
            self.fail(condition.line, f"?{condition.variable} is always bound")

    def triple(self, triple: TemplateTriple) -> None:
        self.node(triple.object, triple.line)
        if not isinstance(triple.predicate, Constant) or not triple.predicate.term.startswith("<"):
            self.fail(triple.line, "a predicate is an IRI that is the same for every record")
        if isinstance(triple.subject, Fragment):
            return
        field = self.field(triple.subject.name, triple.line) if isinstance(triple.subject, Variable) else None
        if field is None or field.sort != "own":
            self.fail(
                triple.line,
                f"a subject is the item or a node below it: ?item, <#fragment>{self._known('own')}",
            )

    def node(self, node: Node, line: int) -> None:
        if isinstance(node, Variable) and self.field(node.name, line).sort == "slug":
            self.fail(line, f"?{node.name} is a word for FILTER and can't be printed")
        if isinstance(node, TermName) and self.terms.get(node.group, node.slug) is None:
            self.fail(line, f"term:{node.group}.{node.slug} is no row of ontologies/structural-terms.csv")

    def field(self, name: str, line: int) -> Field:
        if name not in self.fields:
            self.fail(
                line,
                f"a {self.pattern.group} has no ?{name}; it has {', '.join(f'?{each}' for each in self.fields)}",
            )
        return self.fields[name]

    def _known(self, sort: str) -> str:
        names = [f"?{name}" for name, field in self.fields.items() if field.sort == sort]
        return f" ({', '.join(names)})" if names else ""


class _Source:
    """Writes the source of one function."""

    def __init__(self, terms: StructuralTerms, base: str) -> None:
        self.terms = terms
        self.base = base
        self.lines: list[str] = []
        self.group: dict[str, Field] = {}

    def function(self, names: list[str], patterns: list[Pattern]) -> str:
        self.group = groups()[patterns[0].group]
        self.write(0, "def emit(item, solutions, lines):")
        self.write(1, "below = item[:-1]")
        self.write(1, f"for {', '.join(f'v_{name}' for name in names)}, in solutions:")
        for conditions, same in groupby(patterns, lambda pattern: pattern.conditions):
            depth = self.conditions(2, conditions)
            self.triples(depth, [triple for pattern in same for triple in pattern.triples])
        return "\n".join(self.lines) + "\n"

    def write(self, depth: int, text: str) -> None:
        self.lines.append(_INDENT * depth + text)

    def conditions(self, depth: int, conditions: Sequence[Condition]) -> int:
        for condition in conditions:
            name = f"v_{condition.variable}"
            if condition.values:
                self.write(depth, f"if {name} in {condition.values!r}:")
            else:
                self.write(
                    depth, f"if {name}:" if self.group[condition.variable].many else f"if {name} is not None:"
                )
            depth += 1
        return depth

    def triples(self, depth: int, triples: list[TemplateTriple]) -> None:
        """Write the triples, those that depend on the same variables together."""
        by_need: dict[tuple[str, ...], list[TemplateTriple]] = defaultdict(list)
        for triple in triples:
            by_need[self.needs(triple)].append(triple)
        for needs, group in by_need.items():
            inner = depth
            for name in needs:
                many = self.group[name].many
                self.write(inner, f"for o_{name} in v_{name}:" if many else f"if v_{name} is not None:")
                inner += 1
            printed = [self.line(triple) for triple in group]
            if len(printed) == 1:
                self.write(inner, f"lines.append({printed[0]})")
            else:
                self.write(inner, f"lines += ({', '.join(printed)})")

    def needs(self, triple: TemplateTriple) -> tuple[str, ...]:
        names = [node.name for node in (triple.subject, triple.object) if isinstance(node, Variable)]
        uncertain = (name for name in names if name != ITEM)
        return tuple(
            name for name in dict.fromkeys(uncertain) if self.group[name].optional or self.group[name].many
        )

    def line(self, triple: TemplateTriple) -> str:
        parts = (self.term(node) for node in (triple.subject, triple.predicate, triple.object))
        return f'f"{" ".join(parts)} ."'

    def term(self, node: Node) -> str:
        """Return a term as it stands in the f-string."""
        if isinstance(node, Variable):
            if node.name == ITEM:
                return "{item}"
            return f"{{{'o' if self.group[node.name].many else 'v'}_{node.name}}}"
        if isinstance(node, Fragment):
            return f"{{below}}#{node.name}>"
        if isinstance(node, TermName):
            term = self.terms.get(node.group, node.slug)
            return _quoted(f"<{term.iri(self.base)}>") if term else ""
        return _quoted(node.term)


def _quoted(text: str) -> str:
    """Return a text as it stands between the double quotes of an f-string (JSON's escapes are Python's, too)."""
    return json.dumps(text)[1:-1].replace("{", "{{").replace("}", "}}")
