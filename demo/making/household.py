# ruff: noqa: D103 -- each function is named after what it draws
"""Drawings of instruments, furniture and machines."""

from collections.abc import Callable
from typing import Final

from making.drawing import (
    LINEN,
    PARCHMENT,
    SKY,
    STONE_GREY,
    Canvas,
    circle,
    darker,
    diamond,
    rams_horn,
    repeated,
)

WOOD: Final = "#9a6436"
DARK_WOOD: Final = "#5e3a22"
BRASS: Final = "#b8923f"
BLACK: Final = "#2b2b2d"


def shanyraq() -> Canvas:
    canvas = Canvas(SKY)
    canvas.ring(320, 240, 190, 190, WOOD, 26)
    for offset in (-26, 0, 26):
        canvas.curve([(320 + offset, 56), (320 + offset * 2.2, 240), (320 + offset, 424)], DARK_WOOD, 10)
        canvas.curve([(136, 240 + offset), (320, 240 + offset * 2.2), (504, 240 + offset)], DARK_WOOD, 10)
    for point in circle(320, 240, 177, 48):
        canvas.ellipse(*point, 4, 4, DARK_WOOD)
    return canvas


def dombra() -> Canvas:
    canvas = Canvas(PARCHMENT)
    canvas.box(312, 30, 330, 260, DARK_WOOD)
    canvas.mirrored([(330, 220), (362, 270), (398, 340), (386, 410), (330, 444)], WOOD, axis=321)
    canvas.mirrored([(328, 236), (352, 284), (380, 344), (370, 400), (328, 430)], "#d7ac6e", axis=321)
    canvas.ellipse(321, 330, 8, 8, DARK_WOOD)
    canvas.box(298, 398, 344, 404, DARK_WOOD)
    for x in (317, 325):
        canvas.line([(x, 40), (x, 402)], "#f2ead6", 1.6)
    repeated(80, 240, 9, lambda y: canvas.line([(311, y), (331, y)], "#e7dcc2", 2))
    for x, y in ((302, 42), (340, 56)):
        canvas.line([(321, y), (x, y)], DARK_WOOD, 7)
    rams_horn(canvas, 321, 372, 30, WOOD, 3)
    return canvas


def kobyz() -> Canvas:
    canvas = Canvas(PARCHMENT)
    canvas.curve([(320, 60), (330, 150), (320, 240)], DARK_WOOD, 20)
    canvas.mirrored([(332, 214), (380, 260), (392, 320), (350, 372), (340, 440)], WOOD)
    canvas.mirrored([(326, 330), (366, 336), (346, 376), (336, 426)], "#e3d3b2")
    canvas.ellipse(320, 270, 40, 44, DARK_WOOD)
    for x in (314, 326):
        canvas.line([(x, 66), (x, 380)], "#f2ead6", 2)
    for side in (-1, 1):
        canvas.line([(320, 76 + side * 8), (320 + side * 34, 70 + side * 8)], DARK_WOOD, 8)
    canvas.curve([(450, 90), (500, 250), (460, 420)], DARK_WOOD, 7)
    canvas.line([(450, 90), (460, 420)], "#f2ead6", 2.5)
    return canvas


def zhetigen() -> Canvas:
    canvas = Canvas(PARCHMENT)
    canvas.polygon([(60, 300), (560, 190), (590, 250), (90, 370)], darker(WOOD, 0.25))
    canvas.polygon([(50, 286), (560, 176), (580, 232), (80, 350)], WOOD)
    for n in range(7):
        canvas.line([(70 + n * 2, 292 + n * 8), (562 + n * 2, 184 + n * 6)], "#f2ead6", 2)
        x = 180 + n * 44
        y = 292 + n * 8 - (x - 70) * 0.219
        canvas.polygon([(x - 9, y + 10), (x, y - 12), (x + 9, y + 10)], "#e6dcc4")
    return canvas


