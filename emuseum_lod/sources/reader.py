"""Chooses the reader for a file, a folder or an archive, and turns what can't be read into one Issue each."""

import gzip
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from typing import Final

import msgspec

from emuseum_lod.harvesting.mirror import FILE as MIRROR
from emuseum_lod.issues import Issue, shorten
from emuseum_lod.sources.archive import Member, tar_members, zip_members
from emuseum_lod.sources.findings import unread
from emuseum_lod.sources.json_document import read_json_document
from emuseum_lod.sources.json_lines import read_json_lines
from emuseum_lod.sources.lido import read_lido
from emuseum_lod.sources.mirror import read_mirror
from emuseum_lod.sources.options import DEFAULT_OPTIONS, ReaderOptions
from emuseum_lod.sources.record import SourceRecord
from emuseum_lod.sources.streams import Budget, Unreadable, chunks
from emuseum_lod.sources.table import read_table

FormatReader = Callable[[Iterator[bytes], str, ReaderOptions], Iterator[SourceRecord | Issue]]
Found = Iterator[SourceRecord | Issue]

FORMATS: Final[dict[str, FormatReader]] = {
    ".csv": read_table,
    ".tsv": read_table,
    ".json": read_json_document,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".xml": read_lido,
    ".lido": read_lido,
}
ARCHIVES: Final = (".zip", ".tar", ".tar.gz", ".tgz")
_PACKED: Final = (*ARCHIVES, ".gz", ".bz2", ".xz", ".7z", ".rar", ".zst")
_KNOWN: Final = f"{' '.join(FORMATS)} (also with .gz) {' '.join(ARCHIVES)} {MIRROR}"


def read(source: Path, options: ReaderOptions = DEFAULT_OPTIONS) -> Found:
    """Yield the records of a file, folder, archive or mirror as a stream, and an Issue for what is wrong with it.

    A folder is read in the order of its paths, an archive as `emuseum_lod.sources.archive` says. An issue that is
    `incomplete` means that records are missing from the stream. Nothing is raised for bad input; memory stays flat.
    """
    if (source / MIRROR).is_file():
        yield from read(source / MIRROR, options)
    elif source.is_dir():
        yield from _folder(source, options)
    elif not source.is_file():
        yield unread("not-found", "there is no such file or folder", str(source), advice="check the path")
    elif source.name == MIRROR:
        yield from _guarded(read_mirror(source, options), str(source))
    elif _suffix(source.name) in ARCHIVES:
        yield from _archive(source, options)
    else:
        yield from _file(source, options)


def _folder(folder: Path, options: ReaderOptions) -> Found:
    read_any = False
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).as_posix()
        if path.is_symlink():
            yield _passed_over(str(path), "a link, which might lead out of the folder")
        elif path.is_file() and not _is_hidden(inside) and _is_member(inside, options):
            if _suffix(inside) in {*FORMATS, *ARCHIVES}:
                read_any = True
                yield from read(path, options)
            else:
                yield _passed_over(str(path), "not a format that is read here")
    if not read_any:
        yield unread(
            "no-records", "the folder has no file that is read here", str(folder), advice=f"known: {_KNOWN}"
        )


def _file(path: Path, options: ReaderOptions) -> Found:
    reader = FORMATS.get(_suffix(path.name)) or _reader_by_content(path)
    if reader is None:
        yield unread("unknown-format", "the format is not known", str(path), advice=f"known: {_KNOWN}")
        return
    found = reader(_pieces(path, options), str(path), _for_format(path.name, options))
    yield from _guarded(found, str(path))


def _pieces(path: Path, options: ReaderOptions) -> Iterator[bytes]:
    with path.open("rb") as packed:
        if path.suffix.lower() == ".gz":
            unpacked = gzip.GzipFile(fileobj=packed)
            yield from chunks(unpacked, Budget(path.stat().st_size, options))  # type: ignore[arg-type]  # buffered
        else:
            yield from chunks(packed)


