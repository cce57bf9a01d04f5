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
from typing import Final, NamedTuple
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
    OAI,
    Answer,
    Repository,
    identifier,
    load_validator,
    museum,
    thing,
    things,
)
from werkzeug.serving import make_server

from emuseum_lod.graph.patterns import load_patterns
from emuseum_lod.oaipmh.blueprint import blueprint
from emuseum_lod.oaipmh.formats import FORMATS
from emuseum_lod.uris import oai_identifier

MONDAY, TUESDAY = "2024-02-29T08:00:00Z", "2026-03-03T08:00:00Z"
DC = "{http://www.openarchives.org/OAI/2.0/oai_dc/}dc"
RIGHTS = "{http://www.openarchives.org/OAI/2.0/rights/}"
SCHEMA_LOCATION = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
LIVE, GONE = identifier(7), identifier(0)

Validate = Callable[[etree._Element], list[str]]


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """25 objects of two museums in pages of 10; two objects were deleted on a Tuesday."""
    repository = Repository(tmp_path_factory.mktemp("ledger"), oai_page_size=10)
    repository.load(MONDAY, things(range(20)) + things(range(5), "aral"), ("abai", "aral"))
    repository.load(TUESDAY, things(range(2, 20)) + things(range(5), "aral"), ("abai", "aral"))
    return repository


@pytest.fixture(scope="module")
def validate(shared: Path) -> Validate:
    return load_validator(shared)


# --- what is refused, and with which code (§3.6) ---------------------------------------------------------------------------


class Refusal(NamedTuple):
    section: str
    query: str
    code: str