def chest() -> Canvas:
    canvas = Canvas(PARCHMENT)
    canvas.shadow(320, 412, 230)
    canvas.box(110, 150, 530, 400, "#8c2f27", 6)
    canvas.box(98, 118, 542, 166, darker("#8c2f27", 0.2), 8)
    for x in (180, 320, 460):
        canvas.box(x - 58, 190, x + 58, 376, darker("#8c2f27", 0.25), 4)
        rams_horn(canvas, x, 270, 70, "#efe6d0", 7)
        diamond(canvas, x, 344, 24, 20, "#efe6d0")
    repeated(120, 520, 26, lambda x: canvas.ellipse(x, 142, 5, 5, "#efe6d0"))
    canvas.box(304, 156, 336, 196, BRASS, 4)
    return canvas


def cradle() -> Canvas:
    canvas = Canvas(PARCHMENT)
    for x in (170, 470):
        canvas.curve([(x - 60, 416), (x, 430), (x + 60, 416)], DARK_WOOD, 14)
        canvas.line([(x, 130), (x, 424)], "#a5402f", 20)
        for y in (180, 250, 320):
            canvas.ellipse(x, y, 16, 10, "#d8a93a")
    canvas.line([(150, 130), (490, 130)], WOOD, 18)
    canvas.box(160, 290, 480, 360, WOOD, 10)
    canvas.blob([(170, 300), (240, 250), (400, 250), (470, 300)], "#2c4a6b")
    for x in (240, 320, 400):
        rams_horn(canvas, x, 330, 36, "#f1e7d0", 4)
    return canvas


def ladle() -> Canvas:
    canvas = Canvas(PARCHMENT)
    canvas.curve([(300, 330), (400, 250), (480, 140), (540, 70)], WOOD, 24)
    canvas.ellipse(220, 350, 120, 76, WOOD)
    canvas.ellipse(220, 330, 112, 52, DARK_WOOD)
    for n in range(7):
        canvas.ellipse(372 + n * 26, 274 - n * 31, 6, 6, "#efe6d0")
    canvas.ring(548, 62, 22, 22, WOOD, 9)
    return canvas


def telephone() -> Canvas:
    canvas = Canvas(STONE_GREY)
    canvas.polygon([(190, 400), (230, 220), (410, 220), (450, 400)], BLACK)
    canvas.blob(
        [
            (120, 200),
            (170, 140),
            (320, 124),
            (470, 140),
            (520, 200),
            (470, 224),
            (430, 178),
            (210, 178),
            (170, 224),
        ],
        darker(BLACK, 0.3),
    )
    canvas.ellipse(320, 310, 66, 66, "#d9d4c6")
    for point in circle(320, 310, 44, 10):
        canvas.ellipse(*point, 9, 9, BLACK)
    canvas.ellipse(320, 310, 20, 20, "#b9b2a0")
    return canvas


def radio() -> Canvas:
    canvas = Canvas(STONE_GREY)
    canvas.shadow(320, 392, 220)
    canvas.box(110, 110, 530, 388, DARK_WOOD, 26)
    canvas.box(140, 136, 500, 270, "#c7ab74", 8)
    for y in range(146, 266, 12):
        canvas.line([(150, y), (490, y)], "#a4864f", 2)
    canvas.box(190, 290, 450, 336, "#e9dfb8", 4)
    repeated(206, 434, 15, lambda x: canvas.line([(x, 298), (x, 312 if int(x) % 2 else 320)], BLACK, 2))
    canvas.line([(350, 292), (350, 334)], "#b3402a", 3)
    for x in (152, 488):
        canvas.ellipse(x, 326, 26, 26, "#3a2618")
        canvas.ellipse(x, 326, 14, 14, BRASS)
    return canvas


