"""What nobody took note of, as the coordinating office reads it."""

from datetime import date

from knowledge.obligations.escalation_office import Unheeded, compose_office
from knowledge.obligations.office import Office
from tests.knowledge.obligations.books import book

TODAY, SINCE = date(2026, 12, 28), date(2026, 12, 24)


def unheeded(agency: str, most: int = 99) -> list[Unheeded]:
    years = (book().owed_by(Office(agency), year) for year in range(2025, 2031))
    owed = [
        each.obligation for year in years for each in year if each.role == "lead" and each.obligation.kind == "task"
    ]
    return [Unheeded(agency, each, SINCE, None) for each in owed[:most]]


def text(found: list[Unheeded], language: str = "vi") -> str:
    return compose_office(book(), found, TODAY, language).text


def test_of_much_the_most_urgent_is_told_and_of_the_rest_the_numbers() -> None:
    found = unheeded("bvhttdl")
    assert len(found) > 5
    lines = text(found).splitlines()
    assert lines[2].startswith(f"Bộ Văn hóa, Thể thao và Du lịch: {len(found)} việc, chưa có cán bộ")
    days = [each.obligation.due for each in found]
    assert f"ngày cuối {min(days):%d/%m/%Y}" in lines[3]
    assert lines[8].startswith(f"- và {len(found) - 5} việc khác: ")
    named = " ".join(line.split(" ")[1] for line in lines[3:8]) + " " + lines[8]
    assert all(book().catalog.task(each.obligation.of).number in named for each in found)
    assert len(lines) == 9


def test_seven_are_named_and_of_eight_six_and_how_many_others_there_are() -> None:
    (report,) = [
        each.obligation
        for each in book().owed_by(Office("p-01"), 2026)
        if each.obligation.of == "nd244-phat-ngon" and each.role == "report"
    ]
    ids = ("bct", "p-01", "p-79", "p-31", "p-48", "p-92", "p-46", "p-75")
    found = [Unheeded(agency, report, SINCE, None) for agency in ids]
    assert "7 cơ quan, địa phương (Bộ Công Thương; Thành phố Hà Nội; " in text(found[:7])
    assert "khác" not in text(found[:7]).split("):", maxsplit=1)[0]
    assert "Thành phố Cần Thơ; và 2 tỉnh, thành phố khác): mỗi nơi 1 việc" in text(found)
    assert "; and 2 other provinces): 1 thing each; no officer" in text(found, "en")


def test_what_is_due_first_comes_first() -> None:
    found = [*unheeded("bvhttdl", most=1), *unheeded("bng", most=1)]
    order = sorted(found, key=lambda each: each.obligation.due)
    lines = [line for line in text(found).splitlines() if line.startswith("- ")]
    assert [f"{each.obligation.due:%d/%m/%Y}" in line for each, line in zip(order, lines, strict=True)] == [True, True]


def test_it_fits_the_screen_of_a_phone_where_all_owe_the_same() -> None:
    (report,) = [each.obligation for each in book().owed_by(Office("p-01"), 2026) if "phat-ngon" in each.obligation.of]
    everybody = [agency for agency in book().catalog.agencies if agency.startswith("p-")]
    assert len(everybody) == 34
    assert len(text([Unheeded(agency, report, SINCE, TODAY) for agency in everybody])) < 600
