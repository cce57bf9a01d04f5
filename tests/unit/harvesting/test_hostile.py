"""Protects a mirror from the repositories that there are: each does one thing wrong, on a real server."""

import gzip
import sqlite3
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from support.loopback import (
    Answering,
    Said,
    envelope,
    error,
    identity,
    one,
    part,
    record,
    serving,
)

from emuseum_lod.errors import HarvestError
from emuseum_lod.harvesting import transport as transport_module
from emuseum_lod.harvesting.report import HarvestReport
from emuseum_lod.harvesting.run import harvest
from emuseum_lod.harvesting.source import Source
from emuseum_lod.harvesting.transport import Patience, retry_after
from emuseum_lod.harvesting.walking import Limits

HURRY = Patience(tries=3, first_wait=0.001, longest_wait=5)
A, B, C = record("a"), record("b"), record("c")


def run(answering: Answering, folder: Path, **options: object) -> HarvestReport:
    """Harvest from a server that answers so (and to Identify properly)."""

    def answer(path: str, asked: dict[str, str]) -> Said:
        return identity() if asked.get("verb") == "Identify" else answering(path, asked)

    set_spec = options.pop("set_spec", None)
    with serving(answer) as url:
        return again(url, folder, set_spec, **options)


def again(url: str, folder: Path, set_spec: object = None, **options: object) -> HarvestReport:
    source = Source.of(url, "oai_dc", set_spec if isinstance(set_spec, str) else None)
    return harvest(source, folder, **{"patience": HURRY, **options})  # type: ignore[arg-type]


def held(folder: Path) -> dict[str, bool]:
    """Return what a mirror holds, as any SQLite reads it."""
    connection = sqlite3.connect(folder / "mirror.sqlite")
    found = {
        name: bool(deleted) for name, deleted in connection.execute("SELECT identifier, deleted FROM record")
    }
    connection.close()
    return found


def failing_first(times: int, failure: Said, then: Callable[[dict[str, str]], Said]) -> Answering:
    seen: Counter[str] = Counter()

    def answer(_path: str, asked: dict[str, str]) -> Said:
        key = str(sorted(asked.items()))
        seen[key] += 1
        return failure if seen[key] <= times else then(asked)

    return answer


def two_parts(asked: dict[str, str]) -> Said:
    return part(B, C, then="", size=3) if "resumptionToken" in asked else part(A, then="t", size=3)


WHOLE = two_parts({})


