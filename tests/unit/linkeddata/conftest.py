"""The catalogue of every kind, made once for all tests of this folder."""

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from emuseum_lod.config import Settings
from emuseum_lod.linkeddata.service import Service
from emuseum_lod.views.addresses import Addresses
from emuseum_lod.web.rendering import Renderer


def _load(path: Path) -> ModuleType:
    """Return a module of helpers; tests are no packages, so it can't be imported by name."""
    spec = importlib.util.spec_from_file_location(f"tests_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def catalogue() -> ModuleType:
    return _load(Path(__file__).with_name("catalogue.py"))


@pytest.fixture(scope="session")
def service(catalogue: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with catalogue.make_ledger(
        tmp_path_factory.mktemp("ledger"), catalogue.records(), catalogue.deleted()
    ) as ledger:
        yield Service(
            ledger.reader(),
            Addresses(catalogue.BASE),
            catalogue.DOMAIN,
            catalogue.describe,
            Renderer(Settings()).render,
        )
