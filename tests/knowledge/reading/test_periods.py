"""The period of a task."""

import pytest

from knowledge.reading.periods import read_period
from knowledge.records import Period


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2024", Period("2024", 2024, 2024, False)),
        ("2024 - 2026", Period("2024 - 2026", 2024, 2026, False)),
        ("2018-2020", Period("2018-2020", 2018, 2020, False)),
        ("2024 – 2026", Period("2024 – 2026", 2024, 2026, False)),
        ("Giai đoạn 2024 - 2030", Period("Giai đoạn 2024 - 2030", 2024, 2030, False)),
        ("Từ năm 2024 đến năm 2026", Period("Từ năm 2024 đến năm 2026", 2024, 2026, False)),
        ("Đến  năm 2030", Period("Đến năm 2030", 2022, 2030, False)),
        ("Năm 2025", Period("Năm 2025", 2025, 2025, False)),
        ("Từ năm 2025", Period("Từ năm 2025", 2025, None, False)),
        ("Hằng năm", Period("Hằng năm", None, None, True)),
        ("Hàng năm", Period("Hằng năm", None, None, True)),
        ("Thường xuyên", Period("Thường xuyên", None, None, True)),
        ("Hàng năm, đến năm 2030", Period("Hằng năm, đến năm 2030", 2022, 2030, True)),
        ("Hằng năm (2024 - 2026)", Period("Hằng năm (2024 - 2026)", 2024, 2026, True)),
        ("Trước ngày 15/12 hằng năm", Period("Trước ngày 15/12 hằng năm", None, None, True)),
        ("Quý IV/2024", Period("Quý IV/2024", None, 2024, False)),
        ("Tháng 6/2025", Period("Tháng 6/2025", None, 2025, False)),
        ("6/2025", Period("6/2025", None, 2025, False)),
        ("Trước ngày 31/12/2025", Period("Trước ngày 31/12/2025", None, 2025, False)),
    ],
)
def test_a_period_is_read_as_written(written: str, read: Period) -> None:
    assert read_period(written, document_year=2022) == read


@pytest.mark.parametrize("written", ["", "2026 - 2024", "sớm", "20245", "Bộ Y tế hằng năm", "các địa phương 2024"])
def test_what_is_no_period_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"period"):
        read_period(written, document_year=2022)
