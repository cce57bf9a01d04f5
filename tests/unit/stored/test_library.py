"""Files that an editor got wrong are named, with what is wrong in them, before anything is served."""

import re
from pathlib import Path

import pytest

from emuseum_lod.errors import ConfigurationError
from emuseum_lod.resources import resource
from emuseum_lod.stored.library import load_library

WORDS = """
[parameters.museum]
type = "item"
kind = "institution"
example = "s6vr92wb8cmdaj"
about = { kk = "а", ru = "б", en = "c" }
[parameters.year]
type = "integer"
minimum = 1
maximum = 9
example = "5"
about = { kk = "а", ru = "б", en = "c" }
[columns.object]
type = "iri"
about = { kk = "а", ru = "б", en = "c" }
"""
HEADING = """#! title = { kk = "а", ru = "б", en = "c" }
#! description = { kk = "а", ru = "б", en = "c" }
"""
GOOD = "#! required = ['museum']\n#! example = { museum = 's6vr92wb8cmdaj' }\nSELECT ?object { ?object crm:P50_has_current_keeper $museum\n} ORDER BY ?object"
PLAIN = "SELECT ?object { ?object a crm:E22_Human-Made_Object } ORDER BY ?object"


def load(folder: Path, query: str, heading: str = HEADING, name: str = "things") -> None:
    (folder / "words.toml").write_text(WORDS, "utf-8")
    (folder / f"{name}.rq").write_text(heading + query, "utf-8")
    load_library(folder)


def test_what_is_right_is_read(tmp_path: Path) -> None:
    load(tmp_path, GOOD)
    query = load_library(tmp_path)["things"]
    assert [(each.name, each.required) for each in query.parameters] == [("museum", True)]
    assert list(query.columns) == ["object"]


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        (GOOD.replace("['museum']", "['maker']"), "speaks of 'maker'"),
        (GOOD.replace("museum = 's6", "museum = 'x s6"), "the value 'x s6vr92wb8cmdaj' of museum does not fit"),
        (GOOD.replace("#! example", "# example"), "the example lacks museum"),
        (GOOD.replace("$museum", "$maker"), "$maker is declared neither under [parameters.maker]"),
        (GOOD.replace("#! required = ['museum']", "#!"), "end the line with “#? museum”"),
        (GOOD.replace("#! required", "#! requird"), "requird"),
        (GOOD.replace("#! required =", "#! required"), "the heading is no TOML"),
        (GOOD.replace("ORDER BY ?object", ""), "needs an ORDER BY"),
        (GOOD.replace("ORDER BY ?object", "ORDER BY ?object LIMIT 5"), "the query has LIMIT of its own"),
        (GOOD.replace("ORDER BY ?object", "ORDER BY ?object OFFSET 5"), "the query has OFFSET of its own"),
        (GOOD.replace("SELECT ?object", "SELECT ?thing"), "the column ?thing is declared neither"),
        (GOOD.replace("crm:P50", "crm P50"), "error at"),
        (GOOD.replace("SELECT ?object", "ASK"), "is a SELECT"),
        (GOOD.replace("$museum\n", "$museum FILTER(RAND() > 0.5)\n"), "depends on nothing but the data"),
        (GOOD.replace("$museum\n", "$museum SERVICE <urn:x> { ?a ?b ?c }\n"), "SERVICE"),
        (PLAIN.replace("}", "FILTER($limit > 1) }"), "$limit is paging's own"),
        (PLAIN.replace("}", "}\n").replace("SELECT ?object", "SELECT *").replace("a crm", "?p crm"), "the column ?p"),
        (PLAIN.replace("}", "FILTER(?object = $year)\n}") + "\n#! defaults = { year = '10' }", "between 1 and 9"),
        ("#! [columns.extra]\n#! type = 'text'\n#! about = { kk = 'а', ru = 'б', en = 'c' }\n" + PLAIN, "declares the column extra"),
        (PLAIN.replace("SELECT ?object", "SELECT *").replace("}", "\nOPTIONAL { ?object a ?more } #? museum\n}"), "?more"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(tmp_path: Path, query: str, wrong: str) -> None:
    with pytest.raises(ConfigurationError, match=re.escape(wrong)) as error:
        load(tmp_path, query)
    assert "things.rq" in str(error.value)


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_every_language_is_needed(tmp_path: Path, lang: str) -> None:
    with pytest.raises(ConfigurationError, match=rf"tt|`{lang}`"):
        load(tmp_path, GOOD, HEADING.replace(f"{lang} =", "tt ="))


def test_a_name_is_fit_for_an_address(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="the name of the file"):
        load(tmp_path, GOOD, name="Two words")


def test_ours_are_at_least_a_dozen_and_words_are_used() -> None:
    library = load_library()
    assert len(library) >= 12
    headings = "".join(path.read_text("utf-8") for path in resource("sparql", "stored").glob("*.rq"))
    words = resource("sparql", "stored", "words.toml").read_text("utf-8")
    for kind, name in re.findall(r"^\[(parameters|columns)\.(\w+)\]", words, re.MULTILINE):
        assert (f"${name}" if kind == "parameters" else f"?{name}") in headings, (
            f"{kind}.{name} is in no query"
        )
