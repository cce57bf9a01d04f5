# ruff: noqa: D103 -- each function is named after what it draws
"""Drawings of vessels and other things that were turned, thrown or cast round an axis."""

from collections.abc import Callable
from typing import Final

from making.drawing import (
    PARCHMENT,
    SAND,
    SKY,
    Canvas,
    Colour,
    Point,
    darker,
    diamond,
    lighter,
    rams_horn,
    repeated,
)

CLAY: Final = "#b5623c"
PALE: Final = "#d9c7a5"
BRONZE: Final = "#7d7049"
BRASS: Final = "#b8923f"
COPPER: Final = "#b06a3d"
GOLD: Final = "#d8a93a"
WOOD: Final = "#8a5a33"


def body(
    points: list[Point], colour: Colour, background: Colour = PARCHMENT, foot: float | None = None
) -> Canvas:
    """Return a canvas with a thing of this right-hand profile (distance from the axis, height from the top), in light and shade."""
    canvas = Canvas(background)
    bottom = points[-1][1]
    canvas.shadow(320, bottom + 2, foot or points[-1][0] * 1.7 + 30)
    canvas.mirrored([(320 + x, y) for x, y in points], colour)
    shade = [(320 + x * 0.99, y) for x, y in points] + [(320 + x * 0.45, y) for x, y in reversed(points)]
    canvas.polygon(shade, darker(colour, 0.18))
    light = [(320 - x * 0.72, y) for x, y in points] + [(320 - x * 0.52, y) for x, y in reversed(points)]
    canvas.polygon(light, lighter(colour, 0.22))
    return canvas


def rim(canvas: Canvas, y: float, rx: float, colour: Colour) -> None:
    canvas.ellipse(320, y, rx, rx * 0.16, darker(colour, 0.1))
    canvas.ellipse(320, y, rx * 0.86, rx * 0.11, darker(colour, 0.55))


def jug() -> Canvas:
    canvas = Canvas(PARCHMENT)
    canvas.curve([(352, 130), (440, 120), (452, 210), (410, 270)], darker(CLAY, 0.3), 16)
    over = body([(34, 100), (30, 170), (96, 240), (112, 310), (84, 380), (52, 410)], CLAY)
    over.curve([(350, 130), (430, 116), (450, 200), (418, 262)], darker(CLAY, 0.3), 15)
    over.polygon([(290, 104), (262, 88), (290, 124)], CLAY)
    rim(over, 101, 36, CLAY)
    over.curve([(232 + n * 12, 250 + (8 if n % 2 else -8)) for n in range(16)], darker(CLAY, 0.35), 3)
    return over


def khumcha() -> Canvas:
    canvas = body([(54, 76), (50, 104), (128, 190), (136, 290), (92, 390), (50, 424)], PALE)
    rim(canvas, 78, 58, PALE)
    for y in (168, 178, 188):
        canvas.curve([(214 + n * 12, y + (4 if n % 2 else -4)) for n in range(19)], darker(PALE, 0.35), 2)
    return canvas


def vase_red_flower() -> Canvas:
    red = "#a5402f"
    canvas = body([(44, 84), (34, 130), (104, 220), (108, 300), (62, 390), (56, 410)], red, "#ede7da")
    rim(canvas, 86, 48, red)
    for x in (262, 320, 378):
        for dx, dy in ((0, -24), (22, -6), (14, 20), (-14, 20), (-22, -6)):
            canvas.ellipse(x + dx * 0.8, 258 + dy * 0.8, 10, 10, "#f3e9d6")
        canvas.ellipse(x, 258, 8, 8, "#e2b34c")
        canvas.curve([(x, 276), (x + 6, 310), (x - 4, 344)], "#f3e9d6", 4)
    return canvas


def botai_vessel() -> Canvas:
    canvas = body([(108, 96), (116, 150), (104, 250), (58, 350), (14, 410)], "#a88462", SAND, foot=70)
    rim(canvas, 98, 112, "#a88462")
    for row in range(9):
        y = 150 + row * 26
        half = 112 - max(0, row - 2) * 14
        repeated(
            320 - half + 8,
            320 + half - 8,
            max(4, int(half / 8)),
            lambda x, y=y: canvas.line([(x, y), (x + 5, y + 9)], "#7d5f45", 2),
        )  # type: ignore[misc]  # y is bound at once
    return canvas


