# ruff: noqa: INP001 -- a program in a folder of data, no package
"""Draws the demonstration catalogue's pictures and tours and builds its 3D models: ``python demo/make_files.py [FOLDER]``.

Everything is made from code alone and comes out the same each time; the results are kept beside this program in ``files/``. It needs Pillow.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from making import (
    built_things,
    built_vessels,
    household,
    jewellery,
    nature,
    paintings,
    photographs,
    sheets,
    stones,
    textiles,
    tours,
    vessels,
    weapons,
)
from making.drawing import Canvas

PICTURES: Final[dict[str, Callable[[], Canvas]]] = {
    name: draw
    for room in (
        vessels,
        textiles,
        jewellery,
        weapons,
        stones,
        nature,
        household,
        photographs,
        paintings,
        sheets,
    )
    for name, draw in room.PICTURES.items()
}
MODELS: Final = {**built_vessels.MODELS, **built_things.MODELS}


def main(folder: Path) -> None:
    """Write every file into a folder."""
    for kind in ("images", "models", "tours"):
        (folder / kind).mkdir(parents=True, exist_ok=True)
    for name, draw in PICTURES.items():
        draw().save(folder / "images" / name)
    for name, build in MODELS.items():
        (folder / "models" / name).write_bytes(build())
    for name, hall in tours.HALLS.items():
        tours.panorama(hall, folder / "images").save(folder / "tours" / name, quality=80, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent / "files")
