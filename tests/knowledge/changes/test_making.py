"""Whatever is changed is written down, is taken back while nothing rests on it, and cannot be altered unseen."""

from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.changes.change import Author
from knowledge.changes.making import Changes, ConflictError, StandsError
from knowledge.memory import Store, journal, overlay, store_in_memory
from tests.stores import store
from tests.talk import NOW

__all__ = ["store"]

CHANGES = Changes({})
LAN, HOA = Author(1, "telegram"), Author(2, "zalo_bot")


def test_a_change_is_made_and_written_down_with_what_was_before(store: Store) -> None:
    store.call(CHANGES.make, "task", "47/NQ-CP 2.6", {"due": "2027-12-31"}, LAN, NOW, reason="gia hạn", basis="QĐ 99")
    entry = store.call(
        CHANGES.make, "task", "47/NQ-CP 2.6", {"due": "2028-12-31"}, HOA, NOW + timedelta(days=1), reason="sửa"
    )
    assert entry is not None
    assert (entry.change.before, entry.change.after) == ({"due": "2027-12-31"}, {"due": "2028-12-31"})
    assert [each.basis for each in store.call(journal.newest)] == ["", "QĐ 99"]
    assert store.call(CHANGES.get, "task", "47/NQ-CP 2.6") == {"due": "2028-12-31"}


def test_what_is_that_already_changes_nothing(store: Store) -> None:
    assert store.call(CHANGES.make, "alias", "x", {"a": 1, "b": 2}, LAN, NOW) is not None
    assert store.call(CHANGES.make, "alias", "x", {"b": 2, "a": 1}, LAN, NOW) is None
    assert len(store.call(journal.newest)) == 1


def test_the_second_of_two_is_told_what_the_first_has_made_of_it(store: Store) -> None:
    store.call(CHANGES.make, "task", "t", {"due": "1"}, LAN, NOW)
    with pytest.raises(ConflictError) as raised:
        store.call(CHANGES.make, "task", "t", {"due": "2"}, HOA, NOW, expected=None)
    assert raised.value.now == {"due": "1"}
    assert raised.value.last is not None
    assert raised.value.last.author == LAN
    assert store.call(CHANGES.get, "task", "t") == {"due": "1"}


def test_taken_back_it_is_as_before_and_that_is_written_down_too(store: Store) -> None:
    store.call(CHANGES.make, "task", "t", {"due": "1"}, LAN, NOW)
    entry = store.call(CHANGES.make, "task", "t", None, LAN, NOW)
    assert entry is not None
    (undone,) = store.call(CHANGES.undo, entry.id, HOA, NOW)
    assert (undone.undoes, undone.author) == (entry.id, HOA)
    assert store.call(CHANGES.get, "task", "t") == {"due": "1"}
    with pytest.raises(StandsError):
        store.call(CHANGES.undo, entry.id, HOA, NOW)


def test_what_later_changes_rest_on_cannot_be_taken_back_and_they_are_named(store: Store) -> None:
    made = store.call(CHANGES.make, "task", "99/KH 1.1", {"title": "x"}, LAN, NOW)
    progress = store.call(CHANGES.make, "progress", "99/KH 1.1 bng", {"percent": 60}, HOA, NOW)
    assert made is not None
    assert progress is not None
    with pytest.raises(StandsError) as raised:
        store.call(CHANGES.undo, made.id, LAN, NOW)
    assert [entry.id for entry in raised.value.later] == [progress.id]
    store.call(CHANGES.undo, progress.id, LAN, NOW)
    store.call(CHANGES.undo, made.id, LAN, NOW)
    assert store.call(overlay.of_kind, "task") == {}


def test_what_was_made_together_is_taken_back_together(store: Store) -> None:
    first = store.call(CHANGES.make, "document", "99/KH", {"title": "x"}, LAN, NOW)
    assert first is not None
    for number in ("1.1", "1.2"):
        store.call(CHANGES.make, "task", f"99/KH {number}", {"title": number}, LAN, NOW, batch=first.id)
    assert len(store.call(CHANGES.undo, first.id, LAN, NOW)) == 3
    assert store.call(overlay.of_kind, "task") == store.call(overlay.of_kind, "document") == {}


@pytest.mark.parametrize("statement", [
    "UPDATE change SET after = '7' WHERE id = 2",
    "UPDATE change SET person = 7 WHERE id = 2",
    "DELETE FROM change WHERE id = 2",
    "DELETE FROM change WHERE id = 3",
    "UPDATE change SET at = '2020-01-01T00:00:00.000000Z' WHERE id = 1",
])  # fmt: skip
def test_what_is_altered_behind_its_back_is_found(store: Store, statement: str) -> None:
    for number in range(3):
        store.call(CHANGES.make, "alias", "x", number, LAN, NOW)
    assert store.call(journal.first_broken) is None
    store.call(lambda tx: tx.change(statement))
    assert store.call(journal.first_broken) is not None


sets = st.tuples(st.sampled_from(["task", "alias"]), st.sampled_from(["a", "a b", "c"]), st.none() | st.integers(0, 3))
undoes = st.integers(1, 12)


@settings(max_examples=60, deadline=None)
@given(st.lists(sets | undoes, max_size=12))
def test_all_taken_back_the_last_first_is_the_first_state(steps: list[tuple[str, str, int | None] | int]) -> None:
    store = store_in_memory()
    try:
        for step in steps:
            if isinstance(step, tuple):
                store.call(CHANGES.make, *step, LAN, NOW)
            else:
                _undo(store, step)
        assert store.call(journal.first_broken) is None
        for entry in store.call(journal.newest, limit=100):
            _undo(store, entry.id)
        assert store.call(overlay.of_kind, "task") == store.call(overlay.of_kind, "alias") == {}
        assert store.call(journal.first_broken) is None
    finally:
        store.close()


def _undo(store: Store, number: int) -> None:
    with suppress(StandsError, LookupError):
        store.call(CHANGES.undo, number, HOA, NOW)
