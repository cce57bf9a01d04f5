"""The demonstration's files: every one that a record names is there and is what it says, and every one that is there is named."""

import importlib
import json
import struct
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from emuseum_lod.catalogue.records import Asset, Tour

if TYPE_CHECKING:
    from conftest import Loaded

FILES = Path(__file__).resolve().parents[3] / "demo" / "files"
MODELS = sorted(path.name for path in (FILES / "models").iterdir())
PICTURES = sorted(path for kind in ("images", "tours") for path in (FILES / kind).iterdir())


def named(catalogue: dict[str, "Loaded"]) -> Iterator[Asset | Tour]:
    for loaded in catalogue.values():
        for emission in loaded.emissions():
            if isinstance(emission.record, Asset | Tour):
                yield emission.record


def test_every_named_file_is_there_and_every_file_is_named(catalogue: dict[str, "Loaded"]) -> None:
    urls = {record.url for record in named(catalogue)}
    there = {
        f"/files/demo/{path.relative_to(FILES).as_posix()}" for path in FILES.rglob("*") if path.is_file()
    }
    assert all(url.startswith("/files/demo/") for url in urls)
    assert urls == there


def test_media_types_are_those_of_the_files(catalogue: dict[str, "Loaded"]) -> None:
    types = {".png": "image/png", ".jpg": "image/jpeg", ".glb": "model/gltf-binary"}
    kinds = {".png": "image", ".jpg": "image", ".glb": "model"}
    for record in named(catalogue):
        if isinstance(record, Asset):
            suffix = Path(record.url).suffix
            assert (record.media_type, record.type) == (types[suffix], kinds[suffix])


def test_the_files_are_small() -> None:
    sizes = {path: path.stat().st_size for path in FILES.rglob("*") if path.is_file()}
    assert sum(sizes.values()) < 6_000_000
    assert all(size < 100_000 for path, size in sizes.items() if path.suffix == ".glb")
    assert len(MODELS) >= 15
    assert len(PICTURES) >= 100


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.name)
def test_a_picture_is_whole(path: Path) -> None:
    with Image.open(path) as picture:
        picture.load()
        assert picture.format == {".png": "PNG", ".jpg": "JPEG"}[path.suffix]
        assert picture.size == ((2400, 640) if path.parent.name == "tours" else (640, 480))
        assert len(picture.convert("RGB").getcolors(1_000_000) or ()) > 4


def parsed(data: bytes) -> tuple[dict[str, Any], bytes]:
    """Return the document and the binary chunk of a GLB (glTF 2.0, 4.4)."""
    magic, version, length = struct.unpack_from("<4sII", data)
    assert (magic, version, length) == (b"glTF", 2, len(data))
    size, kind = struct.unpack_from("<I4s", data, 12)
    assert (kind, size % 4) == (b"JSON", 0)
    start = 20 + size
    binary, kind = struct.unpack_from("<I4s", data, start)
    assert (kind, binary % 4, start + 8 + binary) == (b"BIN\0", 0, len(data))
    return json.loads(data[20:start]), data[start + 8 :]


def values(document: dict[str, Any], blob: bytes, accessor: dict[str, Any]) -> list[Any]:
    view = document["bufferViews"][accessor["bufferView"]]
    assert view["byteOffset"] % 4 == 0
    assert view["byteOffset"] + view["byteLength"] <= document["buffers"][0]["byteLength"] <= len(blob)
    form = {5126: "3f", 5123: "H"}[accessor["componentType"]]
    size = struct.calcsize(f"<{form}")
    assert view["byteLength"] == size * accessor["count"]
    data = blob[view["byteOffset"] : view["byteOffset"] + view["byteLength"]]
    return [found if len(found) > 1 else found[0] for found in struct.iter_unpack(f"<{form}", data)]


@pytest.mark.parametrize("name", MODELS)
def test_a_model_is_valid_gltf(name: str) -> None:
    document, blob = parsed((FILES / "models" / name).read_bytes())
    nodes = document["nodes"]

    assert document["asset"]["version"] == "2.0"
    assert [nodes[root]["name"] for root in document["scenes"][0]["nodes"]]
    assert {node["mesh"] for node in nodes if "mesh" in node} == set(range(len(document["meshes"])))
    for mesh in document["meshes"]:
        (primitive,) = mesh["primitives"]
        assert primitive["material"] < len(document["materials"])
        place = document["accessors"][primitive["attributes"]["POSITION"]]
        places = values(document, blob, place)
        normals = values(document, blob, document["accessors"][primitive["attributes"]["NORMAL"]])
        indices = values(document, blob, document["accessors"][primitive["indices"]])
        assert len(places) == len(normals)
        assert len(indices) % 3 == 0
        assert max(indices) < len(places)
        assert [min(axis) for axis in zip(*places, strict=True)] == place["min"]
        assert [max(axis) for axis in zip(*places, strict=True)] == place["max"]
        assert all(abs(sum(part * part for part in normal) - 1) < 1e-4 for normal in normals if any(normal))


@pytest.fixture(scope="module")
def program() -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(FILES.parent))
        yield importlib.import_module("make_files")


def test_the_program_makes_the_models_that_are_kept(program: ModuleType) -> None:
    assert sorted(program.MODELS) == MODELS
    for name, build in program.MODELS.items():
        assert build() == (FILES / "models" / name).read_bytes(), f"run demo/make_files.py again: {name}"


def test_the_program_draws_the_pictures_that_are_kept(program: ModuleType, tmp_path: Path) -> None:
    assert sorted(program.PICTURES) == sorted(path.name for path in PICTURES if path.parent.name == "images")
    for name in ("coin-square-hole.png", "syrmaq-ram-horn.png", "dombra.png"):
        program.PICTURES[name]().save(tmp_path / name)
        with Image.open(tmp_path / name) as drawn, Image.open(FILES / "images" / name) as kept:
            assert drawn.convert("RGB").tobytes() == kept.convert("RGB").tobytes()
