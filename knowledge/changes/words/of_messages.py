"""Notices, reminders that somebody took note of, messages sent again, calendar addresses."""

from collections.abc import Mapping
from types import MappingProxyType

from knowledge.changes.change import Value
from knowledge.changes.of_announcements import ANNOUNCEMENT, STOPPING
from knowledge.changes.of_messages import ADDRESS, NOTED, SENT_AGAIN, agency_in
from knowledge.changes.of_people import number_in
from knowledge.changes.words.names import LONGEST, Names, Words, nothing
from knowledge.memory import reminders
from knowledge.memory.moments import from_text
from knowledge.questions.ask import VIET_NAM
from knowledge.questions.wording import day, listing, shorten

_MOST_TITLES = 2


def _announcement_what(names: Names, subject: str) -> str:
    return names.say("audit.announcement", number=number_in(subject))


def _announcement(names: Names, value: Value) -> str:
    if not isinstance(value, dict):
        return nothing(names)
    at = from_text(value["at"]).astimezone(VIET_NAM)
    when = f"{at:%H:%M} {day(at.date(), names.language)}"
    text = shorten(" ".join(value["text"].split()), LONGEST)
    return names.say("audit.announced", text=text, n=len(value["to"]), when=when)


def _stopped(names: Names, value: Value) -> str:
    return names.say("audit.stopped" if value else "audit.not_stopped")


def _reminder_what(names: Names, subject: str) -> str:
    """By what it held, as long as that is known."""
    agency, owed = reminders.in_row(names.tx, number_in(subject))
    titles = listing([shorten(names.owed(agency, key), LONGEST) for key in owed[:_MOST_TITLES]], names.language)
    named = {"agency": names.agency(agency or agency_in(subject)), "titles": titles, "n": len(owed) - _MOST_TITLES}
    if not owed:
        return names.say("audit.reminder", **named)
    return names.say("audit.reminder_of_more" if len(owed) > _MOST_TITLES else "audit.reminder_of", **named)


def _noted(names: Names, value: Value) -> str:
    if not isinstance(value, dict):
        return names.say("audit.not_noted")
    return names.say("audit.noted", name=names.person(value["by"]))


def _letter_what(names: Names, subject: str) -> str:
    agency, number = agency_in(subject), number_in(subject)
    if not agency:
        return names.say("audit.letter", number=number)
    return names.say("audit.letter_to", number=number, agency=names.agency(agency))


def _sent_again(names: Names, value: Value) -> str:
    return names.say("audit.sent_again" if value else "audit.not_arrived")


def _address(names: Names, value: Value) -> str:
    return names.say("audit.address_renewed" if value else "audit.address_stood")


WORDS: Mapping[str, Words] = MappingProxyType({
    ANNOUNCEMENT: Words(_announcement_what, _announcement),
    STOPPING: Words(_announcement_what, _stopped),
    NOTED: Words(_reminder_what, _noted),
    SENT_AGAIN: Words(_letter_what, _sent_again),
    ADDRESS: Words(lambda names, s: names.say("audit.address", agency=names.agency(agency_in(s))), _address),
})  # fmt: skip
