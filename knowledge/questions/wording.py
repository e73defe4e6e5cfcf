"""How days, names and numbers are written to a person."""

import json
import re
from collections.abc import Iterable
from datetime import date, timedelta

from babel.dates import format_date
from babel.numbers import format_decimal

from knowledge.catalog.catalog import Catalog
from knowledge.in_force import NAME, amended
from knowledge.questions.answer import ACTION
from knowledge.questions.query import Query
from knowledge.records import Agency, Document, Task
from knowledge.texts import say
from knowledge.vietnamese.fold import fold

_FIRST_PLAIN_MONTH = 3
_A_MONDAY = date(2024, 1, 1)
_SIGNS_FOR = re.compile(r"^((?:[A-Z]{2}\. )?)(.*)$")


def day(value: date, language: str) -> str:
    """ "30/11/2026", "01/02/2026", "05/3/2026"; "30 November 2026" in English.

    Days under 10 and the months 1 and 2 have a zero before them (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.4).
    """
    if language == "en":
        return format_date(value, "d MMMM y", "en")
    month = f"{value.month:02}" if value.month < _FIRST_PLAIN_MONTH else str(value.month)
    return f"{value.day:02}/{month}/{value.year}"


def weekday(value: date, language: str) -> str:
    """ "thứ Sáu 27/11/2026"; "Friday 27 November 2026" in English."""
    return f"{weekday_name(value.weekday(), language)} {day(value, language)}"


def weekday_name(number: int, language: str) -> str:
    """ "thứ Hai" for 0, "Chủ nhật" for 6."""
    name = format_date(_A_MONDAY + timedelta(days=number), "EEEE", language)
    if language != "vi":
        return name
    return f"thứ{name[3:]}" if name.startswith("Thứ") else name.capitalize()


def opening(text: str) -> str:
    """As a line begins: "Thứ Hai 30/11/2026"."""
    return text[:1].upper() + text[1:]


def shorten(text: str, most: int = 110) -> str:
    """Cut at a word, with "…" where something is left out."""
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def sentence(text: str) -> str:
    """With a full stop at its end."""
    return text if text.endswith((".", "…")) else f"{text}."


def agency_name(agency: Agency, language: str) -> str:
    """The full name; in English with the Vietnamese one beside it."""
    return f"{agency.name_en} ({agency.name})" if language == "en" else agency.name


def position(document: Document) -> str:
    """How the signer signed: "TM. Chính phủ, KT. Thủ tướng, Phó Thủ tướng"; the document has it in capitals."""
    parts = [part.strip() for part in document.signer_position.split(",")]
    return ", ".join(
        _SIGNS_FOR.sub(lambda sign: sign[1] + sign[2].capitalize(), part).replace("Phó thủ", "Phó Thủ")
        for part in parts
    )


def document_name(document: Document, language: str) -> str:
    return document.short_name_en if language == "en" else document.short_name


def task_name(catalog: Catalog, task: Task, language: str) -> str:
    """ "2.6 Sửa đổi Nghị định 88/2012/NĐ-CP …"; "2.6 (nội bộ)" where its words are withheld."""
    if task.withheld:
        return f"{task.number} ({say(language, 'internal.mark')})"
    return f"{task.number} {shorten(catalog.label(task, language))}"


def detail_label(catalog: Catalog, task: Task, language: str, shown: Iterable[Task]) -> str:
    """ "Chi tiết 2.6"; with its document where another of those `shown` has the same number."""
    if all(other.number != task.number or other.id == task.id for other in shown):
        return say(language, "button.detail", number=task.number)
    document = document_name(catalog.documents[task.document], language)
    return say(language, "button.detail_of", number=task.number, document=document)


def with_successor(catalog: Catalog, agency: Agency, language: str, task: str = "") -> str:
    """The name as the document has it, with the dated note of who carries on its work now: all of it, or with this
    task (id)."""
    name = agency_name(agency, language)
    if renamed := amended(agency, NAME):
        name += " " + say(language, "agency.written", name=renamed.was)
    after = agency.successor_in(task)
    if after is None:
        return name
    successor = catalog.agencies[after.successor]
    now = successor.name_en if language == "en" else successor.name
    key = "agency.task_now" if task in after.tasks and not after.main else "agency.now"
    basis = say(language, "task.by_basis", basis=after.basis) if after.basis else ""
    return name + " " + say(language, key, name=now, since=day(after.since, language), basis=basis)


def period_text(task: Task, language: str) -> str:
    """The period as written, the spaces around a dash closed; "every year" in English, where
    what has no year stays as it is."""
    period = task.period
    if language == "vi":
        return re.sub(r"\s*-\s*", "–", period.text[:1].lower() + period.text[1:])
    if period.recurring:
        return "every year"
    if period.last_year is None:
        return period.text
    if period.due:
        return f"by {day(period.due, language)}"
    if period.first_year == period.last_year:
        return str(period.last_year)
    written_range = "-" in period.text
    return f"{period.first_year}–{period.last_year}" if written_range else f"to {period.last_year}"


def days_left(last_day: date, today: date, language: str) -> str:
    left = (last_day - today).days
    if left > 0:
        return say(language, "day.left", n=left)
    return say(language, "day.last") if left == 0 else say(language, "day.past")


def action(query: Query) -> str:
    """What a button carries to ask this query."""
    return ACTION + json.dumps(query.to_json(), ensure_ascii=False, separators=(",", ":"))


def is_former_name(agency: Agency, typed: str) -> bool:
    """Whether an agency was named by what it, or a part of it, was called before ("Hải Dương", "UBND tỉnh Hà Nam")."""
    words = fold(typed)
    return any(words.endswith(fold(former)) for former in agency.former_names)


def taken_for(agency: Agency, typed: str, language: str) -> str:
    """Says which agency a short, misspelt or former name stands for."""
    key = "headline.now" if is_former_name(agency, typed) else "headline.took_for"
    return say(language, key, typed=typed, agency=agency_name(agency, language))


def file_size(size: int, language: str) -> str:
    """ "1,2 MB"; the smallest that is said is 0.1 MB."""
    return f"{format_decimal(max(size / 1e6, 0.1), '#,##0.0', locale=language)} MB"


def listing(names: list[str], language: str) -> str:
    """ "A, B và C"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {say(language, 'list.and')} {names[-1]}"


def steps_in_words(before: Iterable[int], after: Iterable[int], weekly: int, language: str) -> str:
    """ "trước 30, 7 ngày; sau 1 ngày làm việc; rồi mỗi tuần, 4 tuần": on which days something is reminded of."""
    said = [say(language, "edit.steps_before", days=", ".join(map(str, before)))]
    if after := list(after):
        said.append(say(language, "edit.steps_after", days=", ".join(map(str, after))))
    if weekly:
        said.append(say(language, "edit.steps_weekly", n=weekly))
    return "; ".join(said)


def how_it_ended(since: date, replaced_by: str, basis: str, language: str) -> str:
    """ "hết hiệu lực từ 01/01/2026 theo Quyết định 99/QĐ-TTg", as officials have marked a document."""
    by = say(language, "task.by_basis", basis=basis) if basis else ""
    key = "documents.state_replaced" if replaced_by else "documents.state_over"
    return say(language, key, by=replaced_by, since=day(since, language)) + by
