"""Compiles rules that name a record file for what they find (``item = "artist"``): each node is an item of its own.

What a node makes is kept in a bounded cache by the node's content, since the same person or subject is mentioned all the time.
"""

import hashlib
from collections.abc import Sequence
from typing import Any, Final

import msgspec

from emuseum_lod.errors import ConfigurationError
from emuseum_lod.mapping.bench import Bench, Describe
from emuseum_lod.mapping.compile_texts import Nodes
from emuseum_lod.mapping.findings import Findings
from emuseum_lod.mapping.paths import Path, parse_path
from emuseum_lod.mapping.record_files import Rule
from emuseum_lod.mapping.terms import Bounded, Emission
from emuseum_lod.uris import ItemId

_CACHED: Final = 20_000
_LONG: Final = 200
"""Characters of a node's content from which on its digest is kept instead."""


class _Made(msgspec.Struct, frozen=True):
    """What a node made: its item, what else it mentions, and what is wrong with it."""

    item: ItemId | None
    emissions: tuple[Emission, ...]
    findings: Findings


class Mentions:
    """The items that the nodes of one rule describe."""

    def __init__(self, rule: Rule, nodes: Nodes, label: str, bench: Bench) -> None:
        """Describe the nodes by a record file, when they are first met."""
        self.nodes = nodes
        self._label = label
        self._file = rule.item
        self._bench = bench
        self._describe: Describe | None = None
        self._tree = parse_path(rule.tree) if rule.tree else None
        self._below = self._tree.select() if self._tree else None
        self._made: Bounded[_Made] = Bounded(_CACHED)

    def refer(self, record: Any, findings: Findings) -> list[ItemId]:
        """Return the items that a record mentions, each once, in its order."""
        return list(
            dict.fromkeys(item for node in self.nodes(record) for item in self.refer_node(node, findings))
        )

    def refer_node(self, node: Any, findings: Findings) -> list[ItemId]:
        """Return the item of one node; of a tree, the items at the ends of its branches."""
        if self._below is None:
            item = self._one(node, findings, None)
            return [item] if item else []
        return self._branch(node, findings, None)

    def _branch(self, node: Any, findings: Findings, above: ItemId | None) -> list[ItemId]:
        item = self._one(node, findings, above)
        below = self._below(node) if self._below else ()
        if not below:
            return [item] if item else []
        return [found for each in below for found in self._branch(each, findings, item or above)]

    def _one(self, node: Any, findings: Findings, above: ItemId | None) -> ItemId | None:
        key = (above, findings.institution, _content(node, self._tree))
        made = self._made.get(key, lambda: self._make(node, findings, above))
        for emission in made.emissions:
            findings.mention(emission)
        for issue in made.findings.issues:
            findings.issues.append(
                msgspec.structs.replace(issue, source=findings.source, position=findings.position)
            )
        return made.item

    def _make(self, node: Any, findings: Findings, above: ItemId | None) -> _Made:
        if self._describe is None:
            self._describe = self._bench.describe(self._file)
        here = findings.below(self._label)
        emission = self._describe(node, here, above)
        if emission is None:
            return _Made(None, (), here)
        here.mention(emission)
        return _Made(emission.record.id, tuple(here.mentioned.values()), here)


def check_tree(rule: Rule, where: str) -> None:
    """Raise ConfigurationError for a tree without a record file that describes its nodes."""
    if rule.tree and not rule.item:
        raise ConfigurationError(f'{where}: tree needs item = "…", the record file of its nodes')


def _content(node: Any, tree: Path | None) -> str | bytes:
    """Return a node's content as a key, without what is below it in the tree."""
    if tree is not None and len(tree.steps) == 1 and isinstance(node, dict):
        below = tree.steps[0].name
        content = repr([pair for pair in node.items() if pair[0] != below])
    else:
        content = repr(node)
    if len(content) < _LONG:
        return content
    return hashlib.blake2b(content.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def is_blank(node: Any) -> bool:
    """Tell whether a node says nothing at all: exports are full of empty elements."""
    if isinstance(node, dict):
        return all(is_blank(value) for name, value in node.items() if not name.startswith("@"))
    if isinstance(node, Sequence) and not isinstance(node, str):
        return all(map(is_blank, node))
    return node is None or not str(node).strip()
