"""What was and will be said to agencies, a line for each reminder, under its day and its agency."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from knowledge.catalog.readers import Reader
from knowledge.memory.reminded import Reminded
from knowledge.memory.reminders import BEFORE_BOUND, LATER_STEP, UNWANTED
from knowledge.obligations.ahead import Coming
from knowledge.obligations.book import Obligations
from knowledge.obligations.office import Office
from knowledge.obligations.why import step_words
from knowledge.obligations.words import title
from knowledge.questions.ask import VIET_NAM
from knowledge.questions.wording import agency_name, day, opening, shorten, weekday
from knowledge.texts import say

_TITLE = 70  # characters
_REASONS = {BEFORE_BOUND: "before_bound", LATER_STEP: "later_step", UNWANTED: "unwanted"}


@dataclass(frozen=True, slots=True)
class Line:
    """`day` and `agency` are what it stands under, in words."""

    day: str
    agency: str
    text: str


def in_words(lines: Iterable[Line]) -> Iterator[str]:
    """The lines, each day and agency said once."""
    before = Line("", "", "")
    for line in lines:
        if line.day != before.day:
            yield from ("", line.day)
        if (line.day, line.agency) != (before.day, before.agency):
            yield line.agency
        yield line.text
        before = line


def coming_lines(book: Obligations, found: Iterable[Coming], reader: Reader, language: str) -> list[Line]:
    """What will be said: which step of what it is, and its last day."""
    return [_coming(book, each, reader, language) for each in found]


def _coming(book: Obligations, each: Coming, reader: Reader, language: str) -> Line:
    owed, step = each.reminder.owed.obligation, each.reminder.step
    name = agency_name(book.catalog.agencies[each.reminder.agency], language)
    where = {"agency": name, "chat": shorten(_plain(each.to.chat), _TITLE), "time": f"{each.at:%H:%M}"}
    key = "to_nobody" if not each.to.chat else "to_chat" if each.to.chat != each.reminder.agency else "to_untitled"
    return Line(
        opening(weekday(step.day, language)),
        say(language, f"lookahead.{key}", **where),
        say(
            language,
            "lookahead.line",
            title=shorten(title(book.catalog, owed, language, reader), _TITLE),
            step=step_words(step.name, owed.due, language),
        ),
    )


def past_lines(
    book: Obligations, told: Mapping[str, Office], found: Iterable[Reminded], reader: Reader, language: str
) -> list[Line]:
    """What became of each reminder, under the day on which it was settled."""
    return [_past(book, told[each.agency], each, reader, language) for each in found]


def _past(book: Obligations, office: Office, each: Reminded, reader: Reader, language: str) -> Line:
    on = each.at.astimezone(VIET_NAM).date()
    name = shorten(book.title(office, each.obligation, language, reader), _TITLE)
    return Line(
        opening(weekday(on, language)),
        say(language, "lookahead.of_agency", agency=agency_name(book.catalog.agencies[each.agency], language)),
        say(language, "lookahead.line", title=name, step=_became(each, on, language)),
    )


def _became(each: Reminded, on: date, language: str) -> str:
    if each.state == "skipped":
        reason = say(language, f"lookahead.reason_{_REASONS.get(each.reason, 'other')}")
        return say(language, "lookahead.skipped", reason=reason)
    what = say(language, f"lookahead.{each.state}", at=_moment(each.at, on, language))
    if each.state == "sent" and each.acknowledged:
        noted = _moment(each.acknowledged.at, on, language)
        name = _plain(each.acknowledged.by) or say(language, "remind.somebody")
        what = say(language, "lookahead.acknowledged", at=_moment(each.at, on, language), name=name, noted=noted)
    return say(language, "lookahead.passed_on", what=what) if each.passed_on else what


def _plain(name: str) -> str:
    """What people call themselves and their groups, without what could pass for the program's own lines."""
    return " ".join("".join(c if c.isprintable() else " " for c in name).split())


def _moment(at: datetime, on: date, language: str) -> str:
    """The time, with its day where that is another one."""
    local = at.astimezone(VIET_NAM)
    if local.date() == on:
        return f"{local:%H:%M}"
    return say(language, "lookahead.at", time=f"{local:%H:%M}", day=day(local.date(), language))
