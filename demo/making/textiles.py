# ruff: noqa: D103 -- each function is named after what it draws
"""Drawings of felt, carpets, ribbons and clothes."""

import math
from collections.abc import Callable
from typing import Final

from making.drawing import (
    LINEN,
    PARCHMENT,
    Canvas,
    Colour,
    darker,
    diamond,
    lighter,
    mixed,
    rams_horn,
    repeated,
)

RED: Final = "#9c2f2a"
BLUE: Final = "#2c4a6b"
WHITE: Final = "#f1ead9"
BROWN: Final = "#5d4231"
OCHRE: Final = "#d19a3e"
GREEN: Final = "#4d7050"


def _field(canvas: Canvas, ground: Colour, border: Colour) -> None:
    canvas.box(56, 66, 592, 422, "#cfc4ae")
    canvas.box(50, 58, 590, 416, border)
    canvas.box(92, 100, 548, 374, ground)


def syrmaq(ground: Colour, ornament: Colour, border: Colour) -> Canvas:
    canvas = Canvas(LINEN, halo=False)
    _field(canvas, ground, border)
    for x in (190, 320, 450):
        diamond(canvas, x, 237, 66, 120, mixed(ground, ornament, 0.18))
        rams_horn(canvas, x, 210, 70, ornament, 9)
        rams_horn_down(canvas, x, 264, 70, ornament)
    repeated(112, 528, 14, lambda x: diamond(canvas, x, 79, 12, 14, ground))
    repeated(112, 528, 14, lambda x: diamond(canvas, x, 395, 12, 14, ground))
    repeated(122, 352, 8, lambda y: diamond(canvas, 71, y, 14, 12, ground))
    repeated(122, 352, 8, lambda y: diamond(canvas, 569, y, 14, 12, ground))
    return canvas


def rams_horn_down(canvas: Canvas, x: float, y: float, size: float, fill: Colour) -> None:
    """Draw the ornament upside down."""
    for side in (-1, 1):
        spiral = [
            (
                x + side * size * (0.42 + 0.4 * (1 - n / 22) * math.cos(0.35 * n + math.pi)),
                y + size * (0.35 + 0.4 * (1 - n / 22) * math.sin(0.35 * n)),
            )
            for n in range(20)
        ]
        canvas.curve([(x, y - size * 0.6), *spiral], fill, 9)


def tekemet() -> Canvas:
    canvas = Canvas(LINEN, halo=False)
    canvas.blob(
        [(54, 60), (320, 52), (588, 62), (594, 240), (586, 418), (320, 426), (52, 416), (46, 240)], "#d9ccb2"
    )
    for x, colour in ((170, BROWN), (320, RED), (470, BROWN)):
        diamond(canvas, x, 240, 74, 132, colour)
        diamond(canvas, x, 240, 48, 92, "#d9ccb2")
        diamond(canvas, x, 240, 26, 52, colour)
    for y in (82, 396):
        canvas.curve([(80 + n * 24, y + (9 if n % 2 else -9)) for n in range(21)], BROWN, 8)
    return canvas


def tuskiiz() -> Canvas:
    canvas = Canvas(LINEN, halo=False)
    canvas.box(70, 56, 570, 420, RED)
    canvas.box(136, 122, 504, 420, "#23242b")
    for x in (103, 537):
        repeated(170, 390, 4, lambda y, x=x: rams_horn(canvas, x, y, 44, WHITE, 5))  # type: ignore[misc]  # x is bound at once
    repeated(130, 510, 6, lambda x: rams_horn(canvas, x, 94, 44, WHITE, 5))
    for x, colour in ((220, OCHRE), (320, GREEN), (420, OCHRE)):
        for n in range(8):
            angle = n * math.pi / 4
            canvas.ellipse(x + 30 * math.sin(angle), 266 + 30 * math.cos(angle), 13, 13, colour)
        canvas.ellipse(x, 266, 16, 16, RED)
    repeated(150, 490, 24, lambda x: canvas.line([(x, 420), (x, 442)], OCHRE, 4))
    return canvas


