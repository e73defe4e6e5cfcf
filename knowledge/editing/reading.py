"""How fields are read from what is typed. Each raises UnclearError for what cannot be meant."""

import re
from datetime import date, time, timedelta

from knowledge.amending.duties import when_value
from knowledge.amending.rhythms import rhythm_value
from knowledge.changes.change import Value
from knowledge.editing.asked import Asked, UnclearError
from knowledge.editing.whens import read_when
from knowledge.obligations.steps import Rhythm
from knowledge.questions.days import read_days
from knowledge.reading.drafts.deadlines import read_deadline
from knowledge.reading.periods import read_period
from knowledge.records import Task
from knowledge.vietnamese.fold import fold
from knowledge.vietnamese.words import clean

LONGEST = 2000
_SHORT = 60
_FIRST, _LAST = 2000, 2100  # years
_MOST_OFFERED = 6
_NUMBER = re.compile(r"\d{1,2}\.\d{1,3}")
_BEFORE_DAY = re.compile(r"\b(?:truoc|before)\s+(?:ngay\s+)?\d{1,2}[/.-]")
_GROUP = re.compile(r"(?:nhom\s+)?(\d{1,2})")
_ALL = ("tat ca", "toan bo", "het", "all")
_TIME = r"(\d{1,2})(?:\s*(?:h|g|gio|:|\.)\s*(\d{2})?)?"
_HOURS = re.compile(rf"(?:tu\s+|from\s+)?{_TIME}\s*(?:-|–|—|den|toi|to)\s*{_TIME}(?:\s*gio)?")
_AFTER = re.compile(r"\b(?:sau|after)\b")
_WEEKS = re.compile(r"(\d{1,2})\s*(?:tuan|weeks?)\b")
_KINDS = {
    "ministry": ("bo", "ministry"),
    "ministerial": ("co quan ngang bo", "ngang bo", "ministerial"),
    "government": ("co quan thuoc chinh phu", "thuoc chinh phu", "government"),
    "media": ("co quan bao chi", "bao chi", "media"),
    "party": ("co quan dang", "dang", "party"),
    "province": ("tinh", "thanh pho", "province"),
}
_WORKING = {"lam viec": True, "lam bu": True, "work": True, "nghi": False, "off": False}


def text(asked: Asked, typed: str) -> Value:
    """Words as they are."""
    words = " ".join(clean(typed, LONGEST + 1).split())
    if not any(letter.isalnum() for letter in words):
        raise UnclearError("text")
    if len(words) > LONGEST:
        raise UnclearError("long", n=LONGEST)
    return words


def name(asked: Asked, typed: str) -> Value:
    """A short name."""
    words = str(text(asked, typed))
    if len(words) > _SHORT * 3:
        raise UnclearError("long", n=_SHORT * 3)
    return words


def due(asked: Asked, typed: str) -> Value:
    """A last day: a day, or the end of a month, quarter or year."""
    if asked.id and asked.known.catalog.task(asked.id).period.recurring:
        raise UnclearError("recurring")
    return _last_day(asked, typed).isoformat()


def since(asked: Asked, typed: str) -> Value:
    """A day that has come."""
    found = read_days(typed, asked.today)
    if found is None or found.first != found.last:
        raise UnclearError("day", typed=typed)
    if found.first > asked.today:
        raise UnclearError("not_yet")
    return found.first.isoformat()


def day(asked: Asked, typed: str) -> Value:
    """One day."""
    found = read_days(typed, asked.today)
    if found is None or found.first != found.last or not _FIRST <= found.first.year <= _LAST:
        raise UnclearError("day", typed=typed)
    return found.first.isoformat()


def working(asked: Asked, typed: str) -> Value:
    """Whether offices work."""
    plain = " ".join(fold(typed).split())
    found = {value for word, value in _WORKING.items() if word in plain}
    if len(found) != 1:
        raise UnclearError("working")
    return found.pop()


def period(asked: Asked, typed: str) -> Value:
    """As an annex writes it: "2025 - 2027", "Hằng năm", "Đến năm 2030"."""
    words = str(text(asked, typed))
    try:
        return read_period(words[:1].upper() + words[1:], asked.today.year).text
    except ValueError as error:
        raise UnclearError("period", typed=typed) from error


