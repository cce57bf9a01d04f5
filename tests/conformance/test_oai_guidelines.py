"""What the guidelines of the Open Archives Initiative add: licences, friends, a picture.

https://www.openarchives.org/OAI/2.0/guidelines.htm; `oai-pmh.csv` has the rest.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree
from msgspec.structs import replace
from support.oai import BASE, MONDAY, OAI, TUESDAY, Repository, identifier, load_validator, thing

RIGHTS = "{http://www.openarchives.org/OAI/2.0/rights/}"
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
def test_what_the_guidelines_add_is_valid(licensed: Repository, shared: Path) -> None:
    validate: Callable[[etree._Element], list[str]] = load_validator(shared)
    for arguments in ({"verb": "Identify"}, {"verb": "ListRecords", "metadataPrefix": "oai_dc"}):
        assert validate(licensed.say(**arguments).root) == []
