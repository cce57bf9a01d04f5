# ruff: noqa: D103 -- each function is named after what it draws
"""3D models of jewellery, stones, a dagger and a dombra. Sizes are those of the records, in metres."""

import math
from itertools import pairwise
from typing import Final

from making.models import (
    Mesh,
    Models,
    Part,
    Vector,
    cut_out,
    faceted,
    glb,
    moved,
    prism,
    ring_path,
    tube,
    turned,
)

PALE: Final = (0.62, 0.5, 0.33)
BRONZE: Final = (0.22, 0.2, 0.09)
GOLD: Final = (0.75, 0.45, 0.06)
SILVER: Final = (0.6, 0.62, 0.64)
STEEL: Final = (0.3, 0.32, 0.34)
WOOD: Final = (0.28, 0.12, 0.04)
PINE: Final = (0.6, 0.38, 0.16)
GRANITE: Final = (0.25, 0.24, 0.23)
LIMESTONE: Final = (0.6, 0.52, 0.36)
SANDSTONE: Final = (0.52, 0.32, 0.14)
CARNELIAN: Final = (0.45, 0.04, 0.02)
QUARTZ: Final = (0.7, 0.8, 0.85)


def _earthen(mesh: Mesh, colour: Vector) -> Part:
    return Part(mesh, colour, 0.0, 0.85)


def _metal(mesh: Mesh, colour: Vector) -> Part:
    return Part(mesh, colour, 1.0, 0.35)


def ring() -> bytes:
    hoops = [
        moved(
            tube(
                [
                    (0.0105 * math.cos(n * math.pi / 18), 0.0105 * math.sin(n * math.pi / 18), 0.0)
                    for n in range(36)
                ],
                0.0016,
                10,
                closed=True,
            ),
            x,
            0.0105,
            0.0,
        )
        for x in (-0.0115, 0.0115)
    ]
    plate = moved(turned([(0.0, 0.0), (0.02, 0.0), (0.0195, 0.003), (0.0, 0.006)], 32), 0.0, 0.021, 0.0)
    grains = [
        moved(
            turned([(0.0, -0.0012), (0.0012, 0.0), (0.0, 0.0012)], 8),
            0.0165 * math.cos(a * math.pi / 10),
            0.0252,
            0.0165 * math.sin(a * math.pi / 10),
        )
        for a in range(20)
    ]
    stone = moved(
        turned([(0.0, 0.0), (0.008, 0.0), (0.0075, 0.003), (0.004, 0.0055), (0.0, 0.0062)], 24),
        0.0,
        0.026,
        0.0,
    )
    return glb(
        "Құдағи жүзігі",
        [
            *(_metal(hoop, SILVER) for hoop in hoops),
            _metal(plate, GOLD),
            *(_metal(grain, GOLD) for grain in grains),
            Part(stone, CARNELIAN, 0.0, 0.15),
        ],
    )


def bracelet() -> bytes:
    hoop = turned(
        [
            (0.034, -0.02),
            (0.036, 0.0),
            (0.034, 0.02),
            (0.031, 0.02),
            (0.032, 0.0),
            (0.031, -0.02),
            (0.034, -0.02),
        ]
    )
    edges = [tube(ring_path(0.034, height=y), 0.0018, 8, closed=True) for y in (-0.02, 0.02)]
    stones = [
        moved(_ball(0.005), 0.0365 * math.cos(a * math.pi / 4), 0.0, 0.0365 * math.sin(a * math.pi / 4))
        for a in range(8)
    ]
    return glb(
        "Білезік",
        [
            _metal(hoop, SILVER),
            *(_metal(edge, SILVER) for edge in edges),
            *(Part(stone, CARNELIAN, 0.0, 0.15) for stone in stones),
        ],
    )


def _ball(radius: float) -> Mesh:
    return turned(
        [(radius * math.sin(n * math.pi / 8), -radius * math.cos(n * math.pi / 8)) for n in range(9)], 16
    )


def disc(name: str, turns: float) -> bytes:
    """Return a gold plaque with a beast curled up in it, as far as a model of this size can show one."""
    plate = turned([(0.0, 0.0), (0.047, 0.0), (0.047, 0.002), (0.0, 0.002)])
    coil: list[Vector] = []
    for n in range(60):
        angle = n * turns * 2 * math.pi / 60
        reach = 0.036 - 0.02 * n / 60
        coil.append((reach * math.cos(angle), 0.004, reach * math.sin(angle)))
    head = moved(_ball(0.009), coil[0][0], 0.005, coil[0][2])
    return glb(name, [_metal(plate, GOLD), _metal(tube(coil, 0.0055), GOLD), _metal(head, GOLD)])


