"""Archives (.zip, .tar, .tar.gz, .tgz): their members as streams; nothing is unpacked to disk, no name is used as a path."""

import gzip
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from emuseum_lod.issues import Issue, shorten
from emuseum_lod.sources.options import ReaderOptions
from emuseum_lod.sources.streams import Budget, Unreadable, Window, chunks

_TAR_HEADERS: Final = 1 << 20
"""What the headers in front of one tar member may take: tarfile holds a member's extended header in memory."""


class Member(NamedTuple):
    """One file of an archive; `pieces` is used up before the next member is asked for, or skipped."""

    name: str
    pieces: Iterator[bytes]


Wanted = Callable[[str], bool]


def zip_members(path: Path, options: ReaderOptions, wanted: Wanted) -> Iterator[Member | Issue]:
    """Yield the wanted members of a zip in the order of their names."""
    budget = Budget(path.stat().st_size, options)
    try:
        with zipfile.ZipFile(path) as archive:
            entries = sorted(archive.infolist(), key=lambda entry: entry.filename)
            if len(entries) > options.max_members:
                raise _too_many(options)
            for entry in entries:
                if budget.used_up:  # said once, where it happened
                    return
                if not entry.is_dir() and wanted(entry.filename):
                    yield Member(shorten(entry.filename), _zip_pieces(archive, entry, budget))
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise Unreadable("cut", f"the zip is cut off or damaged ({error})", "deliver it again") from error


def _zip_pieces(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: Budget) -> Iterator[bytes]:
    try:
        with archive.open(entry) as stream:
            yield from chunks(stream, budget)  # type: ignore[arg-type]  # ZipExtFile is a BufferedIOBase
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        # RuntimeError is zipfile's word for a password.
        raise Unreadable(
            "cut", f"it can't be unpacked ({error})", "deliver it again, without a password"
        ) from error


def tar_members(path: Path, options: ReaderOptions, wanted: Wanted) -> Iterator[Member | Issue]:
    """Yield the wanted members of a tar in the archive's own order, which is the same at every load.

    Not sorted: that would mean unpacking a compressed archive twice, or keeping it.
    """
    opener = gzip.open if _is_gzip(path) else open
    with opener(path, "rb") as stream:
        # A second time as chunks, so that the bytes are counted where they are unpacked, headers and all.
        pieces = chunks(stream, Budget(path.stat().st_size, options))  # type: ignore[arg-type]  # gzip is buffered too
        window = Window(pieces, _TAR_HEADERS)
        try:
            # As a stream ("r|") it is only read, which is all that a window can do.
            with tarfile.open(fileobj=window, mode="r|") as archive:  # type: ignore[call-overload]
                yield from _tar_walk(archive, window, options, wanted)
        except tarfile.TarError as error:
            if not window.failed:
                message = f"the tar is cut off or damaged ({error})"
                raise Unreadable("cut", message, "deliver it again") from error
        if not window.failed:  # otherwise it was said where it happened
            _check_end(window)


def _tar_walk(
    archive: tarfile.TarFile, window: Window, options: ReaderOptions, wanted: Wanted
) -> Iterator[Member | Issue]:
    count = 0
    while (entry := archive.next()) is not None:
        count += 1
        if count > options.max_members:
            raise _too_many(options)
        archive.members.clear()  # type: ignore[attr-defined]  # tarfile keeps every header it has seen
        window.renew(options.max_unpacked)
        if entry.isreg() and not entry.issparse() and wanted(entry.name):
            pieces = _tar_pieces(archive, entry, window)
            yield Member(shorten(entry.name), pieces)
        elif not entry.isreg() and not entry.isdir():
            yield _not_a_file(entry.name)
        _skip(archive, entry)
        window.renew(_TAR_HEADERS)


def _tar_pieces(archive: tarfile.TarFile, entry: tarfile.TarInfo, window: Window) -> Iterator[bytes]:
    stream = archive.extractfile(entry)
    if stream is not None:
        try:
            yield from chunks(stream)  # type: ignore[arg-type]  # tarfile's files are buffered readers
        except Unreadable:
            window.failed = True
            raise


def _skip(archive: tarfile.TarFile, entry: tarfile.TarInfo) -> None:
    """Read past what nobody read of a member, so that the next header has its own allowance."""
    end = entry.offset_data + entry.size
    if entry.isreg() and archive.fileobj.tell() < end:
        archive.fileobj.seek(end)


def _check_end(window: Window) -> None:
    """Make sure that the archive ends as it should: tarfile takes a cut between two members for the end."""
    ended = window.tail.count(0) == 512
    window.renew(1 << 62)
    while window.read(1 << 18):  # to the end, where gzip checks its sum
        pass
    if not ended:
        raise Unreadable(
            "cut", "the tar has no end: it is cut off", "deliver it again; what came before was read"
        )


def _not_a_file(name: str) -> Issue:
    return Issue(
        code="not-a-file",
        message="a link or device in the archive was passed over",
        severity="warning",
        source=shorten(name),
        advice="deliver plain files",
    )


def _too_many(options: ReaderOptions) -> Unreadable:
    return Unreadable(
        "too-many-members",
        f"the archive has more than {options.max_members} members",
        "divide it, or raise max_members in the profile",
    )


def _is_gzip(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(2) == b"\x1f\x8b"
