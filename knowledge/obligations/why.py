"""Why a reminder is said on its day, for whoever looks ahead."""

from collections.abc import Iterator
from datetime import date

from knowledge.obligations.book import Obligations
from knowledge.obligations.office import Office
from knowledge.obligations.plan import AGAIN, Reminder
from knowledge.obligations.words import is_internal
from knowledge.questions.wording import day, weekday
from knowledge.texts import say


def why(book: Obligations, office: Office, reminder: Reminder, language: str) -> str:
    """Why it is said on this day: which step it is, what moved it, and what is assumed."""
    return "; ".join(_reasons(book, office, reminder, language))


def _reasons(book: Obligations, office: Office, reminder: Reminder, language: str) -> Iterator[str]:
    obligation, step = reminder.owed.obligation, reminder.step
    due = day(obligation.due, language)
    yield step_words(step.name, obligation.due, language)
    if step.day != step.wanted:
        yield say(language, "remind.moved", wanted=weekday(step.wanted, language), day=weekday(step.day, language))
    advised = book.advised_day(obligation, office)
    if advised != obligation.due and not step.is_late_notice and obligation.kind != "recurring":
        yield say(language, "remind.advised", day=weekday(advised, language))
    if obligation.assumed:
        yield say(language, "remind.assumed", due=due)
    if reminder.owed.inherited and not is_internal(book.catalog, obligation):
        yield say(language, "remind.inherited")


def step_words(name: str, last_day: date, language: str) -> str:
    """Which step it is, by its name, of what has this last day: "7 ngày trước ngày cuối 31/12/2026"."""
    due = day(last_day, language)
    if name == "T0":
        return say(language, "remind.last_day", due=due)
    if name.startswith("T-"):
        return say(language, "remind.before", n=int(name[2:]), due=due)
    if name.endswith("w"):
        return say(language, "remind.weekly", due=due)
    if name.startswith("T+"):
        return say(language, "remind.after", n=int(name[2:]), due=due)
    if name.startswith(AGAIN):
        return say(language, "remind.again", due=due)
    return say(language, "remind.in_year", due=due)
