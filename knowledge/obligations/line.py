"""What a reminder says of one thing that is owed, and what it has in common with others."""

from collections.abc import Iterator
from datetime import date

from knowledge.catalog.catalog import Catalog
from knowledge.catalog.readers import PUBLIC, edition_for
from knowledge.last_days import extension
from knowledge.obligations.book import Obligations
from knowledge.obligations.obligation import Obligation
from knowledge.obligations.office import Office
from knowledge.obligations.owed import Owed
from knowledge.obligations.plan import Reminder
from knowledge.obligations.words import is_internal, title
from knowledge.occurrences import figures
from knowledge.questions.duties import receiver
from knowledge.questions.standing_lines import extended
from knowledge.questions.wording import (
    agency_name,
    day,
    days_left,
    document_name,
    listing,
    period_text,
    sentence,
    weekday,
)
from knowledge.records import Duty
from knowledge.texts import say


def common(book: Obligations, reminder: Reminder, language: str) -> str:
    """What others may have in common with it: document, year, what the agency has to do with it; "" of a report."""
    owed = reminder.owed.obligation
    if owed.kind == "report":
        return ""
    edition = edition_for(book.catalog, PUBLIC)
    document = document_name(edition.documents[edition.task(owed.of).document], language)
    yearly = [say(language, "remind.recurring_head", year=owed.due.year)] if owed.kind == "recurring" else []
    return " ".join([*yearly, f"{document}.", *_notes(book.catalog, reminder, language)])


def line(
    book: Obligations, office: Office, reminder: Reminder, today: date, language: str, *, whole: bool = True
) -> str:
    """`whole`: with what would else stand above several."""
    owed = reminder.owed.obligation
    parts = [_what(book, office, reminder, today, language, whole=whole)]
    if today <= owed.due and owed.kind != "recurring":
        remark = book.calendar.remark(book.advised_day(owed, office), language)
        parts += [sentence(remark)] if remark else []
    parts += _of_report(book, owed, language)
    if whole:
        parts += _notes(book.catalog, reminder, language)
    if reminder.step.day < today:
        parts.append(say(language, "remind.late", day=day(reminder.step.day, language)))
    if whole:
        parts.append(place(book, owed, language))
    return "- " + " ".join(filter(None, parts))


def _what(book: Obligations, office: Office, reminder: Reminder, today: date, language: str, *, whole: bool) -> str:
    owed = reminder.owed.obligation
    name, due = title(book.catalog, owed, language), day(owed.due, language)
    if owed.kind == "recurring":
        return say(language, "remind.recurring", title=name, year=owed.due.year) if whole else f"{name}."
    if owed.kind == "report":
        written = _written(book.duty(owed), owed, language)
        if today > owed.due:
            return say(language, "remind.report_over", title=name, written=written)
        advised = book.advised_day(owed, office)
        left = _left(advised, owed, today, language)
        return say(
            language, "remind.report", title=name, written=written, advised=weekday(advised, language), left=left
        )
    task = edition_for(book.catalog, PUBLIC).task(owed.of)
    changed = extension(task, office.agency)
    if today > owed.due:
        return say(language, "remind.over_extended" if changed else "remind.over", title=name, due=due)
    advised = book.advised_day(owed, office)
    written = period_text(task, language) + (f"; {extended(changed, language)}" if changed else "")
    values = {"title": name, "due": due, "written": written}
    left = _left(advised, owed, today, language)
    if advised == owed.due:
        return say(language, "remind.task", left=left, **values)
    return say(language, "remind.task_advised", advised=weekday(advised, language), left=left, **values)


def _left(advised: date, owed: Obligation, today: date, language: str) -> str:
    """How long until the advised day, which is not called the last one where that comes later."""
    return say(language, "day.today") if advised == today < owed.due else days_left(advised, today, language)


def _written(duty: Duty, owed: Obligation, language: str) -> str:
    """The day as the document has it: "trước ngày 30/11/2026" where the last day is the 29th."""
    if not duty.exclusive:
        return say(language, "remind.by_day", day=day(owed.due, language))
    return say(language, "remind.before_day", day=day(date.fromordinal(owed.due.toordinal() + 1), language))


def _of_report(book: Obligations, owed: Obligation, language: str) -> Iterator[str]:
    """From when to when a report's figures are, and who receives it."""
    if owed.kind != "report":
        return
    duty = book.duty(owed)
    if span := figures(duty, owed.due):
        yield say(language, "remind.figures", first=day(span[0], language), last=day(span[1], language))
    if not is_internal(book.catalog, owed):
        yield say(language, "report.to", names=receiver(book.catalog, duty, language))


def _notes(catalog: Catalog, reminder: Reminder, language: str) -> Iterator[str]:
    internal = is_internal(catalog, reminder.owed.obligation)
    if reminder.owed.role in ("coordinate", "shared") and not internal:
        yield say(language, f"remind.as_{reminder.owed.role}")
    if reminder.owed.inherited and not internal:
        named = ", ".join(_named(catalog, reminder.owed, reminder.agency, language))
        now = agency_name(catalog.agencies[reminder.agency], language)
        doubt = catalog.directory.undetermined.get(reminder.owed.obligation.of)
        if doubt is not None and reminder.agency in doubt.candidates:
            either = listing([agency_name(catalog.agencies[id_], language) for id_ in doubt.candidates], language)
            of = agency_name(catalog.agencies[doubt.of], language)
            yield say(language, "remind.undetermined", named=of, candidates=either)
        else:
            yield say(language, "remind.as_successor", named=named, agency=now)


def _named(catalog: Catalog, owed: Owed, agency: str, language: str) -> Iterator[str]:
    """The agencies that the document names and whose work this one carries on."""
    task = catalog.task(owed.obligation.of)
    column = task.lead if owed.role == "lead" else task.coordinate
    for id_ in column.named:
        if any(succession.successor == agency for succession in catalog.agencies[id_].successions):
            yield agency_name(catalog.agencies[id_], language)


def place(book: Obligations, owed: Obligation, language: str) -> str:
    """Where it stands: "Nghị quyết 47/NQ-CP, mục 2.6."; of a report its document and clause, "" of an internal one,
    which is called by them."""
    catalog = edition_for(book.catalog, PUBLIC)
    if owed.kind == "report":
        return "" if is_internal(catalog, owed) else f"{book.duty(owed).citation}."
    task = catalog.task(owed.of)
    document = document_name(catalog.documents[task.document], language)
    return say(language, "remind.place", document=document, number=task.number)
