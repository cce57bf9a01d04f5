"""The house keeps its shape: imports point to the left, protocols share one seam, and the web framework stays at the door."""

import ast
import importlib
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

from emuseum_lod.reply import Asked, Reply

PACKAGE = Path(__file__).resolve().parents[2] / "emuseum_lod"
PROTOCOLS = ("oaipmh", "sparql", "linkeddata", "embedding", "changes", "discovery", "history")
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "data" not in path.relative_to(PACKAGE).parts)


def imported(path: Path) -> set[str]:
    """Return the top-level packages that a module imports, at any depth of its code."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def test_imports_point_to_the_left() -> None:
    run = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=PACKAGE.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_blueprints_and_web_know_flask(path: Path) -> None:
    at_the_door = path.name in {"blueprint.py", "flask_seam.py"} or path.parent.name == "web"
    assert at_the_door or not imported(path) & {"flask", "werkzeug"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_config_reads_the_environment(path: Path) -> None:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "os":
            found.add(node.attr)
        if isinstance(node, ast.ImportFrom) and node.module == "os":
            found |= {alias.name for alias in node.names}
    assert (path.name == "config.py") == bool(found & {"environ", "environb", "getenv"})


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_a_protocol_is_parse_answer_and_a_thin_blueprint(protocol: str) -> None:
    parse = importlib.import_module(f"emuseum_lod.{protocol}.request").parse
    answer = importlib.import_module(f"emuseum_lod.{protocol}.answer").answer
    request_type = inspect.signature(parse).return_annotation

    assert next(iter(inspect.signature(parse).parameters.values())).annotation is Asked
    assert next(iter(inspect.signature(answer).parameters.values())).annotation == request_type
    assert inspect.signature(answer).return_annotation is Reply
    blueprint = (PACKAGE / protocol / "blueprint.py").read_text("utf-8")
    assert len(blueprint.splitlines()) < 120, "a blueprint translates; what it decides belongs to answer"
