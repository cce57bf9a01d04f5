"""Four harvesters that others wrote take the whole demonstration catalogue, in every format, from the service as it is run.

sickle and oaipmh-scythe (Python), HTTP::OAI and Catmandu (Perl; Debian's libhttp-oai-perl and libcatmandu-oai-perl).
"""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from oaipmh_scythe import Scythe
from sickle import Sickle
from support.service import load_demonstration, served

from emuseum_lod.ledger.database import Ledger
from emuseum_lod.oaipmh.formats import FORMATS
from emuseum_lod.uris import oai_identifier

PROVIDERS: Final = ("demo-lido", "demo-regional", "demo-receipt-books")

HTTP_OAI: Final = """
use HTTP::OAI;
my ($url, $prefix) = @ARGV;
my $harvester = HTTP::OAI::Harvester->new(baseURL => $url);
my $answer = $harvester->ListRecords(
    metadataPrefix => $prefix,
    onRecord => sub {
        my $record = shift;
        die "no metadata\n" if !$record->is_deleted && !$record->metadata->dom->toString;
        print $record->identifier, "\t", $record->is_deleted ? 1 : 0, "\n";
    },
);
die $answer->message unless $answer->is_success;
"""


class Catalogue:
    """The address of the repository, and what it has: by format, each identifier and whether it is deleted."""

    def __init__(self, url: str, data: Path) -> None:
        self.url = url
        with Ledger.open(data) as ledger:
            reader = ledger.reader()
            last = reader.latest_commit()
            assert last is not None
            self.held = {
                prefix: {
                    oai_identifier(reader.oai_domain, row.item_id): row.deleted
                    for row in reader.oai_page(
                        prefix, None, 0, last[0], None, limit=10_000, with_payload=False
                    ).rows
                }
                for prefix in FORMATS
            }


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    """All that the demonstration has."""
    data = tmp_path_factory.mktemp("harvested")
    load_demonstration(data, *PROVIDERS)
    with served(data, {"EMUSEUM_OAI_PAGE_SIZE": "37"}) as service:
        yield Catalogue(f"http://127.0.0.1:{service.port}/oai", data)


def test_there_is_something_to_harvest(catalogue: Catalogue) -> None:
    assert len(catalogue.held["oai_dc"]) >= 150
    assert all(len(held) >= 100 for held in catalogue.held.values())


@pytest.mark.parametrize("prefix", FORMATS)
def test_sickle(catalogue: Catalogue, prefix: str) -> None:
    records = Sickle(catalogue.url, timeout=60).ListRecords(metadataPrefix=prefix)
    found = [(record.header.identifier, record.deleted) for record in records]
    assert len(found) == len(catalogue.held[prefix])
    assert dict(found) == catalogue.held[prefix]


@pytest.mark.parametrize("prefix", FORMATS)
def test_scythe(catalogue: Catalogue, prefix: str) -> None:
    with Scythe(catalogue.url) as scythe:
        found = [
            (record.header.identifier, record.header.deleted)
            for record in scythe.list_records(metadata_prefix=prefix)
        ]
    assert len(found) == len(catalogue.held[prefix])
    assert dict(found) == catalogue.held[prefix]


@pytest.mark.parametrize("prefix", FORMATS)
def test_http_oai(catalogue: Catalogue, prefix: str, tmp_path: Path) -> None:
    script = tmp_path / "harvest.pl"
    script.write_text(HTTP_OAI, "utf-8")
    probe = subprocess.run(["perl", "-MHTTP::OAI", "-e", "1"], check=False, capture_output=True)
    if probe.returncode:
        pytest.skip("Perl's HTTP::OAI is not installed (Debian: libhttp-oai-perl)")
    done = subprocess.run(
        ["perl", script, catalogue.url, prefix], check=False, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    found = [line.split("\t") for line in done.stdout.splitlines()]
    assert len(found) == len(catalogue.held[prefix])
    assert {name: gone == "1" for name, gone in found} == catalogue.held[prefix]


@pytest.mark.parametrize("prefix", FORMATS)
def test_catmandu(catalogue: Catalogue, prefix: str) -> None:
    if shutil.which("catmandu") is None:
        pytest.skip("Catmandu is not installed (Debian: libcatmandu-oai-perl)")
    command = ["catmandu", "convert", "OAI", "--url", catalogue.url, "--metadataPrefix", prefix]
    command += ["--handler", "raw", "to", "JSON", "--line_delimited", "1"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(found) == len(catalogue.held[prefix])
    assert {one["_identifier"]: one.get("_status") == "deleted" for one in found} == catalogue.held[prefix]
