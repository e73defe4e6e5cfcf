"""The same question, however it is typed, finds the same tasks."""

from collections.abc import Callable

import pytest

from knowledge.questions import Answer
from tests.knowledge.questions import keyboards
from tests.questions.asking import Person

QUESTIONS = [
    "Bộ Ngoại giao chủ trì những nhiệm vụ nào?",
    "Bộ Quốc phòng phối hợp những nhiệm vụ nào?",
    "Bộ Văn hóa, Thể thao và Du lịch chủ trì nhiệm vụ nào?",
    "Bộ Thông tin và Truyền thông chủ trì nhiệm vụ nào hết hạn năm 2026?",
    "Bộ Công an phối hợp nhiệm vụ nào?",
    "Bộ Công Thương chủ trì nhiệm vụ nào?",
    "Bộ Giáo dục và Đào tạo chủ trì nhiệm vụ nào?",
    "Bộ Nông nghiệp và Môi trường chủ trì nhiệm vụ nào?",
    "Bộ Tài chính chủ trì nhiệm vụ nào?",
    "Bộ Khoa học và Công nghệ phối hợp nhiệm vụ nào?",
    "Thông tấn xã Việt Nam chủ trì nhiệm vụ nào?",
    "Đài Truyền hình Việt Nam phối hợp nhiệm vụ nào?",
    "tỉnh Thanh Hóa chủ trì nhiệm vụ nào?",
    "thành phố Đà Nẵng phối hợp nhiệm vụ nào?",
    "Bộ Ngoại giao và Bộ Quốc phòng cùng chủ trì nhiệm vụ nào?",
    "Nhiệm vụ nào hết hạn năm 2026?",
    "Nhiệm vụ nào thực hiện hằng năm?",
    "Nhiệm vụ nào đã quá hạn?",
    "Nhiệm vụ 3.7 do cơ quan nào chủ trì?",
    "Nhiệm vụ nào về dạy tiếng Việt cho người Việt Nam ở nước ngoài?",
]
VARIANTS: dict[str, Callable[[str], str]] = {
    "without diacritics": keyboards.without_marks,
    "decomposed (NFD)": keyboards.decomposed,
    "in capitals": str.upper,
    "in capitals without diacritics": lambda text: keyboards.without_marks(text).upper(),
    "with Telex keys": keyboards.telex,
    "with VNI digits": keyboards.vni,
    "with the tone in its old place": keyboards.old_tone_place,
    "with doubled spaces": lambda text: text.replace(" ", "  "),
    "on lines of its own": lambda text: f"\n {text.replace(' ', chr(10))}\t\n",
    "with courtesy": lambda text: f"Dạ anh/chị cho em hỏi {text} Em cảm ơn ạ 🙏",
    "without a question mark": lambda text: text.rstrip("?"),
}
NAMES = [
    "Bộ Ngoại giao", "Bộ Quốc phòng", "Bộ Công an", "Bộ Tài chính", "Bộ Công Thương", "Bộ Nội vụ",
    "Bộ Giáo dục và Đào tạo", "Bộ Y tế", "Bộ Thông tin và Truyền thông", "Đài Truyền hình Việt Nam",
    "Đài Tiếng nói Việt Nam", "Thông tấn xã Việt Nam",
]  # fmt: skip
SWAPS_UNDERSTOOD = 0.97


def found(answer: Answer) -> tuple[object, ...]:
    return tuple(answer.tasks), tuple(answer.via_group), tuple(answer.via_succession)


def lists(text: str) -> tuple[object, ...]:
    return found(Person().ask(text))


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_question_typed_in_another_way_finds_the_same(variant: str) -> None:
    wrong = [typed for text in QUESTIONS if lists(typed := VARIANTS[variant](text)) != lists(text)]
    assert wrong == []


def test_the_name_of_an_agency_typed_as_one_word_is_the_agency() -> None:
    def question(name: str) -> str:
        return f"{name} chủ trì nhiệm vụ nào?"

    wrong = []
    for name in NAMES:
        for together in (name.replace(" ", ""), keyboards.without_marks(name.replace(" ", "")).lower()):
            if lists(question(together)) != lists(question(name)):
                wrong.append(together)
    assert wrong == []


@pytest.mark.parametrize("prepare", [str, keyboards.without_marks], ids=["with diacritics", "without"])
def test_two_letters_swapped_in_a_long_word_hardly_ever_matter(prepare: Callable[[str], str]) -> None:
    slips = [(text, slip) for text in QUESTIONS for slip in keyboards.swapped(prepare(text))]
    wrong = [slip for text, slip in slips if lists(slip) != lists(text)]
    assert len(slips) > 100
    assert 1 - len(wrong) / len(slips) >= SWAPS_UNDERSTOOD, wrong
