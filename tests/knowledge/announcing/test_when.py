"""When a notice is to go out, as it is typed on a Monday at nine."""

from datetime import datetime

import pytest

from knowledge.announcing.when import read_when
from knowledge.questions.ask import VIET_NAM
from knowledge.sending_hours import Hours
from tests.questions.asking import at_nine

NOW = at_nine(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("ngay", "2026-11-23 09:00"),
        ("Gửi ngay", "2026-11-23 09:00"),
        ("now", "2026-11-23 09:00"),
        ("14h30", "2026-11-23 14:30"),
        ("lúc 14:30", "2026-11-23 14:30"),
        ("2h chiều", "2026-11-23 14:00"),
        ("20h tối nay", "2026-11-23 20:00"),
        ("15 giờ 30 phút", "2026-11-23 15:30"),
        ("8h", "2026-11-24 08:00"),
        ("9h", "2026-11-24 09:00"),
        ("8 giờ sáng mai", "2026-11-24 08:00"),
        ("sáng mai", "2026-11-24 08:00"),
        ("8am tomorrow", "2026-11-24 08:00"),
        ("mai", "2026-11-24 08:00"),
        ("9:00 25/11", "2026-11-25 09:00"),
        ("25/11/2026", "2026-11-25 08:00"),
        ("9:15 ngày 1/12", "2026-12-01 09:15"),
        ("chiều thứ Hai", "2026-11-30 14:00"),
        ("9h 20/11/2026", "2026-11-20 09:00"),
    ],
)
def test_the_moment_that_a_text_means(typed: str, said: str) -> None:
    found = read_when(typed, NOW, Hours())
    assert found is not None
    assert found.astimezone(VIET_NAM) == datetime.fromisoformat(said).replace(tzinfo=VIET_NAM)


@pytest.mark.parametrize(
    "typed", ["", "25h", "abc", "lúc nào cũng được", "9h họp giao ban", "24/11-26/11", "99:99", "🙂", "9" * 500]
)
def test_what_says_no_moment_is_none(typed: str) -> None:
    assert read_when(typed, NOW, Hours()) is None
