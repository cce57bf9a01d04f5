# ruff: noqa: D103, PLR0917 -- each function is named after what it draws; where, how big and which colour read best in a row
"""Drawings of plaques, coins and jewellery."""

import math
from collections.abc import Callable
from typing import Final

from making.drawing import (
    LINEN,
    NIGHT,
    PARCHMENT,
    SAND,
    STONE_GREY,
    Canvas,
    Colour,
    circle,
    darker,
    diamond,
    lighter,
    rams_horn,
)

GOLD: Final = "#d8a93a"
SILVER: Final = "#b9bfc4"
CARNELIAN: Final = "#b3402a"
TURQUOISE: Final = "#3f9aa0"
CORAL: Final = "#cf4f3a"
BRONZE: Final = "#6f7a4f"
LEATHER: Final = "#6b4127"


def disc(colour: Colour, background: Colour = NIGHT, radius: float = 170) -> Canvas:
    canvas = Canvas(background, halo=background != NIGHT)
    canvas.ellipse(328, 248, radius, radius, darker(background, 0.3))
    canvas.ellipse(320, 240, radius, radius, colour)
    canvas.ring(320, 240, radius, radius, darker(colour, 0.3), 6)
    canvas.ring(320, 240, radius - 14, radius - 14, lighter(colour, 0.35), 3)
    return canvas


def gem(canvas: Canvas, x: float, y: float, rx: float, ry: float, stone: Colour, metal: Colour) -> None:
    for point in circle(x, y, rx + 7, 16):
        canvas.ellipse(point[0], y + (point[1] - y) * (ry + 7) / (rx + 7), 3, 3, lighter(metal, 0.4))
    canvas.ellipse(x, y, rx + 3, ry + 3, darker(metal, 0.3))
    canvas.ellipse(x, y, rx, ry, stone)
    canvas.ellipse(x - rx * 0.3, y - ry * 0.35, rx * 0.25, ry * 0.2, lighter(stone, 0.5))


def deer_plaque() -> Canvas:
    canvas = Canvas(NIGHT, halo=False)
    canvas.blob(
        [
            (130, 330),
            (150, 270),
            (260, 246),
            (400, 250),
            (470, 200),
            (520, 214),
            (530, 240),
            (500, 262),
            (488, 330),
            (420, 372),
            (220, 378),
        ],
        GOLD,
    )
    canvas.curve([(200, 372), (270, 396), (360, 372)], darker(GOLD, 0.2), 18)
    canvas.curve([(460, 350), (400, 392), (330, 396)], darker(GOLD, 0.1), 18)
    for n in range(5):
        rams_horn(canvas, 440 - n * 70, 196 - (n % 2) * 10, 66, lighter(GOLD, 0.1), 11)
    canvas.curve([(474, 206), (420, 226), (300, 216), (150, 214)], GOLD, 13)
    canvas.ellipse(500, 226, 6, 6, NIGHT)
    canvas.curve([(190, 330), (240, 290), (320, 300)], lighter(GOLD, 0.45), 6)
    canvas.curve([(340, 330), (400, 296), (456, 300)], lighter(GOLD, 0.45), 6)
    return canvas


def deer_head() -> Canvas:
    canvas = Canvas(NIGHT, halo=False)
    canvas.blob(
        [(250, 210), (330, 190), (400, 240), (470, 330), (456, 366), (400, 360), (330, 320), (262, 300)], GOLD
    )
    canvas.ellipse(352, 256, 11, 9, NIGHT)
    canvas.ellipse(446, 348, 7, 5, NIGHT)
    canvas.blob([(262, 216), (204, 196), (190, 220), (250, 250)], darker(GOLD, 0.15))
    for n in range(4):
        rams_horn(canvas, 320 - n * 52, 130 + n * 4, 70, lighter(GOLD, 0.12), 10)
    canvas.curve([(300, 200), (240, 160), (130, 172)], GOLD, 12)
    return canvas


