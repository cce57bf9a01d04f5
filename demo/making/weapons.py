# ruff: noqa: D103 -- each function is named after what it draws
"""Drawings of weapons and harness."""

from collections.abc import Callable
from typing import Final

from making.drawing import (
    PARCHMENT,
    SAND,
    STONE_GREY,
    Canvas,
    Colour,
    Point,
    darker,
    lighter,
    rams_horn,
    repeated,
)

SILVER: Final = "#b9bfc4"
CORAL: Final = "#cf4f3a"
BRONZE: Final = "#6f7a4f"
STEEL: Final = "#8b949b"
LEATHER: Final = "#6b4127"
WOOD: Final = "#8a5a33"


def sabre() -> Canvas:
    canvas = Canvas(STONE_GREY)
    blade: list[Point] = [(168, 140), (300, 156), (440, 226), (560, 352)]
    canvas.curve([(x + 4, y + 60) for x, y in blade], "#5a3a28", 30)
    for n in (1, 2):
        canvas.ellipse(blade[n][0] + 4, blade[n][1] + 60, 20, 20, "#b8923f")
    canvas.curve(blade, STEEL, 17)
    canvas.curve([(x, y - 4) for x, y in blade], lighter(STEEL, 0.5), 4)
    canvas.line([(156, 110), (148, 172)], "#b8923f", 11)
    canvas.curve([(150, 140), (96, 138), (70, 170)], "#e5dcc6", 24)
    return canvas


def dagger(hilt: Colour, blade: Colour, *, guard: str) -> Canvas:
    canvas = Canvas(STONE_GREY if guard == "straight" else SAND)
    canvas.polygon([(290, 190), (350, 190), (338, 350), (320, 436), (302, 350)], blade)
    canvas.polygon([(320, 190), (350, 190), (338, 350), (320, 436)], darker(blade, 0.2))
    canvas.line([(320, 196), (320, 408)], lighter(blade, 0.45), 4)
    canvas.box(300, 66, 340, 190, hilt, 6)
    if guard == "butterfly":
        canvas.blob(
            [(320, 176), (262, 160), (244, 190), (276, 214), (320, 200), (364, 214), (396, 190), (378, 160)],
            hilt,
        )
        canvas.box(260, 46, 380, 78, hilt, 12)
    else:
        canvas.box(268, 180, 372, 198, darker(hilt, 0.2), 6)
        canvas.ellipse(320, 60, 30, 22, hilt)
        repeated(90, 170, 5, lambda y: canvas.line([(302, y), (338, y)], darker(hilt, 0.4), 4))
    return canvas


def arrowheads() -> Canvas:
    canvas = Canvas(SAND)
    for n in range(7):
        x, y = 110 + n * 70, 226 + (18 if n % 2 else -8)
        canvas.polygon(
            [
                (x, y - 92),
                (x + 22, y + 22),
                (x + 8, y + 14),
                (x + 8, y + 84),
                (x - 8, y + 84),
                (x - 8, y + 14),
                (x - 22, y + 22),
            ],
            BRONZE,
        )
        canvas.polygon([(x, y - 92), (x + 22, y + 22), (x + 8, y + 14), (x, y + 84)], darker(BRONZE, 0.25))
        canvas.line([(x - 3, y - 60), (x - 3, y + 60)], lighter(BRONZE, 0.4), 3)
    return canvas


def spearhead() -> Canvas:
    canvas = Canvas(SAND)
    canvas.mirrored([(324, 40), (362, 170), (352, 262), (334, 300)], BRONZE)
    canvas.polygon([(304, 270), (336, 270), (346, 440), (294, 440)], darker(BRONZE, 0.12))
    for side in (-1, 1):
        canvas.ellipse(320 + side * 22, 218, 8, 30, SAND)
    canvas.line([(320, 56), (320, 440)], lighter(BRONZE, 0.35), 6)
    canvas.ellipse(320, 404, 8, 8, darker(BRONZE, 0.5))
    return canvas


def axe(colour: Colour, *, handle: bool) -> Canvas:
    canvas = Canvas(SAND)
    if handle:
        canvas.line([(420, 70), (404, 430)], WOOD, 22)
    canvas.blob(
        [(120, 190), (150, 160), (330, 196), (460, 186), (470, 268), (330, 262), (150, 300), (112, 262)],
        colour,
    )
    canvas.blob([(120, 200), (140, 176), (170, 180), (156, 286), (128, 262)], lighter(colour, 0.3))
    if not handle:
        canvas.ellipse(410, 228, 24, 26, darker(colour, 0.45))
    return canvas


