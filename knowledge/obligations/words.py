"""How an obligation and a reminder of it are put into words."""

from collections.abc import Iterator

from knowledge.catalog.catalog import Catalog
from knowledge.obligations.obligation import Obligation
from knowledge.obligations.plan import Reminder
from knowledge.obligations.steps import Step, advised_day
from knowledge.questions.duties import duty_title
from knowledge.questions.wording import day, shorten, weekday
from knowledge.texts import say
from knowledge.working_days import Calendar


def title(catalog: Catalog, obligation: Obligation, language: str) -> str:
    """ "2.6 Sửa đổi Nghị định 88/2012/NĐ-CP …"; of a report its title with its year."""
    if obligation.kind == "report":
        duty = next(duty for duty in catalog.duties if duty.id == obligation.of)
        return duty_title(duty, obligation.due, language)
    task = catalog.task(obligation.of)
    return f"{task.number} {shorten(catalog.label(task, language))}"


def why(catalog: Catalog, reminder: Reminder, calendar: Calendar, language: str) -> str:
    """Why it is said on this day: which step it is, what moved it, and what is assumed."""
    return "; ".join(_reasons(reminder, calendar, language))


def _reasons(reminder: Reminder, calendar: Calendar, language: str) -> Iterator[str]:
    obligation, step = reminder.owed.obligation, reminder.step
    due = day(obligation.due, language)
    yield _step(step, due, language)
    if step.day != step.wanted:
        yield say(language, "remind.moved", wanted=weekday(step.wanted, language), day=weekday(step.day, language))
    advised = advised_day(obligation, calendar)
    if advised != obligation.due and not step.is_late_notice and obligation.kind != "recurring":
        yield say(language, "remind.advised", day=weekday(advised, language))
    if obligation.assumed:
        yield say(language, "remind.assumed", due=due)
    if reminder.owed.inherited:
        yield say(language, "remind.inherited")


def _step(step: Step, due: str, language: str) -> str:
    if step.name == "T0":
        return say(language, "remind.last_day", due=due)
    if step.name.startswith("T-"):
        return say(language, "remind.before", n=int(step.name[2:]), due=due)
    if step.name.endswith("w"):
        return say(language, "remind.weekly", due=due)
    if step.is_late_notice:
        return say(language, "remind.after", n=int(step.name[2:]), due=due)
    return say(language, "remind.in_year", due=due)