def leopard_plaque() -> Canvas:
    canvas = Canvas(NIGHT, halo=False)
    canvas.blob(
        [(200, 150), (320, 110), (440, 150), (466, 260), (400, 366), (320, 392), (240, 366), (174, 260)], GOLD
    )
    for side in (-1, 1):
        canvas.ellipse(320 + side * 120, 142, 44, 46, darker(GOLD, 0.12))
        canvas.ellipse(320 + side * 120, 146, 22, 24, darker(GOLD, 0.45))
        canvas.ellipse(320 + side * 62, 224, 28, 20, lighter(GOLD, 0.3))
        canvas.ellipse(320 + side * 62, 226, 11, 14, NIGHT)
        for n in range(3):
            canvas.line(
                [(320 + side * 60, 320 + n * 12), (320 + side * 130, 306 + n * 22)], darker(GOLD, 0.35), 4
            )
    canvas.blob([(292, 282), (348, 282), (320, 316)], darker(GOLD, 0.5))
    canvas.curve([(270, 340), (320, 356), (370, 340)], darker(GOLD, 0.5), 8)
    for x, y in ((320, 150), (280, 170), (360, 170), (320, 196)):
        canvas.ring(x, y, 10, 8, darker(GOLD, 0.35), 4)
    return canvas


def curled_leopard() -> Canvas:
    canvas = disc(darker(GOLD, 0.15), radius=186)
    for n in range(70):
        angle = 0.35 + n * 0.078
        width = 46 - n * 0.38
        canvas.ellipse(320 + 112 * math.sin(angle), 240 - 112 * math.cos(angle), width, width, GOLD)
    canvas.ellipse(352, 138, 58, 50, lighter(GOLD, 0.12))
    canvas.ellipse(330, 112, 17, 19, GOLD)
    canvas.ellipse(366, 134, 9, 8, NIGHT)
    canvas.ellipse(404, 158, 10, 7, darker(GOLD, 0.5))
    for n in range(8):
        angle = 0.9 + n * 0.55
        canvas.ring(320 + 112 * math.sin(angle), 240 - 112 * math.cos(angle), 14, 14, darker(GOLD, 0.4), 5)
    canvas.ellipse(320, 246, 30, 30, darker(GOLD, 0.35))
    return canvas


def coin(colour: Colour, kind: str) -> Canvas:
    canvas = disc(colour, STONE_GREY, 164)
    for point in circle(320, 240, 140, 56):
        canvas.ellipse(*point, 3.2, 3.2, darker(colour, 0.35))
    mark = darker(colour, 0.5)
    if kind == "script":
        for row in range(3):
            y = 196 + row * 50
            for n in range(6):
                x = 236 + n * 28
                canvas.curve([(x, y), (x + 8, y - 18 + (n % 2) * 8), (x + 16, y), (x + 28, y - 4)], mark, 5)
    elif kind == "hole":
        canvas.box(282, 202, 358, 278, darker(colour, 0.35))
        canvas.box(288, 208, 352, 272, STONE_GREY)
        rams_horn(canvas, 320, 160, 46, mark, 6)
        canvas.curve([(280, 330), (320, 306), (360, 330)], mark, 7)
    else:
        canvas.curve([(262, 190), (262, 290), (320, 318), (378, 290), (378, 190)], mark, 14)
        canvas.line([(320, 170), (320, 318)], mark, 14)
        canvas.line([(262, 190), (378, 190)], mark, 14)
    return canvas


def mirror() -> Canvas:
    canvas = Canvas(SAND)
    canvas.polygon([(306, 330), (334, 330), (342, 444), (298, 444)], darker(BRONZE, 0.15))
    for radius, colour in (
        (152, BRONZE),
        (128, lighter(BRONZE, 0.2)),
        (96, BRONZE),
        (66, lighter(BRONZE, 0.25)),
        (24, darker(BRONZE, 0.25)),
    ):
        canvas.ellipse(320, 196, radius, radius, colour)
    for point in circle(320, 196, 112, 24):
        canvas.ellipse(*point, 4, 4, darker(BRONZE, 0.3))
    return canvas


def brooch() -> Canvas:
    canvas = disc(SILVER, PARCHMENT, 150)
    for point in circle(320, 240, 104, 8):
        gem(canvas, *point, 15, 15, TURQUOISE, SILVER)
    gem(canvas, 320, 240, 44, 44, TURQUOISE, SILVER)
    return canvas


