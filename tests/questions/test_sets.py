"""The sets of questions as a person types them (README.md beside them says who wrote them and how blind)."""

import pytest

from tests.questions.asking import answered
from tests.questions.faults import faults


@pytest.mark.parametrize(
    ("name", "floor"), [("dev", 0.99), ("heldout", 0.98), ("sealed", 0.98), ("blind4", 0.98), ("blind5", 0.95)]
)
def test_nearly_every_question_of_the_set_is_answered_right(name: str, floor: float) -> None:
    pairs = answered(name)
    wrong = [
        f"{question['id']} {question['text']!r}: {'; '.join(found)}"
        for question, answer in pairs
        if (found := faults(question["expect"], answer.to_json()))
    ]
    share = 1 - len(wrong) / len(pairs)
    assert share >= floor, f"{share:.3f} right, {floor} wanted:\n" + "\n".join(wrong)
