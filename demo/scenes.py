"""Drawings of photographs, paintings, prints, letters and books."""

import math
from collections.abc import Callable
from typing import Final

import beasts
from drawing import HEIGHT, LINEN, WIDTH, Canvas, Colour, darker, lighter, mixed, rams_horn, repeated

SEPIA: Final = ("#efe3cb", "#cdb78f", "#8f7650", "#4a3926")
GREY: Final = ("#eceae6", "#bdbab4", "#7d7a75", "#33312f")
"""The four tones of a photograph: sky, far, near, dark."""

Tones = tuple[Colour, Colour, Colour, Colour]


def landscape(tones: Tones, *, hills: int = 2, horizon: float = 250) -> Canvas:
    """Return a steppe under a sky, with lines of hills."""
    sky, far, near, dark = tones
    canvas = Canvas(sky, halo=False)
    for n in range(8):
        canvas.box(0, n * horizon / 8, WIDTH, (n + 1) * horizon / 8, mixed(darker(sky, 0.12), sky, n / 7))
    for n in range(hills):
        top = horizon - 70 + n * 30
        colour = mixed(far, near, n / max(hills, 1) * 0.6)
        canvas.polygon([(0, HEIGHT), *((x, top + 34 * math.sin(x / 70 + n * 1.7) + 16 * math.sin(x / 23 + n)) for x in range(0, WIDTH + 10, 10)), (WIDTH, HEIGHT)], colour)
    canvas.polygon([(0, horizon + 20), (WIDTH, horizon), (WIDTH, HEIGHT), (0, HEIGHT)], near)
    for n in range(60):
        x, y = (n * 97) % WIDTH, horizon + 40 + (n * 53) % 180
        canvas.line([(x, y), (x + 4, y - 12)], mixed(near, dark, 0.35), 2)
    return canvas


def yurt(canvas: Canvas, x: float, y: float, size: float, tones: Tones) -> None:
    sky, _, near, dark = tones
    felt = lighter(sky, 0.5)
    canvas.polygon([(x - size, y), (x - size * 0.96, y - size * 0.6), (x + size * 0.96, y - size * 0.6), (x + size, y)], felt)
    canvas.mirrored([(x + size * 0.14, y - size * 1.1), (x + size * 0.6, y - size * 0.88), (x + size, y - size * 0.58)], darker(felt, 0.1), axis=x)
    canvas.box(x - size * 0.98, y - size * 0.64, x + size * 0.98, y - size * 0.54, mixed(near, dark, 0.5))
    canvas.box(x - size * 0.2, y - size * 0.52, x + size * 0.2, y, dark)


def margin(canvas: Canvas, colour: Colour) -> Canvas:
    """Put the white edge of a print round a picture."""
    for box in ((0, 0, WIDTH, 22), (0, HEIGHT - 22, WIDTH, HEIGHT), (0, 0, 22, HEIGHT), (WIDTH - 22, 0, WIDTH, HEIGHT)):
        canvas.box(*box, colour)
    return canvas


def photograph(tones: Tones, draw: Callable[[Canvas, Tones], None], *, hills: int = 2, horizon: float = 250) -> Canvas:
    canvas = landscape(tones, hills=hills, horizon=horizon)
    draw(canvas, tones)
    return margin(canvas, "#f6f1e6")


def _bus(canvas: Canvas, tones: Tones) -> None:
    sky, far, near, dark = tones
    for x, height in ((30, 150), (150, 190), (300, 160), (440, 200), (560, 140)):
        canvas.box(x, 270 - height, x + 96, 290, mixed(far, near, 0.3))
        for row in range(int(height / 34)):
            for column in range(3):
                canvas.box(x + 12 + column * 28, 286 - height + row * 34, x + 28 + column * 28, 306 - height + row * 34, dark)
    canvas.box(150, 270, 480, 388, lighter(sky, 0.4), 26)
    canvas.box(150, 330, 480, 350, near)
    for n in range(5):
        canvas.box(172 + n * 60, 286, 220 + n * 60, 324, dark, 6)
    for x in (216, 416):
        canvas.ellipse(x, 388, 28, 28, dark)
        canvas.ellipse(x, 388, 11, 11, far)


