"""Prepares what is published of records in finished form: oai_dc documents and OAI sets."""

import hashlib
from functools import cache
from inspect import getsourcefile
from pathlib import Path
from typing import Final, cast

from emuseum_lod.catalogue import naming, records
from emuseum_lod.catalogue.records import decode
from emuseum_lod.graph import structural
from emuseum_lod.ledger import faces
from emuseum_lod.ledger.faces import Face, decode_face
from emuseum_lod.ledger.forming import Prepared, PreparedItem, SetText, ToPrepare
from emuseum_lod.resources import resource
from emuseum_lod.uris import ItemId
from emuseum_lod.views import dublin_core, sets, xml_text
from emuseum_lod.views.dublin_core import oai_dc
from emuseum_lod.views.sets import set_specs, set_texts

OAI_DC: Final = "oai_dc"
_MADE_BY: Final = (dublin_core, sets, xml_text, naming, records, faces, structural)


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
    known = {item_id: decode_face(face) for item_id, face in task.faces.items()}
    labels = {item_id: face.labels for item_id, face in known.items()}
    texts: dict[str, SetText] = {}
    items = tuple(_prepare_item(data, known, labels, base, texts) for data in task.records)
    return Prepared(items, texts)


def _prepare_item(
    data: bytes, known: dict[ItemId, Face], labels: naming.Labels, base: str, texts: dict[str, SetText]
) -> PreparedItem:
    record = decode(data)
    specs = set_specs(record, known)
    if not texts.keys() >= set(specs):
        texts.update(set_texts(record, known))
    payload = oai_dc(record, labels, base)
    return PreparedItem({} if payload is None else {OAI_DC: payload}, specs)
