"""What of the journal somebody wants to see: read from what was typed, and carried by buttons."""

import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time, timedelta

from handlers.context import Context
from knowledge.changes.words.said import kind_named
from knowledge.memory import people
from knowledge.memory.journal import Wanted
from knowledge.messages import Button, Reply
from knowledge.questions.ask import VIET_NAM
from knowledge.questions.days import read_days
from knowledge.vietnamese.fold import fold

_DAY = timedelta(days=1)
_AGO = re.compile(
    r"(?<!\S)(?:(?:trong\s+)?(\d{1,3})\s*(?:ngay|days?)(?:\s+qua)?|hom qua|yesterday|hom nay|today)(?!\S)"
)
_TASK = re.compile(r"(?:^|\s)(\d+(?:\.\d+)+)(?=\s|$)")
_BY = re.compile(r"^(?:của|cua|người|nguoi|by)\s+", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:(?:nguoi )?dung |person |user )?(?:so |no\.? ?|#|(?<=person )|(?<=user ))(\d{1,9})")
"""How the program calls somebody without a name: "người dùng số 2", "person 2"."""
_MOST_OFFERED = 8
_MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class Look:
    """A page of the journal: filters (a person's number, a kind, a task's number, an agency's id, days in Viet Nam,
    both included), and below which entry it begins (None: with the newest)."""

    person: int | None = None
    kind: str = ""
    task: str = ""
    agency: str = ""
    first: str = ""
    last: str = ""
    before: int | None = None

    def to_text(self) -> str:
        """As a button carries it."""
        return json.dumps({name: value for name, value in asdict(self).items() if value})

    @classmethod
    def from_text(cls, text: str) -> "Look":
        return cls(**json.loads(text))

    def wanted(self, theirs: tuple[str, ...] | None) -> Wanted:
        """As the journal is asked, by somebody who may see what is about `theirs` (None: all)."""
        agencies = (self.agency,) if self.agency else theirs
        span = [
            datetime.combine(date.fromisoformat(each), time(), VIET_NAM) for each in (self.first, self.last) if each
        ]
        first, end = (span[0], span[1] + _DAY) if span else (None, None)
        return Wanted(self.person, self.kind, self.task, agencies, first, end)


def read(context: Context, typed: str, offer: Callable[[Look], str]) -> Look | Reply:
    """What was typed as filters; a reply where that is not clear, whose choices carry what `offer` makes of them."""
    look, rest = _days(context, typed)
    if task := _TASK.search(rest):
        look = replace(look, task=task[1])
        rest = f"{rest[: task.start()]} {rest[task.end() :]}".strip()
    if not rest:
        return look
    found = _narrowed_twice(context, look, rest) or _narrowed(context, look, rest)
    if not found:
        return context.reply("audit.not_understood", typed=rest[:60])
    if len(found) > 1:
        buttons = [Button(name, offer(each)) for name, each in found[:_MOST_OFFERED]]
        return context.reply("audit.which", *buttons, typed=rest[:60])
    return found[0][1]


def _narrowed(context: Context, look: Look, typed: str) -> list[tuple[str, Look]]:
    """What the words can mean: a kind, an agency or a person; behind "của" a person first."""
    if kind := kind_named(typed):
        return [(typed, replace(look, kind=kind))]
    named, by = _BY.sub("", typed), _BY.match(typed)
    people_first = (_people, _agencies) if by else (_agencies, _people)
    return next((found for find in people_first if (found := find(context, look, named))), [])


def _narrowed_twice(context: Context, look: Look, typed: str) -> list[tuple[str, Look]]:
    """The same where the first words mean one thing and the others another, such as a kind of an agency: tried first,
    as a name is also found in a longer text."""
    words = typed.split()
    for at in range(min(len(words), _MOST_WORDS) - 1, 0, -1):
        first = _narrowed(context, look, " ".join(words[:at]))
        then = _narrowed(context, first[0][1], " ".join(words[at:])) if len(first) == 1 else []
        if then and len(then[0][1].to_text()) > len(first[0][1].to_text()):
            return then
    return []


def _days(context: Context, typed: str) -> tuple[Look, str]:
    """The days that are named, which are over, and the rest."""
    today = context.now.astimezone(VIET_NAM).date()
    folded = "".join(fold(letter)[:1] or " " for letter in typed)  # letter by letter, so that places stay
    if match := _AGO.search(folded):
        yesterday = match[0].startswith(("hom qua", "yesterday"))
        last = today - _DAY if yesterday else today
        first = today - timedelta(days=int(match[1]) - 1) if match[1] and int(match[1]) else last
        return Look(first=first.isoformat(), last=last.isoformat()), _without(typed, match)
    found = read_days(typed, today)
    if found is None:
        return Look(), typed.strip()
    first, last = (_over(day, today) for day in (found.first, found.last))
    return Look(first=min(first, last).isoformat(), last=last.isoformat()), found.rest


def _without(typed: str, match: re.Match[str]) -> str:
    return f"{typed[: match.start()]} {typed[match.end() :]}".strip()


def _over(day: date, today: date) -> date:
    """A day without a year is read as the next such day; what was changed, was changed on the one before it."""
    if day <= today or (day.month, day.day) == (2, 29):
        return day
    return day.replace(year=today.year if day.replace(year=today.year) <= today else today.year - 1)


def _agencies(context: Context, look: Look, typed: str) -> list[tuple[str, Look]]:
    theirs = context.theirs
    named = context.services.questions.agencies_named(typed)
    own = [each for each in named if theirs is None or each[0] in theirs] or list(named)
    return [(name, replace(look, agency=agency)) for agency, name in own]


def _people(context: Context, look: Look, typed: str) -> list[tuple[str, Look]]:
    plain, theirs = " ".join(fold(typed).split()), context.theirs
    numbered = _NUMBERED.fullmatch(plain)
    return [
        (name or typed, replace(look, person=person.id))
        for person, name in people.with_roles(context.tx)
        if (person.id == int(numbered[1]) if numbered else plain and plain in fold(name))
        and (theirs is None or set(theirs) & set(person.agencies))
    ]
