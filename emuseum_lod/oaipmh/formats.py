"""The metadata formats there are. A new one is a view, a line in `loading.forms` that prepares it at load, and a line here."""

from dataclasses import dataclass
from typing import Final

from emuseum_lod.namespaces import EDM, LIDO, OAI_DC, RDF
from emuseum_lod.views.dublin_core import OAI_DC_SCHEMA
from emuseum_lod.views.lido import LIDO_SCHEMA


@dataclass(frozen=True, slots=True)
class Format:
    """A metadata format (§3.4): `prefix` is also its name in the ledger, `schema` where its XML Schema is."""

    prefix: str
    schema: str
    namespace: str


_EDM_SCHEMA: Final = "http://www.europeana.eu/schemas/edm/EDM.xsd"
_RDF_SCHEMA: Final = "http://www.openarchives.org/OAI/2.0/rdf.xsd"

FORMATS: Final = {
    one.prefix: one
    for one in (
        Format("oai_dc", OAI_DC_SCHEMA, OAI_DC),
        Format("edm", _EDM_SCHEMA, EDM),
        Format("lido", LIDO_SCHEMA, LIDO),
        # Any RDF/XML; W3C's own grammar of it is no XML Schema, and allows no xsi:schemaLocation at its root.
        Format("rdf", _RDF_SCHEMA, RDF),
    )
}
"""By metadataPrefix."""
