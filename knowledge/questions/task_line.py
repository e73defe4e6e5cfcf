"""One task in one line, as every list shows it."""

from datetime import date

from knowledge.catalog.catalog import Catalog
from knowledge.questions.wording import agency_name, days_left, document_name, period_text, task_name
from knowledge.records import Task
from knowledge.texts import say


def task_line(
    catalog: Catalog, task: Task, language: str, today: date, *, document: bool = False, leads: bool = False
) -> str:
    """ "2.6 Sửa đổi Nghị định 88/2012/NĐ-CP … · 2024–2026, còn 39 ngày"; on demand with its document and lead
    agencies."""
    where = f" ({document_name(catalog.documents[task.document], language)})" if document else ""
    line = f"{task_name(catalog, task, language)}{where} · {_when(catalog, task, language, today)}"
    if leads and not task.withheld:
        line += " · " + say(language, "tasks.led_by", names=lead_names(catalog, task, language))
    return line


def lead_names(catalog: Catalog, task: Task, language: str) -> str:
    names = [agency_name(catalog.agencies[id_], language) for id_ in task.lead.named]
    return "; ".join([*names, *task.lead.collectives, *task.lead.unknown])


def _when(catalog: Catalog, task: Task, language: str, today: date) -> str:
    """The period, and where the day stands in it: over, or how many days of its last year are left."""
    text = period_text(task, language)
    last = task.period.last_year
    if last is None or task.period.recurring or last > today.year or catalog.is_over(task.document, today.year):
        return text
    left = (
        say(language, "tasks.over")
        if last < today.year
        else days_left(task.period.due or date(last, 12, 31), today, language)
    )
    return f"{text}, {left}"