def camera(folding: bool) -> Canvas:
    canvas = Canvas(LINEN)
    if not folding:
        for x, foot in ((220, 150), (320, 320), (420, 490)):
            canvas.line([(x, 330), (foot, 450)], WOOD, 13)
    canvas.box(
        180 if folding else 200,
        120,
        460 if folding else 440,
        360 if folding else 330,
        BLACK if folding else WOOD,
        10,
    )
    for n in range(6):
        inset = n * 9
        canvas.box(214 + inset, 150 + inset, 426 - inset, 330 - inset, "#4a3a33" if n % 2 else "#2f2622", 4)
    canvas.ellipse(320, 240, 54, 54, BRASS)
    canvas.ellipse(320, 240, 40, 40, "#1f262b")
    canvas.ellipse(306, 226, 12, 10, "#8fa7b3")
    if folding:
        canvas.box(280, 92, 360, 124, "#8b949b", 6)
        canvas.ellipse(430, 140, 12, 12, "#8b949b")
    return canvas


def typewriter() -> Canvas:
    canvas = Canvas(STONE_GREY)
    canvas.shadow(320, 404, 230)
    canvas.box(230, 60, 410, 200, "#f6f1e4")
    for n in range(5):
        canvas.line([(250, 84 + n * 18), (390 - (n % 3) * 20, 84 + n * 18)], "#6d604c", 2)
    canvas.box(130, 170, 510, 208, BLACK, 18)
    canvas.polygon([(170, 206), (470, 206), (530, 400), (110, 400)], "#36383b")
    for row in range(4):
        repeated(
            178 - row * 12,
            462 + row * 12,
            10,
            lambda x, row=row: canvas.ellipse(x, 270 + row * 34, 12, 10, "#e9e4d8"),
        )  # type: ignore[misc]  # row is bound at once
    canvas.line([(250, 236), (390, 236)], BRASS, 5)
    return canvas


def locomotive() -> Canvas:
    canvas = Canvas(SKY)
    iron = "#33383d"
    canvas.box(120, 190, 420, 310, iron, 40)
    canvas.box(400, 120, 530, 330, darker(iron, 0.2), 4)
    canvas.box(424, 150, 506, 220, "#cfe0e4", 4)
    canvas.polygon([(168, 196), (176, 100), (162, 84), (230, 84), (216, 100), (224, 196)], iron)
    canvas.ellipse(300, 190, 32, 28, BRASS)
    for x, r in ((180, 44), (280, 44), (380, 44), (480, 40)):
        canvas.ellipse(x, 352, r, r, "#8c2f27")
        canvas.ring(x, 352, r, r, BLACK, 8)
        canvas.ellipse(x, 352, 10, 10, BLACK)
    canvas.line([(180, 362), (380, 362)], "#b9bfc4", 8)
    canvas.line([(40, 402), (600, 402)], "#6d604c", 8)
    canvas.box(112, 330, 530, 342, "#8c2f27")
    for n, (x, y) in enumerate(((196, 56), (236, 34), (290, 22))):
        canvas.ellipse(x, y, 26 + n * 9, 16 + n * 4, "#f3f6f7")
    return canvas


def boat() -> Canvas:
    canvas = Canvas(SKY)
    canvas.box(180, 410, 460, 432, DARK_WOOD, 6)
    canvas.line([(320, 90), (320, 340)], WOOD, 9)
    canvas.polygon([(330, 96), (480, 300), (330, 310)], "#f1ead9")
    canvas.polygon([(310, 120), (310, 310), (200, 300)], "#e3d7bd")
    canvas.blob([(90, 320), (200, 340), (440, 340), (570, 300), (500, 396), (380, 410), (180, 404)], WOOD)
    canvas.curve([(104, 336), (260, 362), (420, 360), (552, 320)], "#a5402f", 8)
    return canvas


PICTURES: Final[dict[str, Callable[[], Canvas]]] = {
    "shanyraq.png": shanyraq,
    "dombra.png": dombra,
    "kobyz.png": kobyz,
    "zhetigen.png": zhetigen,
    "chest.png": chest,
    "cradle.png": cradle,
    "ladle.png": ladle,
    "telephone.png": telephone,
    "radio.png": radio,
    "camera.png": lambda: camera(folding=True),
    "field-camera.png": lambda: camera(folding=False),
    "typewriter.png": typewriter,
    "locomotive.png": locomotive,
    "boat-model.png": boat,
}
