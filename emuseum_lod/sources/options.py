"""What a provider's profile tells the readers, and the limits that hold for every file from outside."""

import codecs
from typing import Final

import msgspec

from emuseum_lod.errors import ConfigurationError

_MEGABYTE: Final = 1 << 20


class ReaderOptions(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How to read a provider's files; the defaults suit a well-made export.

    `encoding`: a Python codec name; "" means the byte order mark, else UTF-8 (XML: what the document declares).
    `delimiter` and `quote`: one character; delimiter "" is guessed from the header among ``, ; tab |``, quote "" means that
    cells are never quoted. `records`: the dotted path to the list of records in a JSON document (``data.items``); "" means
    that the document is the list, or one record. `members`: which files of a folder or archive are read (a glob over the path
    inside it).

    Limits: `max_field` characters, `max_record` bytes, `max_depth` levels of nesting, `max_members` of an archive; what comes
    out of a packed file may be `max_unpacked` bytes at most and `max_ratio` times the file, of which `free_unpacked` bytes are
    always allowed (a small file may pack very well). Raises ConfigurationError for what can't be meant.
    """

    encoding: str = ""
    delimiter: str = ""
    quote: str = '"'
    records: str = ""
    members: str = "*"
    max_field: int = 8 * _MEGABYTE
    max_record: int = 64 * _MEGABYTE
    max_depth: int = 64
    max_members: int = 1_000_000
    max_ratio: int = 200
    free_unpacked: int = 256 * _MEGABYTE
    max_unpacked: int = 65_536 * _MEGABYTE

    def __post_init__(self) -> None:
        """Refuse what would only fail in the middle of a load."""
        if self.encoding and not _is_text_codec(self.encoding):
            raise ConfigurationError(
                f"encoding = {self.encoding!r} is no text encoding known here; "
                'name one such as "utf-8", "cp1251" or "utf-16"'
            )
        if len(self.delimiter) > 1 or len(self.quote) > 1:
            raise ConfigurationError("delimiter and quote are one character each, or empty")


def _is_text_codec(name: str) -> bool:
    """Tell whether `name` is an encoding whose line feed is found by its byte, or one that is transcoded first."""
    try:
        return codecs.decode("\n".encode(name), name) == "\n"
    except (LookupError, UnicodeError, ValueError):
        return False


DEFAULT_OPTIONS: Final = ReaderOptions()
