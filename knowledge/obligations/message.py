"""All that an agency is reminded of on one day, as one message."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from knowledge.catalog.readers import PUBLIC, edition_for
from knowledge.messages import Button, Reply
from knowledge.obligations.book import Obligations
from knowledge.obligations.line import common, line
from knowledge.obligations.office import Office
from knowledge.obligations.plan import Reminder
from knowledge.questions.query import REPORT, TASK, Party, Query
from knowledge.questions.wording import action, agency_name, detail_label, weekday
from knowledge.texts import say

ACKNOWLEDGE, LATER, DONE, TAKE_BACK = "remind:ack", "remind:later", "remind:done", "remind:undo"
"""What the buttons carry; `LATER` is followed by a number of days, `DONE` by an obligation's key where one was chosen,
`TAKE_BACK` by the number of a completion."""
PUT_OFF_DAYS = (1, 3, 7)
_MOST_DETAILS = 3


def compose(book: Obligations, office: Office, reminders: Sequence[Reminder], today: date, language: str) -> Reply:
    """A heading, a line for each reminder in the order given, and what can be done about them. What several that are
    due on one day have in common is said once, above them."""
    name = agency_name(book.catalog.agencies[office.agency], language)
    text = say(language, "remind.head", agency=name, day=weekday(today, language)) + "\n"
    for (_, shared), together in _together(book, reminders, language).items():
        above = shared if len(together) > 1 else ""
        text += f"\n{above}\n" if above else ""
        text += "".join(f"{line(book, office, each, today, language, whole=not above)}\n" for each in together)
        text += "\n" if above else ""
    text = re.sub(r"\n{3,}", "\n\n", text.replace(":\n-", ":\n\n-", 1)).rstrip()
    return Reply(text, tuple(_buttons(book, office, reminders, today, language)), language)


def _together(
    book: Obligations, reminders: Sequence[Reminder], language: str
) -> dict[tuple[date, str], list[Reminder]]:
    """The reminders of one day that have the same in common, in the order in which the first of them stands."""
    found: dict[tuple[date, str], list[Reminder]] = {}
    for reminder in reminders:
        found.setdefault((reminder.owed.obligation.due, common(book, reminder, language)), []).append(reminder)
    return found


def _buttons(
    book: Obligations, office: Office, reminders: Sequence[Reminder], today: date, language: str
) -> Iterator[Button]:
    reports = [each for each in reminders if each.owed.obligation.kind == "report"]
    yield Button(say(language, "remind.acknowledge"), ACKNOWLEDGE)
    yield Button(say(language, "remind.sent_report" if len(reports) == len(reminders) else "remind.done"), DONE)
    for days in PUT_OFF_DAYS if _can_wait(book, office, reminders, today) else ():
        yield Button(say(language, "remind.later", n=days), f"{LATER} {days}")
    edition = edition_for(book.catalog, PUBLIC)
    tasks = [edition.task(each.owed.obligation.of) for each in reminders if each.owed.obligation.kind != "report"]
    for task in tasks[:_MOST_DETAILS]:
        label = detail_label(edition, task, language, tasks[:_MOST_DETAILS])
        yield Button(label, action(Query(TASK, tasks=(task.id,), language=language)))
    if reports:
        query = Query(REPORT, parties=(Party(reports[0].agency),), language=language)
        yield Button(say(language, "button.report_detail"), action(query))


def _can_wait(book: Obligations, office: Office, reminders: Sequence[Reminder], today: date) -> bool:
    """Whether any of them can be put off at all."""
    tomorrow = today + timedelta(days=1)
    keys = (reminder.owed.obligation.key for reminder in reminders)
    return any((book.put_off_until(office, key, tomorrow, today) or today) > today for key in keys)
