"""What an agency is nudged about: what it leads or owes, and has not reported on though its day has come or is near."""

from collections.abc import Iterator
from datetime import date, timedelta

from knowledge.messages import Button, Reply
from knowledge.obligations.book import Obligations
from knowledge.obligations.message import DONE
from knowledge.obligations.obligation import Obligation
from knowledge.obligations.office import Office
from knowledge.obligations.words import title
from knowledge.progress.records import Recorded
from knowledge.questions.wording import agency_name, day, shorten, weekday
from knowledge.texts import say

_TASKS_AHEAD, _REPORTS_AHEAD = timedelta(days=60), timedelta(days=30)
_REPORTS_BEHIND = timedelta(days=200)
_NOTED_LATELY = timedelta(days=30)
_MOST, _BUTTONS = 20, 4
_LABEL = 60  # characters


def unreported(book: Obligations, office: Office, recorded: Recorded, today: date) -> list[Obligation]:
    """Tasks that it leads and reports, the most urgent first: past their day or near it, not done, and nothing said of
    their progress within the last month."""
    found = {each.key: each for each in (*_tasks(book, office, recorded, today), *_reports(book, office, today))}
    done = {each.obligation for kept in recorded.done.values() for each in kept if each.agency == office.agency}
    return sorted((each for key, each in found.items() if key not in done), key=lambda each: (each.due, each.key))


def _tasks(book: Obligations, office: Office, recorded: Recorded, today: date) -> Iterator[Obligation]:
    noted = {
        task
        for task, notes in recorded.notes.items()
        if any(note.agency == office.agency and today - note.on <= _NOTED_LATELY for note in notes)
    }
    for year in book.catalog.facets.last_years:
        if year > (today + _TASKS_AHEAD).year:
            return
        for owed in book.tasks_of_year(year).of(office.agency):
            each = owed.obligation
            near = each.due <= today + _TASKS_AHEAD
            over = each.kind == "task" and book.catalog.is_over(book.catalog.task(each.of).document, today.year)
            if owed.role == "lead" and each.kind == "task" and near and not over and each.of not in noted:
                yield each


def _reports(book: Obligations, office: Office, today: date) -> Iterator[Obligation]:
    for year in (today.year - 1, today.year, today.year + 1):
        for owed in book.owed_by(office, year):
            due = owed.obligation.due
            if owed.role == "report" and today - _REPORTS_BEHIND <= due <= today + _REPORTS_AHEAD:
                yield owed.obligation


def compose_nudge(book: Obligations, agency: str, owed: list[Obligation], today: date, language: str = "vi") -> Reply:
    """What is asked of the agency, a line each, and how it can be answered."""
    name = agency_name(book.catalog.agencies[agency], language)
    lines = [say(language, "nudge.head", agency=name, day=weekday(today, language)), ""]
    lines += [_line(book, each, today, language) for each in owed[:_MOST]]
    if len(owed) > _MOST:
        lines.append(say(language, "nudge.more", n=len(owed) - _MOST))
    lines += ["", say(language, "nudge.how")]
    buttons = [
        Button(
            say(language, "nudge.done", title=shorten(title(book.catalog, each, language), _LABEL)),
            f"{DONE} {agency} {each.key}",
        )
        for each in owed[:_BUTTONS]
    ]
    return Reply("\n".join(lines), tuple(buttons), language)


def _line(book: Obligations, owed: Obligation, today: date, language: str) -> str:
    kind = "report" if owed.kind == "report" else "task"
    state = "over" if today > owed.due else "ahead"
    until = day(owed.due, language)
    if kind == "report":
        named = owed.time.named if owed.time else owed.due
        until = say(language, f"remind.{'before' if named > owed.due else 'by'}_day", day=day(named, language))
    return say(language, f"nudge.{kind}_{state}", title=title(book.catalog, owed, language), day=until)