def _race(canvas: Canvas, tones: Tones) -> None:
    for n, x in enumerate((130, 300, 470)):
        beasts.horse(canvas, x, 330 + (n % 2) * 34, 96, tones[3], rider=True)


def _fishermen(canvas: Canvas, tones: Tones) -> None:
    sky, far, _, dark = tones
    canvas.box(0, 240, WIDTH, 360, mixed(far, sky, 0.5))
    repeated(250, 350, 6, lambda y: canvas.curve([(x, y + 4 * math.sin(x / 30 + y)) for x in range(0, 650, 30)], far, 2))
    canvas.blob([(210, 350), (340, 366), (520, 340), (470, 398), (280, 404)], dark)
    for x in (300, 380, 450):
        beasts.person(canvas, x, 310, 74, dark)
    canvas.curve([(300, 320), (180, 350), (90, 400)], dark, 3)


def _river(canvas: Canvas, tones: Tones) -> None:
    sky, far, _, dark = tones
    canvas.polygon([(250, 262), (330, 258), (640, 420), (640, 480), (160, 480)], lighter(sky, 0.2))
    for x, height in ((70, 130), (120, 160), (170, 120), (540, 150), (590, 120)):
        canvas.line([(x, 300), (x, 300 - height * 0.5)], dark, 7)
        canvas.ellipse(x, 300 - height * 0.75, 34, height * 0.42, mixed(far, dark, 0.45))


def _tents(canvas: Canvas, tones: Tones) -> None:
    sky, far, near, dark = tones
    for x, y, size in ((150, 310, 70), (330, 340, 96), (520, 320, 76)):
        canvas.polygon([(x - size, y), (x, y - size), (x + size, y)], lighter(sky, 0.2))
        canvas.polygon([(x, y - size), (x + size, y), (x + size * 0.4, y)], darker(far, 0.1))
        canvas.polygon([(x - 14, y), (x, y - size * 0.6), (x + 14, y)], dark)
    for x in (230, 430, 460):
        beasts.person(canvas, x, 384, 62, mixed(near, dark, 0.8))


def _street(canvas: Canvas, tones: Tones) -> None:
    sky, far, near, dark = tones
    canvas.polygon([(250, 262), (390, 262), (640, 480), (0, 480)], lighter(far, 0.2))
    for side in (-1, 1):
        for n in range(3):
            near_x, far_x = 320 + side * (320 - n * 80), 320 + side * (240 - n * 62)
            top_near, top_far = 90 + n * 44, 122 + n * 42
            canvas.polygon([(near_x, 440 - n * 60), (near_x, top_near), (far_x, top_far), (far_x, 384 - n * 50)], mixed(near, dark, 0.1 + n * 0.12))
            canvas.box(min(near_x, far_x) + 20, top_far + 44, min(near_x, far_x) + 46, top_far + 96, lighter(sky, 0.1))
    beasts.person(canvas, 300, 372, 66, dark)
    beasts.person(canvas, 372, 348, 50, dark)


def _house(canvas: Canvas, tones: Tones) -> None:
    sky, far, near, dark = tones
    canvas.box(150, 210, 500, 380, far)
    canvas.polygon([(120, 214), (325, 110), (530, 214)], mixed(near, dark, 0.5))
    for x in (190, 270, 420):
        canvas.box(x, 250, x + 48, 320, dark, 3)
        canvas.box(x - 8, 246, x + 56, 254, lighter(sky, 0.3))
    canvas.box(345, 262, 392, 380, mixed(near, dark, 0.7))
    canvas.ellipse(84, 200, 60, 90, mixed(far, dark, 0.5))
    canvas.line([(84, 240), (84, 392)], dark, 12)


def _ferry(canvas: Canvas, tones: Tones) -> None:
    sky, far, near, dark = tones
    canvas.box(0, 250, WIDTH, 430, mixed(far, sky, 0.4))
    canvas.polygon([(120, 340), (520, 340), (490, 390), (150, 390)], dark)
    canvas.line([(0, 300), (640, 316)], near, 3)
    beasts.horse(canvas, 240, 290, 70, mixed(near, dark, 0.6))
    beasts.camel(canvas, 380, 286, 74, mixed(near, dark, 0.75))
    for x in (170, 470):
        beasts.person(canvas, x, 302, 62, dark)