LIST = "verb=ListRecords&metadataPrefix=oai_dc"
REFUSALS: Final = [
    Refusal("3.6 badVerb: missing", "", "badVerb"),
    Refusal("3.6 badVerb: empty", "verb=", "badVerb"),
    Refusal("3.6 badVerb: illegal", "verb=Steal", "badVerb"),
    Refusal("3.6 badVerb: of another case", "verb=identify", "badVerb"),
    Refusal("3.6 badVerb: repeated", "verb=Identify&verb=Identify", "badVerb"),
    Refusal("3.6 badVerb: markup", "verb=%3Cb%3E%22%00", "badVerb"),
    Refusal("4.2 Identify has no arguments", "verb=Identify&metadataPrefix=oai_dc", "badArgument"),
    Refusal("4.4 ListMetadataFormats has no set", "verb=ListMetadataFormats&set=a", "badArgument"),
    Refusal("4.6 ListSets has no metadataPrefix", "verb=ListSets&metadataPrefix=oai_dc", "badArgument"),
    Refusal("3.6 badArgument: unknown", f"{LIST}&colour=red", "badArgument"),
    Refusal("3.6 badArgument: repeated", f"{LIST}&metadataPrefix=oai_dc", "badArgument"),
    Refusal("3.6 badArgument: of another case", "verb=ListRecords&metadataprefix=oai_dc", "badArgument"),
    Refusal("4.1 GetRecord needs identifier", "verb=GetRecord&metadataPrefix=oai_dc", "badArgument"),
    Refusal("4.1 GetRecord needs metadataPrefix", f"verb=GetRecord&identifier={LIVE}", "badArgument"),
    Refusal("4.3 ListIdentifiers needs metadataPrefix", "verb=ListIdentifiers", "badArgument"),
    Refusal("4.5 ListRecords needs metadataPrefix", "verb=ListRecords&set=museum:abai", "badArgument"),
    Refusal("4.5 resumptionToken is exclusive", f"{LIST}&resumptionToken=x", "badArgument"),
    Refusal("4.6 resumptionToken is exclusive", "verb=ListSets&resumptionToken=x&set=a", "badArgument"),
    Refusal("3.3 a year is no date", f"{LIST}&from=2024", "badArgument"),
    Refusal("3.3 a date is padded", f"{LIST}&from=2024-1-1", "badArgument"),
    Refusal("3.3 a day of the calendar", f"{LIST}&from=2023-02-29", "badArgument"),
    Refusal("3.3 no fractions", f"{LIST}&from=2024-01-01T00:00:00.0Z", "badArgument"),
    Refusal("3.3 no offsets", f"{LIST}&from=2024-01-01T00:00:00%2B05:00", "badArgument"),
    Refusal("3.3 no time without a Z", f"{LIST}&until=2024-01-01T00:00:00", "badArgument"),
    Refusal("3.3 no small z", f"{LIST}&until=2024-01-01T00:00:00z", "badArgument"),
    Refusal("3.3 no minutes", f"{LIST}&until=2024-01-01T00:00Z", "badArgument"),
    Refusal("3.3 no hour 24", f"{LIST}&until=2024-01-01T24:00:00Z", "badArgument"),
    Refusal("3.3 no year 0", f"{LIST}&from=0000-01-01", "badArgument"),
    Refusal("3.3 no other digits", f"{LIST}&from=%D9%A2%D9%A0%D9%A2%D9%A4-01-01", "badArgument"),
    Refusal("3.3 not empty", f"{LIST}&from=", "badArgument"),
    Refusal("3.3 nothing around it", f"{LIST}&from=2024-01-01%0A", "badArgument"),
    Refusal("2.7.1 one granularity", f"{LIST}&from=2024-01-01&until=2024-01-02T00:00:00Z", "badArgument"),
    Refusal("2.7.1 from before until", f"{LIST}&from=2024-01-02&until=2024-01-01", "badArgument"),
    Refusal("2.6 a setSpec's syntax", f"{LIST}&set=museum:", "badArgument"),
    Refusal("2.6 a setSpec is ASCII", f"{LIST}&set=%D0%BC", "badArgument"),
    Refusal("3.4 a metadataPrefix's syntax", "verb=ListRecords&metadataPrefix=oai%20dc", "badArgument"),
    Refusal("3.4 a metadataPrefix isn't empty", "verb=ListRecords&metadataPrefix=", "badArgument"),
    Refusal("3.6 idDoesNotExist: a stranger", "verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:x.org:a", "idDoesNotExist"),
    Refusal("3.6 idDoesNotExist: illegal here", "verb=GetRecord&metadataPrefix=oai_dc&identifier=%22%3C%00%5B", "idDoesNotExist"),
    Refusal("3.6 idDoesNotExist: empty", "verb=GetRecord&metadataPrefix=oai_dc&identifier=", "idDoesNotExist"),
    Refusal("3.6 idDoesNotExist: never was", f"verb=GetRecord&metadataPrefix=oai_dc&identifier={identifier(99)}", "idDoesNotExist"),
    Refusal("3.6 idDoesNotExist: of an item that isn't harvested", f"verb=GetRecord&metadataPrefix=oai_dc&identifier={oai_identifier(DOMAIN, museum('abai').id)}", "idDoesNotExist"),
    Refusal("4.4 idDoesNotExist", "verb=ListMetadataFormats&identifier=oai:x.org:a", "idDoesNotExist"),
    Refusal("4.1 cannotDisseminateFormat", f"verb=GetRecord&metadataPrefix=marc&identifier={LIVE}", "cannotDisseminateFormat"),
    Refusal("4.5 cannotDisseminateFormat", "verb=ListRecords&metadataPrefix=marc", "cannotDisseminateFormat"),
    Refusal("4.3 cannotDisseminateFormat", "verb=ListIdentifiers&metadataPrefix=marc", "cannotDisseminateFormat"),
    Refusal("3.6 noRecordsMatch: the future", f"{LIST}&from=2999-01-01", "noRecordsMatch"),
    Refusal("3.6 noRecordsMatch: before the beginning", f"{LIST}&until=2001-01-01", "noRecordsMatch"),
    Refusal("3.6 noRecordsMatch: between", f"{LIST}&from=2025-01-01&until=2025-12-31", "noRecordsMatch"),
    Refusal("3.6 noRecordsMatch: an unknown set", f"{LIST}&set=museum:atlantis", "noRecordsMatch"),
    Refusal("3.5 badResumptionToken", "verb=ListRecords&resumptionToken=x", "badResumptionToken"),
    Refusal("3.5 badResumptionToken: empty", "verb=ListRecords&resumptionToken=", "badResumptionToken"),
    Refusal("3.5 badResumptionToken: hostile", "verb=ListIdentifiers&resumptionToken=%00%22%3C%C3%A9", "badResumptionToken"),
    Refusal("4.6 badResumptionToken", "verb=ListSets&resumptionToken=x", "badResumptionToken"),
]  # fmt: skip


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda refusal: refusal.section)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_refusals(repository: Repository, refusal: Refusal, method: str) -> None:
    """Whatever is refused is an XML answer with status 200 (§3.6); both methods are treated alike (§3.1.1)."""
    answer = _asked(repository, refusal.query, method)
    assert set(answer.errors) == {refusal.code}
    assert all((error.text or "").strip() for error in answer.root.iterfind(f"{OAI}error"))
    if refusal.code in {"badVerb", "badArgument"}:
        assert not answer.one("request").attrib, "§3.2: no attributes"
    else:
        assert answer.one("request").get("verb") in refusal.query


