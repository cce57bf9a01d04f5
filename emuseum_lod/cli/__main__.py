"""``python -m emuseum_lod.cli``."""

from emuseum_lod.cli.commands import main

if __name__ == "__main__":
    main()
