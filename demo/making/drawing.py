# ruff: noqa: PLR0917 -- where, how big and which colour read best in a row
"""A small canvas for the drawings of the demonstration catalogue: flat shapes in few colours, smooth curves, ornament.

Coordinates are pixels of the finished picture, 640 × 480, y downwards. Everything is drawn three times as large and reduced, which makes
the edges smooth. Nothing is random: the same program draws the same pictures.
"""

import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFilter

Point = tuple[float, float]
Colour = str

WIDTH: Final = 640
HEIGHT: Final = 480
_FINE: Final = 3
_COLOURS: Final = 48

PARCHMENT: Final = "#efe6d4"
STONE_GREY: Final = "#dfe3e2"
NIGHT: Final = "#26313d"
SAND: Final = "#e6d3b1"
SKY: Final = "#d4e2e8"
LINEN: Final = "#ece9e1"


class Canvas:
    """A picture in the making."""

    def __init__(self, background: Colour = PARCHMENT, halo: bool = True) -> None:
        """Begin with a background and, behind the thing, a lighter round."""
        self._image = Image.new("RGB", (WIDTH * _FINE, HEIGHT * _FINE), background)
        self._draw = ImageDraw.Draw(self._image)
        if halo:
            self.ellipse(320, 236, 214, 214, mixed(background, "#ffffff", 0.4))

    def polygon(self, points: Sequence[Point], fill: Colour) -> None:
        """Fill a polygon."""
        self._draw.polygon([self._at(point) for point in points], fill=fill)

    def blob(self, points: Sequence[Point], fill: Colour) -> None:
        """Fill a closed smooth curve through the points."""
        self.polygon(smooth(points, closed=True), fill)

    def line(self, points: Sequence[Point], fill: Colour, width: float) -> None:
        """Draw a line with round ends."""
        places = [self._at(point) for point in points]
        self._draw.line(places, fill=fill, width=round(width * _FINE), joint="curve")
        for x, y in (places[0], places[-1]):
            r = width * _FINE / 2
            self._draw.ellipse((x - r, y - r, x + r, y + r), fill=fill)

    def curve(self, points: Sequence[Point], fill: Colour, width: float) -> None:
        """Draw a smooth line through the points."""
        self.line(smooth(points, closed=False), fill, width)

    def ellipse(self, x: float, y: float, rx: float, ry: float, fill: Colour) -> None:
        """Fill an ellipse about a centre."""
        self._draw.ellipse((*self._at((x - rx, y - ry)), *self._at((x + rx, y + ry))), fill=fill)

    def ring(self, x: float, y: float, rx: float, ry: float, fill: Colour, width: float) -> None:
        """Draw the outline of an ellipse."""
        self._draw.ellipse(
            (*self._at((x - rx, y - ry)), *self._at((x + rx, y + ry))),
            outline=fill,
            width=round(width * _FINE),
        )

    def box(
        self, left: float, top: float, right: float, bottom: float, fill: Colour, radius: float = 0
    ) -> None:
        """Fill a rectangle, with round corners if asked."""
        self._draw.rounded_rectangle(
            (*self._at((left, top)), *self._at((right, bottom))), radius=radius * _FINE, fill=fill
        )

    def mirrored(self, points: Sequence[Point], fill: Colour, axis: float = 320) -> None:
        """Fill a smooth shape of which the points are the right half, from the top to the bottom."""
        right = smooth(points, closed=False)
        self.polygon([*right, *((2 * axis - x, y) for x, y in reversed(right))], fill)

    def shadow(self, x: float, y: float, rx: float) -> None:
        """Put what is drawn next on a ground."""
        self.ellipse(x, y, rx, rx * 0.09, "#b9ad98")

    def save(self, path: Path) -> None:
        """Write the picture as a PNG of few colours or, by its name, as a JPEG with the grain of a photograph or a canvas."""
        image = self._image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        if path.suffix == ".jpg":
            image.filter(ImageFilter.GaussianBlur(0.6)).save(path, quality=72, optimize=True)
        else:
            image.quantize(_COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)

    @staticmethod
    def _at(point: Point) -> Point:
        return point[0] * _FINE, point[1] * _FINE


def mixed(one: Colour, other: Colour, share: float) -> Colour:
    """Return a colour with a share of another in it."""
    parts = zip(_parts(one), _parts(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in parts)


def darker(colour: Colour, share: float = 0.25) -> Colour:
    """Return a colour in the shade."""
    return mixed(colour, "#000000", share)


def lighter(colour: Colour, share: float = 0.3) -> Colour:
    """Return a colour in the light."""
    return mixed(colour, "#ffffff", share)


def smooth(points: Sequence[Point], *, closed: bool) -> list[Point]:
    """Return a Catmull-Rom curve through the points."""
    count = len(points)
    found: list[Point] = []
    for n in range(count if closed else count - 1):
        if closed:
            a, b, c, d = (points[(n + step) % count] for step in (-1, 0, 1, 2))
        else:
            a, b, c, d = (points[min(max(n + step, 0), count - 1)] for step in (-1, 0, 1, 2))
        for step in range(12):
            t = step / 12
            found.append(tuple(_catmull(a[i], b[i], c[i], d[i], t) for i in (0, 1)))  # type: ignore[arg-type]  # two coordinates
    return found if closed else [*found, points[-1]]


def circle(x: float, y: float, r: float, count: int, turn: float = 0) -> list[Point]:
    """Return points on a circle, beginning at the top."""
    angles = [turn + 2 * math.pi * n / count for n in range(count)]
    return [(x + r * math.sin(angle), y - r * math.cos(angle)) for angle in angles]


def rams_horn(canvas: Canvas, x: float, y: float, size: float, fill: Colour, width: float) -> None:
    """Draw the ram's horn ornament (қошқар мүйіз): a stem that parts into two spirals."""
    for side in (-1, 1):
        spiral = [
            (
                x + side * size * (0.42 + 0.4 * (1 - n / 22) * math.cos(0.35 * n + math.pi)),
                y - size * (0.35 + 0.4 * (1 - n / 22) * math.sin(0.35 * n)),
            )
            for n in range(20)
        ]
        canvas.curve([(x, y + size * 0.6), *spiral], fill, width)


def diamond(canvas: Canvas, x: float, y: float, rx: float, ry: float, fill: Colour) -> None:
    """Fill a rhomb."""
    canvas.polygon([(x, y - ry), (x + rx, y), (x, y + ry), (x - rx, y)], fill)


def repeated(start: float, end: float, count: int, draw: Callable[[float], None]) -> None:
    """Draw something `count` times, evenly from `start` to `end`."""
    for n in range(count):
        draw(start + (end - start) * n / max(count - 1, 1))


def _catmull(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (
        2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t
    )


def _parts(colour: Colour) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