def _family(canvas: Canvas, tones: Tones) -> None:
    yurt(canvas, 330, 350, 170, tones)
    for x, size in ((180, 96), (250, 84), (420, 92), (480, 66), (300, 56)):
        beasts.person(canvas, x, 372 - size * 0.2, size, mixed(tones[2], tones[3], 0.5 + (x % 3) * 0.25))


def _feast(canvas: Canvas, tones: Tones) -> None:
    for x, y, size in ((120, 316, 66), (290, 296, 52), (520, 320, 72)):
        yurt(canvas, x, y, size, tones)
    for n in range(11):
        beasts.person(canvas, 60 + n * 52, 380 + (n % 3) * 10, 56, mixed(tones[2], tones[3], 0.35 + (n % 3) * 0.3))
    beasts.horse(canvas, 410, 350, 70, tones[3], rider=True)


def _teacher(canvas: Canvas, tones: Tones) -> None:
    sky, far, near, dark = tones
    canvas.box(0, 0, WIDTH, HEIGHT, mixed(near, dark, 0.35))
    canvas.box(60, 60, 330, 250, mixed(dark, near, 0.3))
    for n in range(3):
        canvas.curve([(90, 110 + n * 46), (150, 100 + n * 46), (220, 116 + n * 46), (290, 106 + n * 46)], sky, 3)
    canvas.blob([(400, 250), (470, 280), (520, 460), (280, 470), (330, 280)], dark)
    canvas.ellipse(400, 190, 58, 72, far)
    canvas.blob([(340, 190), (350, 110), (450, 110), (462, 196), (430, 140), (370, 140)], dark)
    canvas.polygon([(370, 262), (430, 262), (400, 330)], sky)


ORCHARD: Final = ("#cfe3ee", "#8fae9a", "#7fa05c", "#3f5230")
LAKE: Final = ("#f3d9b1", "#8d8fae", "#46607a", "#26364a")
WHITE_PLAIN: Final = ("#c9dbe3", "#d9d2bd", "#efe9da", "#5d4d40")
PASTURE: Final = ("#dcebf0", "#9db8a4", "#a9c083", "#4f5d3c")


def orchard() -> Canvas:
    canvas = landscape(ORCHARD, horizon=220)
    canvas.polygon([(0, 200), (120, 90), (210, 150), (330, 60), (460, 160), (560, 100), (640, 170), (640, 230), (0, 230)], "#a9bfcb")
    canvas.polygon([(300, 84), (330, 60), (366, 88), (334, 98)], "#f5f7f6")
    for row, y in enumerate((270, 330, 410)):
        for n in range(5 + row % 2):
            x = 40 + n * 132 + (row % 2) * -40
            size = 30 + row * 12
            canvas.line([(x, y), (x, y + size)], "#5d4532", 6 + row * 2)
            for k in range(7):
                canvas.ellipse(x + size * 0.7 * math.cos(k * 0.9), y - size * 0.3 + size * 0.5 * math.sin(k * 0.9), size * 0.5, size * 0.42, ("#f6e3e6", "#eec7d2", "#fbf3f1")[k % 3])
    return canvas


def lake() -> Canvas:
    canvas = landscape(LAKE, horizon=220)
    canvas.ellipse(440, 150, 38, 38, "#f7eac6")
    canvas.box(0, 236, WIDTH, HEIGHT, "#6d86a0")
    for n in range(13):
        y = 246 + n * 18
        canvas.line([(440 - 16 - n * 5, y), (440 + 16 + n * 5, y)], "#f1dcb0", 4)
        canvas.line([(60 + n * 11, y + 6), (150 + n * 17, y + 6)], "#56708c", 3)
    for x, height in ((40, 190), (90, 240), (146, 170), (560, 200), (606, 160)):
        for k in range(4):
            canvas.polygon([(x - 34 + k * 6, 250 - k * height / 5), (x + 34 - k * 6, 250 - k * height / 5), (x, 250 - height * (k + 1.6) / 5)], "#2e4a44")
    return canvas


