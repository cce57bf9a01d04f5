"""``python -m emuseum_lod`` is the command ``emuseum-lod``."""

from emuseum_lod.cli import main

if __name__ == "__main__":
    main()
