"""What the data call internal: whole documents, single tasks, duties."""

from pathlib import Path

import pytest

from knowledge.memory import Store, snapshot
from knowledge.reading.facts import fingerprint, read_facts
from knowledge.records import SourceError
from tests.internal import REPORT, SINGLE, WHOLE, Flag, catalog_with, flag
from tests.stores import store

__all__ = ["store"]


def test_nothing_is_internal_that_is_not_said_to_be() -> None:
    facts = catalog_with().facts
    assert not any(document.internal for document in facts.documents)
    assert not any(task.internal for task in facts.tasks)
    assert not any(duty.internal for duty in facts.duties)


def test_all_that_an_internal_document_sets_is_internal() -> None:
    facts = catalog_with(WHOLE).facts
    assert [document.id for document in facts.documents if document.internal] == ["47/NQ-CP"]
    assert {task.document for task in facts.tasks if task.internal} == {"47/NQ-CP"}
    assert {duty.document for duty in facts.duties if duty.internal} == {"47/NQ-CP"}
    assert all(task.internal for task in facts.tasks if task.document == "47/NQ-CP")
    assert all(duty.internal for duty in facts.duties if duty.document == "47/NQ-CP")


def test_single_tasks_and_single_duties_can_be() -> None:
    facts = catalog_with(SINGLE, REPORT).facts
    assert [task.id for task in facts.tasks if task.internal] == ["47/NQ-CP 2.6", "47/NQ-CP 4.4"]
    assert [duty.id for duty in facts.duties if duty.internal] == ["tt02-bao-cao-nam"]
    assert not any(document.internal for document in facts.documents)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('internal_tasks = ["2.6", "9.9"]', r"documents\.toml: 47/NQ-CP: internal_tasks: there is no task '9\.9'"),
        ('internal_tasks = "2.6"', r"documents\.toml: .*internal_tasks"),
        ('internal = "vâng nhé"', r"documents\.toml: .*internal"),
    ],
)
def test_a_flag_that_flags_nothing_is_an_error_that_names_the_file(tmp_path: Path, line: str, reason: str) -> None:
    with pytest.raises(SourceError, match=reason):
        read_facts(flag(tmp_path / "documents", (WHOLE[0], WHOLE[1], line)))


@pytest.mark.parametrize("flagged", [WHOLE, SINGLE, REPORT])
def test_flags_are_kept_with_the_rest_and_a_new_one_makes_all_be_read_anew(
    tmp_path: Path, store: Store, flagged: Flag
) -> None:
    facts = catalog_with(flagged).facts
    store.call(snapshot.save, "bản 1", facts)
    loaded = store.call(snapshot.load, "bản 1")
    assert loaded is not None
    assert (loaded.documents, loaded.tasks, loaded.duties) == (facts.documents, facts.tasks, facts.duties)
    assert fingerprint(flag(tmp_path / "a")) != fingerprint(flag(tmp_path / "b", flagged))
