"""The metadata formats there are. A new one is a view that `loading` prepares at load, and one line here."""

from dataclasses import dataclass
from typing import Final

from emuseum_lod.namespaces import OAI_DC
from emuseum_lod.views.dublin_core import OAI_DC_SCHEMA


@dataclass(frozen=True, slots=True)
class Format:
    """A metadata format (§3.4): `prefix` is also its name in the ledger, `schema` where its XML Schema is."""

    prefix: str
    schema: str
    namespace: str


FORMATS: Final = {one.prefix: one for one in (Format("oai_dc", OAI_DC_SCHEMA, OAI_DC),)}
"""By metadataPrefix."""
