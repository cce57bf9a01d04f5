"""docs/cataloguer.md is true: its walk-through works as it stands, and it names every option and field that there is."""

import re
from pathlib import Path

import pytest

from emuseum_lod.catalogue.records import HumanMadeObject
from emuseum_lod.mapping.engine import Mapper
from emuseum_lod.mapping.fields import FIELDS
from emuseum_lod.mapping.lookups import Entry
from emuseum_lod.mapping.profile import Input, InstitutionEntry, ProviderFile, load_profile
from emuseum_lod.mapping.record_files import Identity, Piece, Rule
from emuseum_lod.sources.reader import read
from emuseum_lod.sources.record import SourceRecord
from emuseum_lod.uris import concept_id

GUIDE = (Path(__file__).resolve().parents[3] / "docs" / "cataloguer.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL)


@pytest.fixture
def walk(tmp_path: Path) -> tuple[Mapper, list[SourceRecord]]:
    """Do the walk-through: its files, in the order in which they stand."""
    folder = tmp_path / "altyn-tas"
    (folder / "lookups").mkdir(parents=True)
    table, lookup = blocks("csv")[:2]
    provider, rules = blocks("toml")[:2]
    (folder / "provider.toml").write_text(provider, "utf-8")
    (folder / "object.toml").write_text(rules, "utf-8")
    (folder / "lookups" / "materials.csv").write_text(lookup, "utf-8")
    source = tmp_path / "altyn-tas-2025.csv"
    source.write_text(table, "utf-8")
    mapper = Mapper(load_profile("altyn-tas", tmp_path))
    return mapper, [one for one in read(source, mapper.profile.reader) if isinstance(one, SourceRecord)]


def test_the_walk_through_gives_what_it_promises(walk: tuple[Mapper, list[SourceRecord]]) -> None:
    mapper, sources = walk
    mapped = [mapper.map(source) for source in sources]
    jug, portrait = [one.emissions[0].record for one in mapped]
    assert isinstance(jug, HumanMadeObject)
    assert isinstance(portrait, HumanMadeObject)
    assert not [issue for one in mapped for issue in one.issues if issue.severity == "error"]
    assert jug.titles[0].value == "Кувшин"
    assert jug.production[0].span is not None
    assert jug.production[0].span.begin == "1801-01-01"
    assert jug.dimensions[0].value == "21"
    assert portrait.materials == (concept_id("materials", "canvas"), concept_id("materials", "oil-paint"))
    assert len(portrait.production[0].actors) == 1
    assert mapper.institutions()


def test_the_notice_that_it_shows_is_the_one_that_comes(walk: tuple[Mapper, list[SourceRecord]]) -> None:
    mapper, sources = walk
    for source in sources:
        mapper.map(source)
    (issue,) = mapper.audit.issues()
    assert f"{issue.severity} · {issue}" in GUIDE


@pytest.mark.parametrize("form", [Piece, Rule, Identity, Input, InstitutionEntry, ProviderFile, Entry])
def test_every_option_is_explained(form: type) -> None:
    options = {name.rstrip("_") for name in form.__struct_fields__}  # type: ignore[attr-defined]  # a msgspec.Struct
    assert not {name for name in options if not re.search(rf"`\[*{name}\b|\b{name} = ", GUIDE)}


def test_every_field_is_explained() -> None:
    fields = {field for known in FIELDS.values() for field in known}
    assert not {field for field in fields if f"`{field}`" not in GUIDE}


def test_every_code_that_mapping_reports_is_explained() -> None:
    modules = (Path(__file__).resolve().parents[3] / "emuseum_lod" / "mapping").glob("*.py")
    text = "\n".join(module.read_text("utf-8") for module in modules)
    codes = set(re.findall(r'(?:report\(\s*|code=)"([a-z]+(?:-[a-z]+)+)"', text)) | {
        "doubtful-number",
        "unreadable-number",
    }
    assert len(codes) > 12
    assert not {code for code in codes if f"`{code}`" not in GUIDE}
