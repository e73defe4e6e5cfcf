"""How events of an agency are said, each with what is owed for it and by when."""

from collections.abc import Sequence
from datetime import date

from handlers.clearance import reader_of
from handlers.wishes.whose import Asked
from knowledge.catalog.readers import edition_for
from knowledge.memory import completions, offices
from knowledge.obligations.obligation import duties_after_events
from knowledge.obligations.steps import advised_day
from knowledge.occurrences import Event, Occurrence, after_event
from knowledge.questions.ask import VIET_NAM
from knowledge.questions.duties import duty_title
from knowledge.questions.wording import day, listing, weekday
from knowledge.records import Duty
from knowledge.texts import say

_MOST_LINES = 10


def heading(event: Event, language: str) -> str:
    """ "Tuần Việt Nam tại Paris (thứ Bảy 20/3/2027)"."""
    return f"{event.title} ({weekday(event.day, language)})"


def _duties(asked: Asked) -> tuple[Duty, ...]:
    """What there is to be sent after an event, as far as it may be read here."""
    edition = edition_for(asked.context.services.owing.catalog, reader_of(asked.context))
    return duties_after_events(edition, asked.agency)


def kinds_of(asked: Asked) -> tuple[str, ...]:
    """What the agency must report on, as duties call it."""
    duties = _duties(asked)
    return tuple(dict.fromkeys(duty.event for duty in duties))


def today_of(asked: Asked) -> date:
    """In Viet Nam."""
    return asked.context.now.astimezone(VIET_NAM).date()


def owed_lines(asked: Asked, event: Event, today: date) -> list[str]:
    """What must be sent for it: each with its last day, the working day that is safe, and where it is written."""
    return [_owed(asked, duty, due, today) for duty, due in _owed_for(asked, event)]


def lines_of(asked: Asked, events: Sequence[Event], today: date) -> list[str]:
    """A heading, each event with the days by which something must be sent, and how many are left out."""
    language = asked.context.language
    lines = [say(language, "event.head" if events else "event.none", agency=asked.name)]
    done = completions.of_agency(asked.context.tx, asked.agency)
    for event in events[:_MOST_LINES]:
        owed = [due.last for duty, due in _owed_for(asked, event) if f"{duty.id} {due.name}" not in done]
        ahead = [day(last, language) for last in sorted(owed) if last >= today]
        left = say(language, "event.due", days=listing(ahead, language)) if ahead else say(language, "event.none_due")
        lines.append(say(language, "event.line", event=heading(event, language), left=left))
    if len(events) > _MOST_LINES:
        lines.append(say(language, "event.more", n=len(events) - _MOST_LINES))
    return lines


def _owed_for(asked: Asked, event: Event) -> list[tuple[Duty, Occurrence]]:
    duties = _duties(asked)
    return [(duty, due) for duty in duties if (due := after_event(duty, event))]


def _owed(asked: Asked, duty: Duty, due: Occurrence, today: date) -> str:
    context, language = asked.context, asked.context.language
    calendar = context.services.owing.office_days(offices.get(context.tx, asked.agency))
    advised = advised_day(due.last, calendar)
    note = ""
    if due.last < today:
        note = say(language, "event.over")
    elif advised != due.last:
        note = say(language, "event.advised", day=weekday(advised, language))
    name = duty_title(duty, due, language)
    return say(language, "event.owed", title=name, day=day(due.last, language), note=note, place=duty.citation)