def shanyraq() -> bytes:
    hoop = tube(ring_path(0.84, 64), 0.045, 12, closed=True)
    bars = []
    for offset in (-0.14, 0.0, 0.14):
        reach = math.sqrt(0.84**2 - offset**2)
        arch = [(-reach + 2 * reach * n / 16, 0.26 * math.sin(math.pi * n / 16), offset) for n in range(17)]
        bars += [tube(arch, 0.02, 8), tube([(z, y, x) for x, y, z in arch], 0.02, 8)]
    return glb("Шаңырақ", [_earthen(hoop, WOOD), *(_earthen(bar, PINE) for bar in bars)])


def stele(name: str, colour: Vector, *, head: bool) -> bytes:
    if head:
        outline = [
            (-0.2, 0.0),
            (0.2, 0.0),
            (0.205, 0.5),
            (0.19, 0.86),
            (0.11, 0.94),
            (0.14, 1.05),
            (0.13, 1.22),
            (0.06, 1.31),
            (-0.06, 1.31),
            (-0.13, 1.22),
            (-0.14, 1.05),
            (-0.11, 0.94),
            (-0.19, 0.86),
            (-0.205, 0.5),
        ]
        block = cut_out(outline, 0.28)
        relief = [
            tube([(-0.12, 0.72, 0.145), (-0.12, 0.55, 0.15), (0.0, 0.52, 0.16)], 0.022),
            tube([(0.12, 0.72, 0.145), (0.12, 0.55, 0.15), (0.0, 0.52, 0.16)], 0.022),
            tube([(0.0, 1.2, 0.145), (0.0, 1.1, 0.16)], 0.016),
            moved(turned([(0.0, 0.0), (0.03, 0.0), (0.045, 0.08), (0.0, 0.08)], 16), 0.0, 0.5, 0.17),
        ]
    else:
        outline = [
            (-0.18, 0.0),
            (0.18, 0.0),
            (0.18, 1.3),
            (0.1, 1.45),
            (0.06, 1.5),
            (0.08, 1.6),
            (0.0, 1.68),
            (-0.08, 1.6),
            (-0.06, 1.5),
            (-0.1, 1.45),
            (-0.18, 1.3),
        ]
        block = cut_out(outline, 0.22)
        spiral = [
            (
                0.06 + 0.05 * (1 - n / 26) * math.cos(0.35 * n + math.pi),
                1.1 + 0.06 * (1 - n / 26) * math.sin(0.35 * n),
                0.11,
            )
            for n in range(22)
        ]
        relief = [
            tube([(0.0, 0.9, 0.11), *spiral], 0.011, 8),
            tube([(0.0, 0.9, 0.11), *((-x, y, z) for x, y, z in spiral)], 0.011, 8),
            *(tube([(-0.12, y, 0.11), (0.12, y, 0.11)], 0.009, 8) for y in (0.55, 0.65, 0.75)),
        ]
    return glb(name, [_earthen(block, colour), *(_earthen(mesh, colour) for mesh in relief)])


def akinakes() -> bytes:
    blade = faceted(
        [
            face
            for side in (1, -1)
            for face in (
                ((0.0, 0.0, 0.0), (0.016 * side, 0.16, 0.0), (0.0, 0.16, 0.004)),
                ((0.0, 0.0, 0.0), (0.0, 0.16, -0.004), (0.016 * side, 0.16, 0.0)),
                ((0.016 * side, 0.16, 0.0), (0.018 * side, 0.21, 0.0), (0.0, 0.16, 0.004)),
                ((0.0, 0.16, 0.004), (0.018 * side, 0.21, 0.0), (0.0, 0.21, 0.004)),
                ((0.016 * side, 0.16, 0.0), (0.0, 0.16, -0.004), (0.018 * side, 0.21, 0.0)),
                ((0.0, 0.16, -0.004), (0.0, 0.21, -0.004), (0.018 * side, 0.21, 0.0)),
            )
        ]
    )
    hilt = cut_out([(-0.009, 0.205), (0.009, 0.205), (0.009, 0.3), (-0.009, 0.3)], 0.01)
    guard = cut_out(
        [(0.0, 0.203), (0.022, 0.198), (0.024, 0.215), (0.0, 0.222), (-0.024, 0.215), (-0.022, 0.198)], 0.012
    )
    pommel = cut_out([(-0.022, 0.3), (0.022, 0.3), (0.022, 0.314), (-0.022, 0.314)], 0.012)
    return glb("Ақинақ", [_metal(blade, STEEL), *(_metal(mesh, BRONZE) for mesh in (hilt, guard, pommel))])


