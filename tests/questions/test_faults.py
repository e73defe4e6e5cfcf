"""The judge of the question sets finds each kind of fault, and nothing in a right answer."""

from typing import Any

import pytest

from tests.questions.faults import faults

RIGHT: dict[str, Any] = {
    "kind": "tasks",
    "tasks": ["A 1.1", "A 1.2"],
    "via_group": ["A 2.1"],
    "via_succession": ["A 3.1", "A 3.2"],
    "archived": [],
    "options": ["Bộ Công an", "Bộ Công Thương"],
    "text": "Bộ Ngoại giao\nchủ trì  2 nhiệm vụ",
}
EXPECTED: dict[str, Any] = {
    "kind": ["tasks", "task"],
    "tasks": ["A 1.2", "A 1.1"],
    "top": "A 1.1",
    "via_group": ["A 2.1"],
    "via_succession_has": ["A 3.2"],
    "say": [["bo ngoai giao chu tri", "BNG"], ["2 nhiệm vụ"]],
    "not_say": ["quá hạn"],
    "options_has": ["BỘ CÔNG AN"],
    "query": {"not": "compared"},
}


def test_a_right_answer_has_no_fault_whatever_the_order_diacritics_or_line_breaks() -> None:
    assert faults(EXPECTED, RIGHT) == []


def test_nothing_expected_is_nothing_wrong() -> None:
    assert faults({}, RIGHT) == []


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"kind": "none"}, ["kind 'none', not tasks/task"]),
        ({"tasks": ["A 1.1"]}, ["tasks: missing ['A 1.2'], extra []"]),
        ({"tasks": ["A 1.1", "A 1.2", "A 9"]}, ["tasks: missing [], extra ['A 9']"]),
        ({"tasks": ["A 1.2", "A 1.1"]}, ["top A 1.2, not A 1.1"]),
        ({"tasks": []}, ["tasks: missing ['A 1.1', 'A 1.2'], extra []", "top None, not A 1.1"]),
        ({"via_group": []}, ["via_group: missing ['A 2.1'], extra []"]),
        ({"via_succession": ["A 3.1"]}, ["via_succession lacks ['A 3.2']"]),
        ({"text": "BNG: 2 nhiem vu, qua han"}, ["says quá hạn"]),
        ({"text": "Bộ Ngoại giao chủ trì"}, ["does not say 2 nhiệm vụ"]),
        ({"options": ["Bộ Công Thương"]}, ["options lack BỘ CÔNG AN"]),
    ],
)
def test_each_kind_of_fault_is_named(changed: dict[str, Any], found: list[str]) -> None:
    assert faults(EXPECTED, {**RIGHT, **changed}) == found


def test_one_kind_and_one_unwanted_phrase_may_stand_without_a_list() -> None:
    assert faults({"kind": "task", "not_say": "chủ trì"}, RIGHT) == ["kind 'tasks', not task", "says chủ trì"]
