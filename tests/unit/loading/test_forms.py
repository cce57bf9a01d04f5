"""Forms: a line in each of two registries, kept small, lost and found again, and made anew when what makes them changes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from support.oai import BASE, Repository, at, identifier, thing, things

from emuseum_lod.catalogue.records import HumanMadeObject
from emuseum_lod.ledger import packing
from emuseum_lod.loading import forms
from emuseum_lod.loading.forms import FORMS, Form, Subject, forms_version
from emuseum_lod.oaipmh import formats
from emuseum_lod.oaipmh.formats import FORMATS, Format

MONDAY, TUESDAY, WEDNESDAY = (f"2026-03-0{day}T08:00:00Z" for day in (2, 3, 4))
EDM_LIKE = "licensed"


def licensed(subject: Subject) -> bytes | None:
    """Make a document of what has rights, as EDM does."""
    record = subject.record
    has_rights = isinstance(record, HumanMadeObject) and record.rights
    return f"<licensed>{record.rights}</licensed>".encode() if has_rights else None


@pytest.fixture
def more_formats(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(forms, "FORMS", {**FORMS, EDM_LIKE: Form(licensed)})
    FORMATS[EDM_LIKE] = Format(EDM_LIKE, f"{BASE}licensed.xsd", BASE)
    forms_version.cache_clear()
    yield
    forms_version.cache_clear()
    del formats.FORMATS[EDM_LIKE]


def test_every_form_that_is_made_is_a_format_that_is_served() -> None:
    assert list(FORMS) == list(FORMATS)


def test_documents_are_kept_small_and_given_out_as_they_are() -> None:
    document = b"<a>" + b"x" * 10_000 + b"</a>"
    assert len(packing.pack(document)) < 100
    assert packing.unpack(packing.pack(document)) == packing.unpack(document) == document


def with_rights(number: int, rights: str) -> HumanMadeObject:
    return replace(thing(number), rights=rights)


@pytest.mark.usefixtures("more_formats")
def test_a_format_that_an_item_loses_is_a_tombstone_there_and_only_there(tmp_path: Path) -> None:
    """Without rights no EDM: harvesters of EDM are told to let go of the record, those of Dublin Core that it changed."""
    repository = Repository(tmp_path)
    repository.load(MONDAY, [with_rights(0, "http://x.org/1"), with_rights(1, "")])
    assert repository.say(verb="ListRecords", metadataPrefix=EDM_LIKE).identifiers == [identifier(0)]
    never = repository.say(verb="GetRecord", metadataPrefix=EDM_LIKE, identifier=identifier(1))
    assert never.errors == ["cannotDisseminateFormat"]

    repository.load(TUESDAY, [with_rights(0, ""), with_rights(1, "")])
    lost = repository.say(verb="ListRecords", metadataPrefix=EDM_LIKE, from_=TUESDAY)
    assert (lost.identifiers, lost.one("header").get("status")) == ([identifier(0)], "deleted")
    assert not lost.texts("metadata")
    kept = repository.say(verb="ListRecords", metadataPrefix="oai_dc", from_=TUESDAY)
    assert (kept.identifiers, kept.one("header").get("status")) == ([identifier(0)], None)
    has = repository.say(verb="ListMetadataFormats", identifier=identifier(0)).texts("metadataPrefix")
    assert {*has, "edm"} == set(FORMATS), "rights that Europeana does not accept never made EDM"

    repository.load(WEDNESDAY, [with_rights(0, "http://x.org/1"), with_rights(1, "")])
    back = repository.say(verb="GetRecord", metadataPrefix=EDM_LIKE, identifier=identifier(0))
    assert (back.one("header").get("status"), back.texts("datestamp")) == (None, [WEDNESDAY])
    assert len(back.texts("metadata")) == 1


@pytest.mark.usefixtures("more_formats")
def test_data_that_documents_depend_on_are_part_of_their_version(monkeypatch: pytest.MonkeyPatch) -> None:
    before = forms_version()
    monkeypatch.setattr(
        forms, "FORMS", {**FORMS, EDM_LIKE: Form(licensed, data=lambda: "another aggregator")}
    )
    forms_version.cache_clear()
    assert forms_version() != before


def test_a_view_that_is_a_package_is_known_by_all_its_modules() -> None:
    package = __import__("emuseum_lod.views", fromlist=["views"])
    assert {path.name for path in forms._sources(package)} > {"rdf.py", "sets.py"}
    assert [path.name for path in forms._sources(forms)] == ["forms.py"]


def test_another_version_dates_anew_what_comes_out_different_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = Repository(tmp_path)
    repository.load(MONDAY, things(range(3)))
    dublin_core = FORMS["oai_dc"]

    def changed(subject: Subject) -> bytes | None:
        document = dublin_core.make(subject)
        return document and document.replace("Алқа 1".encode(), "Алқа № 1".encode())

    monkeypatch.setattr(forms, "FORMS", {**FORMS, "oai_dc": dublin_core._replace(make=changed)})
    repository.load(TUESDAY, things(range(3)), forms_version="2")
    with at(TUESDAY):
        for prefix in FORMATS:
            dated = repository.say(verb="ListIdentifiers", metadataPrefix=prefix, from_=TUESDAY)
            assert dated.identifiers == [identifier(1)], prefix
