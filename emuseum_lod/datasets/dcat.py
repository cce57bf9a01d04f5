"""The catalogue of datasets as DCAT-AP 3.0.1 has it: the whole and each museum as a dataset, each file of the dumps as a distribution, services.

What the shapes want classes for (a media type, a licence, a theme) has its class said here, as the profile's own validator has no list of them.
"""

from typing import Final

from emuseum_lod.datasets.service import Museum, Service
from emuseum_lod.datasets.statements import TYPE, Statements, iri, labels, texts, typed
from emuseum_lod.datasets.words import DatasetWords, load_words
from emuseum_lod.dumps.contents import FORMATS
from emuseum_lod.dumps.files import COMPRESSIONS
from emuseum_lod.dumps.manifest import DumpFile, Manifest, Part
from emuseum_lod.graph import canonical
from emuseum_lod.namespaces import DCAT, DCTERMS, FOAF, SKOS, SPDX, VCARD
from emuseum_lod.uris import ItemId

_MEDIA_TYPE: Final = "http://www.iana.org/assignments/media-types/"
_SHA_256: Final = f"{SPDX}checksumAlgorithm_sha256"
_FILE_TYPE: Final = "http://publications.europa.eu/resource/authority/file-type/"
_FILE_TYPES: Final = {"nt": "RDF_N_TRIPLES", "ttl": "RDF_TURTLE", "jsonl": "JSON_LD", "csv": "CSV"}


def catalogue_lines(service: Service) -> tuple[str, ...]:
    """Return the description of everything that can be had, as canonical lines."""
    return _Description(service).lines()


