"""A typed question as words, with the slips of the keyboard put right and nothing else touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.vietnamese.connectives import content, is_connective, singular
from knowledge.vietnamese.words import LONGEST_QUESTION, Vocabulary, clean, plain_tokens, read_words, tokens

VOCABULARY = Vocabulary(
    plain_tokens(text)
    for text in (
        "bộ ngoại giao chủ trì nhiệm vụ", "bộ quốc phòng phối hợp", "thông tin đối ngoại", "đài truyền hình việt nam",
        "ministry of foreign affairs", "nghị quyết", "biển đảo", "báo chí xuất bản",
    )
)  # fmt: skip


def read(text: str, *, english: bool = False) -> str:
    return " ".join(word.plain for word in read_words(clean(text), VOCABULARY, english=english))


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("Bộ Ngoại giao", "bo ngoai giao"),
        ("bộ ngoại gaio", "bo ngoai giao"),
        ("booj ngoaij giao", "bo ngoai giao"),
        ("bo65 ngoai5 giao", "bo ngoai giao"),
        ("bộngoạigiao chủtrì", "bo ngoai giao chu tri"),
        ("thoong tin ddoois ngoaij", "thong tin doi ngoai"),
        ("nhiêm vụ fối hợp", "nhiem vu phoi hop"),
        ("truyềnn hình VN", "truyen hinh viet nam"),
        ("nghị quyêtt", "nghi quyet"),
    ],
)
def test_slips_are_put_right(typed: str, read_as: str) -> None:
    assert read(typed) == read_as


@pytest.mark.parametrize("typed", ["bột ngọt", "ngoại ô", "máy bay", "bng", "xyzzy", "a b c"])
def test_other_words_stay_what_they_are(typed: str) -> None:
    assert read(typed) == " ".join(plain_tokens(typed))


def test_an_english_word_is_put_right_and_not_taken_for_telex() -> None:
    assert read("minstry of forein affairs", english=True) == "ministry of foreign affairs"


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("nv 3,7", ["nv", "3.7"]),
        ("nv3.7", ["nv", "3.7"]),
        ("mục 3.7.", ["muc", "3.7"]),
        ("47/NQ-CP", ["47/nq-cp"]),
        ("số 72/2015/NĐ-CP", ["so", "72/2015/nd-cp"]),
        ("2024 – 2026", ["2024-2026"]),
        ("ngày 30/11/2026", ["ngay", "30/11/2026"]),
        ("nq47", ["nq", "47"]),
        ("👍 hạn?!", ["han"]),
        ("<b>báo</b>", ["b", "bao", "b"]),
    ],
)
def test_numbers_symbols_and_dates_are_words_of_their_own(typed: str, plain: list[str]) -> None:
    assert [word.plain for word in tokens(clean(typed))] == plain


def test_a_word_keeps_how_and_where_it_was_typed() -> None:
    bng, comma = tokens("BNG, Cửa khẩu")[:2]
    assert (bng.plain, bng.marked, bng.span, bng.capitals, bng.apart) == ("bng", "bng", (0, 3), True, False)
    assert (comma.marked, comma.span, comma.apart) == ("cửa", (5, 8), True)


def test_capitals_mean_nothing_where_everything_is_in_capitals() -> None:
    assert not [word for word in read_words("BỘ NGOẠI GIAO CHỦ TRÌ GÌ", VOCABULARY) if word.capitals]
    assert read_words("BNG chủ trì gì", VOCABULARY)[0].capitals


def test_only_the_beginning_of_a_long_text_is_read() -> None:
    assert len(clean("ệ" * 100_000)) == LONGEST_QUESTION


def test_what_cannot_be_seen_is_not_read() -> None:
    assert clean("bộ\u200b ngoại\u202e\x00giao\u2028") == "bộ ngoại giao "


@given(st.text(max_size=80))
def test_every_word_stands_where_it_says(text: str) -> None:
    cleaned = clean(text)
    ends = 0
    for word in tokens(cleaned):
        first, end = word.span
        assert 0 <= first < end <= len(cleaned)
        assert first >= ends or (first, end) == (ends - (end - first), ends)
        ends = end


@given(st.text(max_size=80))
def test_reading_any_text_gives_words_without_white_space(text: str) -> None:
    assert not [
        word for word in read_words(clean(text), VOCABULARY) if not word.plain or word.plain.split() != [word.plain]
    ]


def test_words_that_only_join_are_told_from_their_look_alikes() -> None:
    cua, door, bare = tokens("của cửa cua")
    assert (is_connective(cua), is_connective(door), is_connective(bare)) == (True, False, True)


def test_content_is_what_carries_meaning() -> None:
    assert content("Quảng bá của các địa phương tại cửa khẩu") == ("quang", "ba", "dia", "phuong", "cua", "khau")
    assert content("policies of the ministries", english=True) == ("policy", "ministry")


@pytest.mark.parametrize(
    ("word", "one"), [("tasks", "task"), ("press", "press"), ("countries", "country"), ("gas", "gas"), ("is", "is")]
)
def test_an_english_plural_is_its_singular(word: str, one: str) -> None:
    assert singular(word) == one
