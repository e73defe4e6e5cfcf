"""What is sent by itself of internal documents, tasks and reports carries number and day, and no other word of them."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby

import pytest

from jobs.remind import Reminding
from knowledge.catalog.catalog import Catalog
from knowledge.memory import Store, Transaction, chats, completions, history
from knowledge.messages import Chat, Reply
from knowledge.obligations.book import Obligations
from knowledge.obligations.digest import compose_week, week_of
from knowledge.obligations.message import compose
from knowledge.obligations.office import KINDS, Office
from knowledge.obligations.owed import every_agency
from knowledge.obligations.plan import all_in
from tests.internal import REPORT, SINGLE, WHOLE, Flag, catalog_with, runs, secrets
from tests.questions.asking import at_nine, real_calendar
from tests.talk import message

GROUP = Chat("console", "nhóm Vụ", group=True)


@pytest.fixture
def bound(store: Store) -> Store:
    store.call(bind)
    return store


def bind(tx: Transaction) -> None:
    chats.seen(tx, message("", chat=GROUP), at_nine(2026, 10, 1))
    chats.bind(tx, GROUP, "bng", 1, at_nine(2026, 10, 1))


def said(store: Store, catalog: Catalog, *day: int) -> list[str]:
    store.call(Reminding(Obligations(catalog, real_calendar())), at_nine(*day))
    return [line for each in store.call(history.since, GROUP) for line in each.reply.text.splitlines()]


def test_a_reminder_of_an_internal_task_says_its_number_its_place_and_its_day(bound: Store) -> None:
    lines = said(bound, catalog_with(SINGLE), 2026, 12, 17)
    assert (
        "- nhiệm vụ 2.6 (nội bộ): hết thời gian ngày 31/12/2026 (văn bản ghi 2024–2026), còn 14 ngày."
        " Nghị quyết 47/NQ-CP, mục 2.6."
    ) in lines


def test_a_reminder_of_an_internal_report_says_where_it_stands_and_its_day(bound: Store) -> None:
    line = next(line for line in said(bound, catalog_with(REPORT), 2026, 11, 27) if "nội bộ" in line)
    assert line == (
        "- Báo cáo nội bộ (Thông tư 02/2019/TT-BTTTT ngày 08/3/2019, Điều 10 khoản 5): gửi trước ngày 30/11/2026;"
        " nên gửi chậm nhất thứ Sáu 27/11/2026, tức là hôm nay."
    )


def test_the_digest_of_a_week_calls_it_by_its_number_too_and_what_was_done(bound: Store) -> None:
    bound.call(completions.add, "bng", "47/NQ-CP 4.4 2025", "", 1, at_nine(2026, 12, 3))
    lines = said(bound, catalog_with(SINGLE), 2026, 12, 7)
    assert "- nhiệm vụ 2.6 (nội bộ) · thứ Năm 31/12/2026, còn 24 ngày" in lines
    assert "- nhiệm vụ 4.4 (nội bộ)" in lines


def pushed(catalog: Catalog, first: date, last: date) -> Iterator[Reply]:
    """All that every agency is sent in these days."""
    book = Obligations(catalog, real_calendar())
    for office in (Office(agency, kinds=frozenset(KINDS)) for agency in every_agency(catalog)):
        reminders = all_in(book, office, first, last)
        for day, each in groupby(reminders, key=lambda reminder: reminder.step.day):
            yield compose(book, office, list(each), day, "vi")
        for monday in (first + week * timedelta(days=7) for week in range((last - first).days // 7)):
            yield compose_week(book, office, week_of(book, office, monday, (), ()), monday)


@pytest.mark.parametrize("flag", [WHOLE, SINGLE, REPORT])
def test_nothing_that_any_agency_is_sent_in_a_year_says_five_internal_words_in_a_row(flag: Flag) -> None:
    catalog = catalog_with(flag)
    hidden = secrets(catalog)
    replies = list(pushed(catalog, date(2026, 1, 5), date(2027, 1, 8)))
    assert sum("nội bộ" in reply.text for reply in replies) > 20
    texts = (text for reply in replies for text in (reply.text, *(button.label for button in reply.buttons)))
    assert [run for text in texts for run in runs(text) if run in hidden] == []


def test_of_an_internal_task_not_even_the_agency_that_the_document_names_is_said() -> None:
    catalog = catalog_with(WHOLE)
    replies = pushed(catalog, date(2026, 11, 30), date(2027, 1, 8))
    lines = [line for reply in replies for line in reply.text.splitlines() if "nội bộ" in line]
    assert lines
    assert not [line for line in lines if "Văn bản ghi" in line or "phối hợp" in line]