def badge() -> Canvas:
    canvas = Canvas(LINEN)
    canvas.ellipse(326, 246, 150, 150, "#b9ad98")
    canvas.ellipse(320, 240, 150, 150, "#b8923f")
    canvas.ellipse(320, 240, 134, 134, "#a32b2b")
    canvas.ellipse(320, 240, 92, 92, "#f1ead9")
    canvas.blob([(320, 190), (352, 230), (320, 318), (288, 230)], "#b4607a")
    canvas.curve([(320, 196), (300, 160), (280, 166)], "#4d7050", 8)
    canvas.curve([(320, 196), (344, 162), (362, 172)], "#4d7050", 8)
    for point in circle(320, 240, 113, 20):
        canvas.ellipse(*point, 5, 5, "#e5c777")
    return canvas


def necklace() -> Canvas:
    canvas = Canvas(PARCHMENT)
    canvas.curve([(170, 60), (200, 150), (244, 196)], SILVER, 8)
    canvas.curve([(470, 60), (440, 150), (396, 196)], SILVER, 8)
    for n, (x, y) in enumerate(((214, 196), (320, 176), (426, 196))):
        half = 56 if n == 1 else 44
        canvas.polygon(
            [
                (x - half, y - 26),
                (x + half, y - 26),
                (x + half * 0.8, y + 42),
                (x, y + 70),
                (x - half * 0.8, y + 42),
            ],
            SILVER,
        )
        gem(canvas, x, y + 8, 20, 24, CARNELIAN, SILVER)
    canvas.polygon([(250, 290), (390, 290), (370, 350), (320, 376), (270, 350)], SILVER)
    gem(canvas, 320, 326, 28, 24, CARNELIAN, SILVER)
    for n in range(9):
        x = 256 + n * 16
        y = 356 + 22 * math.sin(n * math.pi / 8)
        canvas.line([(x, y - 20), (x, y + 30)], SILVER, 2.5)
        canvas.ellipse(x, y + 36, 6, 8, darker(SILVER, 0.15))
    for x in (214, 426):
        canvas.line([(x, 262), (x + (40 if x < 320 else -40), 296)], SILVER, 4)
    return canvas


def bracelet() -> Canvas:
    canvas = Canvas(PARCHMENT)
    canvas.ellipse(320, 262, 206, 142, darker(SILVER, 0.2))
    canvas.ellipse(320, 250, 206, 142, SILVER)
    canvas.ellipse(320, 232, 168, 104, darker(SILVER, 0.35))
    canvas.ellipse(320, 224, 164, 98, PARCHMENT)
    for n in range(5):
        angle = math.pi * (0.2 + 0.15 * n)
        gem(canvas, 320 + 186 * math.cos(angle), 240 + 124 * math.sin(angle), 19, 19, CARNELIAN, SILVER)
    return canvas


def double_ring() -> Canvas:
    canvas = Canvas(PARCHMENT)
    for x in (268, 372):
        canvas.ring(x, 340, 62, 74, darker(SILVER, 0.15), 18)
    canvas.blob([(200, 190), (320, 120), (440, 190), (452, 262), (320, 306), (188, 262)], GOLD)
    for point in circle(320, 214, 104, 26):
        canvas.ellipse(point[0], 214 + (point[1] - 214) * 0.72, 5, 5, lighter(GOLD, 0.4))
    gem(canvas, 320, 214, 52, 36, CARNELIAN, GOLD)
    return canvas


def earrings() -> Canvas:
    canvas = Canvas(PARCHMENT)
    for x in (230, 410):
        canvas.ring(x, 110, 34, 44, darker(SILVER, 0.1), 6)
        canvas.polygon([(x, 140), (x + 58, 230), (x - 58, 230)], SILVER)
        gem(canvas, x, 202, 16, 16, CORAL, SILVER)
        for n in range(5):
            bead = x - 48 + n * 24
            canvas.line([(bead, 232), (bead, 330 + (2 - abs(2 - n)) * 18)], SILVER, 3)
            canvas.ellipse(bead, 276, 7, 9, CORAL)
            canvas.ellipse(bead, 338 + (2 - abs(2 - n)) * 18, 7, 11, darker(SILVER, 0.1))
    return canvas


