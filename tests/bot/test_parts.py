"""A long text is cut into parts that a messenger takes, and nothing of it is lost."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.parts import captioned, cut, numbered, split, utf16, without_file
from knowledge.messages import Button, Reply
from tests.files import CALENDAR

LIMIT = 100
texts = st.text(alphabet=st.sampled_from("ab ếộ\n😀👍🏽\u0301\u200d🇻"), max_size=600)


@given(texts)
def test_every_piece_fits_and_together_they_are_the_text(text: str) -> None:
    pieces = list(split(text, LIMIT))
    assert all(0 < utf16(piece) <= LIMIT for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


@given(texts)
def test_the_length_is_counted_in_utf16_units(text: str) -> None:
    assert utf16(text) == len(text.encode("utf-16-le")) // 2


def test_a_letter_stays_with_its_marks() -> None:
    word = unicodedata.normalize("NFD", "ế") * 200
    for piece in split(word, LIMIT):
        assert not unicodedata.combining(piece[0])


def test_it_is_cut_between_paragraphs_before_lines_and_between_lines_before_words() -> None:
    paragraph = "Một dòng văn bản.\nDòng thứ hai."
    assert list(split(f"{paragraph * 2}\n\n{paragraph}", 80)) == [paragraph * 2, paragraph]
    assert list(split("dòng một " * 8 + "dòng\nhai hai", 80))[-1] == "hai hai"
    assert all(not piece.endswith("nhiệ") for piece in split("nhiệm vụ " * 60, LIMIT))


def test_parts_are_counted_and_only_the_last_has_the_buttons() -> None:
    reply = Reply("câu hỏi " * 60, (Button("Thêm", "act:more"),), "en")
    parts = cut(reply, LIMIT, counted=True)
    assert [part.text.split("\n")[0] for part in parts] == [f"({n}/{len(parts)})" for n in range(1, len(parts) + 1)]
    assert [len(part.buttons) for part in parts] == [0] * (len(parts) - 1) + [1]
    assert all(utf16(part.text) <= LIMIT and part.language == "en" for part in parts)


def test_a_text_that_fits_is_one_part_as_it_is() -> None:
    reply = Reply("Bộ Ngoại giao", (Button("Thêm", "act:more"),))
    assert cut(reply, LIMIT, counted=True) == (reply,)


def test_buttons_become_numbered_lines_in_the_language_of_the_reply() -> None:
    buttons = (Button("Phối hợp (14)", "act:1"), Button("Chi tiết 2.6", "act:2"))
    assert (
        numbered(Reply("5 nhiệm vụ", buttons)).text == "5 nhiệm vụ\n\nTrả lời 1: Phối hợp (14)\nTrả lời 2: Chi tiết 2.6"
    )
    assert numbered(Reply("5 tasks", buttons, "en")).text.endswith("Answer 2: Chi tiết 2.6")
    assert numbered(Reply("5 nhiệm vụ")) == Reply("5 nhiệm vụ")


def test_a_file_goes_with_the_last_part_and_below_a_text_that_is_no_caption() -> None:
    more = (Button("Thêm", "act:more"),)
    short, long = Reply("Lịch", more, file=CALENDAR), Reply("câu hỏi " * 60, more, file=CALENDAR)
    assert captioned(cut(short, LIMIT, counted=True), LIMIT) == (short,)
    parts = captioned(cut(long, LIMIT, counted=True), LIMIT)
    assert [part.file for part in parts] == [None] * (len(parts) - 1) + [CALENDAR]
    *texts, alone = captioned((long,), LIMIT)
    assert texts == [Reply(long.text)]
    assert alone == Reply("", more, file=CALENDAR)


def test_where_no_file_can_be_sent_the_text_names_it_and_where_it_is_to_be_had() -> None:
    assert without_file(Reply("Lịch")) == Reply("Lịch")
    said = without_file(Reply("Lịch", file=CALENDAR))
    assert said.file is None
    assert said.text.startswith("Lịch\n\nKhông gửi được tệp “Lịch nhắc 47-NQ-CP.ics” ở đây.")
    assert "cannot be sent here" in without_file(Reply("Calendar", language="en", file=CALENDAR)).text
