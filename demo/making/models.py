"""The 3D models of the demonstration catalogue, as glTF 2.0 binary files (GLB), written without any library.

A model is a list of parts; a part is a mesh with a colour of its own. Metres, y upwards, as glTF 2.0 (3.4 and 4.4) has it. Normals are those of
the faces, so that edges are sharp and every vertex belongs to one triangle only where a surface is flat.
"""

import json
import math
import struct
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

Vector = tuple[float, float, float]
Triangle = tuple[Vector, Vector, Vector]

_JSON: Final = 0x4E4F534A
_BIN: Final = 0x004E4942
_FLOAT: Final = 5126
_SHORT: Final = 5123
_ARRAY_BUFFER: Final = 34962
_ELEMENT_BUFFER: Final = 34963
_SIDES: Final = 40


class Mesh(NamedTuple):
    """Vertices with their normals, and the triangles between them."""

    positions: list[Vector]
    normals: list[Vector]
    indices: list[int]


class Part(NamedTuple):
    """A mesh and what it is made of: linear RGB, how metallic and how rough (0–1)."""

    mesh: Mesh
    colour: Vector
    metallic: float
    roughness: float


def glb(name: str, parts: Sequence[Part]) -> bytes:
    """Return a GLB of one node for each part, placed under a root that carries the name."""
    blob = bytearray()
    document: dict[str, list[dict[str, object]]] = {
        "accessors": [],
        "bufferViews": [],
        "meshes": [],
        "materials": [],
        "nodes": [],
    }
    for part in parts:
        n = len(document["meshes"])
        attributes = {
            "POSITION": _floats(document, blob, part.mesh.positions, bounds=True),
            "NORMAL": _floats(document, blob, part.mesh.normals, bounds=False),
        }
        document["meshes"].append(
            {
                "primitives": [
                    {
                        "attributes": attributes,
                        "indices": _shorts(document, blob, part.mesh.indices),
                        "material": n,
                    }
                ]
            }
        )
        document["materials"].append(
            {
                "pbrMetallicRoughness": {
                    "baseColorFactor": [*part.colour, 1.0],
                    "metallicFactor": part.metallic,
                    "roughnessFactor": part.roughness,
                },
                "doubleSided": True,
            }
        )
        document["nodes"].append({"mesh": n})
    root = len(document["nodes"])
    document["nodes"].append({"name": name, "children": list(range(root))})
    whole = {
        "asset": {"version": "2.0", "generator": "emuseum_lod demonstration", "copyright": "CC0 1.0"},
        "scene": 0,
        "scenes": [{"nodes": [root]}],
        **document,
        "buffers": [{"byteLength": len(blob)}],
    }
    text = json.dumps(whole, separators=(",", ":"), ensure_ascii=False).encode()
    text += b" " * (-len(text) % 4)
    length = 12 + 8 + len(text) + 8 + len(blob)
    return (
        struct.pack("<4sII", b"glTF", 2, length)
        + struct.pack("<II", len(text), _JSON)
        + text
        + struct.pack("<II", len(blob), _BIN)
        + bytes(blob)
    )


def _floats(
    document: dict[str, list[dict[str, object]]], blob: bytearray, vectors: list[Vector], *, bounds: bool
) -> int:
    data = b"".join(struct.pack("<3f", *vector) for vector in vectors)
    accessor: dict[str, object] = {
        "bufferView": _view(document, blob, data, _ARRAY_BUFFER),
        "componentType": _FLOAT,
        "count": len(vectors),
        "type": "VEC3",
    }
    if bounds:
        # As the file has them: rounded to single precision (glTF 2.0, 3.6.2.5).
        rounded = [struct.unpack("<3f", struct.pack("<3f", *vector)) for vector in vectors]
        accessor["min"] = [min(vector[axis] for vector in rounded) for axis in range(3)]
        accessor["max"] = [max(vector[axis] for vector in rounded) for axis in range(3)]
    document["accessors"].append(accessor)
    return len(document["accessors"]) - 1


def _shorts(document: dict[str, list[dict[str, object]]], blob: bytearray, indices: list[int]) -> int:
    data = struct.pack(f"<{len(indices)}H", *indices)
    document["accessors"].append(
        {
            "bufferView": _view(document, blob, data, _ELEMENT_BUFFER),
            "componentType": _SHORT,
            "count": len(indices),
            "type": "SCALAR",
        }
    )
    return len(document["accessors"]) - 1


def _view(document: dict[str, list[dict[str, object]]], blob: bytearray, data: bytes, target: int) -> int:
    document["bufferViews"].append(
        {"buffer": 0, "byteOffset": len(blob), "byteLength": len(data), "target": target}
    )
    blob += data + b"\0" * (-len(data) % 4)
    return len(document["bufferViews"]) - 1


def turned(profile: Sequence[tuple[float, float]], sides: int = _SIDES) -> Mesh:
    """Return what a profile (distance from the axis, height), read from the bottom outside, makes when it turns round the y axis."""
    positions: list[Vector] = []
    normals: list[Vector] = []
    for n, (radius, height) in enumerate(profile):
        before, after = profile[max(n - 1, 0)], profile[min(n + 1, len(profile) - 1)]
        slope = _unit((after[1] - before[1], before[0] - after[0], 0.0))
        for side in range(sides + 1):
            angle = 2 * math.pi * side / sides
            sine, cosine = math.sin(angle), math.cos(angle)
            positions.append((radius * sine, height, radius * cosine))
            normals.append((slope[0] * sine, slope[1], slope[0] * cosine))
    indices: list[int] = []
    for row in range(len(profile) - 1):
        for side in range(sides):
            a = row * (sides + 1) + side
            b = a + sides + 1
            indices += [a, a + 1, b, a + 1, b + 1, b]
    return Mesh(positions, normals, indices)


