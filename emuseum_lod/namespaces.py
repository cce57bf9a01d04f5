"""Every namespace, once. `PREFIXES` is what patterns, queries, Turtle and the query page declare."""

from typing import Final

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
DC: Final = "http://purl.org/dc/elements/1.1/"
DCTERMS: Final = "http://purl.org/dc/terms/"
CRM: Final = "http://www.cidoc-crm.org/cidoc-crm/"
CRMSCI: Final = "http://www.ics.forth.gr/isl/CRMsci/"
CRMDIG: Final = "http://www.ics.forth.gr/isl/CRMdig/"
LA: Final = "https://linked.art/ns/terms/"
AAT: Final = "http://vocab.getty.edu/aat/"
WIKIDATA: Final = "http://www.wikidata.org/entity/"
GEONAMES: Final = "https://sws.geonames.org/"
FOAF: Final = "http://xmlns.com/foaf/0.1/"
GEO: Final = "http://www.opengis.net/ont/geosparql#"
WGS84: Final = "http://www.w3.org/2003/01/geo/wgs84_pos#"
SCHEMA: Final = "https://schema.org/"
SH: Final = "http://www.w3.org/ns/shacl#"
VOID: Final = "http://rdfs.org/ns/void#"
DCAT: Final = "http://www.w3.org/ns/dcat#"
SPDX: Final = "http://spdx.org/rdf/terms#"
VCARD: Final = "http://www.w3.org/2006/vcard/ns#"
SD: Final = "http://www.w3.org/ns/sparql-service-description#"
EDM: Final = "http://www.europeana.eu/schemas/edm/"
ORE: Final = "http://www.openarchives.org/ore/terms/"
EBUCORE: Final = "http://www.ebu.ch/metadata/ontologies/ebucore/ebucore#"
SVCS: Final = "http://rdfs.org/sioc/services#"
PROV: Final = "http://www.w3.org/ns/prov#"
ACTIVITY_STREAMS: Final = "https://www.w3.org/ns/activitystreams#"
ALTR: Final = "http://www.w3.org/ns/dx/connegp/altr"
"""The alternates view of Content Negotiation by Profile: the IRI of its profile; its terms follow a ``#``."""

EDTF: Final = "http://id.loc.gov/datatypes/edtf"
"""The Library of Congress's datatype of EDTF literals; a name by itself, not a namespace."""

OAI: Final = "http://www.openarchives.org/OAI/2.0/"
OAI_DC: Final = "http://www.openarchives.org/OAI/2.0/oai_dc/"
OAI_IDENTIFIER: Final = "http://www.openarchives.org/OAI/2.0/oai-identifier"
OAI_PROVENANCE: Final = "http://www.openarchives.org/OAI/2.0/provenance"
OAI_RIGHTS: Final = "http://www.openarchives.org/OAI/2.0/rights/"
OAI_FRIENDS: Final = "http://www.openarchives.org/OAI/2.0/friends/"
OAI_BRANDING: Final = "http://www.openarchives.org/OAI/2.0/branding/"
LIDO: Final = "http://www.lido-schema.org"
GML: Final = "http://www.opengis.net/gml"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
XML: Final = "http://www.w3.org/XML/1998/namespace"

PREFIXES: Final[dict[str, str]] = {
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "xsd": XSD,
    "skos": SKOS,
    "dc": DC,
    "dcterms": DCTERMS,
    "crm": CRM,
    "crmsci": CRMSCI,
    "crmdig": CRMDIG,
    "la": LA,
    "aat": AAT,
    "wd": WIKIDATA,
    "foaf": FOAF,
    "geo": GEO,
    "wgs84": WGS84,
    "schema": SCHEMA,
    "sh": SH,
    "void": VOID,
    "sd": SD,
    "edm": EDM,
    "prov": PROV,
}
