# ruff: noqa: D103 -- each function is named after what it draws
"""Drawings of worked stone and of what was found in the ground."""

import math
from collections.abc import Callable
from typing import Final

from making import beasts
from making.drawing import (
    SAND,
    SKY,
    STONE_GREY,
    Canvas,
    Colour,
    circle,
    darker,
    diamond,
    lighter,
    rams_horn,
    repeated,
)

GRANITE: Final = "#8d8a86"
LIMESTONE: Final = "#cdbf9f"
SANDSTONE: Final = "#c49a6c"
BLACK: Final = "#2b2b2d"


def statue(colour: Colour, background: Colour, *, cup: bool) -> Canvas:
    canvas = Canvas(background)
    canvas.shadow(320, 430, 130)
    canvas.mirrored(
        [(340, 52), (386, 90), (384, 150), (366, 178), (412, 206), (412, 330), (400, 430)], colour
    )
    canvas.polygon(
        [(350, 60), (386, 90), (384, 150), (366, 178), (412, 206), (412, 330), (400, 430), (366, 430)],
        darker(colour, 0.12),
    )
    cut = darker(colour, 0.42)
    for side in (-1, 1):
        canvas.curve([(320 + side * 12, 106), (320 + side * 30, 98), (320 + side * 46, 108)], cut, 4)
        canvas.ellipse(320 + side * 28, 118, 8, 4, cut)
        canvas.curve([(320 + side * 4, 152), (320 + side * 22, 148), (320 + side * 36, 160)], cut, 4)
    canvas.curve([(320, 104), (316, 136), (326, 138)], cut, 4)
    canvas.curve([(240, 226), (250, 300), (300, 310)], cut, 5)
    canvas.curve([(400, 226), (390, 300), (340, 310)], cut, 5)
    if cup:
        canvas.polygon([(298, 276), (342, 276), (332, 318), (308, 318)], cut)
    canvas.line([(232, 366), (408, 366)], cut, 6)
    return canvas


def stele() -> Canvas:
    canvas = Canvas(SKY)
    canvas.shadow(320, 432, 130)
    canvas.polygon(
        [(250, 432), (250, 150), (270, 110), (320, 84), (370, 110), (390, 150), (390, 432)], LIMESTONE
    )
    canvas.polygon([(390, 150), (410, 162), (410, 432), (390, 432)], darker(LIMESTONE, 0.25))
    canvas.ellipse(320, 66, 30, 26, LIMESTONE)
    cut = darker(LIMESTONE, 0.35)
    rams_horn(canvas, 320, 176, 76, cut, 7)
    diamond(canvas, 320, 262, 44, 44, cut)
    diamond(canvas, 320, 262, 26, 26, LIMESTONE)
    for y in (326, 350, 374):
        canvas.curve([(272 + n * 14, y + (5 if n % 2 else -5)) for n in range(8)], cut, 4)
    return canvas


def ram() -> Canvas:
    canvas = Canvas(SKY)
    canvas.shadow(320, 400, 220)
    canvas.box(130, 366, 510, 402, darker(LIMESTONE, 0.15), 8)
    canvas.blob(
        [
            (150, 250),
            (240, 206),
            (400, 210),
            (470, 170),
            (528, 200),
            (520, 262),
            (470, 290),
            (460, 370),
            (180, 370),
        ],
        LIMESTONE,
    )
    for n in range(22):
        angle = n * 0.36
        reach = 58 * (1 - n / 30)
        canvas.ellipse(
            462 + reach * math.cos(angle + 3.4),
            224 + reach * math.sin(angle + 3.4),
            12,
            12,
            darker(LIMESTONE, 0.3),
        )
    canvas.ellipse(514, 212, 5, 5, BLACK)
    rams_horn(canvas, 290, 300, 70, darker(LIMESTONE, 0.3), 6)
    return canvas


def slab(colour: Colour, kind: str, background: Colour = SAND) -> Canvas:
    canvas = Canvas(background)
    canvas.polygon(
        [(150, 120), (500, 104), (520, 370), (300, 392), (136, 360)]
        if kind != "square"
        else [(176, 96), (464, 96), (464, 384), (176, 384)],
        darker(colour, 0.25),
    )
    canvas.polygon(
        [(142, 112), (492, 96), (512, 362), (292, 384), (128, 352)]
        if kind != "square"
        else [(168, 86), (456, 86), (456, 374), (168, 374)],
        colour,
    )
    cut = darker(colour, 0.4)
    if kind == "square":
        for x in (240, 384):
            for y in (158, 302):
                for n in range(4):
                    angle = n * math.pi / 4
                    canvas.line(
                        [
                            (x - 58 * math.cos(angle), y - 58 * math.sin(angle)),
                            (x + 58 * math.cos(angle), y + 58 * math.sin(angle)),
                        ],
                        cut,
                        7,
                    )
                canvas.ring(x, y, 30, 30, cut, 7)
    elif kind == "brick":
        canvas.curve([(260, 180), (260, 280), (320, 310), (380, 280), (380, 180)], cut, 15)
        canvas.line([(320, 160), (320, 310)], cut, 15)
    else:
        for x in (220, 320, 420):
            rams_horn(canvas, x, 240, 66, cut, 8)
        canvas.curve([(160 + n * 24, 330 + (6 if n % 2 else -6)) for n in range(13)], cut, 6)
    return canvas


