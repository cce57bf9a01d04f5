"""A snapshot is published as a whole, found by its name, and never deleted under a reader."""

from pathlib import Path

import pytest

from emuseum_lod.errors import StoreError
from emuseum_lod.locks import FileLock
from emuseum_lod.store.snapshots import Snapshots


def checkpoint(folder: Path) -> None:
    folder.mkdir()
    (folder / "content").write_text(folder.name)


@pytest.fixture
def snapshots(tmp_path: Path) -> Snapshots:
    return Snapshots(tmp_path)


def folders(data: Path) -> set[str]:
    return {path.name for path in (data / "snapshots").iterdir() if path.is_dir()}


def test_before_the_first_there_is_none(snapshots: Snapshots) -> None:
    assert snapshots.current() is None
    assert snapshots.hold_current() is None


def test_the_last_published_is_current_and_says_how_far_it_is(snapshots: Snapshots, tmp_path: Path) -> None:
    snapshots.publish(7, checkpoint)
    latest = snapshots.publish(12, checkpoint)

    assert snapshots.current() == latest
    assert latest.seq == 12
    assert folders(tmp_path) == {latest.name}, "nobody held the first"


def test_two_snapshots_of_one_change_number_are_two(snapshots: Snapshots) -> None:
    assert snapshots.publish(7, checkpoint) != snapshots.publish(7, checkpoint)


def test_a_held_snapshot_outlives_its_successors(snapshots: Snapshots, tmp_path: Path) -> None:
    snapshots.publish(1, checkpoint)
    held = snapshots.hold_current()
    assert held is not None
    snapshots.publish(2, checkpoint)
    latest = snapshots.publish(3, checkpoint)
    assert (held.path / "content").exists()
    assert folders(tmp_path) == {held.name, latest.name}

    held.close()
    snapshots.clean()
    assert folders(tmp_path) == {latest.name}
    assert not (tmp_path / "snapshots" / f"{held.name}.lease").exists()


def test_a_failed_checkpoint_publishes_nothing(snapshots: Snapshots, tmp_path: Path) -> None:
    before = snapshots.publish(1, checkpoint)

    def fails(folder: Path) -> None:
        checkpoint(folder)
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        snapshots.publish(2, fails)
    assert snapshots.current() == before
    snapshots.clean()
    assert folders(tmp_path) == {before.name}, "what was left unfinished is removed"


def test_holding_waits_out_a_cleaner_that_was_faster(snapshots: Snapshots, tmp_path: Path) -> None:
    old = snapshots.publish(1, checkpoint)
    new = snapshots.publish(2, checkpoint)
    # The pointer still names a snapshot that is gone: there has to be an end to trying, with a reason.
    (tmp_path / "snapshots" / "current").write_text(old.name)
    with pytest.raises(StoreError, match="rebuild"):
        snapshots.hold_current()
    (tmp_path / "snapshots" / "current").write_text(new.name)
    held = snapshots.hold_current()
    assert held is not None
    assert FileLock.take(tmp_path / "snapshots" / f"{new.name}.lease") is None
    held.close()


def test_a_pointer_that_names_no_snapshot_is_refused(snapshots: Snapshots, tmp_path: Path) -> None:
    snapshots.publish(1, checkpoint)
    (tmp_path / "snapshots" / "current").write_text("../../etc")
    with pytest.raises(StoreError, match="names no snapshot"):
        snapshots.current()