def ships() -> Canvas:
    canvas = landscape(WHITE_PLAIN, hills=1, horizon=270)
    for x, y, size, lean in ((230, 330, 1.0, 12), (470, 300, 0.66, -10)):
        canvas.polygon([(x - 130 * size, y - 30 * size + lean), (x + 130 * size, y - 34 * size - lean), (x + 96 * size, y + 40 * size), (x - 96 * size, y + 40 * size)], "#7a4a38")
        canvas.polygon([(x - 50 * size, y - 32 * size), (x - 50 * size, y - 96 * size), (x + 40 * size, y - 96 * size), (x + 40 * size, y - 32 * size)], "#8d8072")
        canvas.line([(x, y - 96 * size), (x + lean, y - 170 * size)], "#4d3f35", 6 * size)
        canvas.line([(x - 110 * size, y), (x + 110 * size, y)], "#5f392b", 6)
    beasts.camel(canvas, 90, 412, 56, "#8a6c4e")
    return canvas


def shepherd() -> Canvas:
    canvas = landscape(PASTURE, horizon=230)
    canvas.blob([(320, 260), (430, 290), (500, 480), (140, 480), (210, 290)], "#5b4a3c")
    canvas.ellipse(320, 196, 66, 78, "#c99b74")
    canvas.blob([(240, 160), (260, 84), (320, 62), (380, 84), (400, 160), (320, 140)], "#4a362a")
    canvas.blob([(236, 172), (320, 138), (404, 172), (394, 132), (320, 116), (246, 132)], "#7d6450")
    for side in (-1, 1):
        canvas.line([(320 + side * 14, 188), (320 + side * 38, 186)], "#4a2f22", 5)
    canvas.curve([(296, 238), (320, 246), (346, 236)], "#7d4a38", 5)
    canvas.polygon([(290, 268), (350, 268), (320, 350)], "#e9dfc9")
    canvas.line([(500, 190), (480, 480)], "#6b4a2c", 9)
    return canvas


def still_life() -> Canvas:
    canvas = Canvas("#5b6b62", halo=False)
    canvas.box(0, 300, WIDTH, HEIGHT, "#d9c9ae")
    canvas.polygon([(0, 300), (640, 300), (640, 320), (0, 330)], "#b8a486")
    canvas.ellipse(250, 300, 150, 96, "#d8b04a")
    for n in range(-3, 4):
        canvas.curve([(110 + 10, 300), (250, 300 + n * 32), (390, 300)], "#bf9434", 3)
    canvas.mirrored([(470, 150), (468, 190), (520, 250), (500, 340)], "#3f6a82", axis=450)
    canvas.ellipse(450, 152, 20, 6, "#26414f")
    for x, y in ((380, 370), (424, 388), (340, 398)):
        canvas.ellipse(x, y, 28, 27, "#a5402f")
        canvas.ellipse(x - 8, y - 10, 8, 6, "#d98a70")
    return canvas


def watercolour() -> Canvas:
    canvas = landscape(PASTURE, hills=3, horizon=260)
    canvas.polygon([(0, 240), (150, 110), (260, 190), (400, 70), (520, 190), (640, 120), (640, 270), (0, 270)], "#b6ccd3")
    yurt(canvas, 250, 370, 110, PASTURE)
    yurt(canvas, 480, 340, 70, PASTURE)
    beasts.horse(canvas, 560, 400, 54, "#6d5037")
    canvas.curve([(480, 280), (486, 240), (476, 200)], "#eef1ef", 7)
    return margin(canvas, "#fbfaf4")