def _asked(repository: Repository, query: str, method: str) -> Answer:
    if method == "GET":
        return repository.ask(query)
    form = {"content-type": "application/x-www-form-urlencoded"}
    return repository.ask(method="POST", headers=form, body=query.encode())


@pytest.mark.parametrize("other", ["ListIdentifiers", "ListSets"])
def test_a_token_is_good_for_the_verb_it_was_given_for(repository: Repository, other: str) -> None:
    token = repository.ask(LIST).token or ""
    assert repository.say(verb=other, resumptionToken=token).errors == ["badResumptionToken"]
    assert not repository.say(verb="ListRecords", resumptionToken=token).errors


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


def test_identify(repository: Repository) -> None:
    """§4.2; the beginning is that of a day, and never the 29th of February, which validators count a year back from."""
    answer = repository.say(verb="Identify")
    assert [(child.tag.removeprefix(OAI), child.text) for child in answer.one("Identify")][:-1] == [
        ("repositoryName", "E-museum linked open data"),
        ("baseURL", "https://data.example.org/oai"),
        ("protocolVersion", "2.0"),
        ("adminEmail", "admin@e-museum.example"),
        ("earliestDatestamp", "2024-02-28T00:00:00Z"),
        ("deletedRecord", "persistent"),
        ("granularity", "YYYY-MM-DDThh:mm:ssZ"),
        ("compression", "gzip"),
    ]
    scheme, domain, delimiter, sample = answer.one("description")[0]
    assert (scheme.text, domain.text, delimiter.text) == ("oai", DOMAIN, ":")
    assert not repository.say(verb="GetRecord", metadataPrefix="oai_dc", identifier=sample.text or "").errors


CC0 = "http://creativecommons.org/publicdomain/zero/1.0/"
ENTITY = "http://www.openarchives.org/OAI/2.0/entity#metadata"


