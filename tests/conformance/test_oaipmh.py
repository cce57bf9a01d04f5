"""Holds the repository against OAI-PMH 2.0, point by point, and against its schemas and two harvesters that others wrote.

Sections are those of https://www.openarchives.org/OAI/openarchivesprotocol.html.
"""

import gzip
import random
import re
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Final
from urllib.parse import quote_from_bytes, urlencode

import pyoxigraph as ox
import pytest
import requests
from flask import Flask
from lxml import etree
from msgspec.structs import replace
from oaipmh_scythe import Scythe
from sickle import Sickle
from sickle.oaiexceptions import NoRecordsMatch
from support.oai import (
    BASE,
    DOMAIN,
    MONDAY,
    OAI,
    TUESDAY,
    Repository,
    at,
    identifier,
    load_validator,
    thing,
    things,
    two_museums,
)
from werkzeug.serving import make_server

from emuseum_lod.graph.patterns import load_patterns
from emuseum_lod.oaipmh.blueprint import blueprint
from emuseum_lod.oaipmh.formats import FORMATS
from emuseum_lod.uris import oai_identifier

DC = "{http://www.openarchives.org/OAI/2.0/oai_dc/}dc"
SCHEMA_LOCATION = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
LIVE, GONE = identifier(7), identifier(0)

Validate = Callable[[etree._Element], list[str]]


SETS = [
    *("museum", "museum:abai", "museum:aral", "rights", "rights:closed"),
    *("tier", "tier:content", "tier:content:0", "tier:metadata", "tier:metadata:A"),
]
"""All sets of the repository: objects without pictures, which Europeana would not show."""


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    return two_museums(tmp_path_factory.mktemp("ledger"))


@pytest.fixture(scope="module")
def validate(shared: Path) -> Validate:
    return load_validator(shared)


REFUSALS: Final = {
    "badArgument",
    "badResumptionToken",
    "badVerb",
    "cannotDisseminateFormat",
    "idDoesNotExist",
    "noRecordsMatch",
}
LIST = "verb=ListRecords&metadataPrefix=oai_dc"


# --- what is answered --------------------------------------------------------------------------------------------------------

ANSWERED: Final = [
    {"verb": "Identify"},
    {"verb": "ListMetadataFormats"},
    {"verb": "ListMetadataFormats", "identifier": LIVE},
    {"verb": "ListSets"},
    {"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": LIVE},
    {"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": GONE},
    {"verb": "GetRecord", "metadataPrefix": "rdf", "identifier": LIVE},
    {"verb": "GetRecord", "metadataPrefix": "rdf", "identifier": GONE},
    {"verb": "ListIdentifiers", "metadataPrefix": "oai_dc"},
    {"verb": "ListRecords", "metadataPrefix": "oai_dc"},
    {"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": "museum:abai", "from": "2024-02-29"},
    {"verb": "ListRecords", "metadataPrefix": "oai_dc", "until": "2024-02-29T08:00:00Z"},
]


@pytest.mark.parametrize("arguments", ANSWERED, ids=lambda arguments: " ".join(arguments.values()))
def test_the_envelope_is_that_of_the_specification(repository: Repository, arguments: dict[str, str]) -> None:
    """§3.2: the declaration, the root with its schema, the date, the request with the arguments as they were sent."""
    answer = repository.ask(urlencode(arguments))
    assert isinstance(answer.reply.body, bytes)
    assert answer.reply.body.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<OAI-PMH xmlns="')
    assert answer.reply.header("content-type") == "text/xml; charset=UTF-8"
    assert answer.root.get(SCHEMA_LOCATION) == (
        "http://www.openarchives.org/OAI/2.0/ http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd"
    )
    assert [child.tag for child in answer.root] == [
        f"{OAI}responseDate",
        f"{OAI}request",
        f"{OAI}{arguments['verb']}",
    ]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", answer.texts("responseDate")[0])
    assert answer.texts("request") == [f"{BASE}oai"]
    assert dict(answer.one("request").attrib) == arguments


def test_the_sample_identifier_is_one_that_exists(repository: Repository) -> None:
    """Guidelines for oai-identifier."""
    sample = repository.say(verb="Identify").one("description")[0][-1].text or ""
    assert not repository.say(verb="GetRecord", metadataPrefix="oai_dc", identifier=sample).errors


