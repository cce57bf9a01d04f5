"""Which index file belongs to what: a snapshot says in a file of its own (``text-index``) by which index it was published."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

_FOLDER: Final = "search"
_NAMED_IN: Final = "text-index"


def index_folder(data: Path) -> Path:
    """Return where the indexes of a data folder are."""
    return data / _FOLDER


def tell_snapshot(snapshot: Path, index: Path) -> None:
    """Write into a snapshot's folder, before it is published, which index belongs to it."""
    (snapshot / _NAMED_IN).write_text(index.name, "ascii")


def index_of(snapshot: Path, data: Path) -> Path | None:
    """Return the index that belongs to a snapshot; None for a snapshot from before there was one."""
    try:
        return index_folder(data) / (snapshot / _NAMED_IN).read_text("ascii").strip()
    except FileNotFoundError:
        return None


def remove_unused(data: Path, current: Path, snapshots: Iterable[Path]) -> None:
    """Remove the indexes that neither are in use nor belong to a snapshot."""
    used = {current.name, *(index.name for snapshot in snapshots if (index := index_of(snapshot, data)))}
    for path in index_folder(data).glob("words-*"):
        if path.name.partition(".sqlite")[0] + ".sqlite" not in used:
            path.unlink(missing_ok=True)