@pytest.mark.parametrize(
    "failure",
    [
        Said(b"busy", 503, {"Retry-After": "0"}),
        Said(b"busy", 429, {"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}),
        Said(b"oops", 500),
        Said(WHOLE.body, cut=len(WHOLE.body) // 2),
        Said(WHOLE.body[: len(WHOLE.body) // 2]),
        Said(WHOLE.body.replace(b"</OAI-PMH>", b"")),
        Said(envelope("<ListRecords>" + record("z") + "\x01</ListRecords>")),
        Said(gzip.compress(WHOLE.body)[:-20], headers={"Content-Encoding": "gzip"}),
        Said(b""),
    ],
    ids=[
        "503",
        "429 with a date",
        "500",
        "cut off",
        "half",
        "no end",
        "control character",
        "half gzip",
        "nothing",
    ],
)
def test_what_does_not_come_whole_is_asked_for_again(tmp_path: Path, failure: Said) -> None:
    """And leaves nothing behind: none of the records of a page that broke off stay."""
    report = run(failing_first(2, failure, two_parts), tmp_path)
    assert (report.fault, report.created) == ("", 3)
    assert held(tmp_path) == {"a": False, "b": False, "c": False}


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        (Said(b"busy", 503, {"Retry-After": "86400"}), "come back in 86,400 seconds"),
        (Said(b"busy", 503), "status 503 (3 tries)"),
        (Said(b"<html>moved</html>", 404), "status 404"),
        (Said(b"<html><body>maintenance</body></html>"), "no OAI-PMH but 'html'"),
        (Said(b'<!DOCTYPE x [<!ENTITY a "b">]><OAI-PMH>&a;</OAI-PMH>'), "document type declaration"),
        (part(), "neither records nor an error"),
        (part(A, then="t"), "in a circle"),
        (error("badVerb"), "answers with an error: badVerb"),
    ],
)  # fmt: skip
def test_what_can_not_be_mended_is_told_and_loses_nothing(tmp_path: Path, failure: Said, said: str) -> None:
    """The first part was taken; the second is wrong, and after that all is well again."""

    def answer(_path: str, asked: dict[str, str]) -> Said:
        return failure if "resumptionToken" in asked else part(A, then="t", size=3)

    broken = run(answer, tmp_path)
    assert said in broken.fault
    assert broken.failed
    assert broken.complete is None
    assert held(tmp_path) == {"a": False}


def test_a_walk_that_was_interrupted_goes_on_where_it_was(tmp_path: Path) -> None:
    asked_for: list[str] = []
    well = False

    def answer(_path: str, asked: dict[str, str]) -> Said:
        if asked["verb"] == "Identify":
            return identity()
        asked_for.append(asked.get("resumptionToken", asked.get("from", "")))
        return two_parts(asked) if well or "resumptionToken" not in asked else Said(b"", 404)

    with serving(answer) as url:
        assert again(url, tmp_path).fault
        well = True
        asked_for.clear()
        report = again(url, tmp_path)
    assert not report.failed
    # The token first, and then what changed since the first part was answered.
    assert asked_for[0] == "t"
    assert asked_for[1] == "2026-03-02T08:00:00Z"
    assert held(tmp_path).keys() == {"a", "b", "c"}


def test_a_token_that_died_begins_the_walk_again(tmp_path: Path) -> None:
    asked_for: list[str] = []

    def answer(_path: str, asked: dict[str, str]) -> Said:
        asked_for.append(asked.get("resumptionToken", ""))
        if asked.get("resumptionToken") == "t" and asked_for.count("t") == 1:
            return error("badResumptionToken")
        return two_parts(asked)

    report = run(answer, tmp_path)
    assert asked_for == ["", "t", "", "t"]
    assert not report.failed
    assert held(tmp_path).keys() == {"a", "b", "c"}


def test_tokens_that_always_die_end_the_harvest_and_not_the_mirror(tmp_path: Path) -> None:
    def answer(_path: str, asked: dict[str, str]) -> Said:
        return error("badResumptionToken") if "resumptionToken" in asked else part(A, then="t")

    report = run(answer, tmp_path)
    assert "tokens die" in report.fault
    assert report.complete is None
    assert held(tmp_path) == {"a": False}


def endless(_path: str, asked: dict[str, str]) -> Said:
    number = int(asked.get("resumptionToken", "0"))
    return part(A, then=str(number + 1))


def ever_new(_path: str, asked: dict[str, str]) -> Said:
    number = int(asked.get("resumptionToken", "0"))
    return part(record(f"r{number}"), then=str(number + 1))


@pytest.mark.parametrize(
    ("answering", "said"), [(endless, "brought nothing new"), (ever_new, "records came")]
)
def test_a_list_without_an_end_is_left(tmp_path: Path, answering: Answering, said: str) -> None:
    report = run(answering, tmp_path, limits=Limits(records=200))
    assert "has no end" in report.fault
    assert said in report.fault


def test_a_list_that_ends_too_early_is_not_believed(tmp_path: Path) -> None:
    def short(_path: str, asked: dict[str, str]) -> Said:
        return part(B, then="") if "resumptionToken" in asked else part(A, then="t", size=3)

    report = run(short, tmp_path)
    assert "ends after 2 of 3 records" in report.fault
    assert report.complete is None
    believed = run(short, tmp_path / "other", limits=Limits(any_size=True))
    assert not believed.failed
    assert believed.complete


def test_an_answer_that_is_too_large_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport_module, "MAX_BYTES", 100_000)
    bomb = gzip.compress(part(A).body.replace(b"<ListRecords>", b"<ListRecords>" + b" " * 10_000_000))
    assert len(bomb) < 100_000
    report = run(lambda *_: Said(bomb, headers={"Content-Encoding": "gzip"}), tmp_path)
    assert "larger than" in report.fault


def test_records_that_can_not_be_taken_are_told_and_the_others_are(tmp_path: Path) -> None:
    bad = (
        record(""),
        record("x", "last Monday"),
        "<record><header><identifier>y</identifier><datestamp>2026-03-02</datestamp></header><metadata/></record>",
        "<record/>",
    )
    report = run(lambda *_: part(A, *bad, B), tmp_path)
    assert len(report.broken) == 4
    assert report.failed
    assert held(tmp_path).keys() == {"a", "b"}


def test_of_two_of_one_name_the_later_stays(tmp_path: Path) -> None:
    newer = record("a", "2026-03-05T00:00:00Z", deleted=True)
    report = run(lambda *_: part(A, newer, A), tmp_path)
    assert report.repeated == 2
    assert held(tmp_path) == {"a": True}


def test_an_element_of_the_protocol_inside_of_a_document_is_not_the_protocol_s(tmp_path: Path) -> None:
    nested = f"<OAI-PMH><ListRecords>{B}<resumptionToken>evil</resumptionToken></ListRecords></OAI-PMH>"
    wrapped = A.replace("<metadata>", "<metadata><wrapped>").replace(
        "</metadata>", f"{nested}</wrapped></metadata>"
    )
    report = run(lambda *_: part(wrapped), tmp_path)
    assert not report.failed
    assert held(tmp_path) == {"a": False}


def test_an_empty_list_is_a_complete_harvest_of_nothing(tmp_path: Path) -> None:
    report = run(lambda *_: error("noRecordsMatch"), tmp_path)
    assert (report.failed, report.live, report.complete) == (False, 0, "2026-03-02T08:00:00Z")


def test_errors_with_a_status_of_their_own_are_understood(tmp_path: Path) -> None:
    report = run(lambda *_: error("noRecordsMatch")._replace(status=422), tmp_path)
    assert not report.failed


@pytest.mark.parametrize("code", ["cannotDisseminateFormat", "noSetHierarchy", "badArgument"])
def test_what_the_repository_does_not_have_is_a_wrong_call(tmp_path: Path, code: str) -> None:
    with pytest.raises(HarvestError, match=code):
        run(lambda *_: error(code), tmp_path)


def test_what_is_no_repository_is_a_wrong_call(tmp_path: Path) -> None:
    for said in (Said(b"<html/>"), Said(b"", 404), identity(version="1.1")):
        with (
            serving(lambda *_, said=said: said) as url,
            pytest.raises(HarvestError, match=r"can't be harvested|not 2\.0"),
        ):
            again(url, tmp_path)


@pytest.mark.parametrize(
    "url", ["oai", "ftp://x.org/oai", "http://x.org/oai?verb=Identify", "http://x.org/#a", "http://"]
)
def test_what_is_no_base_url_is_a_wrong_call(url: str) -> None:
    with pytest.raises(HarvestError, match="not the base URL"):
        Source.of(url, "oai_dc")


def test_a_whole_walk_lets_go_of_what_is_no_longer_there_but_asks_first(tmp_path: Path) -> None:
    """`b` was overlooked (as lists by offset do), `c` is gone, `d` has left the set."""
    first = True

    def answer(_path: str, asked: dict[str, str]) -> Said:
        if asked["verb"] == "Identify":
            return identity()
        if asked["verb"] == "GetRecord":
            name = asked["identifier"]
            sets = {"b": ("s:part",), "d": ("other",)}
            return one(name, sets=sets[name]) if name in sets else error("idDoesNotExist")
        names = "abcd" if first else "a"
        return part(*(record(name, sets=("s",)) for name in names))

    with serving(answer) as url:
        again(url, tmp_path, "s")
        first = False
        report = again(url, tmp_path, "s", whole=True)
    assert not report.failed
    assert report.gone == 2
    assert held(tmp_path).keys() == {"a", "b"}


def test_dates_are_asked_for_as_the_repository_has_them(tmp_path: Path) -> None:
    dates: list[str | None] = []

    def answer(_path: str, asked: dict[str, str]) -> Said:
        if asked["verb"] == "Identify":
            return identity("YYYY-MM-DD")
        dates.append(asked.get("from"))
        return part(record("a", "2026-03-02"))

    with serving(answer) as url:
        again(url, tmp_path)
        again(url, tmp_path)
    assert dates == [None, "2026-03-02"]


def test_a_folder_mirrors_one_list_for_one_harvest_at_a_time(tmp_path: Path) -> None:
    with serving(lambda _, asked: identity() if asked["verb"] == "Identify" else part(A)) as url:
        assert not again(url, tmp_path).failed
        with pytest.raises(HarvestError, match="a folder of its own"):
            again(url, tmp_path, "s")

        def while_it_goes(*_: object) -> None:
            with pytest.raises(HarvestError, match="another harvest"):
                again(url, tmp_path)

        assert not again(url, tmp_path, progress=while_it_goes).failed
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "mirror.sqlite").write_bytes(b"no database at all" * 100)
    with pytest.raises(HarvestError, match="can't be used"):
        again("http://127.0.0.1:9/oai", tmp_path / "other")


def test_redirects_are_followed_to_http_alone(tmp_path: Path) -> None:
    with serving(lambda _, asked: identity() if asked["verb"] == "Identify" else part(A)) as there:

        def elsewhere(_path: str, asked: dict[str, str]) -> Said:
            query = "&".join(f"{name}={value}" for name, value in asked.items())
            return Said(b"", 302, {"Location": f"{there}?{query}"})

        with serving(elsewhere) as url:
            assert again(url, tmp_path).created == 1
    with (
        serving(lambda *_: Said(b"", 302, {"Location": "file:///etc/passwd"})) as url,
        pytest.raises(HarvestError, match="can't be harvested"),
    ):
        again(url, tmp_path / "other")


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("120", 120), (" 0 ", 0), ("Mon, 02 Mar 2026 08:01:00 GMT", 60), ("Mon, 02 Mar 2026 07:00:00 GMT", 0),
     ("soon", None), ("-1", None), ("", None), (None, None)],
)  # fmt: skip
def test_retry_after(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, datetime(2026, 3, 2, 8, tzinfo=UTC)) == seconds


def test_the_next_harvest_begins_where_the_first_part_of_the_last_was_answered(tmp_path: Path) -> None:
    """What changed between two parts of a list has dropped out of it, and would be lost to whoever goes by a later part's date."""
    dates: list[str | None] = []

    def answer(_path: str, asked: dict[str, str]) -> Said:
        if asked["verb"] == "Identify":
            return identity()
        if "resumptionToken" in asked:
            return Said(envelope(f"<ListRecords>{B}<resumptionToken/></ListRecords>", "2026-03-02T11:00:00Z"))
        dates.append(asked.get("from"))
        goes_on = "<resumptionToken>t</resumptionToken>"
        return Said(envelope(f"<ListRecords>{A}{goes_on}</ListRecords>", "2026-03-02T10:00:00Z"))

    with serving(answer) as url:
        assert again(url, tmp_path).complete == "2026-03-02T10:00:00Z"
        again(url, tmp_path)
    assert dates == [None, "2026-03-02T10:00:00Z"]
