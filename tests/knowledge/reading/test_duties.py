"""The table of duties: its quotes against the documents, and mistakes in it refused."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from knowledge.reading.facts import Facts, read_facts
from knowledge.records import Duty, SourceError


def duty(facts: Facts, id_: str) -> Duty:
    [found] = [one for one in facts.duties if one.id == id_]
    return found


def test_each_duty_of_the_collection_quotes_the_document_in_which_it_stands(facts: Facts, documents: Path) -> None:
    texts = {one.document: "" for one in facts.provisions}
    for provision in facts.provisions:
        texts[provision.document] += f" {provision.text}"
    held = [one for one in facts.duties if one.document]
    assert len(held) == 21
    for one in held:
        assert one.quote in " ".join(texts[one.document].split()), one.id


def test_the_words_that_name_the_day_stand_in_the_quote(facts: Facts) -> None:
    for one in facts.duties:
        if one.document and (one.day or one.month_days):
            assert one.when in one.quote, one.id


def test_the_letter_and_the_circular_are_two_duties_with_the_same_day(facts: Facts) -> None:
    letter, circular = duty(facts, "cv2024-bao-cao"), duty(facts, "tt02-bao-cao-nam")
    assert (letter.recurrence, letter.day, letter.state) == ("once", date(2024, 11, 30), "past")
    assert (circular.recurrence, circular.month_days, circular.state) == ("yearly", ("11-30",), "live")
    assert letter.exclusive
    assert circular.exclusive


def test_the_report_of_the_old_plan_is_historical(facts: Facts) -> None:
    old = duty(facts, "qd1486-bao-cao-nam")
    assert (old.month_days, old.state, old.to_agencies) == (("12-10",), "historical", ("btttt",))


def test_duties_of_programmes_that_are_over_are_not_live(facts: Facts) -> None:
    over = {one.id for one in facts.documents if one.over}
    assert {one.state for one in facts.duties if one.document in over} == {"historical", "past"}
    assert {one.state for one in facts.duties if one.document not in over} == {"live"}


def test_every_duty_says_where_it_comes_from(facts: Facts) -> None:
    assert all(one.source and one.citation and one.clause and one.when and one.who for one in facts.duties)


@pytest.mark.parametrize(
    ("was", "now", "reason"),
    [
        (
            "trước ngày 10 tháng 12 hàng năm gửi báo cáo",
            "trước ngày 11 tháng 12 hàng năm gửi báo cáo",
            "the quote is not in",
        ),
        ('clause = "Mục IV.3"', 'clause = "Mục IV.9"', "1486/QĐ-TTg has no clause 'Mục IV.9'"),
        ('to_agencies = ["btttt"]', 'to_agencies = ["mic"]', "nq47-bao-cao-hang-nam: there is no agency 'mic'"),
        ('month_days = ["12-10"]', "month_days = []", "month_days holds 0 days, 1 go with recurrence yearly"),
        ('month_days = ["12-10"]', 'month_days = ["02-30"]', "'02-30' is no day of a year"),
        ('month_days = ["12-10"]', 'month_days = ["10/12"]', "'10/12' is no day of a year"),
        (
            'month_days = ["12-10"]\nexclusive = true',
            'month_days = ["12-10"]\nexclusive = false',
            "exclusive does not agree",
        ),
        ("closing_day = 14", "closing_day = 31", "closing_day is a day of a month up to 28"),
        ("event_days = 15\n", 'event_days = 15\nmonth_days = ["01-01"]\n', "month_days holds 1 days"),
        ('event = "Sự kiện tổ chức ở nước ngoài"\n', "", "event_days needs event"),
        ('recurrence = "periodic"', 'recurrence = "periodic"\nweekday = 5', "weekday goes with recurrence weekly"),
        (
            'when = "định kỳ"\nrecurrence = "periodic"',
            'when = "định kỳ"\nrecurrence = "monthly"',
            "month_day goes with recurrence monthly",
        ),
        ('state = "live"', 'state = "alive"', "'alive' is none of historical, live, past"),
        ('id = "nq47-kinh-phi-hang-nam"', 'id = "nq47-bao-cao-hang-nam"', "this id is used twice"),
        ('recurrence = "periodic"', 'recurrence = "periodic"\nday = 2024-01-01', "day goes with recurrence once only"),
        ("exclusive = false", 'exclusive = "perhaps"', r"number 1 \(nq47-bao-cao-hang-nam\): exclusive:"),
    ],
)
def test_a_wrong_duty_is_refused_with_its_reason(
    documents: Path, tmp_path: Path, was: str, now: str, reason: str
) -> None:
    folder = tmp_path / "documents"
    shutil.copytree(documents, folder)
    text = (folder / "duties.toml").read_text(encoding="utf-8")
    assert was in text
    (folder / "duties.toml").write_text(text.replace(was, now, 1), encoding="utf-8")
    with pytest.raises(SourceError, match=reason):
        read_facts(folder)
