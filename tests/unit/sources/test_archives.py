"""Archives are read as streams: nothing is unpacked to disk, no name is used as a path, no bomb goes off."""

import gzip
import io
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

Reading = Callable[..., Any]
Pack = Callable[[Mapping[str, bytes]], bytes]

LINE = b'{"a":1}\n'


def zipped(members: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def tarred(members: Mapping[str, bytes], mode: str = "w") -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=mode) as archive:  # type: ignore[call-overload]  # modes are tarfile's own
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return file.getvalue()


def gzip_tarred(members: Mapping[str, bytes]) -> bytes:
    return tarred(members, "w:gz")


FORMS = pytest.mark.parametrize(
    ("name", "pack"),
    [("t.zip", zipped), ("t.tar", tarred), ("t.tar.gz", gzip_tarred), ("t.TGZ", gzip_tarred)],
)


@FORMS
def test_members_are_read_and_named(reading: Reading, name: str, pack: Pack) -> None:
    outcome = reading(name, pack({"a/one.jsonl": LINE * 2, "b.csv": b"a\n2\n"}))
    assert outcome.fields == [{"a": 1}, {"a": 1}, {"a": "2"}]
    assert [record.source.rpartition(name)[2] for record in outcome.records] == [
        "!a/one.jsonl",
        "!a/one.jsonl",
        "!b.csv",
    ]
    assert outcome.issues == []


@FORMS
def test_only_wanted_members_are_read(reading: Reading, name: str, pack: Pack) -> None:
    outcome = reading(name, pack({"x/objects.jsonl": LINE, "x/actors.jsonl": b"broken"}), members="x/obj*")
    assert outcome.fields == [{"a": 1}]
    assert outcome.issues == []


@FORMS
def test_a_broken_member_is_told_and_the_others_go_on(reading: Reading, name: str, pack: Pack) -> None:
    outcome = reading(name, pack({"a.jsonl": b"{", "b.jsonl": LINE}))
    assert outcome.fields == [{"a": 1}]
    assert outcome.issue.source.endswith("!a.jsonl")
    assert outcome.issue.position == 1


@FORMS
def test_what_is_not_read_is_said(reading: Reading, name: str, pack: Pack) -> None:
    members = {
        "a.jsonl": LINE,
        "inner.zip": b"PK",
        "photo.jpg": b"\xff",
        ".DS_Store": b"\0",
        "__MACOSX/a.jsonl": b"\0",
    }
    outcome = reading(name, pack(members))
    assert outcome.fields == [{"a": 1}]
    said = {issue.source.rpartition("!")[2]: (issue.code, issue.severity) for issue in outcome.issues}
    assert said == {"inner.zip": ("nested-archive", "error"), "photo.jpg": ("passed-over", "notice")}


@FORMS
@pytest.mark.parametrize(
    "member",
    ["../../evil.jsonl", "/etc/evil.jsonl", "a/../../evil.jsonl", "C:\\evil.jsonl", "..\\evil.jsonl"],
)
def test_a_name_that_leads_out_is_told_and_leads_nowhere(
    reading: Reading, tmp_path: Path, name: str, pack: Pack, member: str
) -> None:
    before = set(tmp_path.parent.rglob("*evil*"))
    outcome = reading(name, pack({member: LINE}))
    assert outcome.fields == [{"a": 1}]
    assert (outcome.issue.code, outcome.issue.severity) == ("strange-name", "warning")
    assert set(tmp_path.parent.rglob("*evil*")) == before


def test_links_and_devices_are_passed_over(reading: Reading) -> None:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for number, kind in enumerate((tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE)):
            entry = tarfile.TarInfo(f"{number}.jsonl")
            entry.type, entry.linkname = kind, "/etc/passwd"
            archive.addfile(entry)
        entry = tarfile.TarInfo("good.jsonl")
        entry.size = len(LINE)
        archive.addfile(entry, io.BytesIO(LINE))
    outcome = reading("t.tar", file.getvalue())
    assert outcome.fields == [{"a": 1}]
    assert [issue.code for issue in outcome.issues] == ["not-a-file"] * 4


@FORMS
def test_a_bomb_is_left_after_its_allowance(reading: Reading, name: str, pack: Pack) -> None:
    members = {"a.jsonl": LINE, "b.jsonl": b" " * 20_000_000, "c.jsonl": LINE}
    options = {"free_unpacked": 1_000_000, "max_unpacked": 10_000_000}
    outcome = reading(name, pack(members), **options)
    assert outcome.fields == [{"a": 1}]
    assert (outcome.issue.code, outcome.issue.incomplete) == ("unpacked-too-large", True)


def test_a_gzip_bomb_is_left_after_its_allowance(reading: Reading) -> None:
    outcome = reading("t.jsonl.gz", gzip.compress(LINE + b" " * 20_000_000), free_unpacked=1_000_000)
    assert outcome.fields == [{"a": 1}]
    assert (outcome.issue.code, outcome.issue.incomplete) == ("unpacked-too-large", True)


@FORMS
def test_an_archive_of_too_many_members_is_left(reading: Reading, name: str, pack: Pack) -> None:
    outcome = reading(name, pack({f"{n}.jsonl": LINE for n in range(5)}), max_members=3)
    assert (outcome.issue.code, outcome.issue.incomplete) == ("too-many-members", True)


def test_a_header_that_would_fill_the_memory_is_refused(reading: Reading) -> None:
    long_name = tarred({"a.jsonl": LINE, "x" * 3_000_000 + ".jsonl": LINE})
    outcome = reading("t.tar", long_name)
    assert outcome.fields == [{"a": 1}]
    assert outcome.issue.code == "record-too-large"


@pytest.mark.parametrize("packed", [gzip_tarred, tarred], ids=["tgz", "tar"])
def test_an_archive_that_is_cut_anywhere_never_looks_whole(reading: Reading, packed: Pack) -> None:
    noise = bytes(range(256)).hex().encode()
    whole = packed({f"{n}.jsonl": b'{"a":"' + noise + b'%d"}\n' % n for n in range(3)})
    name = "t.tgz" if packed is gzip_tarred else "t.tar"
    complete = reading(name, whole)
    assert (len(complete.records), complete.issues) == (3, [])
    content_end = len(whole.rstrip(b"\0")) if packed is tarred else len(whole)
    for cut in range(0, content_end, max(1, content_end // 40)):
        outcome = reading(name, whole[:cut])
        lasting = [issue for issue in outcome.issues if issue.code == "cut"]
        assert len(lasting) == 1, f"cut at {cut}: {outcome.issues}"
        assert lasting[0].incomplete


def test_a_zip_that_is_cut_or_locked_is_told(reading: Reading) -> None:
    whole = zipped({"a.jsonl": LINE})
    assert (reading("t.zip", whole[:-5]).issue.code, reading("t.zip", b"").issue.code) == ("cut", "cut")
    locked = bytearray(whole)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[whole.index(signature) + offset] |= 1  # the flag of an encrypted member
    issue = reading("t.zip", bytes(locked)).issue
    assert (issue.code, issue.incomplete) == ("cut", True)
    assert "password" in issue.advice


@FORMS
def test_an_archive_of_nothing_deletes_nothing(reading: Reading, name: str, pack: Pack) -> None:
    assert (issue := reading(name, pack({})).issue).code == "no-records"
    assert issue.incomplete
