"""What takes the place of a parameter is one term, whatever a client sends: nothing else of the query changes."""

import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from emuseum_lod.sparql.tokens import tokens
from emuseum_lod.stored.template import Template
from emuseum_lod.stored.values import Iri, Text, UnfitError, Wording

ABOUT = Wording(kk="а", ru="б", en="c")
TEXT, IRI = Text(example="x", about=ABOUT, longest=1000), Iri(example="urn:x", about=ABOUT)
QUERY = Template('SELECT ?x ?y { BIND($word AS ?x) BIND("$word" AS ?y) # $word\n FILTER(?x = $word) }')
NASTY = st.text(st.sampled_from("\"'\\{}<>?$#.;@^ \n\r\tuU0022az\u2028\U0001f600")) | st.text()


@given(NASTY.filter(str.strip))
@example("\\u0022 } #")
@example('"""')
def test_a_text_comes_back_as_it_was_sent(text: str) -> None:
    query = QUERY.bound({"word": TEXT.term(text, "")}, 1, 0)
    assert [str(value.value) for value in next(iter(ox.Store().query(query)))] == [text, "$word"]
    kinds = [token.kind for token in tokens(QUERY.bound({"word": ox.Literal("x")}, 1, 0))]
    assert [token.kind for token in tokens(query)] == kinds


@given(NASTY | NASTY.map(lambda text: f"http://example.org/{text}"))
@example("http://example.org/> ?p ?o . <http://example.org/")
def test_an_iri_is_one_iri_or_refused(text: str) -> None:
    try:
        term = IRI.term(text, "")
    except UnfitError:
        return
    query = Template("SELECT ?x { BIND($it AS ?x) } ").bound({"it": term}, 1, 0)
    assert [value.value for value in next(iter(ox.Store().query(query)))] == [text]


LINES = """SELECT ?x {
  { SELECT ?x { ?x a $a . #? a
    ?x <urn:b> $b . ?x <urn:c> $c .   #? b c
    ?x <urn:n> <urn:#?> . #? !a
  } ORDER BY ?x
  #page
  }
} ORDER BY ?x"""


@pytest.mark.parametrize(
    ("given_", "kept"),
    [("", {"<urn:#?>"}), ("a", {"a"}), ("b", {"<urn:#?>"}), ("bc", {"b", "c", "<urn:#?>"}), ("abc", {"a", "b", "c"})],
)  # fmt: skip
def test_lines_depend_on_what_is_given(given_: str, kept: set[str]) -> None:
    template = Template(LINES)
    assert template.parameters == ("a", "b", "c")
    assert template.conditions == {"a", "b", "c"}
    query = template.bound({name: ox.Literal(f"is {name}") for name in given_}, 3, 6)
    assert {mark for mark in ("<urn:#?>",) if mark in query} | {name for name in "abc" if f'"is {name}"' in query} == kept  # fmt: skip
    assert query.count("LIMIT 3 OFFSET 6") == 1
    assert query.index("LIMIT") < query.rindex("ORDER BY")


def test_what_a_remaining_line_needs_has_to_be_given() -> None:
    with pytest.raises(KeyError, match="word"):
        QUERY.bound({}, 1, 0)
