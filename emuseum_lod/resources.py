"""Where `mappings/`, `ontologies/` and `sparql/` are: inside the installed package, or at the top of a checkout.

The wheel carries them as `emuseum_lod/data/…` (pyproject's force-include); an editable install reads the checkout's own.
"""

from pathlib import Path

from emuseum_lod.errors import ConfigurationError

_PACKAGE = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """Return the path of a data file or folder, such as ``resource("mappings", "tate")``.

    Raises ConfigurationError when it is in neither place.
    """
    for root in (_PACKAGE / "data", _PACKAGE.parent):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise ConfigurationError(
        f"{'/'.join(parts)} is missing: neither in the installed package nor in the checkout"
    )
