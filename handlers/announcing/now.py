"""A notice that was confirmed goes out; one that is on its way is stopped by /dung."""

from datetime import timedelta

from handlers.announcing.announcing import draft_of
from handlers.announcing.preview import argument, picture_of, preview, start_of
from handlers.confirming import ask_to_confirm
from handlers.context import SILENCE, Context
from knowledge.announcing.addressees import reach_of
from knowledge.announcing.draft import Draft
from knowledge.announcing.going_out import say_first
from knowledge.announcing.notice import words_of
from knowledge.announcing.standing import GO_ON, STOP, progress, tally
from knowledge.changes.of_announcements import ANNOUNCEMENT, STOPPING, announcement_subject, announcement_value
from knowledge.memory import announcements, chats, file_readings
from knowledge.memory.announcements import Announcement
from knowledge.memory.file_readings import NOTICE
from knowledge.messages import Reply

_COMMANDS = ("dung", "stop")
_TWICE_WITHIN = timedelta(hours=1)
_DIGITS = 9


def announce_now(context: Context, seen: str) -> Reply:
    """It was confirmed: it goes out if it is still what was shown, and if it is not said twice by mistake. The message
    that answers shows how far it has come from now on."""
    if refusal := context.refused("announce"):
        return refusal
    draft = draft_of(context)
    if not (draft.whom.is_said and draft.text and draft.has_time):
        return context.reply("announce.gone")
    if any(each.person == context.person.id for each in file_readings.waiting(context.tx, NOTICE)):
        return context.reply("announce.picture_still", context.button("announce.go_on", GO_ON))
    reach = reach_of(context.tx, context.services.owing.catalog.agencies, draft.whom)
    if seen.removesuffix(" again") != argument(context, draft, reach):
        return preview(context, draft, context.reply("announce.changed").text)
    told = announcements.told_since(
        context.tx, words_of(draft.text, picture_of(context, draft)), context.now - _TWICE_WITHIN
    )
    twice = sum(place.to.chat in told for place in reach.active)
    if twice and not seen.endswith(" again"):
        said = context.reply("announce.twice_ask", n=twice)
        return ask_to_confirm(
            context, "announce", argument(context, draft, reach, again=True), said, "announce.twice_yes"
        )
    return _send(context, draft)


def stop(context: Context) -> Reply | None:
    """Stop the notice that is on its way, or the one that is meant; None for another message."""
    chosen, _, typed = context.text.partition(" ") if context.said.chosen else ("", "", context.argument)
    if chosen != STOP and context.command not in _COMMANDS:
        return None
    if refusal := context.refused("stop_announcement"):
        return refusal
    number = typed.strip().removeprefix("#")
    known = (announcements.get(context.tx, each) for each in announcements.going_out(context.tx))
    found = [each for each in known if each and each.state == "open"]
    if number.isascii() and number.isdecimal() and len(number) <= _DIGITS:
        meant = next((each for each in found if each.id == int(number)), None)
        return _stop(context, meant) if meant else context.reply("announce.not_going", number=int(number))
    if not found:
        return context.reply("announce.none_going")
    return _stop(context, found[0]) if len(found) == 1 else _which(context, found)


def _send(context: Context, draft: Draft) -> Reply:
    tx, chat, start = context.tx, context.message.chat, start_of(context, draft)
    reach = reach_of(tx, context.services.owing.catalog.agencies, draft.whom)
    number = tx.next_number("announcement")
    to = [place.to for place in reach.places]
    asked_in = chats.number_of(tx, chat)
    value = announcement_value(draft.text, start, to, reach.missing, asked_in, context.language, draft.picture)
    context.change(ANNOUNCEMENT, announcement_subject(number), value)
    announcements.put_draft(tx, context.person.id, None, context.now)
    say_first(tx, number, chat, context.now)
    return SILENCE


def _stop(context: Context, found: Announcement) -> Reply:
    """Its writer is told where it has arrived; somebody else who stops it, at least that it is stopped."""
    context.change(STOPPING, announcement_subject(found.id), True)
    count = tally(announcements.sendings(context.tx, found.id))
    return context.reply("announce.stopping", number=found.id, n=count.stopped, total=count.total)


def _which(context: Context, found: list[Announcement]) -> Reply:
    lines = [context.reply("announce.which_stop").text]
    for each in found:
        count = tally(announcements.sendings(context.tx, each.id))
        lines.append(progress(each, count, context.message.chat.channel, context.now).text.split("\n")[0])
    buttons = (context.button("announce.stop_one", f"{STOP} {each.id}", number=each.id) for each in found)
    return Reply("\n".join(lines), tuple(buttons), context.language)
