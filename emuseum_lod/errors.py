"""The errors of this project.

::

    EmuseumError
    ├── ConfigurationError      a setting, profile, pattern or vocabulary file is wrong (exit code 2)
    ├── IdentityError           a base IRI or domain that differs from the ledger's, or two items with one key
    ├── DumpError               a dump can't be written as asked (exit code 2)
    ├── HarvestError            a repository can't be harvested as asked (exit code 2)
    ├── LedgerError             the ledger can't do what is asked
    └── StoreError              the triple store can't do what is asked

What is wrong with *data* is no exception: it is an `emuseum_lod.issues.Issue`, and the rest of the work goes on.
"""


class EmuseumError(Exception):
    """Base of every error this project raises on purpose. Its text is meant for the person at the terminal."""


class ConfigurationError(EmuseumError):
    """A setting, profile, pattern or vocabulary file is wrong; the text names the file and says what to do."""


class IdentityError(EmuseumError):
    """An identifier that must never change would change, or two items would share one."""


class DumpError(EmuseumError):
    """A dump can't be written as asked."""


class HarvestError(EmuseumError):
    """A repository can't be harvested as asked: another call is needed, not another try."""


class LedgerError(EmuseumError):
    """The ledger can't do what is asked of it."""


class StoreError(EmuseumError):
    """The triple store can't do what is asked of it."""
