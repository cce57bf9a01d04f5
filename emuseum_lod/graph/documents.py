"""The documents under ``/def/`` that are no vocabulary: what the service says of its own terms and of other people's.

* ``ontologies/*.ttl``: one document a file, at ``def/{name of the file}``: the application profile, statements of rights;
* ``ontologies/shapes/*.ttl``: SHACL shapes, together the document ``def/shapes``;
* the structural terms: their concepts, and the document ``def/structural``;
* ``mappings/*/provider.toml``: who the providers are (``def/providers``), and a scheme for each one's own terms.

A file writes our base IRI as ``base:`` (`BASE_PLACEHOLDER`), begins with its own address as ``@base`` and has a title there in kk, ru
and en. Blank nodes are refused: no item could own them.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from emuseum_lod.catalogue.naming import LANGUAGES
from emuseum_lod.catalogue.records import BASE_PLACEHOLDER, CatalogueRecord, Definition, Name
from emuseum_lod.errors import ConfigurationError
from emuseum_lod.graph.canonical import canonical_lines, literal
from emuseum_lod.graph.structural import (
    LICENCE,
    load_structural_terms,
    structural_concepts,
    structural_definition,
)
from emuseum_lod.namespaces import DCTERMS, FOAF, RDF, RDFS, SKOS
from emuseum_lod.resources import resource
from emuseum_lod.uris import ItemId, item_iri

PROVIDER: Final = "vocabulary"
SHAPES: Final = ItemId("def/shapes")
PROVIDERS: Final = ItemId("def/providers")

_THIS_SERVICE: Final = {
    "kk": "Осы сервистің сөздіктері",
    "ru": "Словари этого сервиса",
    "en": "This service's vocabularies",
}
_PROVIDERS_TITLE: Final = {"kk": "Деректер берушілер", "ru": "Поставщики данных", "en": "Data providers"}
_TERMS_OF: Final = {
    "kk": "«{}» деректер берушісінің терминдері",
    "ru": "Термины поставщика данных «{}»",
    "en": "Terms of the data provider “{}”",
}


def load_documents(ontologies: Path | None = None, mappings: Path | None = None) -> Iterator[CatalogueRecord]:
    """Yield the items of all documents, and the concepts of the structural terms.

    Raises ConfigurationError, with file and line where there is one, for a file that is wrong.
    """
    ontologies = ontologies or resource("ontologies")
    for path in sorted(ontologies.glob("*.ttl")):
        yield document(ItemId(f"def/{path.stem}"), [path])
    shapes = sorted((ontologies / "shapes").glob("*.ttl"))
    if shapes:
        yield document(SHAPES, shapes)
    terms = load_structural_terms(ontologies / "structural-terms.csv")
    yield from structural_concepts(terms)
    yield structural_definition(terms)
    yield from provider_documents(mappings or resource("mappings"))


def document(item: ItemId, paths: Sequence[Path]) -> Definition:
    """Return the document that some Turtle files make up together."""
    iri = item_iri(BASE_PLACEHOLDER, item)
    lines: set[str] = set()
    for path in paths:
        lines.update(_lines(path, iri))
    title = f"<{iri}> <{DCTERMS}title> "
    titles = [line.removeprefix(title) for line in sorted(lines) if line.startswith(title)]
    names = tuple(_name(text) for text in titles)
    if sorted(name.lang for name in names) != sorted(LANGUAGES):
        raise ConfigurationError(
            f"{paths[0]}:1: <> needs one dcterms:title in each of {', '.join(LANGUAGES)}, and @base <{iri}>"
        )
    return _definition(item, names, lines)


def provider_documents(mappings: Path) -> Iterator[Definition]:
    """Yield the document that names the providers, and for each provider the scheme of its own terms."""
    providers = [tomllib.loads(path.read_text("utf-8")) for path in sorted(mappings.glob("*/provider.toml"))]
    lines = _provider_lines({"id": PROVIDER, "names": _THIS_SERVICE})
    for provider in providers:
        lines += _provider_lines(provider)
    yield _definition(PROVIDERS, _names(_PROVIDERS_TITLE), lines)
    for provider in providers:
        known: Mapping[str, str] = provider["names"]
        names = {lang: _TERMS_OF[lang].format(known.get(lang, provider["id"])) for lang in LANGUAGES}
        yield _scheme(ItemId(f"def/{provider['id']}-terms"), names)


def _provider_lines(provider: Mapping[str, Any]) -> list[str]:
    subject = f"<{item_iri(BASE_PLACEHOLDER, PROVIDERS)}#{provider['id']}>"
    lines = [f"{subject} <{RDF}type> <{FOAF}Agent> ."]
    for lang, name in provider["names"].items():
        lines.append(f"{subject} <{RDFS}label> {literal(name, lang)} .")
    if provider.get("homepage"):
        lines.append(f"{subject} <{FOAF}homepage> <{provider['homepage']}> .")
    return lines


def _scheme(item: ItemId, names: Mapping[str, str]) -> Definition:
    subject = f"<{item_iri(BASE_PLACEHOLDER, item)}>"
    return _definition(item, _names(names), [f"{subject} <{RDF}type> <{SKOS}ConceptScheme> ."])


def _names(names: Mapping[str, str]) -> tuple[Name, ...]:
    return tuple(Name(value=value, lang=lang) for lang, value in names.items())


def _definition(item: ItemId, names: tuple[Name, ...], lines: Sequence[str] | set[str]) -> Definition:
    return Definition(
        id=item,
        provider=PROVIDER,
        namespace="def",
        local_id=item.removeprefix("def/"),
        metadata_rights=LICENCE,
        names=names,
        triples=tuple(sorted(lines)),
    )


def _lines(path: Path, iri: str) -> list[str]:
    try:
        return canonical_lines(path.read_bytes(), iri)
    except SyntaxError as error:
        raise ConfigurationError(f"{path}:{error.lineno}: {error.msg}") from error
    except ValueError as error:
        raise ConfigurationError(f"{path}:1: {error}") from error


def _name(text: str) -> Name:
    """Return a title from the rest of its line: ``"…"@kk .``."""
    term = next(iter(ox.parse(f"<a:a> <a:b> {text}", format=ox.RdfFormat.N_TRIPLES))).object
    if not isinstance(term, ox.Literal):
        return Name(value="")
    return Name(value=term.value, lang=term.language or "")
