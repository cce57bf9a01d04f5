# ruff: noqa: D103 -- each function is named after what it draws
"""Drawings of things of nature."""

import math
from collections.abc import Callable
from typing import Final

from making import beasts
from making.drawing import SAND, SKY, STONE_GREY, Canvas, Colour, darker, lighter


def mineral(colour: Colour, kind: str) -> Canvas:
    canvas = Canvas(STONE_GREY)
    canvas.shadow(320, 400, 200)
    canvas.polygon(
        [(130, 380), (170, 300), (300, 260), (440, 290), (520, 386), (420, 410), (220, 412)], "#7d756b"
    )
    crystals = {
        "quartz": (
            (220, 60, 150, -14),
            (300, 72, 250, -4),
            (370, 62, 210, 8),
            (430, 48, 140, 18),
            (260, 44, 110, -20),
        ),
        "octahedron": ((250, 120, 130, 0), (390, 104, 150, 0), (320, 90, 210, 0)),
        "ore": (),
    }[kind]
    for x, width, height, lean in crystals:
        tip = x + lean * 3
        canvas.polygon(
            [(x - width / 2, 380), (tip - width / 2, 380 - height * 0.8), (tip, 380 - height), (tip, 380)],
            colour,
        )
        canvas.polygon(
            [(tip, 380), (tip, 380 - height), (tip + width / 2, 380 - height * 0.8), (x + width / 2, 380)],
            darker(colour, 0.22),
        )
        canvas.line([(tip, 380 - height), (tip, 380)], lighter(colour, 0.5), 3)
    if kind == "ore":
        canvas.blob(
            [(150, 370), (170, 240), (260, 160), (400, 170), (490, 250), (500, 380), (320, 404)], "#6d6a5c"
        )
        for n in range(38):
            angle, reach = n * 2.4, 12 + n * 4.2
            canvas.ellipse(
                320 + reach * math.cos(angle) * 0.95,
                286 + reach * math.sin(angle) * 0.6,
                8 + n % 7,
                6 + n % 5,
                ("#2f8f6d", "#3aa4a0", "#b5793a", "#c99a4b")[n % 4],
            )
    return canvas


def agate() -> Canvas:
    canvas = Canvas(STONE_GREY)
    shape = [(320, 60), (450, 100), (520, 220), (470, 350), (340, 410), (200, 370), (130, 250), (180, 120)]
    for n, colour in enumerate(
        (
            "#6d5a4c",
            "#c98a5a",
            "#e8d7bd",
            "#b5623c",
            "#e9dcc6",
            "#8c4a33",
            "#d9b48a",
            "#f1e7d4",
            "#a9b6bd",
            "#e4ebee",
        )
    ):
        share = 1 - n * 0.095
        canvas.blob([(320 + (x - 320) * share, 236 + (y - 236) * share) for x, y in shape], colour)
    return canvas


def ammonite() -> Canvas:
    canvas = Canvas(SAND)
    for n in range(150):
        angle = n * 0.13
        reach = 150 * math.exp(-0.0115 * n)
        size = 52 * math.exp(-0.0115 * n)
        canvas.ellipse(
            320 + reach * math.cos(angle),
            240 + reach * math.sin(angle),
            size,
            size,
            "#a38a68" if n % 2 else "#8c7354",
        )
    canvas.ellipse(320, 240, 14, 14, "#6d583f")
    return canvas


def herbarium() -> Canvas:
    canvas = Canvas("#dcd6c8", halo=False)
    canvas.box(140, 20, 500, 460, "#f6f1e4")
    for n in range(9):
        lean = (n - 4) * 22
        canvas.curve(
            [(320, 400), (320 + lean * 0.4, 260), (320 + lean * 1.5, 90 + abs(lean) * 0.5)],
            "#7b8a4c" if n % 2 else "#96935a",
            3.5,
        )
        for step in range(6):
            x, y = 320 + lean * (1.0 + step * 0.1), 170 - step * 14 + abs(lean) * 0.4
            canvas.line([(x, y), (x + 16, y - 20)], "#cbb783", 2)
    canvas.box(356, 382, 486, 446, "#efe4c8")
    for n in range(4):
        canvas.line([(366, 394 + n * 13), (476 - (n % 2) * 30, 394 + n * 13)], "#6d604c", 2)
    for y in (300, 220):
        canvas.box(300, y, 342, y + 7, "#efe4c8")
    return canvas


def eagle() -> Canvas:
    canvas = Canvas(SKY)
    canvas.blob([(180, 440), (240, 380), (330, 366), (430, 392), (470, 440)], "#8f8578")
    feather = "#5f4630"
    canvas.blob(
        [(300, 96), (350, 110), (400, 200), (396, 310), (350, 380), (300, 372), (264, 290), (266, 180)],
        feather,
    )
    canvas.blob([(372, 160), (424, 250), (420, 360), (392, 430), (372, 340)], darker(feather, 0.25))
    canvas.ellipse(308, 104, 44, 42, "#8a6438")
    canvas.blob([(272, 96), (240, 112), (252, 140), (268, 124)], "#d9b04a")
    canvas.ellipse(296, 98, 6, 6, "#1d1814")
    for row in range(7):
        for n in range(4):
            canvas.curve(
                [
                    (280 + n * 24 + (row % 2) * 10, 178 + row * 26),
                    (290 + n * 24 + (row % 2) * 10, 190 + row * 26),
                    (300 + n * 24 + (row % 2) * 10, 178 + row * 26),
                ],
                lighter(feather, 0.22),
                3,
            )
    for x in (310, 342):
        canvas.line([(x, 370), (x, 392)], "#d9b04a", 10)
    return canvas


def snow_leopard() -> Canvas:
    canvas = Canvas(SKY)
    canvas.blob([(60, 400), (180, 330), (330, 356), (500, 320), (600, 400), (560, 440), (90, 440)], "#8d969a")
    beasts.leopard(canvas, 312, 246, 210, "#d8d4ca", "#6d675e")
    canvas.ellipse(478, 196, 5, 5, "#2d2a26")
    return canvas


PICTURES: Final[dict[str, Callable[[], Canvas]]] = {
    "crystal.png": lambda: mineral("#d5e6ec", "quartz"),
    "magnetite.png": lambda: mineral("#3c4046", "octahedron"),
    "copper-ore.png": lambda: mineral("#6d6a5c", "ore"),
    "agate.png": agate,
    "fossil.png": ammonite,
    "herbarium.png": herbarium,
    "eagle-mount.png": eagle,
    "snow-leopard.png": snow_leopard,
}