def rounded(profile: Sequence[tuple[float, float]], steps: int) -> list[tuple[float, float]]:
    """Return a profile with `steps` points for each of its own, on a smooth curve (Catmull-Rom)."""
    found: list[tuple[float, float]] = []
    last = len(profile) - 1
    for n in range(last):
        a, b, c, d = (profile[min(max(n + k, 0), last)] for k in (-1, 0, 1, 2))
        for step in range(steps):
            t = step / steps
            x, y = (
                0.5
                * (
                    2 * b[i]
                    + (c[i] - a[i]) * t
                    + (2 * a[i] - 5 * b[i] + 4 * c[i] - d[i]) * t * t
                    + (3 * b[i] - a[i] - 3 * c[i] + d[i]) * t**3
                )
                for i in (0, 1)
            )
            found.append((x, y))
    return [*found, profile[last]]


def tube(path: Sequence[Vector], radius: float, sides: int = 12, *, closed: bool = False) -> Mesh:
    """Return a round bar along a path."""
    count = len(path)
    positions: list[Vector] = []
    normals: list[Vector] = []
    for n, (x, y, z) in enumerate(path):
        before = path[(n - 1) % count] if closed else path[max(n - 1, 0)]
        after = path[(n + 1) % count] if closed else path[min(n + 1, count - 1)]
        along = _unit((after[0] - before[0], after[1] - before[1], after[2] - before[2]))
        aside = _unit(_cross(along, (0.0, 0.0, 1.0) if abs(along[2]) < 0.9 else (0.0, 1.0, 0.0)))
        upward = _cross(aside, along)
        for side in range(sides + 1):
            angle = 2 * math.pi * side / sides
            normal = _unit(_sum(_times(aside, math.cos(angle)), _times(upward, math.sin(angle))))
            normals.append(normal)
            positions.append(_sum((x, y, z), _times(normal, radius)))
    rows = count if closed else count - 1
    indices: list[int] = []
    for row in range(rows):
        for side in range(sides):
            a = row * (sides + 1) + side
            b = (row + 1) % count * (sides + 1) + side
            indices += [a, b, a + 1, a + 1, b, b + 1]
    return Mesh(positions, normals, indices)


def faceted(triangles: Sequence[Triangle]) -> Mesh:
    """Return flat faces with sharp edges."""
    positions: list[Vector] = []
    normals: list[Vector] = []
    for a, b, c in triangles:
        normal = _unit(_cross(_sum(b, _times(a, -1)), _sum(c, _times(a, -1))))
        positions += [a, b, c]
        normals += [normal] * 3
    return Mesh(positions, normals, list(range(len(positions))))


def cut_out(outline: Sequence[tuple[float, float]], depth: float) -> Mesh:
    """Return a slab of a (star-shaped) outline in the x-y plane, given counter-clockwise."""
    middle = (sum(x for x, _ in outline) / len(outline), sum(y for _, y in outline) / len(outline))
    half = depth / 2
    faces: list[Triangle] = []
    for n, (x, y) in enumerate(outline):
        x2, y2 = outline[(n + 1) % len(outline)]
        faces += [
            ((*middle, half), (x, y, half), (x2, y2, half)),
            ((*middle, -half), (x2, y2, -half), (x, y, -half)),
            ((x, y, half), (x, y, -half), (x2, y2, half)),
            ((x2, y2, half), (x, y, -half), (x2, y2, -half)),
        ]
    return faceted(faces)


def prism(x: float, z: float, radius: float, height: float, lean: float) -> Mesh:
    """Return a crystal of six sides with a pointed end."""
    foot = [
        (x + radius * math.cos(n * math.pi / 3), 0.0, z + radius * math.sin(n * math.pi / 3))
        for n in range(6)
    ]
    top = [(px + lean, height * 0.78, pz + lean * 0.4) for px, _, pz in foot]
    tip = (x + lean * 1.2, height, z + lean * 0.5)
    faces: list[Triangle] = []
    for n in range(6):
        m = (n + 1) % 6
        faces += [(foot[m], foot[n], top[n]), (foot[m], top[n], top[m]), (top[m], top[n], tip)]
    return faceted(faces)


def moved(mesh: Mesh, x: float, y: float, z: float) -> Mesh:
    """Return a mesh in another place."""
    return mesh._replace(positions=[_sum(position, (x, y, z)) for position in mesh.positions])


def ring_path(radius: float, count: int = 48, *, height: float = 0.0, squeeze: float = 1.0) -> list[Vector]:
    """Return points on a horizontal circle or ellipse."""
    return [
        (
            radius * math.cos(2 * math.pi * n / count),
            height,
            radius * squeeze * math.sin(2 * math.pi * n / count),
        )
        for n in range(count)
    ]


def _sum(a: Vector, b: Vector) -> Vector:
    return a[0] + b[0], a[1] + b[1], a[2] + b[2]


def _times(a: Vector, factor: float) -> Vector:
    return a[0] * factor, a[1] * factor, a[2] * factor


def _cross(a: Vector, b: Vector) -> Vector:
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]


def _unit(a: Vector) -> Vector:
    length = math.sqrt(sum(part * part for part in a)) or 1.0
    return _times(a, 1 / length)


Models = dict[str, Callable[[], bytes]]
