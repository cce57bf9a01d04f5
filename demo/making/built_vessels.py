# ruff: noqa: D103 -- each function is named after what it draws
"""3D models of vessels and other things turned round an axis. Sizes are those of the records, in metres."""

import math
from typing import Final

from making.models import Mesh, Models, Part, Vector, glb, moved, ring_path, rounded, tube, turned

CLAY: Final = (0.46, 0.12, 0.05)
RED: Final = (0.38, 0.05, 0.03)
PALE: Final = (0.62, 0.5, 0.33)
BRONZE: Final = (0.22, 0.2, 0.09)
BRASS: Final = (0.55, 0.33, 0.07)
GOLD: Final = (0.75, 0.45, 0.06)
SILVER: Final = (0.6, 0.62, 0.64)
STEEL: Final = (0.3, 0.32, 0.34)
GLASS: Final = (0.7, 0.85, 0.8)
BLUE: Final = (0.03, 0.14, 0.35)


def _earthen(mesh: Mesh, colour: Vector) -> Part:
    return Part(mesh, colour, 0.0, 0.85)


def _metal(mesh: Mesh, colour: Vector) -> Part:
    return Part(mesh, colour, 1.0, 0.35)


def _vessel(profile: list[tuple[float, float]], wall: float) -> Mesh:
    """Return a hollow vessel: the profile outside, from the bottom up, and back down inside it."""
    outside = rounded(profile, 3)
    inside = [(max(radius - wall, 0.0), max(height, wall)) for radius, height in reversed(outside)]
    return turned([(0.0, 0.0), *outside, *inside, (0.0, wall)], 32)


def jug() -> bytes:
    body = _vessel(
        [
            (0.055, 0.0),
            (0.09, 0.04),
            (0.108, 0.1),
            (0.1, 0.15),
            (0.06, 0.19),
            (0.034, 0.22),
            (0.032, 0.26),
            (0.04, 0.285),
        ],
        0.006,
    )
    handle = tube(
        [(0.035, 0.265, 0.0), (0.075, 0.272, 0.0), (0.11, 0.24, 0.0), (0.122, 0.19, 0.0), (0.1, 0.14, 0.0)],
        0.008,
    )
    return glb("Құмыра", [_earthen(body, CLAY), _earthen(handle, CLAY)])


def vase() -> bytes:
    body = _vessel(
        [
            (0.05, 0.0),
            (0.06, 0.02),
            (0.088, 0.09),
            (0.09, 0.14),
            (0.06, 0.21),
            (0.034, 0.26),
            (0.038, 0.3),
            (0.046, 0.31),
        ],
        0.005,
    )
    bands = [
        _earthen(tube(ring_path(radius, height=height), 0.0025, 8, closed=True), PALE)
        for radius, height in ((0.0905, 0.12), (0.0895, 0.15))
    ]
    return glb("«Қызыл гүл» көзесі", [_earthen(body, RED), *bands])


def khumcha() -> bytes:
    body = _vessel(
        [(0.1, 0.0), (0.19, 0.1), (0.25, 0.28), (0.23, 0.42), (0.13, 0.54), (0.1, 0.57), (0.115, 0.6)], 0.012
    )
    return glb("Хумча", [_earthen(body, PALE)])


def botai_vessel() -> bytes:
    body = _vessel(
        [(0.012, 0.0), (0.05, 0.04), (0.09, 0.13), (0.115, 0.22), (0.12, 0.27), (0.118, 0.31)], 0.008
    )
    marks = [
        _earthen(tube(ring_path(radius, height=height), 0.0015, 6, closed=True), CLAY)
        for radius, height in ((0.117, 0.235), (0.12, 0.26), (0.121, 0.285))
    ]
    return glb("Ботай көзесі", [_earthen(body, (0.34, 0.2, 0.1)), *marks])


def bowl() -> bytes:
    body = _vessel([(0.032, 0.0), (0.03, 0.01), (0.05, 0.022), (0.072, 0.05), (0.08, 0.075)], 0.004)
    line = tube(ring_path(0.0755, height=0.058), 0.0012, 6, closed=True)
    return glb("Сарайшық кесесі", [_earthen(body, (0.8, 0.84, 0.82)), _earthen(line, BLUE)])


