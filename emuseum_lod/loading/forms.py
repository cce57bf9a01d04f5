"""Prepares what is published of records in finished form: documents by format, and OAI sets.

A format is a view, a line in `FORMS`, and a line in `oaipmh.formats`.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from inspect import getsourcefile
from pathlib import Path
from types import ModuleType
from typing import Final, NamedTuple, cast

from emuseum_lod.catalogue import naming, records
from emuseum_lod.catalogue.records import CatalogueRecord, decode, digest
from emuseum_lod.graph import canonical, structural
from emuseum_lod.graph.patterns import load_patterns
from emuseum_lod.ledger import faces as faces_module
from emuseum_lod.ledger.faces import Faces, decode_face
from emuseum_lod.ledger.forming import Prepared, PreparedForm, PreparedItem, SetText, ToPrepare
from emuseum_lod.ledger.packing import pack
from emuseum_lod.quality import enrichment, europeana, languages, licences, tier_sets
from emuseum_lod.quality.tier_sets import tier_specs
from emuseum_lod.resources import resource
from emuseum_lod.uris import item_iri
from emuseum_lod.views import addresses, dublin_core, edm, lido, rdf, reuse, rights, sets, viewing, xml_text
from emuseum_lod.views.dublin_core import oai_dc
from emuseum_lod.views.edm import senders
from emuseum_lod.views.edm.model import EdmRecord
from emuseum_lod.views.rdf import rdf_xml
from emuseum_lod.views.sets import memberships, set_text


@dataclass(frozen=True)
class Subject:
    """A record, what is known of the items that it uses (their faces, and of these the labels alone), and the base IRI."""

    record: CatalogueRecord
    faces: Faces
    labels: naming.Labels
    base: str

    @cached_property
    def edm(self) -> EdmRecord | None:
        """The record in EDM, for its form and its tiers; None where it can have none."""
        return edm.edm_record(self.record, self.faces, self.base)


Make = Callable[[Subject], bytes | None]
"""Makes one form of a record: a document, or None where the record has no such form."""


class Form(NamedTuple):
    """How one form is made: by which view, of which modules (or packages) beside it, from which data.

    `data` names the state of the data files that the documents depend on. `packed`: the ledger keeps it compressed.
    """

    make: Make
    made_by: tuple[ModuleType, ...] = ()
    data: Callable[[], str] = str
    packed: bool = True


def _oai_dc(subject: Subject) -> bytes | None:
    return oai_dc(subject.record, subject.labels, subject.base)


def _rdf(subject: Subject) -> bytes | None:
    triples = load_patterns().triples(subject.record, subject.base)
    return rdf_xml(triples, item_iri(subject.base, subject.record.id))


def _lido(subject: Subject) -> bytes | None:
    return lido.lido(subject.record, subject.faces, subject.base)


def _edm(subject: Subject) -> bytes | None:
    return edm.edm_xml(subject.edm) if subject.edm else None


def _patterns() -> str:
    return load_patterns().digest


def _names_of_rights() -> str:
    return digest(resource("ontologies", "rights.ttl").read_bytes()).hex()


def _names_of_senders() -> str:
    return "".join(digest(path.read_bytes()).hex() for path in senders.sources())


FORMS: Final[Mapping[str, Form]] = {
    "oai_dc": Form(_oai_dc, (dublin_core,), packed=False),
    "edm": Form(_edm, (edm, dublin_core, addresses, viewing, canonical), _names_of_senders, packed=False),
    "lido": Form(_lido, (lido, dublin_core, rights, addresses, canonical), _names_of_rights),
    "rdf": Form(_rdf, (rdf,), _patterns),
}
"""The prepared forms, by metadataPrefix."""

_MADE_BY: Final = (
    *(sets, reuse, tier_sets, europeana, enrichment, languages, licences),
    *(xml_text, naming, records, faces_module, structural),
)
"""What takes part in all of them."""


@cache
def forms_version() -> str:
    """Return what tells forms made by this program and its data from those that another version of either may make differently."""
    state = hashlib.blake2b(digest_size=16)
    for module in _MADE_BY:
        _take_in(state, module)
    for table in ("structural-terms.csv", "sets.csv"):
        state.update(resource("ontologies", table).read_bytes())
    for prefix, form in FORMS.items():
        state.update(f"\0{prefix}\0{form.data()}\0".encode())
        for module in form.made_by:
            _take_in(state, module)
    return state.hexdigest()


def _take_in(state: "hashlib.blake2b", module: ModuleType) -> None:
    for path in _sources(module):
        state.update(path.read_bytes())


def _sources(module: ModuleType) -> Iterator[Path]:
    """Yield the files of a module, or of every module of a package."""
    source = Path(cast("str", getsourcefile(module)))
    yield from sorted(source.parent.glob("*.py")) if source.name == "__init__.py" else (source,)


def prepare(task: ToPrepare, base: str) -> Prepared:
    """Return the forms and sets of records; `base` is the base IRI."""
    faces = {item_id: decode_face(face) for item_id, face in task.faces.items()}
    labels = {item_id: face.labels for item_id, face in faces.items()}
    texts: dict[str, SetText] = {}
    items = tuple(_prepare_item(Subject(decode(data), faces, labels, base), texts) for data in task.records)
    return Prepared(items, texts)


def _prepare_item(subject: Subject, texts: dict[str, SetText]) -> PreparedItem:
    named = memberships(subject.record, subject.faces, tier_specs(subject.edm))
    for spec, labels in named.items():
        if spec not in texts:
            texts[spec] = set_text(spec, labels)
    made = ((prefix, form, form.make(subject)) for prefix, form in FORMS.items())
    return PreparedItem(
        {
            prefix: PreparedForm(digest(document), pack(document) if form.packed else document)
            for prefix, form, document in made
            if document is not None
        },
        tuple(sorted(named)),
    )
