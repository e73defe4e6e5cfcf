"""What waits to be confirmed is carried out, or given up."""

from collections.abc import Callable, Mapping

from handlers.announcing import now as announcing_now
from handlers.auditing import undoing
from handlers.auditing.audit import line, names_for
from handlers.confirming import NO, YES
from handlers.context import Context
from handlers.editing import preview as edit_preview
from handlers.incoming import document_secrecy, documents, publishing
from handlers.people import binding, coordination, my_data, user_changes
from handlers.reminding import calendars, dead_letters
from handlers.reporting import deciding, nudging
from handlers.teaching import teaching
from handlers.wishes import agency_events, wish_place
from knowledge.changes.change import Entry
from knowledge.memory import confirmations, journal
from knowledge.memory.confirmations import Waiting
from knowledge.messages import Reply

CARRIED_OUT: Mapping[str, Callable[[Context, str], Reply]] = {
    "announce": announcing_now.announce_now,
    "cancel_event": agency_events.cancel_now,
    "change_role": user_changes.change_now,
    "decide_extension": deciding.grant_confirmed,
    "discard_draft": publishing.discard_now,
    "edit_agencies": edit_preview.carry_out,
    "edit_calendar": edit_preview.carry_out,
    "edit_duties": edit_preview.carry_out,
    "edit_tasks": edit_preview.carry_out,
    "end_coordination": coordination.end_now,
    "erase_my_data": my_data.erase_now,
    "mark_document": documents.mark_now,
    "mark_internal": document_secrecy.mark_now,
    "move_reminders": wish_place.move_now,
    "nudge": nudging.nudge_now,
    "publish_document": publishing.publish_now,
    "renew_calendar_address": calendars.renew_now,
    "send_again": dead_letters.again_now,
    "teach": teaching.save_now,
    "unbind": binding.unbind_now,
    "undo": undoing.undo_now,
}
"""All actions of `permissions.toml` that are confirmed. Each looks again whether the person may, and whether all is as
it was when it was asked for."""


def decide(context: Context) -> Reply | None:
    """Carry out what waits, once, for who asked for it and in time; None for another message."""
    choice, _, number = context.text.partition(" ")
    if not (context.said.chosen and choice in (YES, NO)):
        return None
    waiting = confirmations.get(context.tx, int(number))
    if waiting is None:
        return context.reply("confirm.gone")
    if waiting.person != context.person.id:
        return context.reply("confirm.not_yours")
    confirmations.end(context.tx, int(number))
    if waiting.is_over(context.now):
        return context.reply("confirm.over")
    if choice == NO:
        return context.reply("confirm.stopped")
    return _carry_out(context, waiting)


class _UnseenError(Exception):
    """It would overwrite this, which who confirms it has not seen."""

    def __init__(self, entry: Entry) -> None:
        super().__init__(entry.id)
        self.entry = entry


def _carry_out(context: Context, waiting: Waiting) -> Reply:
    """Nothing is done where that would overwrite what somebody else has changed since it was asked."""
    last = journal.last(context.tx)
    until = last.id if last else 0
    try:
        with context.tx.savepoint():
            reply = CARRIED_OUT[waiting.action](context, waiting.argument)
            if unseen := journal.unseen(context.tx, waiting.seen, until, context.person.id):
                raise _UnseenError(unseen)
    except _UnseenError as error:
        return context.reply("confirm.changed_meanwhile", change=line(names_for(context), error.entry))
    return reply
