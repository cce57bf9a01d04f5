# ruff: noqa: D103 -- each function is named after what it draws
"""Drawings of photographs: a steppe or a street in four tones."""

import math
from collections.abc import Callable
from typing import Final

from making import beasts
from making.drawing import HEIGHT, WIDTH, Canvas, Colour, darker, lighter, mixed, repeated

SEPIA: Final = ("#efe3cb", "#cdb78f", "#8f7650", "#4a3926")
GREY: Final = ("#eceae6", "#bdbab4", "#7d7a75", "#33312f")
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


def photograph(
    tones: Tones, draw: Callable[[Canvas, Tones], None], *, hills: int = 2, horizon: float = 250
) -> Canvas:
    canvas = landscape(tones, hills=hills, horizon=horizon)
    draw(canvas, tones)
    return margin(canvas, "#f6f1e6")


def _bus(canvas: Canvas, tones: Tones) -> None:
    sky, far, near, dark = tones
    for x, height in ((30, 150), (150, 190), (300, 160), (440, 200), (560, 140)):
        canvas.box(x, 270 - height, x + 96, 290, mixed(far, near, 0.3))
        for row in range(int(height / 34)):
            for column in range(3):
                canvas.box(
                    x + 12 + column * 28,
                    286 - height + row * 34,
                    x + 28 + column * 28,
                    306 - height + row * 34,
                    dark,
                )
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
    repeated(
        250,
        350,
        6,
        lambda y: canvas.curve([(x, y + 4 * math.sin(x / 30 + y)) for x in range(0, 650, 30)], far, 2),
    )
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
            canvas.polygon(
                [(near_x, 440 - n * 60), (near_x, top_near), (far_x, top_far), (far_x, 384 - n * 50)],
                mixed(near, dark, 0.1 + n * 0.12),
            )
            canvas.box(
                min(near_x, far_x) + 20,
                top_far + 44,
                min(near_x, far_x) + 46,
                top_far + 96,
                lighter(sky, 0.1),
            )
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
        beasts.person(
            canvas, 60 + n * 52, 380 + (n % 3) * 10, 56, mixed(tones[2], tones[3], 0.35 + (n % 3) * 0.3)
        )
    beasts.horse(canvas, 410, 350, 70, tones[3], rider=True)


def _teacher(canvas: Canvas, tones: Tones) -> None:
    sky, far, near, dark = tones
    canvas.box(0, 0, WIDTH, HEIGHT, mixed(near, dark, 0.35))
    canvas.box(60, 60, 330, 250, mixed(dark, near, 0.3))
    for n in range(3):
        canvas.curve(
            [(90, 110 + n * 46), (150, 100 + n * 46), (220, 116 + n * 46), (290, 106 + n * 46)], sky, 3
        )
    canvas.blob([(400, 250), (470, 280), (520, 460), (280, 470), (330, 280)], dark)
    canvas.ellipse(400, 190, 58, 72, far)
    canvas.blob([(340, 190), (350, 110), (450, 110), (462, 196), (430, 140), (370, 140)], dark)
    canvas.polygon([(370, 262), (430, 262), (400, 330)], sky)


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
}