def striped(bands: list[tuple[Colour, int]], *, narrow: bool = False) -> Canvas:
    """Draw a woven fabric of stripes with small figures in them."""
    canvas = Canvas(LINEN, halo=False)
    top, bottom = (166, 314) if narrow else (62, 418)
    y = float(top)
    total = sum(height for _, height in bands)
    for n, (colour, height) in enumerate(bands):
        end = y + (bottom - top) * height / total
        canvas.box(30, y, 610, end, colour)
        if height > 2:
            middle = (y + end) / 2
            size = (end - y) / 2 - 4
            repeated(
                56,
                584,
                12,
                lambda x, m=middle, s=size, c=colour, n=n: diamond(
                    canvas, x, m, s * (1.4 if n % 2 else 0.9), s, lighter(c, 0.55)
                ),
            )  # type: ignore[misc]  # bound at once
        y = end
    for x in (30, 610):
        repeated(
            top + 4,
            bottom - 4,
            30,
            lambda y, x=x: canvas.line([(x, y), (x + (14 if x > 320 else -14), y)], BROWN, 3),
        )  # type: ignore[misc]  # x is bound at once
    return canvas


def quilt() -> Canvas:
    canvas = Canvas(LINEN, halo=False)
    colours = (RED, OCHRE, BLUE, GREEN, "#b4607a", WHITE)
    for row in range(6):
        for column in range(9):
            x, y = 58 + column * 58.5, 60 + row * 60
            one, other = colours[(row + column) % 6], colours[(row * 2 + column + 3) % 6]
            canvas.polygon([(x, y), (x + 58, y), (x, y + 60)], one)
            canvas.polygon([(x + 58, y), (x + 58, y + 60), (x, y + 60)], other)
    for column in range(9):
        canvas.line([(58 + column * 58.5, 60), (58 + column * 58.5, 420)], "#f7f0e2", 1.5)
    return canvas


def carpet() -> Canvas:
    canvas = Canvas(LINEN, halo=False)
    _field(canvas, RED, BLUE)
    for x in (180, 320, 460):
        for half, colour in ((62, BLUE), (48, OCHRE), (34, RED), (18, WHITE)):
            canvas.polygon(
                [
                    (x - half, 237),
                    (x - half * 0.5, 237 - half * 1.5),
                    (x + half * 0.5, 237 - half * 1.5),
                    (x + half, 237),
                    (x + half * 0.5, 237 + half * 1.5),
                    (x - half * 0.5, 237 + half * 1.5),
                ],
                colour,
            )
    repeated(110, 530, 22, lambda x: diamond(canvas, x, 79, 8, 15, OCHRE))
    repeated(110, 530, 22, lambda x: diamond(canvas, x, 395, 8, 15, OCHRE))
    for x in (50, 590):
        repeated(
            64, 410, 44, lambda y, x=x: canvas.line([(x, y), (x + (14 if x > 320 else -14), y)], WHITE, 2.5)
        )  # type: ignore[misc]  # x is bound at once
    return canvas


def coat(colour: Colour, lining: Colour, *, sleeves: bool, stripes: bool) -> Canvas:
    canvas = Canvas(PARCHMENT)
    if sleeves:
        for side in (-1, 1):
            canvas.polygon(
                [
                    (320 + side * 60, 84),
                    (320 + side * 220, 214),
                    (320 + side * 196, 262),
                    (320 + side * 84, 190),
                ],
                darker(colour, 0.12),
            )
            canvas.line([(320 + side * 222, 212), (320 + side * 198, 264)], lining, 9)
    canvas.mirrored([(352, 70), (404, 92), (400, 200), (438, 416)], colour)
    if stripes:
        for n in range(-5, 6):
            canvas.line([(320 + n * 14, 96), (320 + n * 20, 412)], lighter(colour, 0.4), 4)
    canvas.polygon([(300, 72), (340, 72), (326, 210), (314, 210)], lining)
    canvas.line([(320, 120), (320, 416)], darker(colour, 0.5), 4)
    canvas.line([(202, 412), (438, 412)], lining, 8)
    rams_horn(canvas, 262, 372, 44, lining, 5)
    rams_horn(canvas, 378, 372, 44, lining, 5)
    return canvas