def linocut(subject: str) -> Canvas:
    canvas = Canvas("#f4f0e6", halo=False)
    ink = "#202327"
    canvas.box(50, 40, 590, 430, ink)
    if subject == "caravan":
        for n in range(9):
            canvas.line([(60 + n * 4, 70 + n * 14), (580 - n * 6, 70 + n * 14)], "#f4f0e6", 2 + n % 3)
        canvas.polygon([(50, 330), (200, 270), (380, 300), (590, 250), (590, 430), (50, 430)], "#f4f0e6")
        for n, x in enumerate((150, 290, 430)):
            beasts.camel(canvas, x, 256 + (n - 1) ** 2 * -12, 76, "#f4f0e6")
        beasts.horse(canvas, 530, 226, 56, "#f4f0e6", rider=True)
    else:
        for x in (150, 220, 290, 360):
            canvas.box(x, 130, x + 62, 400, "#f4f0e6", 24)
            canvas.line([(x + 48, 150), (x + 48, 396)], ink, 7)
        canvas.box(430, 80, 520, 400, "#f4f0e6")
        for n in range(5):
            canvas.box(446, 100 + n * 56, 504, 124 + n * 56, ink)
        canvas.line([(150, 120), (520, 84)], "#f4f0e6", 9)
        repeated(60, 580, 34, lambda x: canvas.line([(x, 428), (x + 8, 404)], "#f4f0e6", 3))
    return canvas


def page(paper: Colour, lines: int, *, ink: Colour = "#4a4136", kind: str = "letter") -> Canvas:
    canvas = Canvas(LINEN, halo=False)
    canvas.box(156, 40, 500, 448, "#cbc2b0")
    canvas.box(146, 30, 490, 438, paper)
    for n in range(lines):
        y = 74 + n * (330 / lines)
        canvas.curve([(180 + k * 14, y + 3 * math.sin(k * 1.9 + n * 2.3)) for k in range(20 - (n * 7) % 6)], ink, 2.2)
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
    ground, figure, accent = ("#a32b2b", "#23242b", "#f1ead9") if kind == "coal" else ("#2c6f73", "#f1ead9", "#e2b34c")
    canvas.box(170, 24, 470, 456, ground)
    if kind == "coal":
        canvas.polygon([(170, 360), (300, 210), (380, 280), (470, 180), (470, 456), (170, 456)], figure)
        canvas.polygon([(170, 60), (470, 160), (470, 190), (170, 110)], accent)
        beasts.person(canvas, 300, 190, 120, figure)
        canvas.ellipse(300, 100, 9, 9, accent)
    else:
        for n in range(12):
            angle = n * math.pi / 6
            canvas.polygon([(320, 200), (320 + 130 * math.cos(angle), 200 + 130 * math.sin(angle)), (320 + 130 * math.cos(angle + 0.26), 200 + 130 * math.sin(angle + 0.26))], accent)
        canvas.ellipse(320, 200, 54, 54, figure)
        rams_horn(canvas, 320, 214, 50, ground, 6)
    for n, width in enumerate((220, 160)):
        canvas.line([(320 - width / 2, 388 + n * 30), (320 + width / 2, 388 + n * 30)], accent, 13 - n * 4)
    return canvas


PICTURES: Final[dict[str, Callable[[], Canvas]]] = {
    "photo-bus.jpg": lambda: photograph(GREY, _bus),
    "photo-horse-race.jpg": lambda: photograph(SEPIA, _race),
    "photo-fishermen.jpg": lambda: photograph(SEPIA, _fishermen, hills=1),
    "photo-river.jpg": lambda: photograph(GREY, _river),
    "photo-tents.jpg": lambda: photograph(GREY, _tents, hills=1),
    "photo-street.jpg": lambda: photograph(SEPIA, _street, hills=1),
    "photo-house.jpg": lambda: photograph(GREY, _house, hills=1),
    "photo-ferry.jpg": lambda: photograph(SEPIA, _ferry),
    "photo-family.jpg": lambda: photograph(SEPIA, _family),
    "photo-feast.jpg": lambda: photograph(GREY, _feast),
    "photo-teacher.jpg": lambda: photograph(GREY, _teacher),
    "painting-orchard.jpg": orchard,
    "painting-lake.jpg": lake,
    "painting-ships.jpg": ships,
    "painting-shepherd.jpg": shepherd,
    "painting-still-life.jpg": still_life,
    "watercolour-yurt.jpg": watercolour,
    "linocut-caravan.png": lambda: linocut("caravan"),
    "linocut-elevator.png": lambda: linocut("elevator"),
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
