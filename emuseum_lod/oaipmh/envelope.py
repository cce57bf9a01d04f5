"""The XML of answers, written as bytes (§3.2): a record's document was made at load and is copied into its place."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from emuseum_lod.ledger.rows import OaiRow, SetRow
from emuseum_lod.namespaces import (
    OAI,
    OAI_BRANDING,
    OAI_FRIENDS,
    OAI_IDENTIFIER,
    OAI_PROVENANCE,
    OAI_RIGHTS,
    XSI,
)
from emuseum_lod.oaipmh.formats import Format
from emuseum_lod.oaipmh.request import Problem, Verb
from emuseum_lod.provenance import OriginDescription, decode_origins
from emuseum_lod.uris import oai_identifier
from emuseum_lod.views.dublin_core import DcStatement, dc_document
from emuseum_lod.views.xml_text import attribute, content

_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    f'<OAI-PMH xmlns="{OAI}" xmlns:xsi="{XSI}" xsi:schemaLocation="{OAI} {OAI}OAI-PMH.xsd">\n'
)
_TAIL: Final = b"</OAI-PMH>\n"
_RIGHTS_SCHEMA: Final = f"{OAI}rights.xsd"
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
    """Return a record: its header and, unless it is deleted, its document and what is said about that."""
    if row.payload is None:
        return b"<record>" + header(domain, row) + b"</record>\n"
    return b"".join(
        (
            b"<record>",
            header(domain, row),
            b"<metadata>\n",
            row.payload,
            b"\n</metadata>",
            _about(row.licence),
            _came_from(row.origins),
            b"</record>\n",
        )
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
    *, name: str, base_url: str, admin_email: str, earliest: str, descriptions: Iterable[bytes]
) -> Iterable[bytes]:
    """Return the parts of Identify (§4.2)."""
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
    for one in descriptions:
        yield b"".join((b"<description>\n", one, b"\n</description>\n"))


def identifiers(domain: str, sample: str) -> bytes:
    """Return how the repository makes identifiers (guidelines: oai-identifier)."""
    return _container(
        "oai-identifier",
        OAI_IDENTIFIER,
        f"{OAI_IDENTIFIER}.xsd",
        f"<scheme>oai</scheme><repositoryIdentifier>{domain}</repositoryIdentifier><delimiter>:</delimiter>"
        f"<sampleIdentifier>{sample}</sampleIdentifier>",
    )


def rights_manifest(licences: Iterable[str]) -> bytes:
    """Return under which licences the records of the repository are (guidelines: rights)."""
    said = "".join(f"<rights>{_rights_reference(uri)}</rights>" for uri in licences)
    applies = f' appliesTo="{OAI}entity#metadata"'
    return _container("rightsManifest", OAI_RIGHTS, _RIGHTS_SCHEMA, said, applies)


def friends(base_urls: Iterable[str]) -> bytes:
    """Return other repositories (guidelines: friends)."""
    said = "".join(f"<baseURL>{content(url)}</baseURL>" for url in base_urls)
    return _container("friends", OAI_FRIENDS, f"{OAI}friends.xsd", said)


def branding(icon: str, link: str, title: str) -> bytes:
    """Return the picture by which the repository may be shown (guidelines: branding)."""
    said = (
        f"<collectionIcon><url>{content(icon)}</url><link>{content(link)}</link>"
        f"<title>{content(title)}</title></collectionIcon>"
    )
    return _container("branding", OAI_BRANDING, f"{OAI}branding.xsd", said)


@lru_cache(maxsize=256)
def _about(licence: str) -> bytes:
    """Return the licence of a description as a container of its record (guidelines: rights); nothing where there is none."""
    if not licence:
        return b""
    said = _container("rights", OAI_RIGHTS, _RIGHTS_SCHEMA, _rights_reference(licence))
    return b"<about>\n" + said + b"\n</about>"


def _came_from(origins: bytes | None) -> bytes:
    """Return where a description was harvested as a container of its record (guidelines: provenance); nothing for one of our own."""
    if origins is None:
        return b""
    said = ""
    for origin in reversed(decode_origins(origins)):
        said = _origin_description(origin, said)
    element = _container("provenance", OAI_PROVENANCE, f"{OAI_PROVENANCE}.xsd", said)
    return b"<about>\n" + element + b"\n</about>"


def _origin_description(origin: OriginDescription, before: str) -> str:
    return (
        f'<originDescription harvestDate="{origin.harvested}" altered="{str(origin.altered).lower()}">'
        f"<baseURL>{content(origin.url)}</baseURL><identifier>{content(origin.identifier)}</identifier>"
        f"<datestamp>{origin.datestamp}</datestamp>"
        f"<metadataNamespace>{content(origin.namespace)}</metadataNamespace>{before}</originDescription>"
    )


def _rights_reference(uri: str) -> str:
    return f'<rightsReference ref="{attribute(uri)}"/>'


def _container(name: str, namespace: str, schema: str, said: str, attributes: str = "") -> bytes:
    """Return an element of a namespace of its own, declared on it: validators read the attribute as it stands."""
    head = f'<{name} xmlns="{namespace}" xmlns:xsi="{XSI}" xsi:schemaLocation="{namespace} {schema}"{attributes}>'
    return f"{head}{said}</{name}>".encode()


@lru_cache(maxsize=4096)
def _set_specs(specs: tuple[str, ...]) -> str:
    """Return the elements for a record's sets: those that are deepest, as each says which are above it (§2.6)."""
    above = {spec.rpartition(":")[0] for spec in specs}
    return "".join([f"<setSpec>{spec}</setSpec>" for spec in specs if spec not in above])


def _may_be_echoed(name: str, value: str) -> bool:
    """Tell whether the answer stays valid with this argument in it: an identifier has to be a URI."""
    return name != "identifier" or _URI.fullmatch(value) is not None
