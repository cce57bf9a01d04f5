"""Every set and format, walked whole over real catalogues: each list is what it says it is, and each document is valid by its schema.

The demonstration in every run, Nationalmuseum and 5,000 records of Tate in `make soak`.
"""

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import pyoxigraph as ox
import pytest
from lxml import etree
from support.oai import BASE, DOMAIN, OAI, Answer, Repository, load_validator

from emuseum_lod.config import Settings
from emuseum_lod.ledger.receipts import Sum, bucket_of, line, sum_of
from emuseum_lod.loading import load
from emuseum_lod.oaipmh.formats import FORMATS
from emuseum_lod.resources import resource

DEMONSTRATION = {"demo-regional": "regional", "demo-lido": "lido", "demo-receipt-books": "receipt-books"}
TATE_RECORDS = 5_000

Validate = Callable[[etree._Element], list[str]]


@pytest.fixture(scope="module")
def validate(shared: Path) -> Validate:
    return load_validator(shared)


def loaded(folder: Path, sources: dict[str, Path]) -> Repository:
    for provider, source in sources.items():
        load(Settings(base_uri=BASE, oai_domain=DOMAIN, data=folder), provider, [source])
    return Repository(folder, oai_page_size=100)


@pytest.mark.shared
def test_the_demonstration(tmp_path: Path, validate: Validate) -> None:
    walk_everything(
        loaded(tmp_path, {provider: resource("demo", name) for provider, name in DEMONSTRATION.items()}),
        validate,
    )


@pytest.mark.soak
@pytest.mark.shared
def test_nationalmuseum(tmp_path: Path, shared: Path, validate: Validate) -> None:
    source = shared / "data" / "lido_nationalmuseum_se"
    walk_everything(loaded(tmp_path, {"nationalmuseum-se": source}), validate)


@pytest.mark.soak
@pytest.mark.shared
def test_a_part_of_tate(tmp_path: Path, shared: Path, validate: Validate) -> None:
    source = tmp_path / "tate"
    source.mkdir()
    for file in sorted((shared / "data" / "tate").glob("*.csv")):
        with (
            file.open(encoding="utf-8", newline="") as whole,
            (source / file.name).open("w", encoding="utf-8") as part,
        ):
            part.writelines(islice(whole, TATE_RECORDS + 1))
    walk_everything(loaded(tmp_path / "data", {"tate": source}), validate)


def walk_everything(repository: Repository, validate: Validate) -> None:
    specs = [spec for part in repository.walk(verb="ListSets") for spec in part.texts("setSpec")]
    assert len(specs) == len(set(specs)) > 1
    for prefix in FORMATS:
        records = repository.walk(verb="ListRecords", metadataPrefix=prefix)
        for part in records:
            assert validate(part.root) == [], prefix
            if prefix == "rdf":
                assert all(map(_reads_as_rdf, part.root.iter(f"{OAI}metadata")))
        whole = _checked(repository, records, prefix)
        assert (
            _checked(repository, repository.walk(verb="ListIdentifiers", metadataPrefix=prefix), prefix)
            == whole
        )
        for spec in specs:
            headers = repository.walk(verb="ListIdentifiers", metadataPrefix=prefix, set=spec)
            members = _checked(repository, headers, prefix, spec)
            assert members == [
                one for one in whole if any(f"{own}:".startswith(f"{spec}:") for own in one[-1])
            ], spec
            assert all(validate(part.root) == [] for part in headers)


Header = tuple[str, str, bool, tuple[str, ...]]


def _checked(
    repository: Repository, parts: list[Answer], prefix: str, spec: str | None = None
) -> list[Header]:
    """Return the headers of a list, whose size, identifiers and receipt are right."""
    headers = [header for part in parts for header in _headers(part)]
    names = [name for name, *_ in headers]
    assert len(names) == len(set(names))
    sizes = {
        element.get("completeListSize")
        for part in parts
        for element in part.root.iter(f"{OAI}resumptionToken")
    }
    assert sizes <= {str(len(names))}
    receipt = repository.reader.oai_receipt(prefix, spec)
    counted = [Sum()] * 256
    for name, stamp, gone, _ in headers:
        bucket = bucket_of(name)
        counted[bucket] = counted[bucket].plus(sum_of(line(name, stamp, deleted=gone)))
    assert receipt is not None
    assert receipt.buckets == counted
    return headers


def _headers(part: Answer) -> Iterator[Header]:
    for header in part.root.iter(f"{OAI}header"):
        yield (
            header.findtext(f"{OAI}identifier") or "",
            header.findtext(f"{OAI}datestamp") or "",
            header.get("status") == "deleted",
            tuple(spec.text or "" for spec in header.iterfind(f"{OAI}setSpec")),
        )


def _reads_as_rdf(metadata: etree._Element) -> bool:
    alone = etree.tostring(etree.fromstring(etree.tostring(metadata[0], with_tail=False)))
    return any(True for _ in ox.parse(alone, format=ox.RdfFormat.RDF_XML))
