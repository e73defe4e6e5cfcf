"""The choices under an answer can be typed, by number or by their words, on every channel."""

from datetime import timedelta

import pytest

from knowledge.messages import Chat
from tests.handlers.conftest import Talk


@pytest.mark.parametrize("typed", ["1", " 1. ", "1)", "tiếp", "TIEP"])
def test_a_number_or_the_words_of_a_choice_choose_it(talk: Talk, typed: str) -> None:
    talk.offer()
    assert talk(typed) == "chọn bảng | act:next"


@pytest.mark.parametrize("typed", ["4", "0", "00012", "99999999", "tiếp tục"])
def test_what_was_not_offered_is_a_question(talk: Talk, typed: str) -> None:
    talk.offer()
    assert talk(typed) == f"hỏi bảng | {typed}"


def test_a_new_question_replaces_the_choices(talk: Talk) -> None:
    talk.offer()
    talk("bộ ngoại giao")
    assert talk("1") == "hỏi bảng | bộ ngoại giao | 1"


def test_a_choice_is_that_of_the_person_who_was_offered_it_in_that_chat(talk: Talk) -> None:
    talk.offer()
    assert talk("1", sender="minh") == "hỏi 1"
    assert talk("1", chat=Chat("console", "khác")) == "hỏi 1"
    assert talk("1") == "chọn bảng | act:next"


def test_a_choice_is_that_of_the_topic_it_is_typed_in(talk: Talk) -> None:
    first, second = (Chat("console", "diễn đàn", group=True, thread=thread) for thread in ("1", "2"))
    talk("bảng", chat=first)
    talk("bộ ngoại giao", chat=second)
    assert talk("2", chat=second) == "hỏi bảng | bộ ngoại giao | 2"
    assert (talk("1", chat=first) or "").startswith("chọn ")


def test_after_its_time_a_number_is_a_number(talk: Talk) -> None:
    talk.offer()
    talk.later(timedelta(hours=2))
    assert talk("1") == "hỏi bảng | 1"
