"""Records whose every text and address is hostile: markup, script addresses, direction controls, line breaks, a name of 100 KB.

What markup would run sets ``window.ran``.
"""

from emuseum_lod.catalogue.records import (
    Actor,
    Asset,
    CatalogueRecord,
    Dimension,
    HumanMadeObject,
    Identifier,
    Institution,
    Name,
    Production,
    Role,
    Statement,
    Text,
)
from emuseum_lod.uris import mint

SCRIPT = "\"><script>window.ran=1</script><img src=x onerror=window.ran=1>'{{7*7}}{% raw %}"
TURN = "\u202egnp.exe\u2066"
SPLIT = "a\r\nSet-Cookie: x=1\r\n\r\n<b>"
LONG = "Ұзақ " * 20_000
IRIS = (
    "javascript:window.ran=1",
    "data:text/html,<script>1</script>",
    "http://x.example/\r\nSet-Cookie: a=1",
    'http://x.example/"><b>',
    "http://x.example/\u202e",
    "vbscript:x",
    "//evil.example/",
    "https://ok.example/қ?a=1&b=2",
)
OBJECT, MAKER, MUSEUM, FILE, PICTURE = (
    mint(kind, "hostile", "1") for kind in ("object", "actor", "institution", "asset", "tour")
)
PICTURE = mint("asset", "hostile", "2")


def records() -> list[CatalogueRecord]:
    """Return an object, its maker, its museum and two files."""
    common = {"provider": SCRIPT, "namespace": "hostile", "local_id": "1", "metadata_rights": IRIS[0]}
    return [
        HumanMadeObject(
            id=OBJECT, **common, institution=MUSEUM, titles=(Name(value=SCRIPT, lang="ru"), Name(value=TURN + LONG, lang='x" onload="window.ran=1'), Name(value=SPLIT)),
            identifiers=(Identifier(value=SCRIPT, type=SCRIPT, findable=(SCRIPT,)),), statements=(Statement(value=SCRIPT, lang=SCRIPT, type=SCRIPT), Statement(value=LONG, lang="kk")),
            dimensions=(Dimension(type=SCRIPT, value=SCRIPT, unit=SCRIPT, part=Text(SCRIPT)),), production=(Production(actors=(Role(actor=MAKER, qualifier=Text(SCRIPT)),)),),
            rights=IRIS[0], homepage=IRIS[0], equivalents=IRIS, assets=(FILE, PICTURE),
        ),
        Actor(id=MAKER, **common, names=(Name(value=LONG + SCRIPT),)),
        Institution(id=MUSEUM, **common, names=(Name(value=TURN),), homepage=IRIS[2]),
        Asset(id=FILE, **common, url=IRIS[0], names=(Name(value=SCRIPT),), media_type=SCRIPT, rights=SCRIPT),
        Asset(id=PICTURE, **common | {"local_id": "2"}, url="/files/../../etc/passwd", names=(Name(value=SCRIPT),)),
    ]  # fmt: skip
