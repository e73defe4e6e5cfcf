"""Letters as they are compared, syllables, and what the Telex and VNI keyboards leave behind."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.vietnamese.fold import fold, is_syllable, without_telex, without_vni
from knowledge.vietnamese.words import plain_tokens
from tests.knowledge.questions.keyboards import telex, vni, without_marks
from tests.questions.asking import real_catalog


def syllables_of_the_documents() -> set[str]:
    texts = [task.title for task in real_catalog().tasks] + [agency.name for agency in real_catalog().agencies.values()]
    words = {word.lower() for text in texts for word in text.replace(",", " ").split() if word.isalpha()}
    return {word for word in words if is_syllable(fold(word))}


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Bộ Ngoại giao", "bo ngoai giao"),
        ("ĐẶC BIỆT", "dac biet"),
        ("đường thủy nội địa", "duong thuy noi dia"),
        ("đường thuỷ", "duong thuy"),
        ("Nghị quyết 47/NQ-CP", "nghi quyet 47/nq-cp"),
        ("ðiện", "dien"),
        ("", ""),
    ],
)
def test_fold_is_lower_case_without_diacritics(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(max_size=40))
def test_composed_and_decomposed_fold_alike_and_folding_again_changes_nothing(text: str) -> None:
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))
    assert not [letter for letter in fold(text) if unicodedata.combining(letter)]


@given(st.sampled_from(sorted(syllables_of_the_documents())))
def test_folding_what_is_folded_changes_nothing(word: str) -> None:
    assert fold(fold(word)) == fold(word) == without_marks(word)


@pytest.mark.parametrize("word", "nghiem nguyen quoc gia giua uy ban y te khuya huyen oan ngoai quyet yeu".split())
def test_vietnamese_syllables_are_known_as_such(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word", ["", "b", "ng", "bng", "vtv", "nhieemj", "which", "tasks", "ministry", "ngoaigiao", "3", "zo"]
)
def test_other_words_are_not(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("booj", "bo"),
        ("nhieemj", "nhiem"),
        ("nhiemej", "nhiem"),
        ("vuj", "vu"),
        ("ddoois", "doi"),
        ("dduwowcj", "duoc"),
        ("phoois", "phoi"),
        ("truwowngf", "truong"),
        ("thuowng", "thuong"),
        ("nguowif", "nguoi"),
        ("taaif", "tai"),
        ("chur", "chu"),
    ],
)
def test_undone_telex_keys_give_the_syllable_they_meant(typed: str, meant: str) -> None:
    assert without_telex(typed) == meant


@pytest.mark.parametrize("typed", ["bo", "xyz", "which", "http", "nhiesfm", "", "s"])
def test_what_telex_would_not_have_given_is_left_alone(typed: str) -> None:
    assert without_telex(typed) == ""


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("bo65", "bo"),
        ("bo6", "bo"),
        ("ngoai5", "ngoai"),
        ("d9e62", "de"),
        ("viet65", "viet"),
        ("phoi61", "phoi"),
        ("gi2", "gi"),
    ],
)
def test_undone_vni_digits_give_the_syllable_they_meant(typed: str, meant: str) -> None:
    assert without_vni(typed) == meant


@pytest.mark.parametrize("typed", ["bo", "b9", "nq47", "nd88", "q4", "vtv1", "bo0", "bo12", "covid19", "a10", "qd1486"])
def test_letters_and_digits_that_are_no_vni_are_left_alone(typed: str) -> None:
    assert without_vni(typed) == ""


def test_every_syllable_of_the_documents_comes_back_from_telex_keys() -> None:
    for word in syllables_of_the_documents():
        typed = telex(word)
        assert typed == fold(word) or is_syllable(typed) or without_telex(typed) == fold(word), word


@given(st.text(st.sampled_from("abdeghiostuwxyz0123456789"), max_size=12))
def test_what_is_given_back_is_a_syllable_or_nothing(typed: str) -> None:
    assert all(not meant or is_syllable(meant) for meant in (without_telex(typed), without_vni(typed)))


def test_every_syllable_of_the_documents_comes_back_from_vni_digits() -> None:
    lost = [word for word in syllables_of_the_documents() if vni(word) != word and without_vni(vni(word)) != fold(word)]
    assert lost == []


def test_names_are_compared_without_their_marks() -> None:
    assert plain_tokens("Bộ Văn hóa, Thể thao và Du lịch") == ("bo", "van", "hoa", "the", "thao", "va", "du", "lich")