def helmet() -> Canvas:
    canvas = Canvas(STONE_GREY)
    canvas.shadow(320, 398, 160)
    canvas.mirrored([(326, 62), (334, 120), (410, 200), (452, 310), (456, 360)], STEEL)
    canvas.mirrored([(323, 70), (326, 130), (342, 220), (348, 350)], lighter(STEEL, 0.3))
    canvas.box(178, 336, 462, 376, darker(STEEL, 0.3), 8)
    repeated(206, 434, 9, lambda x: rams_horn(canvas, x, 358, 22, "#d9dee1", 3))
    canvas.ellipse(320, 56, 9, 14, "#b8923f")
    return canvas


def bow_quiver() -> Canvas:
    canvas = Canvas(STONE_GREY)
    canvas.curve(
        [(140, 60), (120, 110), (196, 176), (170, 240), (196, 304), (120, 370), (140, 420)], WOOD, 15
    )
    canvas.line([(140, 60), (140, 420)], "#e9e2cf", 3)
    canvas.polygon([(330, 130), (470, 130), (450, 420), (360, 420)], LEATHER)
    rams_horn(canvas, 402, 280, 84, "#d1a45a", 7)
    for n in range(6):
        x = 346 + n * 22
        canvas.line([(x, 140), (x + (n - 2) * 6, 66)], "#caa777", 5)
        canvas.polygon([(x + (n - 2) * 6 - 8, 84), (x + (n - 2) * 6, 52), (x + (n - 2) * 6 + 8, 84)], CORAL)
    canvas.line([(326, 132), (474, 132)], SILVER, 12)
    return canvas


def sickle() -> Canvas:
    canvas = Canvas(SAND)
    canvas.curve([(250, 330), (180, 240), (220, 120), (340, 76), (450, 120), (492, 200)], STEEL, 24)
    canvas.curve([(250, 330), (190, 240), (230, 130), (340, 88), (440, 126)], darker(STEEL, 0.25), 8)
    canvas.line([(254, 332), (310, 430)], WOOD, 30)
    return canvas


def saddle() -> Canvas:
    canvas = Canvas(PARCHMENT)
    canvas.blob(
        [(130, 340), (180, 250), (300, 270), (420, 260), (520, 330), (470, 400), (320, 380), (180, 404)],
        LEATHER,
    )
    canvas.blob([(150, 280), (160, 150), (210, 110), (250, 150), (250, 270)], WOOD)
    canvas.blob([(400, 262), (410, 180), (470, 150), (506, 190), (500, 280)], WOOD)
    canvas.blob([(176, 240), (184, 160), (212, 138), (232, 162), (232, 240)], SILVER)
    canvas.blob([(424, 252), (432, 196), (468, 178), (486, 202), (482, 260)], SILVER)
    rams_horn(canvas, 206, 206, 44, darker(SILVER, 0.45), 4)
    rams_horn(canvas, 456, 230, 38, darker(SILVER, 0.45), 4)
    canvas.line([(320, 380), (316, 430)], darker(LEATHER, 0.3), 12)
    canvas.ring(316, 444, 26, 20, STEEL, 8)
    return canvas


def whip() -> Canvas:
    canvas = Canvas(PARCHMENT)
    canvas.line([(120, 370), (330, 150)], WOOD, 20)
    for n in range(6):
        canvas.line([(140 + n * 34, 338 - n * 36), (156 + n * 34, 354 - n * 36)], "#d1a45a", 6)
    canvas.curve([(330, 150), (400, 110), (470, 170), (460, 270), (520, 360), (580, 350)], LEATHER, 14)
    for n in range(7):
        t = n * 0.14
        canvas.ellipse(340 + 150 * t, 146 + 60 * t * t, 4, 4, lighter(LEATHER, 0.4))
    canvas.ring(112, 382, 18, 18, LEATHER, 6)
    return canvas


def stirrup() -> Canvas:
    canvas = Canvas(PARCHMENT)
    for x in (220, 420):
        canvas.line([(x, 40), (x, 130)], LEATHER, 22)
        canvas.ring(x, 250, 82, 122, STEEL, 17)
        canvas.box(x - 82, 342, x + 82, 372, darker(STEEL, 0.2), 12)
        canvas.box(x - 20, 120, x + 20, 152, darker(STEEL, 0.15), 5)
    return canvas


PICTURES: Final[dict[str, Callable[[], Canvas]]] = {
    "sabre.png": sabre,
    "dagger.png": lambda: dagger("#4a4038", STEEL, guard="straight"),
    "akinakes.png": lambda: dagger(BRONZE, "#7d6a55", guard="butterfly"),
    "arrowheads.png": arrowheads,
    "spearhead.png": spearhead,
    "stone-axe.png": lambda: axe("#7c8075", handle=False),
    "bronze-axe.png": lambda: axe(BRONZE, handle=True),
    "helmet.png": helmet,
    "bow-quiver.png": bow_quiver,
    "sickle.png": sickle,
    "saddle.png": saddle,
    "whip.png": whip,
    "stirrup.png": stirrup,
}
