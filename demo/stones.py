"""Drawings of stone, of things of nature, of instruments and machines."""

import math
from collections.abc import Callable
from typing import Final

import beasts
from drawing import LINEN, PARCHMENT, SAND, SKY, STONE_GREY, Canvas, Colour, circle, darker, diamond, lighter, rams_horn, repeated

GRANITE: Final = "#8d8a86"
LIMESTONE: Final = "#cdbf9f"
SANDSTONE: Final = "#c49a6c"
WOOD: Final = "#9a6436"
DARK_WOOD: Final = "#5e3a22"
BRASS: Final = "#b8923f"
BLACK: Final = "#2b2b2d"


def statue(colour: Colour, background: Colour, *, cup: bool) -> Canvas:
    canvas = Canvas(background)
    canvas.shadow(320, 430, 130)
    canvas.mirrored([(340, 52), (386, 90), (384, 150), (366, 178), (412, 206), (412, 330), (400, 430)], colour)
    canvas.polygon([(350, 60), (386, 90), (384, 150), (366, 178), (412, 206), (412, 330), (400, 430), (366, 430)], darker(colour, 0.12))
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
    canvas.polygon([(250, 432), (250, 150), (270, 110), (320, 84), (370, 110), (390, 150), (390, 432)], LIMESTONE)
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
    canvas.blob([(150, 250), (240, 206), (400, 210), (470, 170), (528, 200), (520, 262), (470, 290), (460, 370), (180, 370)], LIMESTONE)
    for n in range(22):
        angle = n * 0.36
        reach = 58 * (1 - n / 30)
        canvas.ellipse(462 + reach * math.cos(angle + 3.4), 224 + reach * math.sin(angle + 3.4), 12, 12, darker(LIMESTONE, 0.3))
    canvas.ellipse(514, 212, 5, 5, BLACK)
    rams_horn(canvas, 290, 300, 70, darker(LIMESTONE, 0.3), 6)
    return canvas


def slab(colour: Colour, kind: str, background: Colour = SAND) -> Canvas:
    canvas = Canvas(background)
    canvas.polygon([(150, 120), (500, 104), (520, 370), (300, 392), (136, 360)] if kind != "square" else [(176, 96), (464, 96), (464, 384), (176, 384)], darker(colour, 0.25))
    canvas.polygon([(142, 112), (492, 96), (512, 362), (292, 384), (128, 352)] if kind != "square" else [(168, 86), (456, 86), (456, 374), (168, 374)], colour)
    cut = darker(colour, 0.4)
    if kind == "square":
        for x in (240, 384):
            for y in (158, 302):
                for n in range(4):
                    angle = n * math.pi / 4
                    canvas.line([(x - 58 * math.cos(angle), y - 58 * math.sin(angle)), (x + 58 * math.cos(angle), y + 58 * math.sin(angle))], cut, 7)
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


def mineral(colour: Colour, kind: str) -> Canvas:
    canvas = Canvas(STONE_GREY)
    canvas.shadow(320, 400, 200)
    canvas.polygon([(130, 380), (170, 300), (300, 260), (440, 290), (520, 386), (420, 410), (220, 412)], "#7d756b")
    crystals = {
        "quartz": ((220, 60, 150, -14), (300, 72, 250, -4), (370, 62, 210, 8), (430, 48, 140, 18), (260, 44, 110, -20)),
        "octahedron": ((250, 120, 130, 0), (390, 104, 150, 0), (320, 90, 210, 0)),
        "ore": (),
    }[kind]
    for x, width, height, lean in crystals:
        tip = x + lean * 3
        canvas.polygon([(x - width / 2, 380), (tip - width / 2, 380 - height * 0.8), (tip, 380 - height), (tip, 380)], colour)
        canvas.polygon([(tip, 380), (tip, 380 - height), (tip + width / 2, 380 - height * 0.8), (x + width / 2, 380)], darker(colour, 0.22))
        canvas.line([(tip, 380 - height), (tip, 380)], lighter(colour, 0.5), 3)
    if kind == "ore":
        canvas.blob([(150, 370), (170, 240), (260, 160), (400, 170), (490, 250), (500, 380), (320, 404)], "#6d6a5c")
        for n in range(38):
            angle, reach = n * 2.4, 12 + n * 4.2
            canvas.ellipse(320 + reach * math.cos(angle) * 0.95, 286 + reach * math.sin(angle) * 0.6, 8 + n % 7, 6 + n % 5, ("#2f8f6d", "#3aa4a0", "#b5793a", "#c99a4b")[n % 4])
    return canvas


