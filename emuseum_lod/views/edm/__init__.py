"""The Europeana Data Model of a museum object, as its external profile (EDM.xsd) and Europeana's Schematron accept it.

`edm_record` says it as a typed value, which quality/ grades; `edm_xml` writes that. What each property says is docs/europeana.md.
"""

from emuseum_lod.views.edm.document import edm_xml
from emuseum_lod.views.edm.model import EdmRecord
from emuseum_lod.views.edm.record import edm_record, why_no_edm

__all__ = ["EdmRecord", "edm_record", "edm_xml", "why_no_edm"]
