"""/lich: the coming year of the agency as a calendar, in a file and at an address that calendar programs read."""

from dataclasses import replace

from handlers.confirming import ask_to_confirm
from handlers.context import Context
from knowledge.changes.of_messages import ADDRESS, address_subject
from knowledge.memory import offices
from knowledge.messages import TRIAL, WORDS_ONLY, Button, File, Reply
from knowledge.obligations.agency_calendar import AgencyCalendar, agency_calendar
from knowledge.obligations.book import Obligations
from knowledge.obligations.calendar_file import MEDIA_TYPE
from knowledge.obligations.owed import Owed
from knowledge.obligations.words import title
from knowledge.questions.ask import VIET_NAM
from knowledge.questions.wording import agency_name, day, days_left, weekday
from knowledge.texts import say

_SHOW, _RENEW = "calendar:show", "calendar:renew"
_MOST_LINES, _MOST_IN_WORDS = 3, 10


def show(context: Context) -> Reply | None:
    """The calendar of the group's agency, or in private of the person's own; None for another message."""
    book, chosen = context.services.owing, _chosen(context, _SHOW)
    if not (context.command in ("lich", "calendar") or chosen):
        return None
    agencies = [agency for agency in _own(context) if agency in book.catalog.agencies and chosen in ("", agency)]
    if not agencies:
        return context.reply("bind.not_bound" if context.message.chat.group else "calendar.no_agency")
    if refusal := context.refused("see_calendar", agencies[0]):
        return refusal
    if len(agencies) > 1:
        names = ((agency, context.services.questions.agency_name(agency)) for agency in agencies)
        return context.reply("calendar.which", *(Button(name, f"{_SHOW} {agency}") for agency, name in names))
    to, today = offices.told(context.tx, agencies[0]), context.now.astimezone(VIET_NAM).date()
    return _reply(context, book, agency_calendar(book, to, today, context.services.hours[0]))


def renew(context: Context) -> Reply | None:
    """Another address in place of the one that was shown, for who speaks for the agency; None for another message."""
    agency, addresses = _chosen(context, _RENEW), context.services.addresses
    if not agency:
        return None
    if addresses is None or agency not in _own(context):
        return context.reply("press.gone")
    if refusal := context.refused("renew_calendar_address", agency):
        return refusal
    said = context.reply("calendar.renew_ask", agency=context.services.questions.agency_name(agency))
    return ask_to_confirm(context, "renew_calendar_address", agency, said, "calendar.renew")


def renew_now(context: Context, agency: str) -> Reply:
    """It was confirmed: the old address is good for nothing any more."""
    addresses, name = context.services.addresses, context.services.questions.agency_name(agency)
    if addresses is None or agency not in _own(context):
        return context.reply("press.gone")
    if refusal := context.refused("renew_calendar_address", agency):
        return refusal
    chat = context.message.chat
    context.change(ADDRESS, address_subject(context.tx, chat, agency), True)
    address = addresses.of(context.tx, chat, agency, context.now)
    return context.reply("calendar.renewed", agency=name, address=address)


def _own(context: Context) -> tuple[str, ...]:
    """Whose calendar is shown here: in a group all read along, so that it is the group's agency or none."""
    if context.message.chat.group:
        return (context.place.agency,) if context.place.agency else ()
    return context.person.agencies


def _chosen(context: Context, action: str) -> str:
    """The agency that a choice of this kind is about; "" for anything else."""
    return context.text.removeprefix(f"{action} ") if context.said.chosen and context.text.startswith(action) else ""


def _reply(context: Context, book: Obligations, found: AgencyCalendar) -> Reply:
    language, agency, channel = context.language, found.to.office.agency, context.message.chat.channel
    name = agency_name(book.catalog.agencies[agency], language)
    lines, buttons = [_headline(context, found, name)], list[Button]()
    if found.to.paused_until and found.to.paused_until > found.first:
        lines.append(say(language, "calendar.paused", day=day(found.to.paused_until, language)))
    address = _address(context, agency)
    if found.last_days:
        most = _MOST_IN_WORDS if channel in WORDS_ONLY and not address else _MOST_LINES
        lines += ["", say(language, "calendar.next")]
        lines += [_line(book, owed, found, language) for owed in found.last_days[:most]]
    if address:
        lines += ["", say(language, "calendar.address", address=address)]
        buttons.append(context.button("calendar.renew", f"{_RENEW} {agency}"))
    reply = Reply("\n".join(lines), tuple(buttons), language)
    if not found or channel in WORDS_ONLY:
        return reply
    short = book.catalog.agencies[agency].name
    return replace(reply, file=File(say(language, "calendar.file", agency=short), MEDIA_TYPE, found.file(language)))


def _headline(context: Context, found: AgencyCalendar, name: str) -> str:
    language = context.language
    span = {"first": day(found.first, language), "last": day(found.last, language)}
    if not found:
        return say(language, "calendar.nothing", agency=name, **span)
    deadlines, reminders = len(found.last_days), len(found.coming)
    return say(language, "calendar.said", agency=name, deadlines=deadlines, reminders=reminders, **span)


def _line(book: Obligations, owed: Owed, found: AgencyCalendar, language: str) -> str:
    due = owed.obligation.due
    left = days_left(due, found.first, language)
    name = title(book.catalog, owed.obligation, language)
    advised = book.advised_day(owed.obligation, found.to.office)
    named = {"title": name, "day": weekday(due, language), "left": left, "advised": weekday(advised, language)}
    return say(language, "calendar.line" if advised == due else "calendar.line_advised", **named)


def _address(context: Context, agency: str) -> str:
    """Where the calendar is read, "" where that is not possible; who only tries out a role gets none."""
    addresses, chat = context.services.addresses, context.message.chat
    if addresses is None or chat.channel == TRIAL:
        return ""
    return addresses.of(context.tx, chat, agency, context.now)
