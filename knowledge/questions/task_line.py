"""One task in one line, as every list shows it."""

from datetime import date

from knowledge.catalog.catalog import Catalog
from knowledge.in_force import LEAD, column
from knowledge.last_days import extension, last_day
from knowledge.questions.amendments import task_mark
from knowledge.questions.wording import agency_name, day, days_left, document_name, period_text, task_name
from knowledge.records import Task
from knowledge.texts import say


def task_line(
    catalog: Catalog,
    task: Task,
    language: str,
    today: date,
    *,
    document: bool = False,
    leads: bool = False,
    finished: bool = False,
) -> str:
    """ "2.6 Sửa đổi Nghị định 88/2012/NĐ-CP … · 2024–2026, còn 39 ngày"; on demand with its document and lead
    agencies; of what is finished without where today stands in its period."""
    where = f" ({document_name(catalog.documents[task.document], language)})" if document else ""
    line = f"{task_name(catalog, task, language)}{where} · {_when(catalog, task, language, today, finished=finished)}"
    if leads and not task.withheld:
        line += " · " + say(language, "tasks.led_by", names=lead_names(catalog, task, language))
    return line + task_mark(task, language)


def lead_names(catalog: Catalog, task: Task, language: str) -> str:
    lead = column(task, LEAD)
    names = [agency_name(catalog.agencies[id_], language) for id_ in lead.named]
    return "; ".join([*names, *lead.collectives, *lead.unknown])


def _when(catalog: Catalog, task: Task, language: str, today: date, *, finished: bool) -> str:
    """The period, the day that was set in its place, and where today stands in it: over, or how many days of its last
    year are left."""
    text, last = period_text(task, language), last_day(task)
    if extension(task) and last:
        text += ", " + say(language, "tasks.extended", day=day(last, language))
    if finished or last is None or last.year > today.year or catalog.is_over(task.document, min(today.year, last.year)):
        return text
    return f"{text}, {say(language, 'tasks.over') if last < today else days_left(last, today, language)}"