def altar() -> bytes:
    table = turned(
        [(0.0, 0.07), (0.16, 0.07), (0.185, 0.085), (0.19, 0.12), (0.175, 0.12), (0.165, 0.1), (0.0, 0.096)],
        4,
    )
    legs = [turned([(0.0, 0.0), (0.022, 0.0), (0.03, 0.075), (0.0, 0.075)], 12) for _ in range(4)]
    places = [(0.075, 0.075), (0.075, -0.075), (-0.075, 0.075), (-0.075, -0.075)]
    return glb(
        "Құрбандық орны",
        [
            _earthen(table, SANDSTONE),
            *(_earthen(moved(leg, x, 0.0, z), SANDSTONE) for leg, (x, z) in zip(legs, places, strict=True)),
        ],
    )


def dombra() -> bytes:
    half = [(0.0, 0.0), (0.06, 0.02), (0.1, 0.09), (0.108, 0.17), (0.085, 0.26), (0.04, 0.36), (0.016, 0.41)]
    back: list[tuple[Vector, Vector, Vector]] = []
    steps = 10
    for (r1, y1), (r2, y2) in pairwise(half):
        for n in range(steps):
            a, b = math.pi * n / steps, math.pi * (n + 1) / steps
            p = [
                (r * math.cos(t), y, -0.62 * r * math.sin(t)) for r, y in ((r1, y1), (r2, y2)) for t in (a, b)
            ]
            back += [(p[0], p[1], p[2]), (p[1], p[3], p[2])]
    top = cut_out([*half[1:], *((-radius, height) for radius, height in reversed(half[1:]))], 0.006)
    neck = cut_out([(-0.013, 0.4), (0.013, 0.4), (0.011, 0.92), (-0.011, 0.92)], 0.018)
    frets = [
        tube([(-0.014, y, 0.0), (0.0, y, 0.011), (0.014, y, 0.0)], 0.0012, 6)
        for y in (0.46, 0.52, 0.58, 0.64, 0.7, 0.76, 0.82, 0.86, 0.89)
    ]
    strings = [tube([(x, 0.06, 0.012), (x, 0.92, 0.012)], 0.0008, 6) for x in (-0.005, 0.005)]
    pegs = [
        tube([(-0.03, 0.93, 0.0), (0.03, 0.93, 0.0)], 0.005, 8),
        tube([(0.0, 0.945, -0.03), (0.0, 0.945, 0.03)], 0.005, 8),
    ]
    bridge = tube([(-0.03, 0.09, 0.008), (0.03, 0.09, 0.008)], 0.004, 8)
    return glb(
        "Домбыра",
        [
            _earthen(faceted(back), WOOD),
            _earthen(top, PINE),
            *(_earthen(mesh, WOOD) for mesh in (neck, *pegs, bridge)),
            *(_earthen(mesh, PALE) for mesh in (*frets, *strings)),
        ],
    )


def crystal() -> bytes:
    points = (
        (0.0, 0.0, 0.022, 0.16, 0.0),
        (0.045, 0.01, 0.018, 0.12, 0.014),
        (-0.042, 0.012, 0.016, 0.1, -0.016),
        (0.01, 0.046, 0.014, 0.08, 0.008),
        (-0.014, -0.044, 0.017, 0.11, -0.006),
        (0.05, -0.034, 0.011, 0.06, 0.012),
    )
    base = turned([(0.0, -0.03), (0.08, -0.026), (0.1, -0.008), (0.086, 0.008), (0.0, 0.014)], 9)
    return glb(
        "Тау хрусталі",
        [Part(prism(*point), QUARTZ, 0.0, 0.08) for point in points] + [_earthen(base, GRANITE)],
    )


def magnetite() -> bytes:
    parts = []
    for x, y, z, size in (
        (0.0, 0.05, 0.0, 0.06),
        (0.055, 0.03, 0.02, 0.035),
        (-0.05, 0.028, 0.025, 0.03),
        (0.012, 0.024, -0.05, 0.028),
    ):
        points = [(size, 0.0, 0.0), (0.0, 0.0, size), (-size, 0.0, 0.0), (0.0, 0.0, -size)]
        faces = []
        for n in range(4):
            a, b = points[n], points[(n + 1) % 4]
            faces += [(b, a, (0.0, size, 0.0)), (a, b, (0.0, -size, 0.0))]
        parts.append(Part(moved(faceted(faces), x, y, z), (0.04, 0.045, 0.05), 0.8, 0.3))
    return glb("Магнетит", parts)


MODELS: Final[Models] = {
    "ring.glb": ring,
    "bracelet.glb": bracelet,
    "deer-disc.glb": lambda: disc("Бұғы бейнелі қаптырма", 0.8),
    "leopard-disc.glb": lambda: disc("Барыс бейнелі қаптырма", 1.3),
    "shanyraq.glb": shanyraq,
    "balbal.glb": lambda: stele("Балбал", GRANITE, head=True),
    "qulpytas.glb": lambda: stele("Құлпытас", LIMESTONE, head=False),
    "akinakes.glb": akinakes,
    "altar.glb": altar,
    "dombra.glb": dombra,
    "crystal.glb": crystal,
    "magnetite.glb": magnetite,
}
