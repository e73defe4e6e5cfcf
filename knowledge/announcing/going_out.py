"""A notice on its way: into the outbox, once a chat; and its writer sees how far it has come."""

from dataclasses import replace
from datetime import datetime, timedelta

from knowledge.announcing.notice import notice
from knowledge.announcing.rights import may_be_told, obstacle
from knowledge.announcing.standing import Name, progress, result, tally
from knowledge.announcing.stopping import STOPPED
from knowledge.memory import Transaction, announcements, chats, kept_files, outbox, outbox_files, people, unsent
from knowledge.memory.announcements import Announcement, Became, Sending
from knowledge.memory.undelivered import NOT_THERE
from knowledge.messages import Chat, Reply
from knowledge.texts import say

AT_ONCE = 50
"""Chats in one transaction, so that answers need not wait for it."""
TELLS_AFTER = timedelta(days=1)
"""So long after its beginning the writer is told what became of it, even if some of it still waits."""


def go_on(tx: Transaction, number: int, name: Name, now: datetime, *, can_edit: frozenset[str]) -> bool:
    """Do what is to be done for a notice at this moment: write down what is due, settle what was sent, show how far it
    has come on a channel that `can_edit`, and at the end say what became of it. Whether there is more at once.

    It can be killed anywhere and done again: what is written down has a deterministic key.
    """
    found = announcements.get(tx, number)
    if found is None or found.state == "over" or (found.state == "open" and now < found.starts_at):
        return False
    if found.state == "open":
        to_write = [each for each in announcements.sendings(tx, number) if each.outbox is None and not each.became]
        for sending in to_write[:AT_ONCE]:
            _write(tx, found, sending, now)
        if len(to_write) > AT_ONCE:
            _show(tx, found, now, can_edit)
            return True
    for sending in announcements.sendings(tx, number):
        _settle(tx, number, sending)
    count = tally(announcements.sendings(tx, number))
    if count.waiting and now < found.starts_at + TELLS_AFTER:
        _show(tx, found, now, can_edit)
    else:
        _end(tx, found, name, now, can_edit)
    return False


def say_first(tx: Transaction, number: int, chat: Chat, now: datetime) -> None:
    """The message that shows how far it has come from now on: it is also what answers its writer in this chat."""
    found = announcements.get(tx, number)
    assert found is not None  # it was just made
    shown = progress(found, tally(announcements.sendings(tx, number)), chat.channel, now)
    row = outbox.add(tx, chat, shown, now, key=f"announcement {number} progress", person=found.person)
    assert row is not None  # its number is new
    announcements.show(tx, number, row, shown.text)


def _write(tx: Transaction, found: Announcement, sending: Sending, now: datetime) -> None:
    """Into the outbox, or why not."""
    to = sending.to
    place, why_not = chats.numbered(tx, to.chat), obstacle(tx, to)
    if place is None or why_not:
        announcements.settled(tx, found.id, to.chat, "dead", why_not)
        return
    picture = kept_files.get(tx, found.picture) if found.picture is not None else None
    said = notice(found.text, to.language, place.chat.channel, picture)
    key = f"announcement {found.id} {to.chat}"
    row = outbox.add(tx, place.chat, replace(said, file=None), now, key=key, person=to.person, in_hours=True)
    if row is not None:
        if said.file and found.picture is not None:
            outbox_files.share(tx, row, found.picture)
        announcements.written(tx, found.id, to.chat, row)


def _settle(tx: Transaction, number: int, sending: Sending) -> None:
    if sending.became or sending.outbox is None:
        return
    if sending.state == "sent":
        announcements.settled(tx, number, sending.to.chat, "sent")
    elif sending.state == "dead" and sending.replaced_by:
        announcements.written(tx, number, sending.to.chat, sending.replaced_by)
    elif sending.state == "dead":
        announcements.settled(tx, number, sending.to.chat, _given_up(sending.why), sending.why)
    elif not sending.state:  # erased with the person
        announcements.settled(tx, number, sending.to.chat, "dead", NOT_THERE)


def _given_up(why: str) -> Became:
    return "stopped" if why == STOPPED else "dead"


def _show(tx: Transaction, found: Announcement, now: datetime, can_edit: frozenset[str]) -> None:
    """Put the message in other words, where that can be and its writer may be told: once, however often this comes
    before it is sent."""
    if found.shown_in is None or not may_be_told(tx, found.person):
        return
    told = outbox.get(tx, found.shown_in)
    if told is None or told.chat.channel not in can_edit:
        return
    shown = progress(found, tally(announcements.sendings(tx, found.id)), told.chat.channel, now)
    if shown.text == found.shown:
        return
    waiting = unsent.edit_of(tx, told)
    if waiting is None:
        outbox.add(tx, told.chat, shown, now, person=told.person, edits=told.id)
    else:
        unsent.replace(tx, waiting, shown)
    announcements.show(tx, found.id, told.id, shown.text)


def _end(tx: Transaction, found: Announcement, name: Name, now: datetime, can_edit: frozenset[str]) -> None:
    announcements.put_state(tx, found.id, "over")
    _show(tx, found if found.state == "stopped" else replace(found, state="over"), now, can_edit)
    _tell_end(tx, found, name, now)


def _tell_end(tx: Transaction, found: Announcement, name: Name, now: datetime) -> None:
    """What became of it, to its writer; to all administrators where the writer is none any more."""
    key, place = f"announcement {found.id} result", chats.numbered(tx, found.asked_in)
    if may_be_told(tx, found.person):
        if place:
            outbox.add(tx, place.chat, _result(tx, found, name), now, key=key, person=found.person)
        return
    for chat, admin in people.private_chats(tx, "admin"):
        language = admin.language or "vi"
        said = _result(tx, replace(found, language=language), name)
        why = say(language, "announce.instead_of_writer", text=found.text)
        outbox.add(tx, chat, replace(said, text=f"{why}\n{said.text}"), now, key=f"{key} {admin.id}", person=admin.id)


def _result(tx: Transaction, found: Announcement, name: Name) -> Reply:
    return result(tx, found, announcements.sendings(tx, found.id), name, stopped=found.state == "stopped")
