"""The XML of answers, written as bytes (§3.2): a record's document was made at load and is copied into its place."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from emuseum_lod.ledger.rows import OaiRow, SetRow
from emuseum_lod.namespaces import OAI, OAI_IDENTIFIER, XSI
from emuseum_lod.oaipmh.formats import Format
from emuseum_lod.oaipmh.request import Problem, Verb
from emuseum_lod.uris import oai_identifier
from emuseum_lod.views.dublin_core import DcStatement, dc_document
from emuseum_lod.views.xml_text import attribute, content

_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    f'<OAI-PMH xmlns="{OAI}" xmlns:xsi="{XSI}" xsi:schemaLocation="{OAI} {OAI}OAI-PMH.xsd">\n'
)
_TAIL: Final = b"</OAI-PMH>\n"
_SEGMENT: Final = r"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/]|%[0-9A-Fa-f]{2})"
# What a validator takes for a URI; a scheme's own rules (hosts, ports) are left alone.
_URI: Final = re.compile(rf"[A-Za-z][A-Za-z0-9+.\-]*:(?!//){_SEGMENT}+", re.ASCII)


def document(date: str, base_url: str, arguments: Iterable[tuple[str, str]], body: bytes) -> bytes:
    """Return a whole answer. `arguments` become attributes of the request element (§3.2); `body` is what follows it."""
    echoed = "".join(
        f' {name}="{attribute(value)}"' for name, value in arguments if _may_be_echoed(name, value)
    )
    head = f"{_HEAD}<responseDate>{date}</responseDate>\n<request{echoed}>{content(base_url)}</request>\n"
    return b"".join((head.encode(), body, _TAIL))


def errors(problems: Iterable[Problem]) -> bytes:
    """Return error elements."""
    return "".join(
        f'<error code="{code}">{content(message)}</error>\n' for code, message in problems
    ).encode()


def answered(verb: Verb, parts: Iterable[bytes]) -> bytes:
    """Return the element of a verb around its parts."""
    name = verb.encode()
    return b"".join((b"<", name, b">\n", *parts, b"</", name, b">\n"))


def header(domain: str, row: OaiRow) -> bytes:
    """Return the header of a record (§2.5)."""
    status = ' status="deleted"' if row.deleted else ""
    return (
        f"<header{status}><identifier>{oai_identifier(domain, row.item_id)}</identifier>"
        f"<datestamp>{row.datestamp}</datestamp>{_set_specs(row.set_specs)}</header>\n"
    ).encode()


def record(domain: str, row: OaiRow) -> bytes:
    """Return a record: its header and, unless it is deleted, its document."""
    if row.payload is None:
        return b"<record>" + header(domain, row) + b"</record>\n"
    return b"".join(
        (b"<record>", header(domain, row), b"<metadata>\n", row.payload, b"\n</metadata></record>\n")
    )


def resumption_token(cursor: int, size: int, text: str = "", expires: str = "") -> bytes:
    """Return the element that ends a part of a list (§3.5); without a text it says that the list is complete."""
    expiration = f' expirationDate="{expires}"' if text else ""
    attributes = f'{expiration} completeListSize="{size}" cursor="{cursor}"'
    return f"<resumptionToken{attributes}>{text}</resumptionToken>\n".encode()


def metadata_format(one: Format) -> bytes:
    """Return a format as ListMetadataFormats has it."""
    return (
        f"<metadataFormat><metadataPrefix>{one.prefix}</metadataPrefix><schema>{one.schema}</schema>"
        f"<metadataNamespace>{one.namespace}</metadataNamespace></metadataFormat>\n"
    ).encode()


def set_(row: SetRow) -> bytes:
    """Return a set: one name for all languages, as the protocol has only one, and a description in each."""
    name = " / ".join(dict.fromkeys(label.value for label in row.labels)) or row.spec
    described = [
        *(DcStatement("title", label.value, label.lang) for label in row.labels),
        *(DcStatement("description", text.value, text.lang) for text in row.description),
    ]
    head = f"<set><setSpec>{row.spec}</setSpec><setName>{content(name)}</setName>"
    description = (b"<setDescription>\n", dc_document(described), b"\n</setDescription>") if described else ()
    return b"".join((head.encode(), *description, b"</set>\n"))


def identification(
    *, name: str, base_url: str, admin_email: str, earliest: str, domain: str, sample: str
) -> Iterable[bytes]:
    """Return the parts of Identify (§4.2), with the repository's way of making identifiers (guidelines: oai-identifier)."""
    yield (
        f"<repositoryName>{content(name)}</repositoryName>\n"
        f"<baseURL>{content(base_url)}</baseURL>\n"
        "<protocolVersion>2.0</protocolVersion>\n"
        f"<adminEmail>{content(admin_email)}</adminEmail>\n"
        f"<earliestDatestamp>{earliest}</earliestDatestamp>\n"
        "<deletedRecord>persistent</deletedRecord>\n"
        "<granularity>YYYY-MM-DDThh:mm:ssZ</granularity>\n"
        "<compression>gzip</compression>\n"
    ).encode()
    yield (
        f'<description>\n<oai-identifier xmlns="{OAI_IDENTIFIER}"'
        f' xsi:schemaLocation="{OAI_IDENTIFIER} {OAI_IDENTIFIER}.xsd">'
        f"<scheme>oai</scheme><repositoryIdentifier>{domain}</repositoryIdentifier><delimiter>:</delimiter>"
        f"<sampleIdentifier>{sample}</sampleIdentifier></oai-identifier>\n</description>\n"
    ).encode()


@lru_cache(maxsize=4096)
def _set_specs(specs: tuple[str, ...]) -> str:
    """Return the elements for a record's sets: those that are deepest, as each says which are above it (§2.6)."""
    above = {spec.rpartition(":")[0] for spec in specs}
    return "".join([f"<setSpec>{spec}</setSpec>" for spec in specs if spec not in above])


def _may_be_echoed(name: str, value: str) -> bool:
    """Tell whether the answer stays valid with this argument in it: an identifier has to be a URI."""
    return name != "identifier" or _URI.fullmatch(value) is not None