def braid_ornament(coins: bool) -> Canvas:
    canvas = Canvas(PARCHMENT)
    for x in (250, 320, 390) if not coins else (290, 350):
        canvas.line([(x, 50), (x, 430)], darker(SILVER, 0.35), 5 if not coins else 12)
        for n in range(6):
            y = 86 + n * 60
            if coins:
                canvas.ellipse(x, y, 25, 25, SILVER)
                canvas.ring(x, y, 18, 18, darker(SILVER, 0.25), 3)
            else:
                canvas.ellipse(x, y, 15, 22, SILVER)
                canvas.ellipse(x, y + 30, 9, 8, CORAL)
    canvas.box(220, 36, 420, 66, darker(SILVER, 0.1), 8)
    gem(canvas, 320, 51, 14, 10, CORAL, SILVER)
    return canvas


def amulet() -> Canvas:
    canvas = Canvas(PARCHMENT)
    canvas.curve([(150, 40), (230, 130), (320, 150), (410, 130), (490, 40)], darker(SILVER, 0.2), 6)
    canvas.polygon([(180, 160), (460, 160), (320, 330)], SILVER)
    canvas.polygon([(214, 178), (426, 178), (320, 308)], lighter(SILVER, 0.3))
    gem(canvas, 320, 216, 32, 26, CARNELIAN, SILVER)
    for x in (258, 382):
        gem(canvas, x, 196, 12, 12, TURQUOISE, SILVER)
    for n in range(7):
        x = 236 + n * 28
        top = 160 + 170 * (1 - abs(x - 320) / 140)
        canvas.line([(x, top), (x, top + 66)], darker(SILVER, 0.15), 3)
        diamond(canvas, x, top + 78, 8, 14, darker(SILVER, 0.05))
    canvas.box(172, 148, 468, 164, darker(SILVER, 0.15), 6)
    return canvas


def belt() -> Canvas:
    canvas = Canvas(PARCHMENT)
    canvas.curve([(40, 200), (180, 280), (320, 296), (460, 280), (600, 200)], LEATHER, 62)
    for n, x in enumerate((110, 200, 440, 530)):
        y = 296 - abs(x - 320) * 0.21 - (6 if n in (0, 3) else 0)
        canvas.box(x - 26, y - 28, x + 26, y + 28, SILVER, 6)
        rams_horn(canvas, x, y + 4, 34, darker(SILVER, 0.4), 4)
    canvas.blob([(260, 296), (290, 248), (350, 248), (380, 296), (350, 344), (290, 344)], SILVER)
    gem(canvas, 320, 296, 26, 22, CARNELIAN, SILVER)
    return canvas


def beads() -> Canvas:
    canvas = Canvas(STONE_GREY)
    for n in range(54):
        angle = n * 2 * math.pi / 54
        x, y = 320 + 210 * math.sin(angle), 240 + 150 * math.cos(angle) + 14 * math.sin(3 * angle)
        colour = (CARNELIAN, TURQUOISE, "#d7d3c4", "#2c4a6b")[(n * 7) % 4]
        size = 9 + (n * 5) % 6
        canvas.ellipse(x + 2, y + 3, size, size, "#b9bdba")
        canvas.ellipse(x, y, size, size, colour)
        canvas.ellipse(x - size * 0.3, y - size * 0.3, size * 0.3, size * 0.3, lighter(colour, 0.5))
    return canvas


PICTURES: Final[dict[str, Callable[[], Canvas]]] = {
    "deer-plaque.png": deer_plaque,
    "deer-head.png": deer_head,
    "leopard-plaque.png": leopard_plaque,
    "curled-leopard.png": curled_leopard,
    "coin-dirham.png": lambda: coin(SILVER, "script"),
    "coin-square-hole.png": lambda: coin("#8b7b4c", "hole"),
    "coin-silver-tamga.png": lambda: coin("#a9b0b4", "tamga"),
    "mirror.png": mirror,
    "brooch.png": brooch,
    "badge.png": badge,
    "necklace-alqa.png": necklace,
    "bracelet-bilezik.png": bracelet,
    "ring-qudagi.png": double_ring,
    "earrings.png": earrings,
    "sholpy.png": lambda: braid_ornament(coins=False),
    "shashbau.png": lambda: braid_ornament(coins=True),
    "amulet-tumar.png": amulet,
    "belt.png": belt,
    "beads.png": beads,
}
