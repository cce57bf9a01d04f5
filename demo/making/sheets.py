# ruff: noqa: D103 -- each function is named after what it draws
"""Drawings of letters, books, posters and other paper."""

import math
from collections.abc import Callable
from typing import Final

from making import beasts
from making.drawing import LINEN, Canvas, Colour, darker, rams_horn


def page(paper: Colour, lines: int, *, ink: Colour = "#4a4136", kind: str = "letter") -> Canvas:
    canvas = Canvas(LINEN, halo=False)
    canvas.box(156, 40, 500, 448, "#cbc2b0")
    canvas.box(146, 30, 490, 438, paper)
    for n in range(lines):
        y = 74 + n * (330 / lines)
        canvas.curve(
            [(180 + k * 14, y + 3 * math.sin(k * 1.9 + n * 2.3)) for k in range(20 - (n * 7) % 6)], ink, 2.2
        )
    if kind == "triangle":
        canvas.polygon([(146, 30), (490, 30), (318, 210)], darker(paper, 0.06))
        canvas.line([(146, 30), (318, 210)], darker(paper, 0.2), 2)
        canvas.line([(490, 30), (318, 210)], darker(paper, 0.2), 2)
    elif kind == "manuscript":
        canvas.ring(318, 234, 190, 0, paper, 1)
        for box in ((160, 44, 476, 50), (160, 418, 476, 424), (160, 44, 166, 424), (470, 44, 476, 424)):
            canvas.box(*box, "#a5402f")
        rams_horn(canvas, 318, 70, 40, "#b8923f", 4)
    return canvas


def book(cover: Colour, mark: Colour, kind: str) -> Canvas:
    canvas = Canvas(LINEN)
    canvas.box(186, 56, 470, 436, "#f6f1e4")
    canvas.box(176, 48, 460, 428, cover, 4)
    canvas.box(176, 48, 200, 428, darker(cover, 0.25), 4)
    if kind == "primer":
        canvas.line([(318, 130), (260, 270)], mark, 16)
        canvas.line([(318, 130), (376, 270)], mark, 16)
        canvas.line([(282, 222), (354, 222)], mark, 14)
        beasts.horse(canvas, 318, 352, 64, mark)
    else:
        canvas.line([(240, 110), (410, 110)], mark, 8)
        canvas.line([(262, 134), (388, 134)], mark, 5)
        rams_horn(canvas, 325, 260, 96, mark, 8)
        canvas.line([(270, 390), (380, 390)], mark, 5)
    return canvas


def old_map() -> Canvas:
    canvas = Canvas("#d7c7a3", halo=False)
    canvas.box(40, 34, 600, 446, "#eee0bd")
    canvas.curve([(60, 130), (180, 180), (300, 150), (420, 220), (590, 190)], "#6f93a5", 7)
    canvas.blob([(420, 320), (500, 300), (540, 350), (470, 390), (410, 366)], "#9fbcc7")
    towns = [(110, 300), (220, 240), (330, 270), (450, 250), (540, 130), (300, 90)]
    canvas.line(towns[:5], "#a5402f", 3)
    canvas.line([towns[2], towns[5]], "#a5402f", 3)
    for x, y in towns:
        canvas.ellipse(x, y, 8, 8, "#4a3926")
        canvas.line([(x + 14, y - 8), (x + 58, y - 8)], "#6d5a40", 3)
    for n in range(6):
        x = 120 + n * 40
        canvas.polygon([(x - 16, 400), (x, 366), (x + 16, 400)], "#b79b6b")
    return canvas


def banknote() -> Canvas:
    canvas = Canvas(LINEN, halo=False)
    canvas.box(70, 124, 576, 362, "#cbc2b0")
    canvas.box(62, 116, 568, 354, "#dfe3c8")
    canvas.box(76, 130, 554, 340, "#c4cfa6")
    for n in range(26):
        canvas.ring(315, 235, 30 + n * 8, 20 + n * 3.2, "#a7b78a", 1.2)
    for x in (120, 510):
        canvas.ellipse(x, 235, 38, 52, "#6f8459")
        canvas.curve([(x - 14, 212), (x + 12, 214), (x - 2, 234), (x + 14, 252), (x - 14, 262)], "#eef1df", 7)
    rams_horn(canvas, 315, 246, 80, "#4d6042", 7)
    return canvas


def poster(kind: str) -> Canvas:
    canvas = Canvas(LINEN, halo=False)
    ground, figure, accent = (
        ("#a32b2b", "#23242b", "#f1ead9") if kind == "coal" else ("#2c6f73", "#f1ead9", "#e2b34c")
    )
    canvas.box(170, 24, 470, 456, ground)
    if kind == "coal":
        canvas.polygon([(170, 360), (300, 210), (380, 280), (470, 180), (470, 456), (170, 456)], figure)
        canvas.polygon([(170, 60), (470, 160), (470, 190), (170, 110)], accent)
        beasts.person(canvas, 300, 190, 120, figure)
        canvas.ellipse(300, 100, 9, 9, accent)
    else:
        for n in range(12):
            angle = n * math.pi / 6
            canvas.polygon(
                [
                    (320, 200),
                    (320 + 130 * math.cos(angle), 200 + 130 * math.sin(angle)),
                    (320 + 130 * math.cos(angle + 0.26), 200 + 130 * math.sin(angle + 0.26)),
                ],
                accent,
            )
        canvas.ellipse(320, 200, 54, 54, figure)
        rams_horn(canvas, 320, 214, 50, ground, 6)
    for n, width in enumerate((220, 160)):
        canvas.line([(320 - width / 2, 388 + n * 30), (320 + width / 2, 388 + n * 30)], accent, 13 - n * 4)
    return canvas


PICTURES: Final[dict[str, Callable[[], Canvas]]] = {
    "letter-front.png": lambda: page("#e8dcc0", 12, ink="#5d5a78", kind="triangle"),
    "notebook.png": lambda: page("#f1e8d2", 15),
    "manuscript.png": lambda: page("#eedfb9", 11, ink="#2e261c", kind="manuscript"),
    "book.png": lambda: book("#3c5a4c", "#d8a93a", "ornament"),
    "primer.png": lambda: book("#c98a3a", "#3a2618", "primer"),
    "map.png": old_map,
    "banknote.png": banknote,
    "poster-coal.png": lambda: poster("coal"),
    "poster-art-week.png": lambda: poster("art"),
}
