"""Nothing is dropped in silence: every field of a source is mapped, ignored with a reason, or counted."""

from typing import Any

import pytest

from emuseum_lod.mapping.audit import Audit

from .conftest import Workshop, row


def unmapped(workshop: Workshop, rules: str, fields: dict[str, Any], **files: str) -> list[str]:
    mapper = workshop.mapper(rules, **files)
    mapper.map(row({"number": "1", **fields}))
    return [issue.field for issue in mapper.audit.issues() if issue.code == "unmapped-field"]


@pytest.mark.parametrize(
    ("rules", "fields", "found"),
    [
        ("", {"a": "x", "b": ""}, ["a"]),
        ("", {"a": {"b": [{"c": 1}, {"c": None, "d": 0}]}}, ["a/b/c", "a/b/d"]),
        ("[[titles]]\nfrom = 'a'", {"a": "x"}, []),
        ("[[titles]]\nfrom = 'a.b'", {"a": {"b": "x", "c": "y"}}, ["a/c"]),
        ("[[titles]]\nfrom = 'a'", {"a": {"#text": "x", "@lang": "en"}}, ["a/@lang"]),
        ("[[titles]]\nfrom = 'a'\nlang_from = '@lang'", {"a": {"#text": "x", "@lang": "en"}}, []),
        (
            "[[titles]]\nfrom = 'a[@t=1]'",
            {"a": [{"@t": "1", "#text": "x"}, {"@t": "2", "#text": "y"}]},
            ["a"],
        ),
        ("[[titles]]\nfrom = 'a'\nwhen = 'b=1'", {"a": "x", "b": "2"}, []),
        ("[[titles]]\nfrom = 'a'\nvalue = 'b'", {"a": {"b": "x"}}, []),
        (
            "[production.span]\nfrom = 'a'\nbegin = 'b'\nend = 'c.d'\ndisplay = 'e'",
            {"a": "1", "b": "1", "c": {"d": "1"}, "e": "1"},
            [],
        ),
        (
            "[[production.actors]]\nfrom = 'a'\nvalue = 'n'\nrole = {from = 'r'}\nqualifier = {from = 'q'}",
            {"a": {"n": "x", "r": "y", "q": "z"}},
            [],
        ),
        ("[[ignore]]\nfrom = 'a'\nwhy = 'x'", {"a": "x", "b": "y"}, ["b"]),
        ("[[ignore]]\nfrom = 'a/**'\nwhy = 'x'", {"a": {"b": {"c": "x"}}, "b": "y"}, ["b"]),
        ("[[ignore]]\nfrom = '**/b'\nwhy = 'x'", {"a": [{"b": "x", "c": "y"}], "b": "z"}, ["a/c"]),
        (
            "[[ignore]]\nfrom = 'a[@t=1]/**'\nwhy = 'x'",
            {"a": [{"@t": "1", "b": "x"}, {"@t": "2", "b": "y"}]},
            ["a/b"],
        ),
        ("[[ignore]]\nfrom = 'a/*/c'\nwhy = 'x'", {"a": {"b": {"c": "x"}, "d": {"e": "y"}}}, ["a/d/e"]),
    ],
)
def test_what_no_rule_reads_is_found(
    workshop: Workshop, rules: str, fields: dict[str, Any], found: list[str]
) -> None:
    assert sorted(unmapped(workshop, rules, fields)) == sorted(found)


def test_record_files_that_are_mentioned_account_for_their_part(workshop: Workshop) -> None:
    maker = "kind = 'actor'\nid = 'id'\n[[names]]\nfrom = 'name'\n[[ignore]]\nfrom = 'phone'\nwhy = 'private'"
    fields = {"m": [{"id": "1", "name": "x", "phone": "+7", "mail": "@"}]}
    assert unmapped(workshop, "[[production.actors]]\nfrom = 'm'\nitem = 'maker'", fields, maker=maker) == [
        "m/mail"
    ]


def test_a_field_is_counted_once_a_record_and_reported_once_a_load(workshop: Workshop) -> None:
    mapper = workshop.mapper()
    for number in "12":
        mapper.map(row({"number": number, "a": [{"b": "x"}, {"b": "y"}]}))
    (issue,) = mapper.audit.issues("export.csv")
    assert issue.severity == "notice"
    assert "2 times" in issue.message
    assert "object.toml" in issue.advice
    assert (issue.source, issue.field) == ("export.csv", "a/b")


def test_unknown_words_are_reported_most_frequent_first_and_workers_are_added_up(workshop: Workshop) -> None:
    mapper = workshop.mapper("[[materials]]\nfrom = 'm'\nlookup = 'm'", lookup_m="value,scheme\nx,ignore\n")
    for word in ("mud", "sand", "sand", "x"):
        mapper.map(row({"number": "1", "m": word}))
    other = Audit()
    other.miss("lookups/m.csv", "m", "mud")
    other.miss("lookups/m.csv", "m", "mud")
    mapper.audit.take_in(other)
    assert [(issue.value, issue.code) for issue in mapper.audit.issues()] == [
        ("mud", "unknown-term"),
        ("sand", "unknown-term"),
    ]
    assert (mapper.audit.hits["lookups/m.csv"], mapper.audit.misses["lookups/m.csv"]) == (1, 5)
