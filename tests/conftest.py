"""What every test may ask for."""

import os
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent

# What several folders of tests share is tests/support; the folders themselves are no packages.
sys.path.insert(0, str(CHECKOUT / "tests"))


def shared_folder() -> Path | None:
    """Return the folder of standards and real catalogues: `EMUSEUM_SHARED`, or ``shared`` beside the checkout."""
    named = os.environ.get("EMUSEUM_SHARED")
    folder = Path(named) if named else CHECKOUT.parent / "shared"
    return folder if (folder / "standards").is_dir() else None


@pytest.fixture(scope="session")
def shared() -> Path:
    folder = shared_folder()
    if folder is None:
        pytest.skip("the shared folder of standards and real catalogues is not beside the checkout")
    return folder
