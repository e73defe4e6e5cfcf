"""What a question says of people is not kept, and what it says of documents, tasks and days is."""

import pytest

from knowledge.learning.masking import masked


@pytest.mark.parametrize(
    "private",
    [
        "0912345678", "0912 345 678", "0912.345.678", "(024) 3943 6131", "+84 912 345 678", "09 12 34 56 78",
        "001099012345", "001 099 012 345", "123456789", "lan.nguyen+1@bng.gov.vn", "B1234567", "@lan_nguyen",
        "TT-2345-6789-ABCD", "tt 2b45-67h9-abcd", "https://example.vn/?token=abc", "www.example.vn/lan",
        "１２３４５６７８９",
    ],
)  # fmt: skip
def test_numbers_of_people_and_addresses_are_hidden(private: str) -> None:
    assert masked(f"hỏi {private} giá vàng") == "hỏi … giá vàng"


@pytest.mark.parametrize(
    "said",
    [
        "1486/QĐ-TTg", "nhiệm vụ 2.6 và 3.10, 5.14", "trước ngày 30/11/2026", "30-11-2026", "2025-2030",
        "năm 2024, 2025", "khoản 2 Điều 10", "56 nhiệm vụ",
    ],
)  # fmt: skip
def test_numbers_of_documents_tasks_and_days_stay(said: str) -> None:
    assert masked(said) == said


def test_it_is_one_line_and_no_longer_than_a_question() -> None:
    assert masked("giá\nvàng\x00\u202e hôm\tnay") == "giá vàng hôm nay"
    assert len(masked("giá vàng " * 100_000)) <= 300
