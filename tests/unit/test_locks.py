"""A lock is one process's at a time, shared by readers, and gone with its holder."""

import subprocess
import sys
from pathlib import Path

from emuseum_lod.locks import FileLock

HOLDER = """
import sys, pathlib
from emuseum_lod.locks import FileLock
lock = FileLock.take(pathlib.Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def test_one_holder_at_a_time(tmp_path: Path) -> None:
    first = FileLock.take(tmp_path / "lock")
    assert first is not None
    assert FileLock.take(tmp_path / "lock") is None
    assert FileLock.take(tmp_path / "lock", shared=True) is None

    first.release()
    first.release()  # a second time does nothing
    with FileLock.take(tmp_path / "lock") or ():
        assert FileLock.take(tmp_path / "lock") is None


def test_readers_share_and_keep_a_cleaner_out(tmp_path: Path) -> None:
    readers = [FileLock.take(tmp_path / "lease", shared=True) for _ in range(2)]
    assert None not in readers
    assert FileLock.take(tmp_path / "lease") is None
    for reader in readers:
        assert reader is not None
        reader.release()
    assert FileLock.take(tmp_path / "lease") is not None


def test_a_killed_holder_gives_it_back(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, tmp_path / "lock"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        assert FileLock.take(tmp_path / "lock") is None
        holder.kill()
        holder.wait()
    assert FileLock.take(tmp_path / "lock") is not None