def bowl(colour: Colour, marks: Colour, kind: str, background: Colour = PARCHMENT) -> Canvas:
    canvas = body([(176, 176), (160, 250), (100, 326), (52, 346), (56, 372)], colour, background)
    canvas.ellipse(320, 178, 178, 42, lighter(colour, 0.25))
    canvas.ellipse(320, 180, 164, 35, darker(colour, 0.12))
    if kind == "script":
        for n in range(13):
            x = 172 + n * 24
            canvas.line([(x, 196), (x, 172 - (n % 3) * 6), (x + 12, 196), (x + 20, 196)], marks, 4)
    elif kind == "flower":
        for n in range(7):
            canvas.ellipse(200 + n * 40, 184, 9, 6, marks)
        repeated(190, 450, 9, lambda x: diamond(canvas, x, 262, 9, 16, marks))
    else:
        repeated(186, 454, 8, lambda x: rams_horn(canvas, x, 262, 26, marks, 4))
    return canvas


def cauldron() -> Canvas:
    canvas = body([(176, 130), (182, 170), (168, 260), (96, 340), (20, 360)], BRONZE, SAND, foot=150)
    for x in (220, 320, 420):
        canvas.polygon([(x - 16, 320), (x + 16, 320), (x + 8, 416), (x - 8, 416)], darker(BRONZE, 0.3))
    canvas.ellipse(320, 132, 180, 34, darker(BRONZE, 0.1))
    canvas.ellipse(320, 134, 162, 25, darker(BRONZE, 0.6))
    repeated(180, 460, 9, lambda x: canvas.ring(x, 206, 11, 11, lighter(BRONZE, 0.35), 4))
    return canvas


def cauldron_scythian() -> Canvas:
    canvas = body(
        [(116, 150), (128, 190), (116, 270), (50, 334), (26, 362), (34, 392), (74, 418)], "#6c7a55", SAND
    )
    for side in (-1, 1):
        x = 320 + side * 96
        canvas.ring(x, 128, 24, 28, "#5a6647", 12)
        canvas.ellipse(x, 92, 8, 8, "#5a6647")
    canvas.ellipse(320, 152, 120, 22, "#57634a")
    canvas.ellipse(320, 154, 104, 15, "#2f3728")
    canvas.line([(196, 216), (444, 216)], lighter("#6c7a55", 0.3), 5)
    return canvas


def samovar() -> Canvas:
    canvas = body([(46, 118), (92, 140), (96, 240), (40, 300), (34, 340), (88, 372), (92, 396)], BRASS)
    canvas.mirrored([(332, 70), (352, 84), (360, 118)], darker(BRASS, 0.15))
    for side in (-1, 1):
        canvas.curve(
            [(320 + side * 90, 160), (320 + side * 138, 170), (320 + side * 96, 220)], darker(BRASS, 0.3), 11
        )
    canvas.polygon([(312, 262), (328, 262), (326, 306), (314, 306)], darker(BRASS, 0.35))
    canvas.line([(306, 252), (334, 252)], "#5b3a1c", 8)
    return canvas


def kettle() -> Canvas:
    canvas = body([(26, 130), (36, 150), (110, 240), (114, 320), (70, 388)], COPPER)
    canvas.curve([(216, 330), (150, 270), (134, 176)], darker(COPPER, 0.1), 18)
    canvas.curve([(352, 150), (452, 150), (462, 250), (420, 310)], darker(COPPER, 0.3), 14)
    canvas.ellipse(320, 112, 12, 16, darker(COPPER, 0.2))
    canvas.ellipse(320, 132, 40, 9, lighter(COPPER))
    return canvas


def kubi() -> Canvas:
    canvas = Canvas(PARCHMENT)
    canvas.line([(320, 40), (320, 150)], darker(WOOD, 0.3), 9)
    over = body([(62, 120), (70, 180), (84, 300), (94, 416)], WOOD)
    over.line([(320, 44), (320, 126)], darker(WOOD, 0.35), 9)
    over.line([(296, 48), (344, 48)], darker(WOOD, 0.35), 10)
    rim(over, 122, 64, WOOD)
    for y, half in ((170, 70), (290, 84), (390, 93)):
        over.line([(320 - half, y), (320 + half, y)], "#4a4a48", 8)
    return over


def oil_lamp() -> Canvas:
    teal = "#3f7f7a"
    canvas = Canvas(PARCHMENT)
    canvas.shadow(320, 332, 170)
    canvas.blob(
        [
            (180, 250),
            (250, 214),
            (360, 220),
            (470, 234),
            (528, 226),
            (500, 262),
            (420, 300),
            (360, 330),
            (240, 330),
        ],
        teal,
    )
    canvas.ellipse(290, 236, 74, 18, lighter(teal, 0.2))
    canvas.ellipse(290, 238, 46, 10, darker(teal, 0.5))
    canvas.ring(180, 262, 30, 34, darker(teal, 0.25), 12)
    canvas.blob([(516, 222), (506, 190), (520, 148), (534, 190)], "#e9a23b")
    canvas.blob([(517, 216), (512, 196), (520, 176), (527, 198)], "#f6dd8d")
    return canvas


