"""The virtual tours: one wide view of a hall each, hung with the drawings of its objects."""

from pathlib import Path
from typing import Final, NamedTuple

from PIL import Image, ImageDraw

_WIDTH: Final = 2400
_HEIGHT: Final = 640
_FLOOR: Final = 500


class Hall(NamedTuple):
    """What a hall looks like and which pictures hang in it."""

    wall: str
    floor: str
    frame: str
    pictures: tuple[str, ...]


HALLS: Final = {
    "kungei.jpg": Hall(
        "#2b3640",
        "#4a3b2e",
        "#b8923f",
        (
            "deer-head.png",
            "deer-plaque.png",
            "altar-table.png",
            "stone-axe.png",
            "petroglyph-goats.png",
            "mirror.png",
        ),
    ),
    "shakhter-shamy.jpg": Hall(
        "#c9ced1",
        "#6d6258",
        "#3a4046",
        ("miners-lamp.png", "telephone.png", "radio.png", "poster-coal.png", "camera.png", "locomotive.png"),
    ),
}


def panorama(hall: Hall, images: Path) -> Image.Image:
    """Return the view of a hall; its pictures are taken from the folder of drawings."""
    view = Image.new("RGB", (_WIDTH, _HEIGHT), hall.wall)
    draw = ImageDraw.Draw(view)
    draw.rectangle((0, _FLOOR, _WIDTH, _HEIGHT), fill=hall.floor)
    for n in range(25):
        draw.line(
            (n * 100, _FLOOR, _WIDTH / 2 + (n * 100 - _WIDTH / 2) * 1.6, _HEIGHT), fill=hall.wall, width=2
        )
    draw.rectangle((0, _FLOOR - 14, _WIDTH, _FLOOR), fill=hall.frame)
    for n, name in enumerate(hall.pictures):
        left = 50 + n * 392
        draw.polygon(((left + 60, 0), (left + 280, 0), (left + 340, 420), (left, 420)), fill=_lit(hall.wall))
        with Image.open(images / name) as picture:
            shown = picture.convert("RGB").resize((320, 240), Image.Resampling.LANCZOS)
        draw.rectangle((left, 130, left + 340, 390), fill=hall.frame)
        view.paste(shown, (left + 10, 140))
        draw.rectangle((left + 110, 404, left + 230, 430), fill="#f1ead9")
        draw.line((left + 124, 412, left + 216, 412), fill="#6d604c", width=3)
        draw.line((left + 124, 421, left + 190, 421), fill="#6d604c", width=3)
    return view


def _lit(colour: str) -> str:
    return "#" + "".join(f"{min(255, int(colour[n : n + 2], 16) + 22):02x}" for n in (1, 3, 5))