def cauldron() -> bytes:
    body = _vessel([(0.12, 0.14), (0.28, 0.2), (0.36, 0.34), (0.38, 0.5), (0.37, 0.56), (0.39, 0.62)], 0.012)
    legs = [
        tube(
            [
                (0.2 * math.cos(a), 0.2, 0.2 * math.sin(a)),
                (0.23 * math.cos(a), 0.1, 0.23 * math.sin(a)),
                (0.22 * math.cos(a), 0.0, 0.22 * math.sin(a)),
            ],
            0.03,
        )
        for a in (0.0, 2.094, 4.189)
    ]
    belt = tube(ring_path(0.378, height=0.44), 0.012, 8, closed=True)
    return glb("Қола қазан", [_metal(mesh, BRONZE) for mesh in (body, *legs, belt)])


def helmet() -> bytes:
    body = turned(
        [
            (0.1075, 0.0),
            (0.108, 0.03),
            (0.102, 0.09),
            (0.08, 0.15),
            (0.04, 0.195),
            (0.012, 0.215),
            (0.008, 0.24),
            (0.0, 0.243),
        ]
    )
    brim = tube(ring_path(0.108, height=0.012), 0.006, 10, closed=True)
    return glb("Дулыға", [_metal(body, STEEL), _metal(brim, SILVER)])


def bell() -> bytes:
    body = _vessel(
        [(0.13, 0.0), (0.11, 0.03), (0.09, 0.1), (0.08, 0.17), (0.055, 0.215), (0.02, 0.232), (0.0, 0.235)],
        0.008,
    )
    clapper = moved(
        turned([(0.0, 0.0), (0.02, 0.008), (0.024, 0.022), (0.016, 0.04), (0.005, 0.05), (0.005, 0.2)], 20),
        0.0,
        0.005,
        0.0,
    )
    eye = moved(
        tube(
            [
                (0.022 * math.cos(n * math.pi / 12), 0.022 * math.sin(n * math.pi / 12), 0.0)
                for n in range(24)
            ],
            0.006,
            10,
            closed=True,
        ),
        0.0,
        0.25,
        0.0,
    )
    return glb("Кеме қоңырауы", [_metal(body, BRASS), _metal(clapper, STEEL), _metal(eye, BRASS)])


def miners_lamp() -> bytes:
    foot = turned([(0.0, 0.0), (0.045, 0.0), (0.047, 0.01), (0.047, 0.07), (0.04, 0.078), (0.0, 0.078)])
    glass = turned([(0.034, 0.078), (0.036, 0.1), (0.034, 0.138)])
    cap = turned([(0.0, 0.138), (0.042, 0.138), (0.04, 0.2), (0.03, 0.214), (0.0, 0.218)])
    bars = [
        tube(
            [
                (0.042 * math.cos(a), 0.075, 0.042 * math.sin(a)),
                (0.042 * math.cos(a), 0.142, 0.042 * math.sin(a)),
            ],
            0.003,
            8,
        )
        for a in (0.4, 1.97, 3.54, 5.1)
    ]
    hook = moved(
        tube(
            [(0.018 * math.cos(n * math.pi / 12), 0.02 * math.sin(n * math.pi / 12), 0.0) for n in range(24)],
            0.0025,
            8,
            closed=True,
        ),
        0.0,
        0.238,
        0.0,
    )
    flame = turned([(0.0, 0.085), (0.007, 0.095), (0.004, 0.11), (0.0, 0.12)], 16)
    return glb(
        "Шахтер шамы",
        [
            _metal(foot, STEEL),
            Part(glass, GLASS, 0.0, 0.1),
            _metal(cap, STEEL),
            *(_metal(bar, BRASS) for bar in bars),
            _metal(hook, STEEL),
            _earthen(flame, GOLD),
        ],
    )


MODELS: Final[Models] = {
    "jug.glb": jug,
    "vase.glb": vase,
    "khumcha.glb": khumcha,
    "botai-vessel.glb": botai_vessel,
    "bowl.glb": bowl,
    "cauldron.glb": cauldron,
    "helmet.glb": helmet,
    "bell.glb": bell,
    "miners-lamp.glb": miners_lamp,
}