def agate() -> Canvas:
    canvas = Canvas(STONE_GREY)
    shape = [(320, 60), (450, 100), (520, 220), (470, 350), (340, 410), (200, 370), (130, 250), (180, 120)]
    for n, colour in enumerate(("#6d5a4c", "#c98a5a", "#e8d7bd", "#b5623c", "#e9dcc6", "#8c4a33", "#d9b48a", "#f1e7d4", "#a9b6bd", "#e4ebee")):
        share = 1 - n * 0.095
        canvas.blob([(320 + (x - 320) * share, 236 + (y - 236) * share) for x, y in shape], colour)
    return canvas


def ammonite() -> Canvas:
    canvas = Canvas(SAND)
    for n in range(150):
        angle = n * 0.13
        reach = 150 * math.exp(-0.0115 * n)
        size = 52 * math.exp(-0.0115 * n)
        canvas.ellipse(320 + reach * math.cos(angle), 240 + reach * math.sin(angle), size, size, "#a38a68" if n % 2 else "#8c7354")
    canvas.ellipse(320, 240, 14, 14, "#6d583f")
    return canvas


def herbarium() -> Canvas:
    canvas = Canvas("#dcd6c8", halo=False)
    canvas.box(140, 20, 500, 460, "#f6f1e4")
    for n in range(9):
        lean = (n - 4) * 22
        canvas.curve([(320, 400), (320 + lean * 0.4, 260), (320 + lean * 1.5, 90 + abs(lean) * 0.5)], "#7b8a4c" if n % 2 else "#96935a", 3.5)
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
    canvas.blob([(300, 96), (350, 110), (400, 200), (396, 310), (350, 380), (300, 372), (264, 290), (266, 180)], feather)
    canvas.blob([(372, 160), (424, 250), (420, 360), (392, 430), (372, 340)], darker(feather, 0.25))
    canvas.ellipse(308, 104, 44, 42, "#8a6438")
    canvas.blob([(272, 96), (240, 112), (252, 140), (268, 124)], "#d9b04a")
    canvas.ellipse(296, 98, 6, 6, "#1d1814")
    for row in range(7):
        for n in range(4):
            canvas.curve([(280 + n * 24 + (row % 2) * 10, 178 + row * 26), (290 + n * 24 + (row % 2) * 10, 190 + row * 26), (300 + n * 24 + (row % 2) * 10, 178 + row * 26)], lighter(feather, 0.22), 3)
    for x in (310, 342):
        canvas.line([(x, 370), (x, 392)], "#d9b04a", 10)
    return canvas


def quern() -> Canvas:
    canvas = Canvas(SAND)
    canvas.blob([(110, 300), (220, 250), (420, 246), (530, 300), (500, 370), (320, 396), (140, 370)], GRANITE)
    canvas.blob([(160, 296), (260, 268), (400, 268), (480, 298), (380, 322), (240, 322)], darker(GRANITE, 0.22))
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
    repeated(136, 504, 12, lambda x: diamond(canvas, x, 268 + 22 * (1 - ((x - 320) / 200) ** 2), 12, 13, darker(colour, 0.42)))
    return canvas


def mould() -> Canvas:
    canvas = Canvas(SAND)
    canvas.box(176, 70, 464, 420, darker(SANDSTONE, 0.2), 20)
    canvas.box(166, 60, 454, 410, SANDSTONE, 20)
    canvas.polygon([(270, 60), (350, 60), (336, 120), (284, 120)], darker(SANDSTONE, 0.4))
    canvas.blob([(276, 120), (344, 120), (356, 250), (404, 350), (310, 384), (216, 350), (264, 250)], darker(SANDSTONE, 0.45))
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
    canvas.blob([(120, 200), (170, 140), (320, 124), (470, 140), (520, 200), (470, 224), (430, 178), (210, 178), (170, 224)], darker(BLACK, 0.3))
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
    canvas.box(180 if folding else 200, 120, 460 if folding else 440, 360 if folding else 330, BLACK if folding else WOOD, 10)
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
        repeated(178 - row * 12, 462 + row * 12, 10, lambda x, row=row: canvas.ellipse(x, 270 + row * 34, 12, 10, "#e9e4d8"))  # type: ignore[misc]  # row is bound at once
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
    "crystal.png": lambda: mineral("#d5e6ec", "quartz"),
    "magnetite.png": lambda: mineral("#3c4046", "octahedron"),
    "copper-ore.png": lambda: mineral("#6d6a5c", "ore"),
    "agate.png": agate,
    "fossil.png": ammonite,
    "herbarium.png": herbarium,
    "eagle-mount.png": eagle,
    "quern.png": quern,
    "altar.png": lambda: altar(SANDSTONE, legs=4),
    "altar-table.png": lambda: altar("#6f7a4f", legs=3),
    "mould.png": mould,
    "spindle-whorl.png": spindle_whorl,
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
