"""What a record file accounts for in its source: the paths of its rules, of the record files it mentions, and what it ignores."""

from collections.abc import Iterator

from emuseum_lod.mapping.audit import Auditor, Outline
from emuseum_lod.mapping.paths import Path, parse_condition, parse_path
from emuseum_lod.mapping.profile import Profile
from emuseum_lod.mapping.record_files import Piece, RecordFile, Rule

_ANYWHERE = "**/"
_BELOW = "/**"


def auditor(profile: Profile, record: str) -> Auditor:
    """Return what holds source records against a record file."""
    anywhere: set[str] = set()
    outlines: dict[str, Outline] = {}
    return Auditor(record, _outline(profile, record, outlines, anywhere), anywhere)


def _outline(profile: Profile, name: str, outlines: dict[str, Outline], anywhere: set[str]) -> Outline:
    """Return the outline of a record file; files may mention each other in a circle."""
    if name in outlines:
        return outlines[name]
    outline = outlines[name] = Outline()
    file = profile.records[name]
    for path in _identifying(file):
        outline.add(parse_path(path)).taken = True
    for field, rules in file.rules.items():
        each = file.each.get(field.partition(".")[0])
        here = outline.add(parse_path(each)) if each else outline
        for rule in rules:
            _account(rule, here, profile, outlines, anywhere)
    for ignored in file.ignored:
        for path in ignored.paths:
            _ignore(path, outline, anywhere)
    return outline


def _identifying(file: RecordFile) -> Iterator[str]:
    yield from file.identity.paths
    if file.identity.verbatim:
        yield from _texts(file.identity.verbatim)


def _texts(piece: Piece) -> Iterator[str]:
    """Yield the paths of a rule's texts and of their language, from where the rule stands."""
    for path in piece.paths:
        yield _joined(path, piece.value)
        if piece.lang_from:
            yield _joined(path, piece.lang_from)


def _joined(path: str, below: str) -> str:
    return path if below == "." else below if path == "." else f"{path}/{below}"


def _account(
    rule: Rule, outline: Outline, profile: Profile, outlines: dict[str, Outline], anywhere: set[str]
) -> None:
    for path in _of_record(rule):
        outline.add(path).taken = True
    for text in rule.paths:
        node = outline.add(parse_path(text))
        for piece in rule.parts:
            for below in _texts(piece):
                node.add(parse_path(below)).taken = True
        if rule.item:
            node.graft(_outline(profile, rule.item, outlines, anywhere))
        if rule.tree:
            node.repeat(parse_path(rule.tree))


def _of_record(rule: Rule) -> Iterator[Path]:
    """Yield the paths of a rule that lead to texts from the record on."""
    if rule.when:
        yield parse_condition(rule.when).path
    display = (rule.display,) if isinstance(rule.display, str) else rule.display
    texts = () if rule.item else _texts(rule)
    for path in (*display, rule.begin, rule.end, *texts):
        if path:
            yield parse_path(path)


def _ignore(path: str, outline: Outline, anywhere: set[str]) -> None:
    if path.startswith(_ANYWHERE):
        anywhere.add(path.removeprefix(_ANYWHERE))
    elif path.endswith(_BELOW):
        outline.add(parse_path(path.removesuffix(_BELOW))).whole = True
    else:
        outline.add(parse_path(path)).taken = True