def goats() -> Canvas:
    canvas = Canvas("#efe9dc", halo=False)
    canvas.box(36, 30, 604, 450, "#f8f4ea")
    canvas.blob([(70, 90), (300, 56), (570, 84), (584, 400), (330, 430), (60, 396)], "#4a4a4c")
    for x, y, size in ((180, 190, 86), (380, 150, 70), (480, 300, 92), (250, 330, 72)):
        beasts.goat(canvas, x, y, size, "#e9e4d8")
    beasts.goat(canvas, 108, 330, 34, "#cfc9bc")
    canvas.ring(520, 150, 22, 22, "#e9e4d8", 7)
    for point in circle(520, 150, 36, 10):
        canvas.line([point, (520 + (point[0] - 520) * 1.35, 150 + (point[1] - 150) * 1.35)], "#e9e4d8", 4)
    return canvas


def riders() -> Canvas:
    canvas = Canvas("#eef0ea", halo=False)
    canvas.box(30, 26, 610, 454, "#f7f8f3")
    for x, y, size in ((170, 180, 100), (420, 160, 100), (300, 340, 110)):
        beasts.horse(canvas, x, y, size, "#2f2f33", rider=True)
    beasts.deer(canvas, 530, 360, 60, "#2f2f33")
    return canvas


def quern() -> Canvas:
    canvas = Canvas(SAND)
    canvas.blob([(110, 300), (220, 250), (420, 246), (530, 300), (500, 370), (320, 396), (140, 370)], GRANITE)
    canvas.blob(
        [(160, 296), (260, 268), (400, 268), (480, 298), (380, 322), (240, 322)], darker(GRANITE, 0.22)
    )
    canvas.ellipse(330, 252, 92, 34, lighter(GRANITE, 0.25))
    return canvas


def altar(colour: Colour, *, legs: int) -> Canvas:
    canvas = Canvas(SAND)
    canvas.shadow(320, 400, 190)
    for n in range(legs):
        x = 190 + n * 260 / (legs - 1)
        canvas.polygon([(x - 24, 260), (x + 24, 260), (x + 16, 396), (x - 16, 396)], darker(colour, 0.25))
    canvas.ellipse(320, 250, 210, 52, darker(colour, 0.12))
    canvas.ellipse(320, 232, 210, 52, colour)
    canvas.ellipse(320, 230, 170, 36, darker(colour, 0.3))
    repeated(
        136,
        504,
        12,
        lambda x: diamond(canvas, x, 268 + 22 * (1 - ((x - 320) / 200) ** 2), 12, 13, darker(colour, 0.42)),
    )
    return canvas


def mould() -> Canvas:
    canvas = Canvas(SAND)
    canvas.box(176, 70, 464, 420, darker(SANDSTONE, 0.2), 20)
    canvas.box(166, 60, 454, 410, SANDSTONE, 20)
    canvas.polygon([(270, 60), (350, 60), (336, 120), (284, 120)], darker(SANDSTONE, 0.4))
    canvas.blob(
        [(276, 120), (344, 120), (356, 250), (404, 350), (310, 384), (216, 350), (264, 250)],
        darker(SANDSTONE, 0.45),
    )
    for x, y in ((196, 92), (424, 92), (196, 380), (424, 380)):
        canvas.ellipse(x, y, 9, 9, darker(SANDSTONE, 0.5))
    return canvas


def spindle_whorl() -> Canvas:
    clay = "#a5744f"
    canvas = Canvas(SAND)
    canvas.polygon([(190, 190), (450, 190), (510, 250), (440, 320), (200, 320), (130, 250)], clay)
    canvas.polygon([(320, 190), (450, 190), (510, 250), (440, 320), (320, 320)], darker(clay, 0.15))
    canvas.ellipse(320, 192, 130, 26, lighter(clay, 0.2))
    canvas.ellipse(320, 192, 40, 10, darker(clay, 0.6))
    repeated(160, 480, 12, lambda x: canvas.ellipse(x, 250, 5, 5, darker(clay, 0.4)))
    return canvas


PICTURES: Final[dict[str, Callable[[], Canvas]]] = {
    "balbal.png": lambda: statue(GRANITE, SKY, cup=True),
    "stone-statue.png": lambda: statue(SANDSTONE, SAND, cup=False),
    "small-figure.png": lambda: statue("#a39c93", STONE_GREY, cup=True),
    "qulpytas.png": stele,
    "koytas.png": ram,
    "tile.png": lambda: slab("#b5623c", "square"),
    "brick-tamga.png": lambda: slab("#c07f55", "brick"),
    "carved-stone.png": lambda: slab(LIMESTONE, "horns", SKY),
    "petroglyph-goats.png": goats,
    "tracing-riders.png": riders,
    "quern.png": quern,
    "altar.png": lambda: altar(SANDSTONE, legs=4),
    "altar-table.png": lambda: altar("#6f7a4f", legs=3),
    "mould.png": mould,
    "spindle-whorl.png": spindle_whorl,
}