def ship_bell() -> Canvas:
    canvas = body([(20, 110), (54, 126), (84, 200), (96, 300), (140, 372)], BRASS, SKY, foot=150)
    canvas.ring(320, 92, 24, 24, darker(BRASS, 0.3), 12)
    canvas.ellipse(320, 390, 20, 20, darker(BRASS, 0.45))
    canvas.line([(182, 366), (458, 366)], darker(BRASS, 0.2), 12)
    for n, letter in enumerate(((0, 0), (0, 1), (1, 0), (1, 1), (0, 0))):
        x = 270 + n * 25
        canvas.line([(x, 262), (x + 6 + letter[0] * 4, 240), (x + 14, 262)], darker(BRASS, 0.5), 4)
    return canvas


def miners_lamp() -> Canvas:
    steel = "#727a80"
    canvas = Canvas(SKY)
    canvas.shadow(320, 416, 110)
    canvas.ring(320, 76, 26, 30, darker(steel, 0.3), 7)
    canvas.box(268, 104, 372, 190, steel, 12)
    canvas.box(276, 190, 364, 300, "#d8e8e4", 4)
    canvas.blob([(320, 206), (338, 252), (320, 288), (302, 252)], "#eea53a")
    canvas.blob([(320, 236), (329, 262), (320, 284), (311, 262)], "#f9e39a")
    for x in (274, 366):
        canvas.line([(x, 188), (x, 304)], darker(steel, 0.35), 6)
    canvas.box(258, 298, 382, 412, darker(steel, 0.12), 8)
    canvas.box(258, 326, 382, 340, BRASS)
    for y in (120, 140, 160):
        canvas.line([(280, y), (360, y)], darker(steel, 0.3), 3)
    return canvas


def torsyq() -> Canvas:
    leather = "#7a4a2a"
    canvas = Canvas(PARCHMENT)
    canvas.blob(
        [
            (320, 120),
            (350, 180),
            (440, 170),
            (500, 200),
            (448, 226),
            (440, 320),
            (380, 390),
            (260, 390),
            (200, 320),
            (192, 226),
            (140, 200),
            (200, 170),
            (290, 180),
        ],
        leather,
    )
    canvas.box(300, 84, 340, 150, darker(leather, 0.2), 8)
    rams_horn(canvas, 320, 320, 110, lighter(leather, 0.4), 8)
    canvas.curve([(160, 196), (320, 30), (480, 196)], darker(leather, 0.35), 6)
    return canvas


def incense_burner() -> Canvas:
    sandstone = "#c9a877"
    canvas = body([(126, 190), (130, 240), (96, 310), (60, 340), (96, 376)], sandstone, SAND)
    canvas.ellipse(320, 192, 128, 26, lighter(sandstone, 0.2))
    canvas.ellipse(320, 194, 96, 16, darker(sandstone, 0.45))
    for n in range(3):
        x = 290 + n * 30
        canvas.curve([(x, 180), (x - 14, 140), (x + 10, 106), (x - 4, 66)], "#f4efe6", 6)
    repeated(216, 424, 8, lambda x: diamond(canvas, x, 262, 12, 18, darker(sandstone, 0.25)))
    return canvas


PICTURES: Final[dict[str, Callable[[], Canvas]]] = {
    "jug-taraz.png": jug,
    "khumcha.png": khumcha,
    "vase-red-flower.png": vase_red_flower,
    "botai-vessel.png": botai_vessel,
    "bowl-kufic.png": lambda: bowl("#e9dfc9", "#5c3a22", "script"),
    "bowl-fritware.png": lambda: bowl("#e8ecea", "#2f6fa3", "flower"),
    "gilded-bowl.png": lambda: bowl("#b9bec2", GOLD, "horn", "#33414a"),
    "cauldron.png": cauldron,
    "cauldron-scythian.png": cauldron_scythian,
    "samovar.png": samovar,
    "kettle.png": kettle,
    "kubi.png": kubi,
    "oil-lamp.png": oil_lamp,
    "ship-bell.png": ship_bell,
    "miners-lamp.png": miners_lamp,
    "torsyq.png": torsyq,
    "incense-burner.png": incense_burner,
}
