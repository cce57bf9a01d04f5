"""Protects resumption tokens: what was given out is understood for as long as it lasts, and nothing else ever is."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emuseum_lod.oaipmh.tokens import MAX_LENGTH, SetsToken, Token, read, write

SECRET, ANOTHER = b"s" * 32, b"t" * 32
NOW = "2026-03-02T08:00:00Z"

_NUMBERS = st.integers(0, 2**63 - 1)
_TOKENS = st.builds(
    Token,
    verb=st.sampled_from(["ListRecords", "ListIdentifiers"]),
    prefix=st.just("oai_dc"),
    set_spec=st.none() | st.text(string.ascii_letters + ":-.", max_size=60),
    until=st.sampled_from([None, NOW]),
    upper_commit=_NUMBERS,
    after=st.tuples(_NUMBERS, _NUMBERS),
    cursor=_NUMBERS,
    size=_NUMBERS,
    expires=st.just("2026-04-01T08:00:00Z"),
)
TOKEN = Token("ListRecords", "oai_dc", "museum:abai", None, 7, (3, 12), 200, 66_000, "2026-04-01T08:00:00Z")


@given(token=_TOKENS)
def test_a_token_is_read_as_it_was_written_and_needs_no_escaping(token: Token) -> None:
    text = write(token, SECRET)
    assert read(text, SECRET, NOW, Token) == token
    assert set(text) <= set(string.ascii_letters + string.digits + "-_")
    assert len(text) < MAX_LENGTH


@given(position=st.integers(0, len(write(TOKEN, SECRET)) - 1), character=st.sampled_from(string.printable))
def test_a_token_with_another_character_is_none(position: int, character: str) -> None:
    text = write(TOKEN, SECRET)
    changed = text[:position] + character + text[position + 1 :]
    assert (read(changed, SECRET, NOW, Token) == TOKEN) is (changed == text)
    assert read(changed, SECRET, NOW, Token) in (None, TOKEN)


@given(text=st.text(max_size=80) | st.text(string.ascii_letters + string.digits + "-_=", max_size=200))
def test_what_was_never_given_out_is_no_token(text: str) -> None:
    assert read(text, SECRET, NOW, Token) is None


@pytest.mark.parametrize("end", ["=", "A", "\n", " ", "==", "AAAA"])
def test_a_token_with_something_behind_it_is_none(end: str) -> None:
    assert read(write(TOKEN, SECRET) + end, SECRET, NOW, Token) is None


def test_another_ledgers_token_is_none() -> None:
    assert read(write(TOKEN, ANOTHER), SECRET, NOW, Token) is None


@pytest.mark.parametrize(
    ("now", "good"),
    [
        ("2026-03-02T08:00:00Z", True),
        ("2026-04-01T08:00:00Z", True),
        ("2026-04-01T08:00:01Z", False),
        ("2027-01-01T00:00:00Z", False),
    ],
)
def test_a_token_is_good_until_the_second_it_names(now: str, good: bool) -> None:
    assert (read(write(TOKEN, SECRET), SECRET, now, Token) is not None) is good


def test_a_token_of_one_list_is_none_of_another() -> None:
    sets = SetsToken("museum:abai", 200, 250, TOKEN.expires)
    assert read(write(sets, SECRET), SECRET, NOW, SetsToken) == sets
    assert read(write(sets, SECRET), SECRET, NOW, Token) is None
    assert read(write(TOKEN, SECRET), SECRET, NOW, SetsToken) is None