@pytest.fixture(scope="module")
def licensed(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """One object whose description is under CC0, one without a licence, one with CC0 that was deleted; a repository with friends."""
    repository = Repository(
        tmp_path_factory.mktemp("licensed"),
        oai_friends="https://a.example/oai https://b.example/oai?x=1&y=2",
        oai_icon="https://data.example.org/icon.png",
    )
    free = [replace(thing(number), metadata_rights=CC0) for number in range(2)]
    repository.load(MONDAY, [*free, thing(2)])
    repository.load(TUESDAY, [free[0], thing(2)])
    return repository


def test_a_record_tells_the_licence_of_its_description(licensed: Repository) -> None:
    """§2.5 about, and the guidelines for rights; a deleted record has none, nor has a header."""
    records = licensed.say(verb="ListRecords", metadataPrefix="oai_dc").root.iter(f"{OAI}record")
    rights = {
        record.findtext(f"{OAI}header/{OAI}identifier"): [
            reference.get("ref")
            for reference in record.iterfind(f"{OAI}about/{RIGHTS}rights/{RIGHTS}rightsReference")
        ]
        for record in records
    }
    assert rights == {identifier(0): [CC0], identifier(1): [], identifier(2): []}
    alone = licensed.say(verb="GetRecord", metadataPrefix="rdf", identifier=identifier(0))
    assert [child.tag.removeprefix(OAI) for child in alone.one("record")] == ["header", "metadata", "about"]
    assert not licensed.say(verb="ListIdentifiers", metadataPrefix="oai_dc").texts("about")


def test_identify_tells_licences_friends_and_a_picture(licensed: Repository) -> None:
    """Guidelines: oai-identifier (one), rights, friends, branding; each in a namespace declared on it."""
    answer = licensed.say(verb="Identify")
    said = [description[0] for description in answer.root.iter(f"{OAI}description")]
    assert [etree.QName(one).localname for one in said] == [
        "oai-identifier",
        "rightsManifest",
        "friends",
        "branding",
    ]
    _, manifest, friends, branding = said
    assert manifest.get("appliesTo") == ENTITY
    assert [one.get("ref") for one in manifest.iter(f"{RIGHTS}rightsReference")] == [CC0]
    assert [one.text for one in friends] == ["https://a.example/oai", "https://b.example/oai?x=1&y=2"]
    assert [one.text for one in branding[0]] == [
        "https://data.example.org/icon.png",
        BASE,
        "E-museum linked open data",
    ]


@pytest.mark.shared
def test_what_the_guidelines_add_is_valid(licensed: Repository, validate: Validate) -> None:
    for arguments in ({"verb": "Identify"}, {"verb": "ListRecords", "metadataPrefix": "oai_dc"}):
        assert validate(licensed.say(**arguments).root) == []


def test_sets_are_named_and_described_in_every_language_they_have(repository: Repository) -> None:
    """§4.6, and every set of a header is in the list (§2.6), as is every set above it."""
    answer = repository.say(verb="ListSets")
    specs = answer.texts("setSpec")
    assert specs == ["museum", "museum:abai", "museum:aral", "rights", "rights:closed"]
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
        three + three,
        three + three,
    ]
    records = repository.walk(verb="ListIdentifiers", metadataPrefix="oai_dc")
    assert {spec for part in records for spec in part.texts("setSpec")} <= set(answer.texts("setSpec"))


def test_the_list_of_sets_comes_in_parts_like_any_other(repository: Repository) -> None:
    """§4.6 and §3.5: each set once, in an order that stays; the token says where it is."""
    small = repository.with_settings(oai_page_size=2)
    parts = small.walk(verb="ListSets")
    assert [len(part.texts("setSpec")) for part in parts] == [2, 2, 1]
    whole = repository.say(verb="ListSets")
    assert [spec for part in parts for spec in part.texts("setSpec")] == whole.texts("setSpec")
    assert whole.token is None
    tokens = [part.one("resumptionToken") for part in parts]
    assert [(token.get("cursor"), token.get("completeListSize")) for token in tokens] == [
        ("0", "5"),
        ("2", "5"),
        ("4", "5"),
    ]
    assert [bool(part.token) for part in parts] == [True, True, False]
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
    assert header.texts("setSpec") == ["museum:abai", "rights:closed"]


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


@pytest.mark.shared
@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda refusal: refusal.section)
def test_refusals_are_valid(repository: Repository, validate: Validate, refusal: Refusal) -> None:
    assert validate(repository.ask(refusal.query).root) == []


def _hostile_queries() -> Iterator[bytes]:
    """Yield 6,000 queries, the same every time: plain noise, and honest requests of which something went wrong."""
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
    for _ in range(2_000):
        yield dice.randbytes(dice.randrange(60))
    for _ in range(4_000):
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
    known = {refusal.code for refusal in REFUSALS}
    assert set(codes) == {*known, "answered"}
    assert min(codes.values()) >= 10, "each refusal is met, and not only the first"


@pytest.mark.shared
def test_answers_to_any_bytes_are_valid(repository: Repository, validate: Validate) -> None:
    for query in _hostile_queries():
        assert validate(repository.ask(query).root) == [], query


# --- over HTTP ---------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def address(repository: Repository) -> Iterator[str]:
    """The address of the repository on a real server."""
    app = Flask(__name__)
    app.register_blueprint(blueprint(repository.reader, repository.settings))
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
    assert [one.setSpec for one in sickle.ListSets()] == [
        "museum",
        "museum:abai",
        "museum:aral",
        "rights",
        "rights:closed",
    ]
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
