"""The datasets as VoID describes them: where to query, what to fetch, how many triples, how their IRIs begin (https://www.w3.org/TR/void/)."""

from typing import Final

from emuseum_lod.datasets.service import Service
from emuseum_lod.datasets.statements import TYPE, Statements, iri, labels, texts, typed
from emuseum_lod.datasets.words import load_words
from emuseum_lod.dumps.manifest import Manifest, Part
from emuseum_lod.graph import canonical
from emuseum_lod.namespaces import DCTERMS, FOAF, VOID

_W3C: Final = "http://www.w3.org/ns/formats/"
_IN_RDF: Final = {"nt": "N-Triples", "ttl": "Turtle"}
"""The formats of dumps that are RDF, with the names that W3C has for them."""


def void_lines(service: Service) -> tuple[str, ...]:
    """Return the description, as canonical lines."""
    words, manifest, said = load_words(), service.manifest(), Statements()
    document, whole = service.document("void", "ttl"), f"{service.address}#catalogue"
    said.say(document, TYPE, iri(f"{VOID}DatasetDescription"))
    said.say(document, f"{FOAF}primaryTopic", iri(whole))
    said.say(whole, TYPE, iri(f"{VOID}Dataset"))
    said.say(whole, f"{DCTERMS}title", *texts(words.whole.title))
    said.say(whole, f"{DCTERMS}description", *texts(words.whole.description))
    said.say(whole, f"{FOAF}homepage", iri(service.addresses.base))
    said.say(whole, f"{VOID}sparqlEndpoint", iri(f"{service.addresses.base}sparql"))
    said.say(whole, f"{VOID}uriSpace", canonical.literal(service.addresses.base))
    said.say(whole, f"{VOID}vocabulary", *(iri(each) for each in words.vocabularies))
    licences = service.reader.licences()
    if len(licences) == 1:
        said.say(whole, f"{DCTERMS}license", iri(licences[0]))
    for example in service.reader.browse("object", limit=1)[0]:
        said.say(whole, f"{VOID}exampleResource", iri(service.addresses.iri(example.id)))
    if manifest is not None:
        said.say(whole, f"{DCTERMS}modified", typed(manifest.made, "dateTime"))
        _figures(said, whole, manifest, manifest.whole, service)
        museums = service.museums()
        for part in manifest.parts[1:]:
            if part.museum is not None and part.museum in museums:
                subset = service.part(part)
                said.say(whole, f"{VOID}subset", iri(subset))
                said.say(subset, TYPE, iri(f"{VOID}Dataset"))
                said.say(subset, f"{DCTERMS}title", *labels(museums[part.museum].labels))
                _figures(said, subset, manifest, part, service)
    return said.lines()


def _figures(said: Statements, dataset: str, manifest: Manifest, part: Part, service: Service) -> None:
    said.say(dataset, f"{VOID}triples", typed(str(part.triples), "integer"))
    said.say(dataset, f"{VOID}feature", *(iri(f"{_W3C}{name}") for name in _IN_RDF.values()))
    for file in manifest.files_of(part):
        if file.format in _IN_RDF:
            said.say(dataset, f"{VOID}dataDump", iri(service.file(manifest, file)))
