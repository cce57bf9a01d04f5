"""Memory stays flat: a file five times as large needs no more, and one enormous field is passed over in little."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

_READ = """
import re, sys
from pathlib import Path
from emuseum_lod.issues import Issue
from emuseum_lod.sources.reader import read

found = [0, 0]
for item in read(Path(sys.argv[1])):
    found[isinstance(item, Issue)] += 1
# Not ru_maxrss: that keeps the size of the process that started this one.
print(*found, re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
"""

NAMESPACE = b'xmlns:lido="http://www.lido-schema.org"'


def read_apart(path: Path) -> tuple[int, int, int]:
    """Return the records, the issues and the largest resident memory (kB) of reading a file in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", _READ, str(path)], capture_output=True, check=True, text=True
    )
    records, issues, memory = map(int, done.stdout.split())
    return records, issues, memory


def lines(count: int) -> bytes:
    return b'{"title":"' + b"x" * 200 + b'"}\n' + b'{"title":"y","parts":[1,2,{"a":"b"}]}\n' * (count - 1)


def table(count: int) -> bytes:
    return b"id,title\n" + b'1,"a ""quoted"" title"\n' * count


def document(count: int) -> bytes:
    return b"[" + b",".join([b'{"title":"y","parts":[1,2,{"a":"b"}]}'] * count) + b"]"


def lido(count: int) -> bytes:
    record = b"<lido:lido><lido:lidoRecID>1</lido:lidoRecID><lido:a><lido:b>c</lido:b></lido:a></lido:lido>\n"
    return b"<lido:lidoWrap " + NAMESPACE + b">" + record * count + b"</lido:lidoWrap>"


@pytest.mark.parametrize(
    ("name", "content"), [("t.jsonl", lines), ("t.csv", table), ("t.json", document), ("t.xml", lido)]
)
def test_five_times_the_file_needs_no_more(
    tmp_path: Path, name: str, content: Callable[[int], bytes]
) -> None:
    path = tmp_path / name
    needed = []
    for count in (50_000, 250_000):  # the smaller one fills every buffer
        path.write_bytes(content(count))
        records, issues, memory = read_apart(path)
        assert (records, issues) == (count, 0)
        needed.append(memory)
    assert needed[1] < needed[0] + 4_000, "kB; the larger file itself has about ten thousand"


@pytest.mark.parametrize(
    ("name", "start", "end", "records"),
    [
        ("t.jsonl", b'{"a":1}\n{"a":"', b'"}\n{"a":3}\n', 2),
        ("t.csv", b'id,title\n1,a\n2,"', b'"\n3,c\n', 2),
        ("t.json", b'[{"a":1},{"a":"', b'"},{"a":3}]', 1),
        (
            "t.xml",
            b"<lido:lidoWrap " + NAMESPACE + b"><lido:lido><lido:a>1</lido:a></lido:lido><lido:lido><lido:a>",
            b"</lido:a></lido:lido></lido:lidoWrap>",
            1,
        ),
    ],
)
def test_a_field_of_a_hundred_megabytes(
    tmp_path: Path, name: str, start: bytes, end: bytes, records: int
) -> None:
    path = tmp_path / name
    with path.open("wb") as file:
        file.write(start)
        for _ in range(100):
            file.write(b"x" * 1_000_000)
        file.write(end)
    found, issues, memory = read_apart(path)
    assert (found, issues) == (records, 1)
    assert memory < 300_000, (
        "kB; the limit of a record is 64 MB, which a parser may hold twice while it grows"
    )