class _Description:
    def __init__(self, service: Service) -> None:
        self._service = service
        self._words: DatasetWords = load_words()
        self._said = Statements()
        self._manifest = service.manifest()
        self._museums = service.museums()
        self._publisher = f"{service.address}#publisher"
        self._contact = f"{service.address}#contact"
        self._licences = service.reader.licences()

    def lines(self) -> tuple[str, ...]:
        catalogue, service, say = (
            f"{self._service.address}#catalogue-of-datasets",
            self._service,
            self._said.say,
        )
        say(catalogue, TYPE, iri(f"{DCAT}Catalog"))
        say(catalogue, f"{DCTERMS}title", canonical.literal(service.name))
        say(catalogue, f"{DCTERMS}description", *texts(self._words.whole.description))
        self._said.refer(catalogue, f"{FOAF}homepage", service.address, f"{FOAF}Document")
        self._said.refer(catalogue, f"{DCAT}themeTaxonomy", self._words.themes.iri, f"{SKOS}ConceptScheme")
        say(self._words.themes.iri, f"{DCTERMS}title", *texts(self._words.themes.label))
        say(self._words.theme.iri, f"{SKOS}prefLabel", *texts(self._words.theme.label))
        say(self._words.theme.iri, f"{SKOS}inScheme", iri(self._words.themes.iri))
        self._common(catalogue)
        if self._licences:
            self._licence(catalogue, self._licences)
        if earliest := service.reader.earliest_datestamp():
            say(catalogue, f"{DCTERMS}issued", typed(earliest, "dateTime"))
        if latest := service.reader.latest_commit():
            say(catalogue, f"{DCTERMS}modified", typed(latest[1], "dateTime"))
        self._publishing()
        whole = self._whole(catalogue)
        for item, museum in self._museums.items():
            self._museum(catalogue, item, museum, whole)
        self._services(catalogue, whole)
        return self._said.lines()

    def _publishing(self) -> None:
        say = self._said.say
        say(self._publisher, TYPE, iri(f"{FOAF}Agent"))
        say(self._publisher, f"{FOAF}name", canonical.literal(self._service.name))
        say(self._contact, TYPE, iri(f"{VCARD}Kind"))
        say(self._contact, f"{VCARD}fn", canonical.literal(self._service.name))
        say(self._contact, f"{VCARD}hasEmail", iri(f"mailto:{self._service.email}"))

    def _common(self, subject: str) -> None:
        """Say what is the same of the catalogue and of every dataset."""
        self._said.say(subject, f"{DCTERMS}publisher", iri(self._publisher))
        self._said.refer(subject, f"{DCTERMS}spatial", self._words.spatial, f"{DCTERMS}Location")
        for language in self._words.languages:
            self._said.refer(subject, f"{DCTERMS}language", language, f"{DCTERMS}LinguisticSystem")

    def _dataset(self, catalogue: str, dataset: str, part: Part | None) -> None:
        say = self._said.say
        say(catalogue, f"{DCAT}dataset", iri(dataset))
        say(dataset, TYPE, iri(f"{DCAT}Dataset"))
        say(dataset, f"{DCTERMS}identifier", canonical.literal(dataset))
        say(dataset, f"{DCAT}contactPoint", iri(self._contact))
        self._common(dataset)
        self._said.refer(dataset, f"{DCAT}theme", self._words.theme.iri, f"{SKOS}Concept")
        self._said.refer(
            dataset, f"{DCTERMS}accrualPeriodicity", self._words.frequency, f"{DCTERMS}Frequency"
        )
        for lang, words in self._words.keywords.items():
            say(dataset, f"{DCAT}keyword", *(canonical.literal(word, lang) for word in words))
        if self._manifest is not None and part is not None:
            say(dataset, f"{DCTERMS}modified", typed(self._manifest.made, "dateTime"))
            for file in self._manifest.files_of(part):
                self._distribution(dataset, file, self._manifest)

    def _whole(self, catalogue: str) -> str:
        dataset = f"{self._service.address}#catalogue"
        self._dataset(catalogue, dataset, self._manifest.whole if self._manifest else None)
        self._said.say(dataset, f"{DCTERMS}title", *texts(self._words.whole.title))
        self._said.say(dataset, f"{DCTERMS}description", *texts(self._words.whole.description))
        self._said.refer(dataset, f"{DCAT}landingPage", self._service.address, f"{FOAF}Document")
        return dataset

    def _museum(self, catalogue: str, item: ItemId, museum: Museum, whole: str) -> None:
        parts = self._manifest.parts if self._manifest else ()
        part = next((each for each in parts if each.museum == item), None)
        if part is None:
            return  # it came after the last dump
        dataset = self._service.part(part)
        self._dataset(catalogue, dataset, part)
        self._said.say(dataset, f"{DCTERMS}title", *labels(museum.labels))
        self._said.say(dataset, f"{DCTERMS}description", *texts(self._words.museum.description))
        self._said.say(dataset, f"{DCTERMS}isPartOf", iri(whole))
        page = self._service.addresses.absolute(self._service.addresses.page(item))
        self._said.refer(dataset, f"{DCAT}landingPage", page, f"{FOAF}Document")

    def _distribution(self, dataset: str, file: DumpFile, manifest: Manifest) -> None:
        say, refer = self._said.say, self._said.refer
        distribution = f"{self._service.address}#{file.name}"
        address = self._service.file(manifest, file)
        say(dataset, f"{DCAT}distribution", iri(distribution))
        say(distribution, TYPE, iri(f"{DCAT}Distribution"))
        say(distribution, f"{DCTERMS}title", canonical.literal(file.name))
        say(distribution, f"{DCTERMS}description", *texts(self._words.formats[file.format]))
        say(distribution, f"{DCAT}accessURL", iri(address))
        say(distribution, f"{DCAT}downloadURL", iri(address))
        say(distribution, f"{DCAT}byteSize", typed(str(file.bytes), "nonNegativeInteger"))
        media, compressed = FORMATS[file.format].media_type, COMPRESSIONS[file.compression].media_type
        refer(distribution, f"{DCAT}mediaType", f"{_MEDIA_TYPE}{media}", f"{DCTERMS}MediaType")
        refer(distribution, f"{DCAT}compressFormat", f"{_MEDIA_TYPE}{compressed}", f"{DCTERMS}MediaType")
        refer(distribution, f"{DCTERMS}format", _FILE_TYPE + _FILE_TYPES[file.format], f"{DCTERMS}MediaTypeOrExtent")  # fmt: skip
        self._licence(distribution, self._licences)
        checksum = f"{distribution}-checksum"
        say(distribution, f"{SPDX}checksum", iri(checksum))
        say(checksum, TYPE, iri(f"{SPDX}Checksum"))
        refer(checksum, f"{SPDX}algorithm", _SHA_256, f"{SPDX}ChecksumAlgorithm")
        say(checksum, f"{SPDX}checksumValue", typed(file.sha256, "hexBinary"))

    def _licence(self, subject: str, licences: list[str]) -> None:
        """Say the licence of the descriptions, where they have one; where they have several, each names its own."""
        if len(licences) == 1:
            self._said.refer(subject, f"{DCTERMS}license", licences[0], f"{DCTERMS}LicenseDocument")

    def _services(self, catalogue: str, whole: str) -> None:
        base, say = self._service.addresses.base, self._said.say
        for name, endpoint, description in (
            ("sparql", f"{base}sparql", f"{base}sparql"),
            ("oai", f"{base}oai", f"{base}oai?verb=Identify"),
            ("api", f"{base}api/", f"{base}api/openapi.json"),
            ("ldes", f"{base}changes/ldes.ttl", f"{base}changes/ldes.ttl"),
        ):
            service = f"{self._service.address}#{name}"
            say(catalogue, f"{DCAT}service", iri(service))
            say(service, TYPE, iri(f"{DCAT}DataService"))
            say(service, f"{DCTERMS}title", *texts(self._words.services[name]))
            say(service, f"{DCAT}endpointURL", iri(endpoint))
            say(service, f"{DCAT}endpointDescription", iri(description))
            say(service, f"{DCAT}servesDataset", iri(whole))
            say(service, f"{DCAT}contactPoint", iri(self._contact))
            say(service, f"{DCTERMS}publisher", iri(self._publisher))
