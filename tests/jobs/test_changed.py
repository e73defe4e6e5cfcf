"""What officials change is reminded of as it is now: by whom, of what, until when, at which hours."""

from datetime import date, datetime

import pytest

from jobs.remind import Reminding
from knowledge.amending.due import due_value
from knowledge.amending.edits import edit_value
from knowledge.changes.change import SYSTEM, Value
from knowledge.changes.kinds import KINDS
from knowledge.changes.making import Changes
from knowledge.current import Current
from knowledge.memory import Store, Transaction, chats, history
from knowledge.messages import Chat
from tests.questions.asking import at_nine, real_calendar, real_catalog
from tests.stores import store
from tests.talk import message

__all__ = ["store"]

BOUND, DAY = at_nine(2026, 10, 1), at_nine(2026, 12, 1)
"""A month before the end of 2026 what ends then is reminded of."""
SINCE = date(2026, 11, 22)
GROUPS = {agency: Chat("console", f"nhóm {agency}", group=True) for agency in ("bng", "bca")}


@pytest.fixture
def current() -> Current:
    return Current(real_catalog().facts, real_calendar())


def bind(tx: Transaction) -> None:
    for agency, chat in GROUPS.items():
        chats.seen(tx, message("", chat=chat), BOUND)
        chats.bind(tx, chat, agency, 1, BOUND)


def change(store: Store, kind: str, subject: str, value: Value) -> None:
    store.call(lambda tx: Changes(KINDS).make(tx, kind, subject, value, SYSTEM, BOUND))


def said(store: Store, current: Current, agency: str, now: datetime = DAY) -> str:
    store.call(Reminding(current), now)
    return "\n".join(line.reply.text for line in store.call(history.since, GROUPS[agency]))


def test_a_task_is_reminded_of_by_who_leads_it_now_with_what_the_document_says(store: Store, current: Current) -> None:
    store.call(bind)
    lead: Value = {"named": ["bca"], "collectives": []}
    change(store, "task", "47/NQ-CP 2.6 lead", edit_value(lead, "QĐ 9/QĐ-TTg", "", SINCE))
    text = said(store, current, "bca")
    assert "2.6 Sửa đổi Nghị định 88/2012" in text
    assert "Cơ quan chủ trì được sửa ngày 22/11/2026 theo QĐ 9/QĐ-TTg; văn bản gốc ghi: Bộ Ngoại giao." in text
    assert "2.6 " not in said(store, current, "bng")


def test_nobody_is_reminded_of_what_is_hidden(store: Store, current: Current) -> None:
    store.call(bind)
    change(store, "task", "47/NQ-CP 2.6 hidden", edit_value(value=True, basis="QĐ 9", reason="", since=SINCE))
    assert "2.6 " not in said(store, current, "bng")


def test_a_day_that_was_set_is_the_one_that_is_counted_to(store: Store, current: Current) -> None:
    store.call(bind)
    change(store, "due", "47/NQ-CP 2.6", due_value(date(2026, 12, 8), "QĐ 9/QĐ-TTg", "", SINCE))
    text = said(store, current, "bng")
    assert "08/12/2026" in text
    assert "theo QĐ 9/QĐ-TTg" in text


def test_a_new_task_is_reminded_of_with_who_added_it(store: Store, current: Current) -> None:
    store.call(bind)
    fields: Value = {"title": "Việc mới của năm", "lead": {"named": ["bng"], "collectives": []}, "period": "2026"}
    change(store, "task", "47/NQ-CP 2.14", edit_value(fields, "QĐ 9/QĐ-TTg", "", SINCE))
    text = said(store, current, "bng")
    assert "2.14 Việc mới của năm" in text
    assert "người quản trị bổ sung ngày 22/11/2026 theo QĐ 9/QĐ-TTg" in text


def test_nothing_is_said_outside_the_hours_that_were_set(store: Store, current: Current) -> None:
    store.call(bind)
    change(store, "hours", "all", edit_value(["14:00", "16:00"], "", "", SINCE))
    assert said(store, current, "bng") == ""
    assert said(store, current, "bng", DAY.replace(hour=15)) != ""


def test_nothing_is_said_on_a_day_that_was_made_a_day_off(store: Store, current: Current) -> None:
    store.call(bind)
    change(store, "day", "2026-12-01", edit_value(value=False, basis="", reason="bão", since=SINCE))
    assert said(store, current, "bng") == ""
