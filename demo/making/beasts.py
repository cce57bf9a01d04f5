# ruff: noqa: PLR0917 -- where, how big and which colour read best in a row
"""Animals and riders as the rock drawings of the steppe have them: a back, a belly, four legs, and what tells them apart."""

from making.drawing import Canvas, Colour, Point


def goat(canvas: Canvas, x: float, y: float, size: float, colour: Colour) -> None:
    """Draw a mountain goat; its horns reach over the back."""
    _trunk(canvas, x, y, size, colour, neck=(0.62, -0.42))
    for reach in (0.0, 0.14):
        canvas.curve(
            _placed(
                [(0.6, -0.5), (0.4, -0.95 - reach), (-0.05, -1.0 - reach), (-0.42, -0.5 - reach)], x, y, size
            ),
            colour,
            size * 0.07,
        )
    canvas.line(_placed([(0.62, -0.44), (0.86, -0.34)], x, y, size), colour, size * 0.1)


def deer(canvas: Canvas, x: float, y: float, size: float, colour: Colour) -> None:
    """Draw a stag with branching antlers."""
    _trunk(canvas, x, y, size, colour, neck=(0.62, -0.5))
    canvas.line(_placed([(0.62, -0.5), (0.9, -0.4)], x, y, size), colour, size * 0.1)
    canvas.curve(
        _placed([(0.62, -0.56), (0.5, -0.9), (0.1, -1.1), (-0.45, -1.05)], x, y, size), colour, size * 0.06
    )
    for at in ((0.5, -0.86), (0.28, -1.02), (0.0, -1.1), (-0.3, -1.08)):
        canvas.curve(
            _placed([at, (at[0] + 0.12, at[1] - 0.2), (at[0] + 0.02, at[1] - 0.36)], x, y, size),
            colour,
            size * 0.05,
        )


def horse(canvas: Canvas, x: float, y: float, size: float, colour: Colour, rider: bool = False) -> None:
    """Draw a horse at a trot, with somebody on it if asked."""
    _trunk(canvas, x, y, size, colour, neck=(0.66, -0.56), stride=0.14)
    canvas.line(_placed([(0.66, -0.54), (0.92, -0.34)], x, y, size), colour, size * 0.13)
    canvas.curve(_placed([(-0.56, -0.1), (-0.82, 0.1), (-0.84, 0.42)], x, y, size), colour, size * 0.08)
    canvas.line(_placed([(0.62, -0.6), (0.56, -0.7)], x, y, size), colour, size * 0.06)
    if rider:
        canvas.line(_placed([(0.06, -0.1), (0.04, -0.62)], x, y, size), colour, size * 0.16)
        canvas.ellipse(x + 0.05 * size, y - 0.82 * size, size * 0.13, size * 0.13, colour)
        canvas.line(_placed([(0.06, -0.5), (0.4, -0.36)], x, y, size), colour, size * 0.07)
        canvas.line(_placed([(0.06, -0.14), (0.16, 0.28)], x, y, size), colour, size * 0.1)


def camel(canvas: Canvas, x: float, y: float, size: float, colour: Colour) -> None:
    """Draw a camel of two humps."""
    _trunk(canvas, x, y, size, colour, neck=(0.8, -0.5))
    for hump in (-0.24, 0.2):
        canvas.blob(
            _placed(
                [(hump - 0.2, -0.04), (hump - 0.06, -0.42), (hump + 0.08, -0.42), (hump + 0.2, -0.04)],
                x,
                y,
                size,
            ),
            colour,
        )
    canvas.line(_placed([(0.8, -0.52), (1.02, -0.46)], x, y, size), colour, size * 0.12)


def leopard(canvas: Canvas, x: float, y: float, size: float, colour: Colour, spots: Colour) -> None:
    """Draw a snow leopard with its long tail."""
    _trunk(canvas, x, y, size, colour, neck=(0.62, -0.2), stride=0.1)
    canvas.ellipse(x + 0.72 * size, y - 0.22 * size, size * 0.17, size * 0.14, colour)
    for ear in (0.62, 0.8):
        canvas.ellipse(x + ear * size, y - 0.36 * size, size * 0.05, size * 0.06, colour)
    canvas.curve(
        _placed([(-0.56, -0.08), (-0.9, 0.06), (-1.1, -0.22), (-0.96, -0.5)], x, y, size), colour, size * 0.13
    )
    for dx, dy in (
        (-0.4, -0.12),
        (-0.2, 0.02),
        (0.0, -0.14),
        (0.2, 0.0),
        (0.38, -0.12),
        (-0.06, 0.1),
        (0.52, -0.02),
    ):
        canvas.ring(x + dx * size, y + dy * size, size * 0.06, size * 0.05, spots, size * 0.022)


def person(canvas: Canvas, x: float, y: float, size: float, colour: Colour) -> None:
    """Draw somebody in a long coat, standing."""
    canvas.polygon(_placed([(-0.14, -0.5), (0.14, -0.5), (0.28, 0.5), (-0.28, 0.5)], x, y, size), colour)
    canvas.ellipse(x, y - 0.66 * size, size * 0.15, size * 0.17, colour)
    for side in (-1, 1):
        canvas.line(_placed([(side * 0.12, -0.44), (side * 0.32, 0.02)], x, y, size), colour, size * 0.12)


def _trunk(
    canvas: Canvas, x: float, y: float, size: float, colour: Colour, neck: Point, stride: float = 0.04
) -> None:
    canvas.blob(
        _placed(
            [(-0.58, -0.12), (0.0, -0.12), (0.52, -0.2), (0.6, 0.04), (0.1, 0.16), (-0.54, 0.14)], x, y, size
        ),
        colour,
    )
    canvas.line(_placed([(0.48, -0.06), neck], x, y, size), colour, size * 0.17)
    for leg, way in ((-0.5, -1), (-0.34, 1), (0.36, -1), (0.5, 1)):
        canvas.curve(
            _placed([(leg, 0.06), (leg + way * stride, 0.34), (leg + way * stride * 1.6, 0.62)], x, y, size),
            colour,
            size * 0.1,
        )


def _placed(points: list[Point], x: float, y: float, size: float) -> list[Point]:
    return [(x + px * size, y + py * size) for px, py in points]
