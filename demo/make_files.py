"""Draws the demonstration catalogue's pictures and tours and builds its 3D models: ``python demo/make_files.py [FOLDER]``.

Everything is made from code alone and comes out the same each time; the results are kept beside this program in ``files/``. It needs Pillow.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import metalwork
import scenes
import stones
import textiles
import tours
import vessels
from drawing import Canvas
from shapes import MODELS

PICTURES: Final[dict[str, Callable[[], Canvas]]] = {
    **vessels.PICTURES,
    **textiles.PICTURES,
    **metalwork.PICTURES,
    **stones.PICTURES,
    **scenes.PICTURES,
}


def main(folder: Path) -> None:
    """Write every file into a folder."""
    (folder / "images").mkdir(parents=True, exist_ok=True)
    (folder / "models").mkdir(parents=True, exist_ok=True)
    (folder / "tours").mkdir(parents=True, exist_ok=True)
    for name, draw in PICTURES.items():
        draw().save(folder / "images" / name)
    for name, build in MODELS.items():
        (folder / "models" / name).write_bytes(build())
    for name, hall in tours.HALLS.items():
        tours.panorama(hall, folder / "images").save(folder / "tours" / name, quality=80, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent / "files")