def saukele() -> Canvas:
    canvas = Canvas(PARCHMENT)
    canvas.mirrored([(332, 44), (366, 190), (412, 300), (406, 336)], RED)
    canvas.mirrored([(324, 96), (330, 170), (336, 268), (334, 300)], OCHRE)
    canvas.line([(236, 318), (404, 318)], "#e8dcc0", 22)
    repeated(246, 394, 11, lambda x: canvas.ellipse(x, 318, 6, 6, "#c8452f"))
    repeated(
        236, 404, 15, lambda x: canvas.line([(x, 334), (x, 352 + (8 if int(x) % 2 else 0))], "#c9ced1", 3)
    )
    for side in (-1, 1):
        for n in range(5):
            x = 320 + side * (92 + n * 9)
            canvas.line([(x, 306), (x, 406 - n * 10)], "#c8452f", 3)
            canvas.ellipse(x, 408 - n * 10, 5, 5, "#c9ced1")
    for y in (130, 180, 230):
        diamond(canvas, 320, y, 10, 16, "#2c6f73")
    return canvas


def tymaq() -> Canvas:
    fur = "#7b5b3e"
    canvas = Canvas(PARCHMENT)
    for side in (-1, 1):
        canvas.blob(
            [
                (320 + side * 60, 240),
                (320 + side * 150, 236),
                (320 + side * 168, 340),
                (320 + side * 104, 400),
                (320 + side * 72, 320),
            ],
            fur,
        )
    canvas.mirrored([(330, 86), (400, 150), (432, 252)], "#3c5a4c")
    canvas.blob([(196, 236), (320, 214), (444, 236), (452, 286), (320, 268), (188, 286)], lighter(fur, 0.15))
    repeated(206, 434, 24, lambda x: canvas.line([(x, 244), (x + 4, 276)], darker(fur, 0.1), 2.5))
    rams_horn(canvas, 320, 180, 60, OCHRE, 5)
    return canvas


def boots() -> Canvas:
    leather = "#4b3326"
    canvas = Canvas(PARCHMENT)
    canvas.shadow(320, 410, 210)
    for x in (210, 390):
        canvas.polygon([(x - 52, 96), (x + 52, 84), (x + 44, 290), (x - 44, 300)], leather)
        canvas.blob(
            [(x - 46, 286), (x + 40, 282), (x + 100, 330), (x + 150, 352), (x + 140, 392), (x - 50, 394)],
            leather,
        )
        canvas.line([(x - 48, 402), (x + 136, 402)], darker(leather, 0.4), 12)
        rams_horn(canvas, x, 190, 62, OCHRE, 5)
        canvas.line([(x - 50, 108), (x + 50, 96)], RED, 14)
    return canvas


PICTURES: Final[dict[str, Callable[[], Canvas]]] = {
    "syrmaq-ram-horn.png": lambda: syrmaq(WHITE, BROWN, BROWN),
    "syrmaq-white.png": lambda: syrmaq("#f6f1e6", "#3f6a82", "#c9b48d"),
    "tekemet.png": tekemet,
    "tuskiiz.png": tuskiiz,
    "alasha.png": lambda: striped(
        [
            (RED, 4),
            (OCHRE, 1),
            (BLUE, 4),
            (WHITE, 1),
            (BROWN, 5),
            (OCHRE, 1),
            (GREEN, 4),
            (WHITE, 1),
            (RED, 4),
        ]
    ),
    "yurt-band.png": lambda: striped([(BROWN, 1), (RED, 3), (WHITE, 5), (BLUE, 3), (BROWN, 1)], narrow=True),
    "quilt.png": quilt,
    "carpet.png": carpet,
    "chapan.png": lambda: coat("#5b3f73", OCHRE, sleeves=True, stripes=True),
    "camisole.png": lambda: coat("#7a1f36", OCHRE, sleeves=False, stripes=False),
    "saukele.png": saukele,
    "tymaq.png": tymaq,
    "boots.png": boots,
}
