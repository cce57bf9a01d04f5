"""What preparing a format costs, as ratios to oai_dc measured in one run: EDM as a value, EDM as a document, its grades.

    python benchmarks/forms.py --data DIR [--records 2000] [--rounds 5]

`DIR` is the data folder of a catalogue that is loaded already; objects without EDM are left out.
"""

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from emuseum_lod.catalogue.naming import Labels
from emuseum_lod.catalogue.records import CatalogueRecord
from emuseum_lod.ledger.database import Ledger
from emuseum_lod.ledger.faces import Faces
from emuseum_lod.ledger.reading import Reader
from emuseum_lod.ledger.references import references
from emuseum_lod.quality.europeana import tiers
from emuseum_lod.views.dublin_core import oai_dc
from emuseum_lod.views.edm import EdmRecord, edm_record, edm_xml


class Given(NamedTuple):
    """A record, what its forms need, and its EDM."""

    record: CatalogueRecord
    faces: Faces
    labels: Labels
    edm: EdmRecord


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--records", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with Ledger.open(options.data) as ledger:
        reader = ledger.reader()
        base = reader.base_iri
        given = _given(reader, base, options.records)
    work: dict[str, Callable[[Given], object]] = {
        "oai_dc": lambda one: oai_dc(one.record, one.labels, base),
        "edm, as a value": lambda one: edm_record(one.record, one.faces, base),
        "edm": lambda one: edm_xml(made) if (made := edm_record(one.record, one.faces, base)) else None,
        "tiers of edm": lambda one: tiers(one.edm),
    }
    seconds = {name: min(_round(make, given) for _ in range(options.rounds)) for name, make in work.items()}
    for name, took in seconds.items():
        print(
            f"{name:<16} {len(given) / took:>8,.0f} records/s  {took / seconds['oai_dc']:.2f} of oai_dc's time"
        )


def _given(reader: Reader, base: str, most: int) -> list[Given]:
    given: list[Given] = []
    after: int | None = 0
    while after is not None and len(given) < most:
        found, after = reader.browse("object", after, limit=250)
        for stored in found:
            if stored.record is not None:
                faces = reader.faces(references(stored.record))
                edm = edm_record(stored.record, faces, base)
                if edm is not None:
                    labels = {item: face.labels for item, face in faces.items()}
                    given.append(Given(stored.record, faces, labels, edm))
    return given[:most]


def _round(make: Callable[[Given], object], given: list[Given]) -> float:
    began = time.process_time()
    for one in given:
        make(one)
    return time.process_time() - began


if __name__ == "__main__":
    main()
