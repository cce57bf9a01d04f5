"""What checks EDM as Europeana does (its schema and its Schematron), and the records and faces that tests make EDM of."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from lxml import etree

from emuseum_lod.catalogue.records import CatalogueRecord
from emuseum_lod.ledger.faces import Face, face_of
from emuseum_lod.ledger.reading import Reader
from emuseum_lod.ledger.references import references
from emuseum_lod.uris import ItemId

SVRL = "{http://purl.oclc.org/dsdl/svrl}"
Validate = Callable[[bytes], list[str]]


@cache
def edm_schema(shared: Path) -> Validate:
    """Return what tells why a document is not valid by EDM.xsd; nothing where it is."""
    schema = etree.XMLSchema(etree.parse(shared / "standards" / "edm" / "EDM.xsd"))

    def validate(document: bytes) -> list[str]:
        root = etree.fromstring(document)
        return [] if schema.validate(root) else [str(error) for error in schema.error_log]

    return validate


@cache
def edm_schematron(shared: Path) -> Validate:
    """Return what tells which of Europeana's rules a document breaks. The stylesheet is compiled once."""
    from saxonche import PySaxonProcessor  # noqa: PLC0415 - it starts a virtual machine

    processor = PySaxonProcessor(license=False)
    stylesheet = processor.new_xslt30_processor().compile_stylesheet(
        stylesheet_file=str(shared / "standards" / "edm" / "schematron" / "schematron.xsl")
    )

    def validate(document: bytes) -> list[str]:
        said = stylesheet.transform_to_string(xdm_node=processor.parse_xml(xml_text=document.decode()))
        failed = etree.fromstring(said.encode()).iter(f"{SVRL}failed-assert")
        return [" ".join("".join(found.itertext()).split()) for found in failed]

    return validate


def faces_in(reader: Reader, record: CatalogueRecord) -> dict[ItemId, Face]:
    """Return the faces of the items that a record uses, as a load has them."""
    used = reader.get_many(references(record))
    return {item: face_of(stored.record) for item, stored in used.items() if stored.record is not None}
