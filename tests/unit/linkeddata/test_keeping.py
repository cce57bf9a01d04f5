"""A kept reply is the reply that would be made now, or one that any cache could still hold; and no process keeps more than it may."""

from dataclasses import replace
from types import ModuleType

import pytest

from emuseum_lod.linkeddata.answer import answer
from emuseum_lod.linkeddata.keeping import Kept
from emuseum_lod.linkeddata.request import parse
from emuseum_lod.linkeddata.service import Service
from emuseum_lod.replies import MAX_AGE
from emuseum_lod.reply import Asked, Reply


class Making:
    """Makes replies, and counts them."""

    def __init__(self, reply: Reply) -> None:
        self.reply, self.made = reply, 0

    def __call__(self) -> Reply:
        self.made += 1
        return self.reply


def test_a_reply_is_made_once_in_a_state() -> None:
    kept, making = Kept(), Making(Reply(200, (), b"a"))
    assert kept.reply("k", 1, making) is kept.reply("k", 1, making)
    assert making.made == 1
    kept.reply("other", 1, making)
    assert making.made == 2


def test_a_change_of_the_ledger_ends_all_of_them() -> None:
    kept, making = Kept(), Making(Reply(200, (), b"a"))
    kept.reply("k", 1, making)
    kept.reply("k", 2, making)
    assert making.made == 2


def test_a_reply_that_was_made_across_a_change_is_not_kept() -> None:
    kept, making = Kept(), Making(Reply(200, (), b"a"))

    def changing() -> Reply:
        kept.reply("other", 2, making)
        return Reply(200, (), b"old")

    kept.reply("k", 1, changing)
    assert kept.reply("k", 2, making).body == b"a"


def test_a_reply_is_kept_no_longer_than_its_cache_control_says() -> None:
    now = [0.0]
    kept, making = Kept(clock=lambda: now[0]), Making(Reply(200, (), b"a"))
    for moment, made in ((0, 1), (MAX_AGE - 1, 1), (MAX_AGE, 2), (MAX_AGE + 1, 2)):
        now[0] = moment
        kept.reply("k", 1, making)
        assert making.made == made


@pytest.mark.parametrize("status", [404, 406, 410, 308])
def test_what_is_gone_or_never_was_is_not_kept(status: int) -> None:
    kept, making = Kept(), Making(Reply(status, (), b"a"))
    for _ in range(2):
        kept.reply("k", 1, making)
    assert making.made == 2


def test_no_more_is_kept_than_may_be_and_the_oldest_goes_first() -> None:
    kept, making = Kept(max_bytes=10_000), Making(Reply(200, (), b"a" * 2_000))
    for key in range(4):
        kept.reply(key, 1, making)
    kept.reply(3, 1, making)
    assert making.made == 4
    kept.reply(0, 1, making)
    assert making.made == 5


def test_kept_and_made_replies_are_the_same(service: Service, catalogue: ModuleType) -> None:
    keeping = replace(service, kept=Kept())
    for ask in _questions(catalogue):
        for _ in range(2):
            assert answer(parse(ask), keeping) == answer(parse(ask), service)


def _questions(catalogue: ModuleType) -> list[Asked]:
    vessel = catalogue.VESSEL
    return [
        Asked("GET", f"/page/{vessel}", b"lang=ru"),
        Asked("GET", f"/page/{vessel}", b"lang=kk"),
        Asked("GET", f"/id/{vessel}", headers={"accept": "text/html"}),
        Asked("GET", f"/id/{vessel}", headers={"accept": "text/turtle"}),
        Asked("GET", f"/data/{vessel}.ttl"),
        Asked("GET", f"/data/{vessel}.ttl", headers={"if-none-match": "*"}),
        Asked("GET", f"/data/{vessel}.ttl", headers={"if-none-match": '"other"'}),
        Asked("GET", f"/data/{vessel}.ttl", headers={"if-modified-since": "Tue, 03 Mar 2026 00:00:00 GMT"}),
        Asked("GET", f"/page/{catalogue.GONE}"),
        Asked(
            "GET", "/def/materials", headers={"accept": "text/turtle", "accept-profile": "<http://x.example>"}
        ),
    ]
