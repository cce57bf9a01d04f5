"""Paths find what a profile names in any source tree, and a wrong path is told before a load begins."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emuseum_lod.errors import ConfigurationError
from emuseum_lod.mapping.paths import parse_condition, parse_path, text_of

LIDO: dict[str, Any] = {
    "title": [
        {"@lang": "sv", "#text": " Dam "},
        {"@lang": "en", "#text": "Lady"},
        {"#text": "Äldre titel"},
    ],
    "event": [
        {"type": [{"term": [{"#text": "Creation"}]}], "date": [{"#text": "1850"}]},
        {"type": [{"term": [{"#text": "Acquisition"}]}], "date": [{"#text": "1866"}]},
    ],
    "link": [{"@format": "tiff", "#text": "a.tif"}, {"#text": "http://a.example/1"}],
}


@pytest.mark.parametrize(
    ("path", "tree", "texts"),
    [
        ("a", {"a": "x"}, ["x"]),
        ("a.b", {"a": {"b": 3}}, ["3"]),
        ("a/b", {"a": [{"b": 1}, {"b": [2, 3]}, {}]}, ["1", "2", "3"]),
        ("a[].b", {"a": [{"b": 1}]}, ["1"]),
        ("a", {"a": [["x", ["y"]], None, "z"]}, ["x", "y", "z"]),
        ("a.b.c", {"a": "text"}, []),
        ("a", {"a": True}, ["true"]),
        ("a", {"a": 0}, ["0"]),
        ("*", {"a": "x", "b": ["y"]}, ["x", "y"]),
        (".", "self", ["self"]),
        ('"Наименование, автор (год)."', {"Наименование, автор (год).": "x"}, ["x"]),
        ('"a/b"', {"a/b": "x", "a": {"b": "no"}}, ["x"]),
        ("title[@lang=sv]", LIDO, ["Dam"]),
        ("title[@lang!=sv]", LIDO, ["Lady", "Äldre titel"]),
        ("title[!@lang]", LIDO, ["Äldre titel"]),
        ("title[@lang]", LIDO, ["Dam", "Lady"]),
        ("title[@lang][.=Lady]", LIDO, ["Lady"]),
        ("event[type/term=Creation]/date", LIDO, ["1850"]),
        ("event[type/term=Acquisition].date", LIDO, ["1866"]),
        ("link[!@format]", LIDO, ["http://a.example/1"]),
        ("link[.=http://a.example/1]", LIDO, ["http://a.example/1"]),
        ("event[type/term=Loan]/date", LIDO, []),
    ],
)
def test_a_path_finds_its_texts_in_document_order(path: str, tree: Any, texts: list[str]) -> None:
    assert [text_of(node) for node in parse_path(path).select()(tree)] == texts


@pytest.mark.parametrize("path", ["", "a..b", "a/", "/a", "a[", "a[b", "a[b=c", "a]", 'a"', "a=b", "[b]"])
def test_what_is_no_path_is_refused_with_its_text(path: str) -> None:
    with pytest.raises(ConfigurationError, match="path"):
        parse_path(path)


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("type=icon", True),
        ("type!=icon", False),
        ("type", True),
        ("!type", False),
        ("maker", False),
        ("!maker", True),
    ],
)
def test_a_condition_is_asked_of_a_record(condition: str, holds: bool) -> None:
    assert parse_condition(condition).test()({"type": " icon ", "maker": ""}) is holds


trees = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda below: (
        st.lists(below, max_size=3)
        | st.dictionaries(st.sampled_from(["a", "b", "@c", "#text"]), below, max_size=3)
    ),
    max_leaves=12,
)


@given(trees, st.sampled_from(["a", "a/b", "a[b=x]/b", "*/b", "a[!@c]", "."]))
def test_selecting_never_fails_whatever_the_tree(tree: Any, path: str) -> None:
    assert all(isinstance(text_of(node), str) for node in parse_path(path).select()(tree))
