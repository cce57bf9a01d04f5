"""An application over the catalogue of every kind."""

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from flask.testing import FlaskClient

from emuseum_lod.config import Settings
from emuseum_lod.web.app import create_app


@pytest.fixture(scope="session")
def catalogue() -> ModuleType:
    path = Path(__file__).parents[1] / "linkeddata" / "catalogue.py"
    spec = importlib.util.spec_from_file_location("tests_catalogue", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def client(catalogue: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    folder = tmp_path_factory.mktemp("ledger")
    with catalogue.make_ledger(folder, catalogue.records(), catalogue.deleted()) as ledger:
        yield create_app(Settings(data=folder), reader=ledger.reader()).test_client()
