"""What is wrong with a file is said in one message that names the place; the good records go on, and nothing that was fine is lost.

Each case damages the export of a museum that has been loaded before. Afterwards: the exit code, the message, what was taken of the good
records, that an item whose record is damaged keeps its last good state, and that nothing is deleted when the input was not read to its end.
"""

import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
from click.testing import CliRunner

from emuseum_lod.catalogue.records import HumanMadeObject
from emuseum_lod.cli import main
from emuseum_lod.config import Settings
from emuseum_lod.ledger.database import Ledger
from emuseum_lod.resources import resource

Edit = Callable[[list[bytes]], bytes]
JSON, LIDO = "demo-regional", "demo-lido"
BAD, LAST = 4, 9
"""Of ten records the fifth is damaged; the last one is changed, so that it shows whether the good records behind the damage were taken."""


@dataclass(frozen=True)
class Case:
    """A damage, and the code and place of the one message that it gives.

    `deletes`: what is missing from the export becomes a tombstone all the same. `behind`: the records behind the damage are taken.
    `taken`: so is the damaged one, without what is wrong with it.
    """

    edit: Edit
    code: str
    position: int
    provider: str = JSON
    name: str = "export.jsonl"
    field: str = ""
    exit_code: int = 1
    deletes: bool = False
    behind: bool = True
    taken: bool = False


def line(change: Callable[[dict[str, Any]], object]) -> Edit:
    def edit(lines: list[bytes]) -> bytes:
        record = json.loads(lines[BAD])
        change(record)
        lines[BAD] = json.dumps(record, ensure_ascii=False).encode() + b"\n"
        return b"".join(lines)

    return edit


def raw(change: Callable[[bytes], bytes]) -> Edit:
    def edit(lines: list[bytes]) -> bytes:
        lines[BAD] = change(lines[BAD])
        return b"".join(lines)

    return edit


def enormous(record: dict[str, Any]) -> None:
    record["text"] = {"kk": "x" * 100_000_000}


