"""What is known follows what officials change: at once, only in their transaction, and undone with it."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace

import pytest

from knowledge.amending.layers import Ground
from knowledge.changes.change import SYSTEM, Value
from knowledge.changes.kinds import KINDS
from knowledge.changes.making import Changes
from knowledge.current import Current
from knowledge.memory import Store, Transaction
from tests.questions.asking import NOW, real_calendar, real_catalog
from tests.stores import store

__all__ = ["store"]

DEED = "a kind of change that is only known here"
CHANGES = Changes(KINDS)


def relabel(ground: Ground, changed: Mapping[str, Value]) -> Ground:
    labels = {**ground.facts.labels, **{subject: (str(value), "") for subject, value in changed.items()}}
    return replace(ground, facts=replace(ground.facts, labels=labels))


@pytest.fixture
def current() -> Current:
    return Current(real_catalog().facts, real_calendar(), layers={DEED: relabel})


def label(current: Current, tx: Transaction, task: str = "47/NQ-CP 2.6") -> str:
    return current.at(tx).catalog.facts.labels.get(task, ("", ""))[0]


def change(tx: Transaction, value: Value) -> None:
    CHANGES.make(tx, DEED, "47/NQ-CP 2.6", value, SYSTEM, NOW)


def test_a_change_is_known_at_once_and_what_was_written_stays(current: Current, store: Store) -> None:
    written = store.call(lambda tx: label(current, tx))
    store.call(change, "việc khác")
    assert store.call(lambda tx: label(current, tx)) == "việc khác"
    assert current.written.catalog.facts.labels["47/NQ-CP 2.6"][0] == written


def test_what_is_changed_and_undone_in_a_transaction_was_never_known(current: Current, store: Store) -> None:
    def tried(tx: Transaction) -> tuple[str, str]:
        during = ""
        with suppress(ZeroDivisionError), tx.savepoint():
            change(tx, "chỉ thử")
            during = label(current, tx)
            raise ZeroDivisionError
        return during, label(current, tx)

    written = store.call(lambda tx: label(current, tx))
    assert store.call(tried) == ("chỉ thử", written)
    store.call(change, "thật")
    assert store.call(lambda tx: label(current, tx)) == "thật"


def test_while_nothing_changes_it_is_the_same_and_after_an_undo_as_before(current: Current, store: Store) -> None:
    written = store.call(lambda tx: label(current, tx))
    assert store.call(current.at) is store.call(current.at)
    store.call(change, "một")
    assert store.call(current.at) is store.call(current.at)
    store.call(lambda tx: CHANGES.undo(tx, 1, SYSTEM, NOW))
    assert store.call(lambda tx: label(current, tx)) == written


def test_only_a_few_states_are_held(current: Current, store: Store) -> None:
    for number in range(12):
        store.call(change, f"lần {number}")
        assert store.call(lambda tx: label(current, tx)) == f"lần {number}"
    assert len(current._held) <= 4
    assert current.written.catalog.facts.labels["47/NQ-CP 2.6"][0] != "lần 11"
