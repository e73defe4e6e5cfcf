"""The facts come back from the database as they were read from the documents."""

from collections.abc import Iterable
from dataclasses import fields, replace
from pathlib import Path

import pytest

from knowledge.memory import Store, Transaction, open_store, snapshot
from knowledge.reading.facts import Facts, read_facts
from knowledge.reading.source import Source
from knowledge.records import SourceError

DOCUMENTS = Path(snapshot.__file__).parent.parent / "documents"


@pytest.fixture(scope="module")
def facts() -> Facts:
    return read_facts(DOCUMENTS)


def plain(sources: Iterable[Source]) -> list[tuple[str, list[str], dict[int, str]]]:
    return [(source.name, source.lines, source.account) for source in sources]


def test_what_is_loaded_equals_what_was_saved_in_values_types_and_order(tmp_path: Path, facts: Facts) -> None:
    facts = replace(facts, labels=facts.labels or {"47/NQ-CP 1.1": ("Quán triệt", "Make known")})
    store = open_store(tmp_path / "a.sqlite3")
    store.call(snapshot.save, "bản 1", facts)
    store.close()
    store = open_store(tmp_path / "a.sqlite3")
    loaded = store.call(snapshot.load, "bản 1")
    store.close()
    assert loaded is not None
    for field in fields(Facts):
        was, now = getattr(facts, field.name), getattr(loaded, field.name)
        if field.name == "sources":
            assert plain(now.values()) == plain(was.values())
        else:
            assert now == was
    assert repr(loaded.tasks + loaded.duties) == repr(facts.tasks + facts.duties)  # True is not 1
    assert list(loaded.directory.agencies) == list(facts.directory.agencies)


def test_facts_of_other_documents_or_another_program_do_not_count(store: Store, facts: Facts) -> None:
    assert store.call(snapshot.load, "bản 1") is None
    store.call(snapshot.save, "bản 1", facts)
    assert store.call(snapshot.load, "bản 2") is None
    store.call(snapshot.save, "bản 2", facts)
    assert store.call(snapshot.load, "bản 1") is None
    assert store.call(snapshot.load, "bản 2") is not None


def test_facts_with_fewer_rows_leave_nothing_of_the_former_ones(store: Store, facts: Facts) -> None:
    store.call(snapshot.save, "bản 1", facts)
    store.call(snapshot.save, "bản 2", replace(facts, tasks=facts.tasks[:3], draft_tasks={}, labels={}))
    loaded = store.call(snapshot.load, "bản 2")
    assert loaded is not None
    assert (loaded.tasks, loaded.draft_tasks, loaded.labels) == (facts.tasks[:3], {}, {})


def test_saving_that_breaks_off_leaves_the_former_facts(store: Store, facts: Facts) -> None:
    store.call(snapshot.save, "bản 1", facts)

    def break_off(tx: Transaction) -> None:
        snapshot.save(tx, "bản 2", replace(facts, tasks=()))
        raise SourceError("a.txt", 1, "no")

    with pytest.raises(SourceError):
        store.call(break_off)
    loaded = store.call(snapshot.load, "bản 1")
    assert loaded is not None
    assert loaded.tasks == facts.tasks
