# ruff: noqa: D103 -- each function is named after what it draws
"""Drawings of paintings, watercolours and linocuts."""

import math
from collections.abc import Callable
from typing import Final

from making import beasts
from making.drawing import HEIGHT, WIDTH, Canvas, Colour, darker, lighter, mixed, repeated

Tones = tuple[Colour, Colour, Colour, Colour]
ORCHARD: Final = ("#cfe3ee", "#8fae9a", "#7fa05c", "#3f5230")
LAKE: Final = ("#f3d9b1", "#8d8fae", "#46607a", "#26364a")
WHITE_PLAIN: Final = ("#c9dbe3", "#d9d2bd", "#efe9da", "#5d4d40")
PASTURE: Final = ("#dcebf0", "#9db8a4", "#a9c083", "#4f5d3c")


def landscape(tones: Tones, *, hills: int = 2, horizon: float = 250) -> Canvas:
    """Return a steppe under a sky, with lines of hills."""
    sky, far, near, dark = tones
    canvas = Canvas(sky, halo=False)
    for n in range(8):
        canvas.box(0, n * horizon / 8, WIDTH, (n + 1) * horizon / 8, mixed(darker(sky, 0.12), sky, n / 7))
    for n in range(hills):
        top = horizon - 70 + n * 30
        colour = mixed(far, near, n / max(hills, 1) * 0.6)
        canvas.polygon(
            [
                (0, HEIGHT),
                *(
                    (x, top + 34 * math.sin(x / 70 + n * 1.7) + 16 * math.sin(x / 23 + n))
                    for x in range(0, WIDTH + 10, 10)
                ),
                (WIDTH, HEIGHT),
            ],
            colour,
        )
    canvas.polygon([(0, horizon + 20), (WIDTH, horizon), (WIDTH, HEIGHT), (0, HEIGHT)], near)
    for n in range(60):
        x, y = (n * 97) % WIDTH, horizon + 40 + (n * 53) % 180
        canvas.line([(x, y), (x + 4, y - 12)], mixed(near, dark, 0.35), 2)
    return canvas


def yurt(canvas: Canvas, x: float, y: float, size: float, tones: Tones) -> None:
    sky, _, near, dark = tones
    felt = lighter(sky, 0.5)
    canvas.polygon(
        [(x - size, y), (x - size * 0.96, y - size * 0.6), (x + size * 0.96, y - size * 0.6), (x + size, y)],
        felt,
    )
    canvas.mirrored(
        [(x + size * 0.14, y - size * 1.1), (x + size * 0.6, y - size * 0.88), (x + size, y - size * 0.58)],
        darker(felt, 0.1),
        axis=x,
    )
    canvas.box(x - size * 0.98, y - size * 0.64, x + size * 0.98, y - size * 0.54, mixed(near, dark, 0.5))
    canvas.box(x - size * 0.2, y - size * 0.52, x + size * 0.2, y, dark)


def margin(canvas: Canvas, colour: Colour) -> Canvas:
    """Put the white edge of a print round a picture."""
    for box in (
        (0, 0, WIDTH, 22),
        (0, HEIGHT - 22, WIDTH, HEIGHT),
        (0, 0, 22, HEIGHT),
        (WIDTH - 22, 0, WIDTH, HEIGHT),
    ):
        canvas.box(*box, colour)
    return canvas


def orchard() -> Canvas:
    canvas = landscape(ORCHARD, horizon=220)
    canvas.polygon(
        [
            (0, 200),
            (120, 90),
            (210, 150),
            (330, 60),
            (460, 160),
            (560, 100),
            (640, 170),
            (640, 230),
            (0, 230),
        ],
        "#a9bfcb",
    )
    canvas.polygon([(300, 84), (330, 60), (366, 88), (334, 98)], "#f5f7f6")
    for row, y in enumerate((270, 330, 410)):
        for n in range(5 + row % 2):
            x = 40 + n * 132 + (row % 2) * -40
            size = 30 + row * 12
            canvas.line([(x, y), (x, y + size)], "#5d4532", 6 + row * 2)
            for k in range(7):
                canvas.ellipse(
                    x + size * 0.7 * math.cos(k * 0.9),
                    y - size * 0.3 + size * 0.5 * math.sin(k * 0.9),
                    size * 0.5,
                    size * 0.42,
                    ("#f6e3e6", "#eec7d2", "#fbf3f1")[k % 3],
                )
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
            canvas.polygon(
                [
                    (x - 34 + k * 6, 250 - k * height / 5),
                    (x + 34 - k * 6, 250 - k * height / 5),
                    (x, 250 - height * (k + 1.6) / 5),
                ],
                "#2e4a44",
            )
    return canvas


def ships() -> Canvas:
    canvas = landscape(WHITE_PLAIN, hills=1, horizon=270)
    for x, y, size, lean in ((230, 330, 1.0, 12), (470, 300, 0.66, -10)):
        canvas.polygon(
            [
                (x - 130 * size, y - 30 * size + lean),
                (x + 130 * size, y - 34 * size - lean),
                (x + 96 * size, y + 40 * size),
                (x - 96 * size, y + 40 * size),
            ],
            "#7a4a38",
        )
        canvas.polygon(
            [
                (x - 50 * size, y - 32 * size),
                (x - 50 * size, y - 96 * size),
                (x + 40 * size, y - 96 * size),
                (x + 40 * size, y - 32 * size),
            ],
            "#8d8072",
        )
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
    canvas.polygon(
        [(0, 240), (150, 110), (260, 190), (400, 70), (520, 190), (640, 120), (640, 270), (0, 270)], "#b6ccd3"
    )
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
        for n, x in enumerate((126, 264, 398)):
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


PICTURES: Final[dict[str, Callable[[], Canvas]]] = {
    "painting-orchard.jpg": orchard,
    "painting-lake.jpg": lake,
    "painting-ships.jpg": ships,
    "painting-shepherd.jpg": shepherd,
    "painting-still-life.jpg": still_life,
    "watercolour-yurt.jpg": watercolour,
    "linocut-caravan.png": lambda: linocut("caravan"),
    "linocut-elevator.png": lambda: linocut("elevator"),
}
