"""The position moves with the triples, at once or not at all."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from emuseum_lod.errors import StoreError
from emuseum_lod.store.engine import Position, opened

A, B, C = (
    f'<http://a.example/id/object/{name}> <http://purl.org/dc/terms/title> "{name}"@kk .' for name in "abc"
)
POSITION = Position(5, "digest", "http://a.example/")


def lines(folder: Path) -> set[str]:
    store = ox.Store.read_only(str(folder))
    return {
        f"{q.subject} {q.predicate} {q.object} ."
        for q in store.quads_for_pattern(None, None, None, ox.DefaultGraph())
    }


def test_a_store_that_was_never_finished_has_no_position(tmp_path: Path) -> None:
    (tmp_path / "lines.nt").write_text(f"{A}\n{B}\n")
    with opened(tmp_path / "store") as store:
        assert store.position() is None
        store.take_in([tmp_path / "lines.nt"])
        assert store.position() is None
        store.settle(POSITION)
        assert store.position() == POSITION


def test_lines_and_position_change_together(tmp_path: Path) -> None:
    with opened(tmp_path / "store") as store:
        store.settle(POSITION)
        store.apply([], [A, B], Position(6, "digest", POSITION.base))
        store.apply([A], [C], Position(7, "digest", POSITION.base))
        assert store.position() == Position(7, "digest", POSITION.base)
        store.checkpoint(tmp_path / "copy")
    assert lines(tmp_path / "copy") == {B, C}


def test_a_batch_with_an_unreadable_line_changes_nothing(tmp_path: Path) -> None:
    with opened(tmp_path / "store") as store:
        store.settle(POSITION)
        with pytest.raises(SyntaxError):
            store.apply([], [A, "<no triple"], Position(6, "digest", POSITION.base))
        assert store.position() == POSITION
        store.checkpoint(tmp_path / "copy")
    assert lines(tmp_path / "copy") == set()


def test_the_same_batch_twice_is_the_same_as_once(tmp_path: Path) -> None:
    with opened(tmp_path / "store") as store:
        for _ in range(2):
            store.apply([B], [A, C], Position(6, "digest", POSITION.base))
        store.checkpoint(tmp_path / "copy")
    assert lines(tmp_path / "copy") == {A, C}


@pytest.mark.parametrize(
    "text", ['tab\\tand \\"quote\\"', "línea\\nnueva", "back\\\\slash", "Әліпби 𐰴𐰀𐰽", "\\u0001", "{ } ;"]
)
def test_every_escape_of_a_line_means_the_same_in_an_update(tmp_path: Path, text: str) -> None:
    line = f'<http://a.example/id/object/a> <http://purl.org/dc/terms/title> "{text}" .'
    expected = str(next(iter(ox.parse(f"{line}\n", format=ox.RdfFormat.N_TRIPLES))).triple) + " ."
    with opened(tmp_path / "store") as store:
        store.apply([], [line], POSITION)
        store.checkpoint(tmp_path / "copy")
        assert lines(tmp_path / "copy") == {expected}
        store.apply([expected], [], POSITION)
        store.checkpoint(tmp_path / "second")
    assert lines(tmp_path / "second") == set()


def test_a_broken_store_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "CURRENT").write_text("MANIFEST-nowhere\n")
    with pytest.raises(StoreError, match="run rebuild"), opened(tmp_path / "store"):
        pass


def test_a_store_can_be_opened_again_after_it_was_closed(tmp_path: Path) -> None:
    for _ in range(2):
        with opened(tmp_path / "store") as store:
            store.settle(POSITION)
