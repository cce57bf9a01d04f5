"""Prepares what is published of records in finished form: oai_dc documents and OAI sets."""

import hashlib
from collections.abc import Callable, Mapping
from functools import cache
from inspect import getsourcefile
from pathlib import Path
from typing import Final, NamedTuple, cast

from emuseum_lod.catalogue import naming, records
from emuseum_lod.catalogue.records import CatalogueRecord, decode
from emuseum_lod.graph import structural
from emuseum_lod.ledger import faces as faces_module
from emuseum_lod.ledger.faces import Faces, decode_face
from emuseum_lod.ledger.forming import Prepared, PreparedItem, SetText, ToPrepare
from emuseum_lod.resources import resource
from emuseum_lod.views import dublin_core, sets, xml_text
from emuseum_lod.views.dublin_core import oai_dc
from emuseum_lod.views.sets import set_specs, set_texts


class Known(NamedTuple):
    """What is known of the items that records use: their faces, and of these the labels alone."""

    faces: Faces
    labels: naming.Labels


Make = Callable[[CatalogueRecord, Known, str], bytes | None]
"""Makes one form: a record, what is known of the items it uses, the base IRI → the document, or None where the record has no such form."""


def _oai_dc(record: CatalogueRecord, known: Known, base: str) -> bytes | None:
    return oai_dc(record, known.labels, base)


FORMS: Final[Mapping[str, Make]] = {"oai_dc": _oai_dc}
"""How each prepared form is made, by its metadataPrefix."""

_MADE_BY: Final = (dublin_core, sets, xml_text, naming, records, faces_module, structural)


@cache
def forms_version() -> str:
    """Return what tells forms made by this program from those that another version of it may make differently."""
    digest = hashlib.blake2b(digest_size=16)
    for module in _MADE_BY:
        digest.update(Path(cast("str", getsourcefile(module))).read_bytes())
    digest.update(resource("ontologies", "structural-terms.csv").read_bytes())
    return digest.hexdigest()


def prepare(task: ToPrepare, base: str) -> Prepared:
    """Return the forms and sets of records; `base` is the base IRI."""
    faces = {item_id: decode_face(face) for item_id, face in task.faces.items()}
    known = Known(faces, {item_id: face.labels for item_id, face in faces.items()})
    texts: dict[str, SetText] = {}
    items = tuple(_prepare_item(decode(data), known, base, texts) for data in task.records)
    return Prepared(items, texts)


def _prepare_item(
    record: CatalogueRecord, known: Known, base: str, texts: dict[str, SetText]
) -> PreparedItem:
    specs = set_specs(record, known.faces)
    if not texts.keys() >= set(specs):
        texts.update(set_texts(record, known.faces))
    made = {prefix: make(record, known, base) for prefix, make in FORMS.items()}
    return PreparedItem({prefix: form for prefix, form in made.items() if form is not None}, specs)