def test_sets_are_named_and_described_in_every_language_they_have(repository: Repository) -> None:
    """§4.6, and every set of a header is in the list (§2.6), as is every set above it."""
    answer = repository.say(verb="ListSets")
    specs = answer.texts("setSpec")
    assert specs == SETS
    names = dict(zip(specs, answer.texts("setName"), strict=True))
    assert names["museum:abai"] == "Музей «abai» / abai <museum> & co"
    assert names["museum"] == "Музейлер бойынша / По музеям / By museum"
    described = answer.root.findall(f".//{OAI}setDescription/{DC}")
    languages = [
        [element.get("{http://www.w3.org/XML/1998/namespace}lang") for element in one] for one in described
    ]
    three = ["kk", "ru", "en"]
    assert languages == [
        three + three,
        ["ru", "en", *three],
        ["ru", "en", *three],
        *[three + three] * (len(SETS) - 3),
    ]
    records = repository.walk(verb="ListIdentifiers", metadataPrefix="oai_dc")
    assert {spec for part in records for spec in part.texts("setSpec")} <= set(answer.texts("setSpec"))


def test_the_list_of_sets_comes_in_parts_like_any_other(repository: Repository) -> None:
    """§4.6 and §3.5: each set once, in an order that stays; the token says where it is."""
    small = repository.with_settings(oai_page_size=2)
    parts = small.walk(verb="ListSets")
    assert [len(part.texts("setSpec")) for part in parts] == [2] * (len(SETS) // 2)
    whole = repository.say(verb="ListSets")
    assert [spec for part in parts for spec in part.texts("setSpec")] == whole.texts("setSpec")
    assert whole.token is None
    tokens = [part.one("resumptionToken") for part in parts]
    assert [(token.get("cursor"), token.get("completeListSize")) for token in tokens] == [
        (str(cursor), str(len(SETS))) for cursor in range(0, len(SETS), 2)
    ]
    assert [bool(part.token) for part in parts] == [True] * (len(parts) - 1) + [False]
    stranger = small.say(verb="ListRecords", resumptionToken=parts[0].token or "")
    assert stranger.errors == ["badResumptionToken"]


def test_a_set_has_what_is_in_the_sets_below_it(repository: Repository) -> None:
    """§2.6: whoever harvests `museum` has harvested every `museum:…`; headers name the deepest sets, which say the rest."""

    def harvested(spec: str) -> list[str]:
        parts = repository.walk(verb="ListIdentifiers", metadataPrefix="oai_dc", set=spec)
        return [name for part in parts for name in part.identifiers]

    whole = [harvested("museum:abai"), harvested("museum:aral")]
    assert sorted(harvested("museum")) == sorted(whole[0] + whole[1])
    assert all(whole)
    header = repository.say(verb="GetRecord", metadataPrefix="oai_dc", identifier=LIVE)
    assert header.texts("setSpec") == ["museum:abai", "rights:closed", "tier:content:0", "tier:metadata:A"]


def test_formats(repository: Repository) -> None:
    """§3.4 and §4.4: what is declared is what records carry; a deleted item keeps the formats it had."""
    for answer in (
        repository.say(verb="ListMetadataFormats"),
        repository.say(verb="ListMetadataFormats", identifier=GONE),
    ):
        declared = [[child.text or "" for child in one] for one in answer.root.iter(f"{OAI}metadataFormat")]
        assert sorted(prefix for prefix, *_ in declared) == sorted(FORMATS)
        for prefix, schema, namespace in declared:
            (record,) = repository.say(verb="GetRecord", metadataPrefix=prefix, identifier=LIVE).one(
                "metadata"
            )
            # An EDM record is RDF/XML, of which EDM is one of the vocabularies.
            assert namespace in record.nsmap.values()
            assert prefix == "edm" or etree.QName(record).namespace == namespace
            # RDF/XML allows no such attribute at its root.
            expected = None if prefix in {"rdf", "edm"} else f"{namespace} {schema}"
            assert record.get(SCHEMA_LOCATION) == expected


def test_rdf_is_the_description_of_the_item_and_reads_as_rdf(repository: Repository) -> None:
    """Alone, taken out of its answer, as a harvester keeps it; and what the linked data says of the item."""
    (record,) = repository.say(verb="GetRecord", metadataPrefix="rdf", identifier=LIVE).one("metadata")
    alone = etree.tostring(etree.fromstring(etree.tostring(record, with_tail=False)))
    said = {str(quad.triple) for quad in ox.parse(alone, format=ox.RdfFormat.RDF_XML)}
    expected = load_patterns().triples(thing(7), BASE)
    assert said == {str(quad.triple) for quad in ox.parse("\n".join(expected), format=ox.RdfFormat.N_TRIPLES)}


def test_the_names_of_a_museum_that_changes_reach_the_harvesters_of_its_records(tmp_path: Path) -> None:
    """A record's datestamp moves with what it says (§2.7): here, the publisher."""
    repository = Repository(tmp_path)
    repository.load(MONDAY, [thing(1)], codes=())
    repository.load(TUESDAY, [thing(1)], codes=("abai",))
    answer = repository.say(verb="ListRecords", metadataPrefix="oai_dc", from_=TUESDAY)
    assert answer.identifiers == [identifier(1)]
    assert "Музей «abai»" in "".join(answer.one("metadata").itertext())


# --- schemas, and any bytes at all -----------------------------------------------------------------------------------------


@pytest.mark.shared
@pytest.mark.parametrize("arguments", ANSWERED, ids=lambda arguments: " ".join(arguments.values()))
def test_answers_are_valid(repository: Repository, validate: Validate, arguments: dict[str, str]) -> None:
    assert validate(repository.ask(urlencode(arguments)).root) == []


@pytest.mark.shared
def test_every_part_of_a_list_is_valid(repository: Repository, validate: Validate) -> None:
    for verb, prefix in product(("ListRecords", "ListIdentifiers"), FORMATS):
        parts = repository.walk(verb=verb, metadataPrefix=prefix)
        assert [validate(part.root) for part in parts] == [[], [], []]


def _hostile_queries(many: int = 6_000) -> Iterator[bytes]:
    """Yield queries, the same every time: a third plain noise, and honest requests of which something went wrong."""
    dice = random.Random(26)  # dice for a test, no secret
    honest = [
        *ANSWERED,
        {"verb": "ListRecords", "resumptionToken": "x"},
        {"verb": "ListSets", "set": "a:b"},
        {"verb": "ListRecords", "metadataPrefix": "rdf", "set": "museum:atlantis"},
    ]
    strange = [
        b"",
        b"%00",
        b"%1A",
        b"%ef%bf%be",
        b"%ed%a0%80",
        b"%",
        b"oai:a:%",
        b"a:b:[",
        b"%3c!%5bCDATA%5b",
    ]
    strange += [
        "қ \U0001f5ff".encode(),
        b"x" * 2_000,
        b"%22%20on=%27",
        b"+",
        b"0001-01-01",
        b"]]>",
        b"%0d%0a",
    ]
    for _ in range(many // 3):
        yield dice.randbytes(dice.randrange(60))
    for _ in range(many - many // 3):
        pairs = [[name.encode(), value.encode()] for name, value in dice.choice(honest).items()]
        for _ in range(dice.randrange(3)):
            part = dice.choice(pairs)
            noise = dice.choice([*strange, quote_from_bytes(dice.randbytes(3)).encode()])
            where = dice.random() < 0.9
            part[where] = noise if dice.random() < 0.5 else part[where] + noise
        if dice.random() < 0.1:
            pairs.append(dice.choice(pairs))
        yield b"&".join(b"=".join(pair) for pair in pairs)


def test_any_bytes_get_an_answer(repository: Repository) -> None:
    """The answer is whole, well formed and says what was wrong; `ask` sees to the first two."""
    form = {"content-type": "application/x-www-form-urlencoded"}
    codes: Counter[str] = Counter()
    for position, query in enumerate(_hostile_queries()):
        answer = (
            repository.ask(query) if position % 3 else repository.ask(method="POST", headers=form, body=query)
        )
        codes.update(set(answer.errors) or {"answered"})
        assert len(answer.root) >= 3
    assert set(codes) == {*REFUSALS, "answered"}
    assert min(codes.values()) >= 10, "each refusal is met, and not only the first"


@pytest.mark.shared
def test_answers_to_any_bytes_are_valid(repository: Repository, validate: Validate) -> None:
    for query in _hostile_queries():
        assert validate(repository.ask(query).root) == [], query


@pytest.mark.soak
@pytest.mark.shared
def test_answers_to_many_more_bytes_are_valid(repository: Repository, validate: Validate) -> None:
    """100,000 of them, by GET and POST in turn."""
    form = {"content-type": "application/x-www-form-urlencoded"}
    for position, query in enumerate(_hostile_queries(100_000)):
        answer = (
            repository.ask(query) if position % 2 else repository.ask(method="POST", headers=form, body=query)
        )
        assert validate(answer.root) == [], query


# --- what no single request shows ------------------------------------------------------------------------------------------


def test_a_load_that_becomes_visible_meanwhile_is_found_by_the_next_harvest(tmp_path: Path) -> None:
    """§3.2: a harvester's next `from` is a responseDate. A load that is seen before it has its final datestamp gets one that lies earlier than now."""
    repository = Repository(tmp_path)
    repository.load(MONDAY, things(range(3)))
    repository.load(TUESDAY, things(range(3), title="Сырға"), sealed=False)
    with at("2026-03-03T08:00:09Z"):
        seen = repository.say(verb="ListRecords", metadataPrefix="oai_dc")
    assert seen.texts("datestamp") == [TUESDAY] * 3
    repository.seal("2026-03-03T08:00:05Z")
    with at("2026-03-04T08:00:00Z"):
        following = repository.say(
            verb="ListRecords", metadataPrefix="oai_dc", from_=seen.texts("responseDate")[0]
        )
    assert len(following.texts("identifier")) == 3


def test_a_format_that_an_item_never_had_and_one_that_it_lost(tmp_path: Path) -> None:
    """§4.1 and §2.5.1: what has no rights has no EDM, which is an error; what had one is deleted from that format alone."""
    repository = Repository(tmp_path)
    repository.load(MONDAY, [thing(0), replace(thing(1), rights="")])
    repository.load(TUESDAY, [replace(thing(0), rights=""), replace(thing(1), rights="")])
    never = repository.say(verb="GetRecord", metadataPrefix="edm", identifier=identifier(1))
    lost = repository.say(verb="GetRecord", metadataPrefix="edm", identifier=identifier(0))
    stays = repository.say(verb="GetRecord", metadataPrefix="oai_dc", identifier=identifier(0))
    assert never.errors == ["cannotDisseminateFormat"]
    assert (lost.one("header").get("status"), lost.texts("datestamp")) == ("deleted", [TUESDAY])
    assert (stays.one("header").get("status"), stays.texts("datestamp")) == (None, [TUESDAY])


def test_a_record_that_moves_to_another_set_is_dated_anew(tmp_path: Path) -> None:
    """§2.6: the set that it left stays in the list, and has it no more."""
    repository = Repository(tmp_path)
    repository.load(MONDAY, things(range(2)))
    free = [
        replace(thing(number), rights="http://creativecommons.org/publicdomain/zero/1.0/")
        for number in range(2)
    ]
    repository.load(TUESDAY, free)
    assert "rights:closed" in repository.say(verb="ListSets").texts("setSpec")
    assert repository.say(verb="ListIdentifiers", metadataPrefix="oai_dc", set_="rights:closed").errors == [
        "noRecordsMatch"
    ]
    moved = repository.say(verb="ListIdentifiers", metadataPrefix="oai_dc", set_="rights:open", from_=TUESDAY)
    assert len(moved.texts("identifier")) == 2


@pytest.mark.parametrize("prefix", FORMATS)
def test_a_document_stands_without_its_answer(repository: Repository, prefix: str) -> None:
    """§3.4: harvesters cut it out as it is; every namespace that it needs is declared on it."""
    answer = repository.say(verb="GetRecord", metadataPrefix=prefix, identifier=LIVE)
    assert isinstance(answer.reply.body, bytes)
    cut = answer.reply.body.partition(b"<metadata>")[2].partition(b"</metadata>")[0]
    inside = answer.one("metadata")[0]
    assert etree.canonicalize(cut.decode()) == etree.canonicalize(etree.tostring(inside, encoding="unicode"))


def test_characters_that_xml_forbids_reach_nobody(tmp_path: Path) -> None:
    """XML 1.0 §2.2; `ask` parses what comes."""
    repository = Repository(tmp_path)
    repository.load(MONDAY, [thing(0, title="Ал\x00\x0b\x1f\ufffeқа ]]> <b>")])
    for prefix in FORMATS:
        answer = repository.say(verb="GetRecord", metadataPrefix=prefix, identifier=identifier(0))
        assert not answer.errors
        assert "қа ]]> <b>" in "".join(answer.root.itertext())


def test_a_list_that_just_fits_has_no_token(tmp_path: Path) -> None:
    """§3.5."""
    repository = Repository(tmp_path, oai_page_size=10)
    repository.load(MONDAY, things(range(10)))
    answer = repository.ask(LIST)
    assert len(answer.texts("identifier")) == 10
    assert answer.token is None


# --- over HTTP ---------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def address(repository: Repository) -> Iterator[str]:
    """The address of the repository on a real server."""
    app = Flask(__name__)
    app.register_blueprint(blueprint(repository.reader, repository.settings, str))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/oai"
    server.shutdown()
    thread.join()
    server.server_close()


def _expected(repository: Repository) -> dict[str, bool]:
    """Return every identifier of the ledger with whether it is deleted."""
    page = repository.reader.oai_page("oai_dc", None, 1, 2, None, limit=1_000, with_payload=False)
    return {oai_identifier(DOMAIN, row.item_id): row.deleted for row in page.rows}


def test_sickle_harvests_everything(repository: Repository, address: str) -> None:
    sickle = Sickle(address, timeout=30)
    records = list(sickle.ListRecords(metadataPrefix="oai_dc"))
    headers = list(sickle.ListIdentifiers(metadataPrefix="oai_dc", set="museum:aral"))
    alone = sickle.GetRecord(metadataPrefix="oai_dc", identifier=LIVE)
    assert sickle.Identify().deletedRecord == "persistent"
    assert [one.setSpec for one in sickle.ListSets()] == SETS
    with pytest.raises(NoRecordsMatch):
        sickle.ListRecords(metadataPrefix="oai_dc", **{"from": "2999-01-01"})
    assert {record.header.identifier: record.deleted for record in records} == _expected(repository)
    assert len(records) == 25
    assert len(headers) == 5
    assert alone.metadata["title"] == ["Алқа 7"]


def test_scythe_harvests_everything(repository: Repository, address: str) -> None:
    with Scythe(address) as scythe:
        records = list(scythe.list_records(metadata_prefix="oai_dc"))
        headers = list(scythe.list_identifiers(metadata_prefix="oai_dc", from_="2026-03-03"))
    assert {record.header.identifier: record.header.deleted for record in records} == _expected(repository)
    assert {header.identifier for header in headers} == {identifier(0), identifier(1)}


def test_gzip_is_sent_only_when_it_is_asked_for(address: str) -> None:
    plain = requests.get(address, {"verb": "Identify"}, headers={"Accept-Encoding": "identity"}, timeout=30)
    asked = {"Accept-Encoding": "gzip"}
    with requests.get(address, {"verb": "Identify"}, headers=asked, stream=True, timeout=30) as packed:
        data = packed.raw.read(decode_content=False)
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"
    date = re.compile(b"<responseDate>.*</responseDate>")
    assert date.sub(b"", gzip.decompress(data)) == date.sub(b"", plain.content)


def test_head_is_get_without_a_body(address: str) -> None:
    head = requests.head(f"{address}?verb=Identify", headers={"Accept-Encoding": "identity"}, timeout=30)
    get = requests.get(f"{address}?verb=Identify", headers={"Accept-Encoding": "identity"}, timeout=30)
    assert (head.status_code, head.content) == (200, b"")
    for name in ("Content-Type", "Content-Length", "Vary"):
        assert head.headers[name] == get.headers[name]


def test_a_ledger_that_cannot_be_read_is_no_end_of_a_list(tmp_path: Path) -> None:
    """§3.1.2.2: 503 with Retry-After, never a part with less in it than there is."""
    repository = Repository(tmp_path, oai_page_size=5)
    repository.load(MONDAY, things(range(9)))
    token = repository.ask(LIST).token
    with repository.ledger.transaction() as connection:
        connection.exec_driver_sql("DROP TABLE form")
    for query in (LIST, f"verb=ListRecords&resumptionToken={token}", "verb=Identify"):
        reply = repository.reply(query)
        assert reply.status == 503
        assert (reply.header("Retry-After") or "").isdigit()