def _archive(path: Path, options: ReaderOptions) -> Found:
    def wanted(name: str) -> bool:
        return not _is_hidden(name) and _is_member(name, options)

    members = zip_members if path.suffix.lower() == ".zip" else tar_members
    yield from _guarded(_members(members(path, options, wanted), path, options), str(path))


def _members(members: Iterator[Member | Issue], path: Path, options: ReaderOptions) -> Found:
    read_any = False
    for member in members:
        if isinstance(member, Issue):
            yield msgspec.structs.replace(member, source=f"{path}!{member.source}")
            continue
        source = f"{path}!{member.name}"
        if _leads_out(member.name):
            yield _strange_name(source)
        suffix = PurePosixPath(member.name).suffix.lower()
        if suffix in FORMATS:
            read_any = True
            yield from _guarded(
                FORMATS[suffix](member.pieces, source, _for_format(member.name, options)), source
            )
        elif suffix in _PACKED:
            yield unread(
                "nested-archive",
                "a packed file inside an archive is not unpacked",
                source,
                advice="unpack it",
            )
        else:
            yield _passed_over(source, "not a format that is read here")
    if not read_any:
        yield unread(
            "no-records", "the archive has no file that is read here", str(path), advice=f"known: {_KNOWN}"
        )


def _guarded(found: Found, source: str) -> Found:
    """Pass on what is found; where it can't go on, say so once and end."""
    position = 0
    with closing(found):  # type: ignore[type-var]  # every reader is a generator
        try:
            for item in found:
                position = max(position, item.position)
                yield item
        except Unreadable as error:
            yield unread(error.code, str(error), source, position, advice=error.advice)
        except OSError as error:
            message = f"the file can't be read ({error.strerror})"
            yield unread("cut", message, source, position, advice="check its permissions and the disk")


def _passed_over(source: str, reason: str) -> Issue:
    return Issue(
        code="passed-over",
        message=f"passed over: {reason}",
        severity="notice",
        source=shorten(source),
        advice=f"known: {_KNOWN}",
    )


def _strange_name(source: str) -> Issue:
    return Issue(
        code="strange-name",
        message="the name of this member leads out of the archive; it was read, and nothing was unpacked",
        severity="warning",
        source=source,
        advice="find out who made the archive, and make it anew with plain names",
    )


def _suffix(name: str) -> str:
    """Return what the name says of the format: ``.csv`` for ``a.CSV.gz``, ``.tar.gz`` for an archive."""
    path = PurePosixPath(name.lower())
    if path.suffix == ".gz":
        inner = PurePosixPath(path.stem).suffix
        return ".tar.gz" if inner == ".tar" else inner
    return path.suffix


def _is_hidden(name: str) -> bool:
    """Tell whether it is an operating system's own (``.DS_Store``, ``__MACOSX/…``)."""
    return any(
        (part.startswith(".") and part != "." and not part.startswith("..")) or part == "__MACOSX"
        for part in PurePosixPath(name).parts
    )


def _leads_out(name: str) -> bool:
    """Tell whether a member's name would lead out of a folder into which a careless program unpacked it."""
    return name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) or name[1:2] == ":"


def _is_member(name: str, options: ReaderOptions) -> bool:
    return fnmatch(name, options.members)


def _for_format(name: str, options: ReaderOptions) -> ReaderOptions:
    if options.delimiter or _suffix(name) != ".tsv":
        return options
    return msgspec.structs.replace(options, delimiter="\t")


def _reader_by_content(path: Path) -> FormatReader | None:
    """Choose for a file whose name says nothing, by its first character; a table can't be told from any other text."""
    try:
        with gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb") as stream:
            head = stream.read(1024).lstrip(b"\xef\xbb\xbf \t\r\n")
    except (OSError, EOFError):
        return None
    if head.startswith(b"<"):
        return read_lido
    return read_json_document if head[:1] in {b"[", b"{"} else None
