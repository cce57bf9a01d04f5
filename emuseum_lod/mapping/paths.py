"""Paths: how a profile names a place in a source record.

One language for CSV rows, JSON documents and XML trees::

    title                                      a column, key or element
    contributors.role                          a step down, written "." or "/"; lists are walked through
    event[eventType/term=Creation]/eventDate   only those of which this is true
    appellationValue[@lang=sv]                 attributes are steps that begin with @
    repositorySet[@type!=former]               true as well where there is no @type
    linkResource[@label]   linkResource[!@label]   that has one, that has none
    "Наименование, автор"                      a name with . / [ ] or quotes in it, quoted
    .                                          the node itself

An ``[]`` after a name may be written to show that a list is meant. A condition compares the node's text, without white space at
its ends. Paths are compiled once to closures; selecting never raises, whatever the tree looks like.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import msgspec

from emuseum_lod.errors import ConfigurationError

Select = Callable[[Any], Sequence[Any]]
Test = Callable[[Any], bool]

_TOKEN: Final = re.compile(
    r"""\s*(?: "(?P<quoted>[^"]*)" | (?P<name>[^\s./\[\]"=!][^./\[\]"=!]*) | (?P<mark>\[\]|!=|[./\[\]=!]) )""",
    re.VERBOSE,
)


class Condition(msgspec.Struct, frozen=True):
    """What a step asks of a node: that `path` has (or, negated, has not) the text `value`; any text when that is None."""

    path: "Path"
    value: str | None = None
    negated: bool = False

    def test(self) -> Test:
        """Return the condition as a function of a node."""
        select, value, wanted = self.path.select(), self.value, not self.negated

        def holds(node: Any) -> bool:
            texts = map(text_of, select(node))
            return any(text and value in (None, text) for text in texts) is wanted

        return holds


class Step(msgspec.Struct, frozen=True):
    """One name of a path (``*`` is any name) and what it asks of the nodes it leads to."""

    name: str
    conditions: tuple[Condition, ...] = ()


class Path(msgspec.Struct, frozen=True):
    """A parsed path; `text` is as the profile writes it. No steps: the node itself."""

    text: str
    steps: tuple[Step, ...] = ()

    def select(self) -> Select:
        """Return the path as a function from a node to the nodes it leads to, in document order."""
        if not self.steps:
            return _itself
        selects = [_select_step(step) for step in self.steps]
        if len(selects) == 1:
            return selects[0]

        def select(node: Any) -> Sequence[Any]:
            nodes: Sequence[Any] = (node,)
            for one in selects:
                nodes = one(nodes[0]) if len(nodes) == 1 else [found for each in nodes for found in one(each)]
                if not nodes:
                    return ()
            return nodes

        return select


def parse_path(text: str) -> Path:
    """Return a path. Raises ConfigurationError, with the text and what is wrong with it, when it isn't one."""
    tokens = _tokens(text)
    path, rest = _path(tokens, text)
    if rest:
        raise ConfigurationError(f"the path {text!r} can't be read from {rest[0][1]!r} on")
    return path


def parse_condition(text: str) -> Condition:
    """Return a condition, written as between the brackets of a path. Raises ConfigurationError when it isn't one."""
    return parse_path(f"record[{text}]").steps[0].conditions[0]


def text_of(node: Any) -> str:
    """Return the text of a node: a scalar, or what an XML element says; "" for a branch and for nothing."""
    if type(node) is str:
        return node.strip()
    if isinstance(node, Mapping):
        return text_of(node.get("#text"))
    if node is None or isinstance(node, list):
        return ""
    return {True: "true", False: "false"}[node] if isinstance(node, bool) else str(node).strip()


def _tokens(text: str) -> list[tuple[str, str]]:
    tokens, position = [], 0
    while position < len(text.rstrip()):
        found = _TOKEN.match(text, position)
        if not found:
            raise ConfigurationError(f"the path {text!r} can't be read from {text[position:]!r} on")
        kind = found.lastgroup or ""
        tokens.append((kind, found[kind].strip() if kind == "name" else found[kind]))
        position = found.end()
    return tokens


def _path(tokens: list[tuple[str, str]], text: str) -> tuple[Path, list[tuple[str, str]]]:
    """Read steps until the tokens end or something follows that is no step."""
    if tokens and tokens[0] == ("mark", "."):
        return Path(text), tokens[1:]
    steps: list[Step] = []
    while True:
        if not tokens or tokens[0][0] == "mark":
            raise ConfigurationError(f"the path {text!r} lacks a name")
        name, tokens = tokens[0][1], tokens[1:]
        conditions: list[Condition] = []
        while tokens and tokens[0][1] in ("[]", "[") and tokens[0][0] == "mark":
            opened, tokens = tokens[0][1], tokens[1:]
            if opened == "[":
                condition, tokens = _condition(tokens, text)
                conditions.append(condition)
        steps.append(Step(name, tuple(conditions)))
        if not tokens or tokens[0] not in (("mark", "."), ("mark", "/")):
            return Path(text, tuple(steps)), tokens
        tokens = tokens[1:]


def _condition(tokens: list[tuple[str, str]], text: str) -> tuple[Condition, list[tuple[str, str]]]:
    negated = bool(tokens) and tokens[0] == ("mark", "!")
    path, tokens = _path(tokens[1:] if negated else tokens, text)
    value: str | None = None
    if tokens and tokens[0] in (("mark", "="), ("mark", "!=")):
        negated = tokens[0][1] == "!="
        closing = next((n for n, token in enumerate(tokens) if token == ("mark", "]")), len(tokens))
        # A value may hold "." and "/" (a URI): whatever stands before the bracket, put together again.
        value, tokens = "".join(token for _, token in tokens[1:closing]), tokens[closing:]
    if not tokens or tokens[0] != ("mark", "]"):
        raise ConfigurationError(f"the path {text!r} has a condition without its closing bracket")
    return Condition(path, value, negated), tokens[1:]


def _itself(node: Any) -> Sequence[Any]:
    return node if isinstance(node, list) else (node,)


def _select_step(step: Step) -> Select:
    name = step.name

    def children(node: Any) -> Sequence[Any]:
        if not isinstance(node, dict):
            return ()
        child = node.get(name)
        if child is None:
            return ()
        if type(child) is list:
            return _flat(child) if any(type(each) is list for each in child) else child
        return (child,)

    def any_child(node: Any) -> Sequence[Any]:
        return _flat(list(node.values())) if isinstance(node, dict) else ()

    select = any_child if name == "*" else children
    if not step.conditions:
        return select
    tests = [condition.test() for condition in step.conditions]
    return lambda node: [each for each in select(node) if all(test(each) for test in tests)]


def _flat(nodes: list[Any]) -> list[Any]:
    return [
        found
        for node in nodes
        for found in (_flat(node) if isinstance(node, list) else (node,))
        if found is not None
    ]
