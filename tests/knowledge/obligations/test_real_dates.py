"""Real dates, reckoned by hand beside their source: a calendar of 2026 and 2027, and the clause that sets the day."""

from datetime import date

from knowledge.obligations.obligation import Obligation, of_duty, of_task
from knowledge.obligations.office import Office
from knowledge.obligations.steps import REPORT, TASK_LEAD, Step, advised_day, steps
from tests.knowledge.obligations.books import book
from tests.questions.asking import real_calendar, real_catalog


def report_of_2026() -> Obligation:
    duty = next(duty for duty in real_catalog().duties if duty.citation.endswith("Điều 10 khoản 5"))
    (found,) = of_duty(duty, 2026)
    return found


def days(steps_: tuple[Step, ...]) -> dict[str, str]:
    return {step.name: step.day.strftime("%a %d/%m/%Y") for step in steps_}


def test_the_report_before_30_11_2026_is_due_on_a_sunday_and_best_sent_on_the_friday() -> None:
    """Thông tư 02/2019/TT-BTTTT, Điều 10 khoản 5: "trước ngày 30 tháng 11". 29/11/2026 is a Sunday, 24/11 a holiday
    (Nghị quyết 28/2026/QH16)."""
    found = report_of_2026()
    assert found.due == date(2026, 11, 29)
    assert not found.assumed
    assert advised_day(found.due, real_calendar()) == date(2026, 11, 27)
    assert days(steps(found.due, REPORT, real_calendar())) == {
        "T-30": "Fri 30/10/2026",
        "T-14": "Fri 13/11/2026",  # 15/11 is a Sunday
        "T-7": "Fri 20/11/2026",  # 22/11 is a Sunday
        "T-3": "Thu 26/11/2026",
        "T0": "Fri 27/11/2026",  # T-1 would be the Saturday: both fall on the Friday
        "T+1": "Mon 30/11/2026",
        "T+3": "Wed 02/12/2026",
        "T+1w": "Wed 09/12/2026",
        "T+2w": "Wed 16/12/2026",
        "T+3w": "Wed 23/12/2026",
        "T+4w": "Wed 30/12/2026",
        "T+5w": "Wed 06/01/2027",
        "T+6w": "Wed 13/01/2027",
        "T+7w": "Wed 20/01/2027",
        "T+8w": "Wed 27/01/2027",
    }


def test_a_task_of_2024_to_2026_is_taken_to_end_on_the_last_day_of_2026() -> None:
    """Nghị quyết 47/NQ-CP, Phụ lục, 2.6: "2024 - 2026". 31/12/2026 is a Thursday, 1/1/2027 a holiday."""
    found = of_task(real_catalog(), real_catalog().task("47/NQ-CP 2.6"), 2026)
    assert found == Obligation("task", "47/NQ-CP 2.6", "2026", date(2026, 12, 31), assumed=True)
    told = days(steps(found.due, TASK_LEAD, real_calendar()))
    assert told["T-60"] == "Fri 30/10/2026"  # 1/11 is a Sunday
    assert told["T0"] == "Thu 31/12/2026"
    assert told["T+1"] == "Mon 04/01/2027"
    assert told["T+3"] == "Wed 06/01/2027"


def test_what_falls_on_the_national_day_of_2026_moves_before_it_or_behind_it() -> None:
    """1/9 and 2/9/2026 are days off by law, Monday 31/8 by the swap for Saturday 22/8 (holidays.toml)."""
    due = Obligation("report", "x", "2026", date(2026, 9, 2))
    told = days(steps(due.due, REPORT, real_calendar()))
    assert told["T0"] == "Fri 28/08/2026"
    assert told["T+1"] == "Thu 03/09/2026"


def test_what_falls_on_tet_of_2027_moves_before_it_or_behind_it() -> None:
    """Mùng 1 is Saturday 6/2/2027; the days off are the package's estimate until the plan is published."""
    due = Obligation("report", "x", "2027", date(2027, 2, 6))
    told = steps(due.due, REPORT, real_calendar())
    assert all(real_calendar().is_working(step.day) for step in told)
    assert next(step.day for step in told if step.name == "T0") < date(2027, 2, 6)


def test_a_programme_that_is_over_owes_nothing() -> None:
    assert of_task(real_catalog(), real_catalog().task("1486/QĐ-TTg 1.1"), 2020) is None
    owed = book().owed_by(Office("btttt"), 2026)
    assert not [each for each in owed if each.obligation.of.startswith("1486")]


def test_a_successor_owes_what_names_its_predecessor() -> None:
    """Bộ Thông tin và Truyền thông -> Bộ Văn hóa, Thể thao và Du lịch, since 1/3/2025 (agencies.toml)."""
    owed = {each.obligation.of: each for each in book().owed_by(Office("bvhttdl"), 2026)}
    assert (owed["47/NQ-CP 2.2"].role, owed["47/NQ-CP 2.2"].inherited) == ("lead", True)
    assert not any(each.inherited for each in book().owed_by(Office("bng"), 2026) if each.role == "lead")


def test_a_ministry_owes_the_report_that_all_ministries_owe_and_a_province_that_of_the_provinces() -> None:
    def reports(agency: str) -> set[date]:
        return {each.obligation.due for each in book().owed_by(Office(agency), 2026) if each.role == "report"}

    assert date(2026, 11, 29) in reports("byt")
    assert date(2026, 12, 19) in reports("p-01")
    assert date(2026, 11, 29) not in reports("p-01")