def document(asked: Asked, typed: str) -> Value:
    """A document that is held, by its symbol or one of its names."""
    catalog, plain = asked.known.catalog, fold(clean(typed)).strip()
    found = [
        each.id
        for each in catalog.documents.values()
        if plain in {fold(each.id), fold(each.symbol), fold(each.short_name), *map(fold, each.names)} - {""}
        or (each.symbol and fold(each.symbol) in plain)
    ]
    if len(found) == 1:
        return found[0]
    offered = [(catalog.documents[id_].short_name, id_) for id_ in catalog.task_documents[:_MOST_OFFERED]]
    raise UnclearError("document", offered, typed=typed)


def number(asked: Asked, typed: str) -> Value:
    """A number that no task of the document has, or a group, whose next number it is."""
    catalog, document_id = asked.known.catalog, str(asked.values.get("document", ""))
    plain = fold(clean(typed)).strip()
    taken = {task.number for task in asked.known.ground.facts.tasks if task.document == document_id}
    if match := _GROUP.fullmatch(plain):
        last = max((int(each.split(".")[1]) for each in taken if each.split(".")[0] == match[1]), default=0)
        return f"{match[1]}.{last + 1}"
    if not _NUMBER.fullmatch(plain):
        raise UnclearError("number")
    if plain in taken or f"{document_id} {plain}" in catalog.positions:
        raise UnclearError("taken", number=plain)
    return plain


def tasks(asked: Asked, typed: str) -> Value:
    """Some tasks by their numbers; [] for all."""
    if any(word in fold(typed) for word in _ALL):
        return []
    numbers = _NUMBER.findall(typed)
    found = [task.id for each in numbers for task in numbered(asked, each)]
    if not numbers or len(found) < len(numbers):
        missing = next((each for each in numbers if not numbered(asked, each)), typed)
        raise UnclearError("task", typed=missing)
    return list(found)


def kind(asked: Asked, typed: str) -> Value:
    """What kind of agency."""
    plain = " ".join(fold(typed).split())
    found = next((kind for kind, words in _KINDS.items() if plain == kind or plain in words), None)
    if found is None:
        raise UnclearError("kind")
    return found


def when(asked: Asked, typed: str) -> Value:
    """When a report is due: "trước ngày 30/11 hằng năm", "ngày 20 hằng tháng"."""
    words = str(text(asked, typed))
    found = read_when(words)
    if found is None:
        raise UnclearError("when", typed=typed)
    return when_value(found, words)


def rhythm(asked: Asked, typed: str) -> Value:
    """ "trước 30, 14, 7, 3, 1, 0 ngày; sau 1, 3 ngày; 8 tuần"."""
    plain = fold(clean(typed))
    weeks = _WEEKS.search(plain)
    plain = _WEEKS.sub(" ", plain)
    before, _, after = plain.partition(found[0]) if (found := _AFTER.search(plain)) else (plain, "", "")
    days = tuple(sorted({int(each) for each in re.findall(r"\d{1,3}", before)}, reverse=True))
    late = tuple(sorted({int(each) for each in re.findall(r"\d{1,2}", after)}))
    weekly = int(weeks[1]) if weeks else 0
    most = (365, 30, 26)  # days before, working days after, weeks
    if not days or max(days) > most[0] or max(late, default=0) > most[1] or weekly > most[2] or 0 in late:
        raise UnclearError("rhythm")
    return rhythm_value(Rhythm(days, late, weekly))


def hours(asked: Asked, typed: str) -> Value:
    """From when until when, in 24 hours."""
    match = _HOURS.fullmatch(fold(clean(typed)).strip())
    try:
        first, last = (time(int(match[at]), int(match[at + 1] or 0)) for at in (1, 3)) if match else (time(), time())
    except ValueError as error:
        raise UnclearError("hours") from error
    if not time(5) <= first < last <= time(21):
        raise UnclearError("hours")
    return [f"{first:%H:%M}", f"{last:%H:%M}"]


def _last_day(asked: Asked, typed: str) -> date:
    deadline, _ = read_deadline(typed)
    found = deadline.due or (date(deadline.last_year, 12, 31) if deadline.last_year else None)
    if found and _BEFORE_DAY.search(fold(clean(typed))):
        found -= timedelta(days=1)
    if found is None and (days := read_days(typed, asked.today)) and days.first == days.last:
        found = days.first
    if found is None or not _FIRST <= found.year <= _LAST:
        raise UnclearError("day", typed=typed)
    return found


def numbered(asked: Asked, number: str) -> list[Task]:
    """The tasks with this number in the documents in force; where none has it in those that are over."""
    catalog = asked.known.catalog
    found = [task for task in catalog.tasks if task.number == number]
    live = [task for task in found if not catalog.is_over(task.document, asked.today.year)]
    return live or found
