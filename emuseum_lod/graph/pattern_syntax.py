"""Reads a pattern file: a CONSTRUCT template in SPARQL's own syntax, and a WHERE part that names a group of solutions.

What is understood is a part of SPARQL 1.1 (§10.2, §16.2)::

    CONSTRUCT { triples with ; and , and a }
    WHERE { ?title a record:Title . FILTER(?type IN ("primary", "series")) FILTER(BOUND(?term)) FILTER(?kind = "object") }

Terms are variables, prefixed names (the prefixes of `emuseum_lod.namespaces`, which need no PREFIX line), ``<#fragment>`` for a node below
the item, absolute IRIs, and strings with ``@lang`` or ``^^type``. ``term:GROUP.SLUG`` is a structural term. Anything else is a
`ConfigurationError` with file and line.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NoReturn

import msgspec

from emuseum_lod.errors import ConfigurationError
from emuseum_lod.graph.canonical import iri, literal
from emuseum_lod.namespaces import PREFIXES, RDF

TERM: Final = "term:"
RECORD: Final = "record:"

_TOKEN: Final = re.compile(
    r"""(?P<space>\s+|\#[^\n]*)
      | (?P<iri><[^<>"{}|^`\\\s]*>)
      | (?P<string>"(?:[^"\\\n]|\\.)*")
      | (?P<lang>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
      | (?P<variable>\?[A-Za-z_]\w*)
      | (?P<name>[A-Za-z][\w-]*:[A-Za-z0-9_](?:[\w.-]*[\w-])?)
      | (?P<word>[A-Za-z]+)
      | (?P<mark>\^\^|[{}().;,=])""",
    re.VERBOSE | re.ASCII,
)
_STRING_ESCAPE: Final = re.compile(r'\\([tbnrf"\'\\])')
_ESCAPES: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


class Variable(msgspec.Struct, frozen=True):
    """``?name``."""

    name: str


class Constant(msgspec.Struct, frozen=True):
    """An IRI or literal that is the same for every record: an N-Triples term."""

    term: str


class Fragment(msgspec.Struct, frozen=True):
    """``<#name>``: a node below the item."""

    name: str


class TermName(msgspec.Struct, frozen=True):
    """``term:GROUP.SLUG``: a structural term."""

    group: str
    slug: str


Node = Variable | Constant | Fragment | TermName


class Condition(msgspec.Struct, frozen=True):
    """A FILTER: the slug is one of `values`, or, without values, the variable is bound."""

    variable: str
    values: tuple[str, ...]
    line: int


class TemplateTriple(msgspec.Struct, frozen=True):
    """One triple of a template."""

    subject: Node
    predicate: Node
    object: Node
    line: int


class Pattern(msgspec.Struct, frozen=True):
    """One file: for each solution of `group` (whose node is `variable`) that passes the conditions, these triples."""

    path: Path
    variable: str
    group: str
    group_line: int
    conditions: tuple[Condition, ...]
    triples: tuple[TemplateTriple, ...]


class _Token(msgspec.Struct, frozen=True):
    kind: str
    text: str
    line: int


def parse_pattern(path: Path, text: str) -> Pattern:
    """Return the pattern of a file. Raises ConfigurationError with file and line for what is not understood."""
    return _Parser(path, text).pattern()


def _tokens(path: Path, text: str) -> Iterator[_Token]:
    position, line = 0, 1
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise ConfigurationError(
                f"{path}:{line}: {text[position : position + 20].splitlines()[0]!r} is not understood here"
            )
        if match.lastgroup != "space":
            yield _Token(match.lastgroup or "", match.group(), line)
        line += match.group().count("\n")
        position = match.end()
    yield _Token("end", "the end of the file", line)


class _Parser:
    """Recursive descent over the tokens of one file."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.tokens = list(_tokens(path, text))
        self.at = 0

    @property
    def token(self) -> _Token:
        return self.tokens[self.at]

    def fail(self, message: str, token: _Token | None = None) -> NoReturn:
        raise ConfigurationError(f"{self.path}:{(token or self.token).line}: {message}")

    def take(self) -> _Token:
        token = self.token
        self.at += token.kind != "end"
        return token

    def expect(self, text: str) -> _Token:
        if self.token.text.upper() != text:
            self.fail(f"{text} is expected instead of {self.token.text}")
        return self.take()

    def have(self, text: str) -> bool:
        found = self.token.kind in ("mark", "word") and self.token.text.upper() == text
        self.at += found
        return found

    def pattern(self) -> Pattern:
        self.expect("CONSTRUCT")
        self.expect("{")
        triples = tuple(self.triples())
        self.expect("}")
        self.expect("WHERE")
        self.expect("{")
        variable, group = self.group()
        conditions = tuple(self.conditions())
        self.expect("}")
        if self.token.kind != "end":
            self.fail(f"{self.token.text} comes after the end of the pattern: one file, one CONSTRUCT")
        if not triples:
            self.fail("the template is empty")
        return Pattern(self.path, variable, group.text.removeprefix(RECORD), group.line, conditions, triples)

    def triples(self) -> Iterator[TemplateTriple]:
        while self.token.text != "}":
            subject = self.node()
            yield from self.properties(subject)
            if not self.have("."):
                break

    def properties(self, subject: Node) -> Iterator[TemplateTriple]:
        while True:
            predicate = self.predicate()
            while True:
                line = self.token.line
                yield TemplateTriple(subject, predicate, self.node(), line)
                if not self.have(","):
                    break
            if not self.have(";") or self.token.text in (".", "}"):
                return

    def predicate(self) -> Node:
        if self.token.text == "a":
            self.take()
            return Constant(f"<{RDF}type>")
        return self.node()

    def node(self) -> Node:
        token = self.take()
        if token.kind == "variable":
            return Variable(token.text[1:])
        if token.kind == "iri":
            return self.iri(token)
        if token.kind == "name":
            return self.name(token)
        if token.kind != "string":
            self.fail(f"a variable, IRI or string is expected instead of {token.text}", token)
        return self.string(token)

    def iri(self, token: _Token) -> Node:
        text = token.text[1:-1]
        if re.fullmatch(r"#[A-Za-z][\w-]*", text, re.ASCII):
            return Fragment(text[1:])
        if iri(text) is None:
            self.fail(f"{token.text} is neither <#fragment> nor an absolute IRI", token)
        return Constant(token.text)

    def name(self, token: _Token) -> Node:
        prefix, _, local = token.text.partition(":")
        if prefix == "term":
            group, _, slug = local.partition(".")
            return TermName(group, slug)
        if prefix not in PREFIXES:
            self.fail(
                f"the prefix {prefix}: is unknown; known are {', '.join(sorted(PREFIXES))} and term", token
            )
        return Constant(f"<{PREFIXES[prefix]}{local}>")

    def string(self, token: _Token) -> Node:
        text = _STRING_ESCAPE.sub(lambda match: _ESCAPES.get(match[1], match[1]), token.text[1:-1])
        if self.token.kind == "lang":
            return Constant(literal(text, self.take().text[1:]))
        if self.have("^^"):
            datatype = self.node()
            if not isinstance(datatype, Constant):
                self.fail("a datatype is an IRI", token)
            return Constant(f"{literal(text)}^^{datatype.term}")
        return Constant(literal(text))

    def group(self) -> tuple[str, _Token]:
        variable = self.take()
        if variable.kind != "variable":
            self.fail("WHERE begins with the group, as in ?title a record:Title", variable)
        if self.take().text != "a" or not self.token.text.startswith(RECORD):
            self.fail("WHERE begins with the group, as in ?title a record:Title", variable)
        group = self.take()
        self.have(".")
        return variable.text[1:], group

    def conditions(self) -> Iterator[Condition]:
        while self.have("FILTER"):
            self.expect("(")
            yield self.bound() if self.have("BOUND") else self.one_of()
            self.expect(")")
            self.have(".")

    def bound(self) -> Condition:
        self.expect("(")
        variable = self.variable()
        self.expect(")")
        return Condition(variable.text[1:], (), variable.line)

    def one_of(self) -> Condition:
        variable = self.variable()
        if self.have("="):
            return Condition(variable.text[1:], (self.word(),), variable.line)
        self.expect("IN")
        self.expect("(")
        values = [self.word()]
        while self.have(","):
            values.append(self.word())
        self.expect(")")
        return Condition(variable.text[1:], tuple(values), variable.line)

    def variable(self) -> _Token:
        if self.token.kind != "variable":
            self.fail(f"a variable is expected instead of {self.token.text}")
        return self.take()

    def word(self) -> str:
        if self.token.kind != "string":
            self.fail(f"a string is expected instead of {self.token.text}")
        return self.take().text[1:-1]