CASES: Final = {
    "a broken JSON line": Case(raw(lambda text: text[: len(text) // 2] + b"\n"), "json-syntax", 5),
    "a line in another encoding": Case(raw(lambda text: text.decode().encode("cp1251", "replace")), "encoding", 5),
    "bytes that are no UTF-8": Case(raw(lambda text: text.replace(b"kk", b"k\xff", 1)), "encoding", 5),
    "a missing identifier": Case(line(lambda record: record.pop("id")), "missing-identifier", 5, field="id"),
    "an empty identifier": Case(line(lambda record: record.update(id=" ")), "missing-identifier", 5, field="id"),
    "the same identifier again": Case(
        lambda lines: b"".join([*lines, lines[BAD]]), "duplicate-record", 11, deletes=True, taken=True
    ),
    "one field of a hundred megabytes": Case(line(enormous), "record-too-large", 5),
    "control characters": Case(
        line(lambda record: record["name"].update(kk="А\x00\x0bБ")), "control-characters", 5, field="name.kk", exit_code=0, deletes=True, taken=True
    ),
    "a tag that is no language": Case(
        raw(lambda text: text.replace(b'appellationValue xml:lang="ru"', b'appellationValue xml:lang="russian language"', 1)),
        "invalid-language", 4, LIDO, "export.xml", exit_code=0, deletes=True, taken=True,
    ),
    "a gzip that is cut": Case(
        lambda lines: gzip.compress(b"".join(lines), mtime=0)[:-200], "cut", 9, name="export.jsonl.gz", behind=False
    ),
    "a DOCTYPE": Case(
        lambda lines: b'<!DOCTYPE lido [<!ENTITY a "b">]>' + b"".join(lines), "doctype", 0, LIDO, "export.xml", behind=False
    ),
    "an entity bomb": Case(
        lambda lines: b'<!DOCTYPE lido [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>' + b"".join(lines).replace(b"</lido:lidoRecID>", b"&b;</lido:lidoRecID>", 1),
        "doctype", 0, LIDO, "export.xml", behind=False,
    ),
    "XML that ends too early": Case(
        lambda lines: b"".join(lines)[: -len(lines[LAST]) // 2], "xml-syntax", 8, LIDO, "export.xml", behind=False
    ),
    "a LIDO record without its identifier": Case(
        raw(lambda text: text[: text.index(b"<lido:lidoRecID")] + text[text.index(b"</lido:lidoRecID>") + 17 :]), "unknown-input", 4, LIDO, "export.xml"
    ),
}  # fmt: skip
"""A whole file in another encoding is a message for each of its lines; a byte order mark tells UTF-16, which is read."""


TITLE: Final = {JSON: (b'"ru": "', b'"ru": "Changed '), LIDO: (b'<lido:appellationValue xml:lang="ru">', b'<lido:appellationValue xml:lang="ru">Changed ')}  # fmt: skip


def exported(provider: str) -> list[bytes]:
    """Return ten records of the demonstration as pieces of a file, each with its lines."""
    if provider == JSON:
        return (resource("demo", "regional", "objects.jsonl").read_bytes().splitlines(keepends=True))[:10]
    found = []
    for path in sorted(resource("demo", "lido").glob("*.xml")):
        head, *records = path.read_bytes().split(b"<lido:lido>")
        found += [
            b"<lido:lido>" + record.partition(b"</lido:lido>")[0] + b"</lido:lido>\n" for record in records
        ]
        if len(found) >= 10:
            break
    start = head[head.index(b"<lido:lidoWrap") :]
    found = found[:10]
    return [start + found[0], *found[1:9], found[9] + b"</lido:lidoWrap>"]


def load(data: Path, provider: str, export: Path) -> tuple[int, dict[str, Any]]:
    result = CliRunner().invoke(main, ["--data", str(data), "load", provider, str(export), "--json"])
    return result.exit_code, json.loads(result.stdout)


def objects(data: Path) -> dict[str, tuple[str, bool, tuple[str, ...]]]:
    """Return datestamp, deletion and titles of every object, by IRI's end."""
    with Ledger.open(Settings(data=data).ledger_url) as ledger:
        reader = ledger.reader()
        found = {}
        for change in reader.changes(0, 100_000):
            stored = reader.get(change.item_id)
            assert stored is not None
            if isinstance(stored.last_record, HumanMadeObject):
                titles = tuple(name.value for name in stored.last_record.titles)
                found[change.item_id] = (stored.datestamp, stored.deleted, titles)
        return found


@pytest.mark.parametrize("name", CASES)
def test_bad_input(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    good = tmp_path / "before" / case.name.removesuffix(".gz")
    good.parent.mkdir()
    pieces = exported(case.provider)
    good.write_bytes(b"".join(pieces))
    data = tmp_path / "data"
    assert load(data, case.provider, good)[0] == 0
    before = objects(data)
    assert len(before) == 10

    export = tmp_path / case.name
    # What the museum did to its catalogue meanwhile: the first record is gone, the last one has another title.
    pieces[LAST] = pieces[LAST].replace(*TITLE[case.provider], 1)
    # (In LIDO the records behind it move up by one.)
    gone = pieces[0][pieces[0].index(b"<lido:lido>") :] if case.provider == LIDO else pieces[0].rstrip(b"\n")
    pieces[0] = pieces[0].replace(gone, b"")
    export.write_bytes(case.edit(pieces))
    exit_code, report = load(data, case.provider, export)
    after = objects(data)

    assert exit_code == case.exit_code
    found = [issue for issue in report["issues"] if issue["code"] == case.code]
    assert len(found) == 1, report["issues"]
    assert found[0]["source"].endswith(export.name)
    assert (found[0].get("position", 0), case.field in found[0].get("field", "")) == (case.position, True)
    assert found[0]["message"]
    assert found[0]["advice"], "it says what to do"
    assert report["incomplete"] is not case.deletes

    assert set(after) == set(before)
    deleted = {item for item, (_, gone, _) in after.items() if gone}
    assert len(deleted) == case.deletes
    changed = {item for item in after if after[item] != before[item]} - deleted
    titled = {item for item in changed if any(title.startswith("Changed ") for title in after[item][2])}
    assert len(titled) == case.behind
    assert len(changed - titled) <= case.taken, "all others are as they were"
