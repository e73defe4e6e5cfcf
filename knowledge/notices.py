"""What is said to people and agencies without being asked, in the chat where they can be reached."""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Literal

from knowledge.announcing.rights import may_be_told, obstacle
from knowledge.memory import (
    Transaction,
    announcements,
    buckets,
    chats,
    escalations,
    outbox,
    people,
    reminders,
    undelivered,
)
from knowledge.memory.chats import COORDINATING, Place
from knowledge.memory.outgoing import Outgoing
from knowledge.memory.people import Person
from knowledge.messages import Button, Chat, Reply
from knowledge.questions.wording import shorten
from knowledge.texts import channel_name, say

_STRANGE_GROUPS = 3
_HOUR = 3600.0
_DAY = 24 * 3600.0
_TITLE = 60  # characters
_NOTICE = 80

Again = Literal["again", "before", "nowhere"]
"""What became of a dead letter: it is sent again; it was before, or is none; no chat is left that could be given it."""


def tell_admins(
    tx: Transaction,
    key: str,
    now: datetime,
    *,
    channel: str = "",
    once: str = "",
    besides: int | None = None,
    buttons: Mapping[str, str] = MappingProxyType({}),
    **values: object,
) -> int:
    """Say the text of this key, perhaps about a channel, to every admin and owner in private, each in their language;
    returns to how many. `buttons`: what can be chosen, by the keys of their texts.

    `once` names the occasion: it is only told once, however often this is called for it. `besides`: who knows it anyhow
    (a person's number).
    """
    told = 0
    for chat, person in people.private_chats(tx, "admin"):
        if person.id == besides:
            continue
        language = person.language or "vi"
        text = say(language, key, channel=channel_name(language, channel), **values)
        unique = f"notice {once or tx.next_number('message')} {person.id}"
        offered = tuple(Button(say(language, label), action) for label, action in buttons.items())
        told += outbox.add(tx, chat, Reply(text, offered, language), now, key=unique) is not None
    return told


def tell_person(
    tx: Transaction, person: Person, key: str, now: datetime, *, role: str = "", by: str = "", **values: object
) -> None:
    """Say the text of this key to the person in private, where they last wrote, in their language; nothing where they
    cannot be reached. `role` is one of `people.ROLES`, `by` who it was."""
    chat = people.private_chat(tx, person.id)
    if chat is None:
        return
    language = person.language or "vi"
    named = say(language, f"role_name.{role or 'none'}")
    text = say(language, key, role=named, by=by or say(language, "role_name.admin"), **values)
    unique = f"notice {tx.next_number('message')} {person.id}"
    outbox.add(tx, chat, Reply(text, (), language), now, key=unique)


def tell_of_removal(tx: Transaction, place: Place, now: datetime, agency: str = "") -> None:
    """Say to the admins that the program is no longer in this group, of the agency with this name.

    Anybody may add it to a group and remove it again and give the group any title: of groups that are no agency's they
    hear a few times an hour, of an agency's once, and of a title as much as is needed to know the group.
    """
    bound = place.agency is not None
    name = f"removed {place.chat.channel} {place.chat.id}" if bound else f"removed {place.chat.channel}"
    if buckets.take(tx, name, 1 if bound else _STRANGE_GROUPS, _HOUR, now).ok:
        title = " ".join("".join(c if c.isprintable() else " " for c in place.title).split())[:_TITLE]
        key = "notice.removed_bound" if agency else "notice.removed"
        tell_admins(tx, key, now, channel=place.chat.channel, title=title, agency=agency)


def tell_agency(tx: Transaction, agency: str, reply: Reply, now: datetime, key: str) -> int | None:
    """Say it in the first of the agency's chats that can be reached, within its hours, once for this `key`. Returns
    the row's id; None when it was said before or the agency has no such chat."""
    chat = _first_of(tx, agency)
    return outbox.add(tx, chat, reply, now, key=key, agency=agency, in_hours=True) if chat else None


def tell_agency_or_officers(tx: Transaction, agency: str, reply: Reply, now: datetime, key: str) -> int:
    """Say it in the agency's chat, as `tell_agency`; where it has none, to each of its officers in private, within
    hours. Returns in how many chats it will be said."""
    if _first_of(tx, agency):
        return int(tell_agency(tx, agency, reply, now, key) is not None)
    told = 0
    for chat, person in people.private_chats(tx, "officer", agency):
        told += outbox.add(tx, chat, reply, now, key=f"{key} {person.id}", in_hours=True) is not None
    return told


def was_told(tx: Transaction, agency: str, key: str) -> bool:
    """Whether `tell_agency_or_officers` has said it to somebody there for this `key`."""
    officers = people.private_chats(tx, "officer", agency)
    return outbox.has_key(tx, key) or any(outbox.has_key(tx, f"{key} {person.id}") for _, person in officers)


def miss_coordinating_office(tx: Transaction, now: datetime) -> int:
    """Say to the admins, once, that there is no chat of the office that follows the whole programme, to which something
    was to be said."""
    return tell_admins(tx, "notice.no_coordination", now, once="no coordinating chat")


def pass_on(tx: Transaction, row: Outgoing, now: datetime) -> int | None:
    """Say in the agency's next chat what could not be said in this one. Returns the new row; None where there is no
    next one, and what waits goes on waiting."""
    assert row.agency is not None  # only what is for an agency has another place
    known = chats.of_agency(tx, row.agency)
    at = next((at for at, place in enumerate(known) if _is_in(row, place)), -1)
    following = next((place for place in known[at + 1 :] if place.active), None)
    new = undelivered.pass_on(tx, row, following.chat, now) if following else None
    if new is not None:
        _follow(tx, row, new)
    return new


def withdraw(tx: Transaction, agency: str, chat: Chat, now: datetime) -> None:
    """The chat is not the agency's any more: what waits there for the agency is said in another of its chats, or not at
    all where there is none."""
    for row in undelivered.unsent_for(tx, agency, chat):
        if pass_on(tx, row, now) is None:
            undelivered.give_up(tx, row.id, undelivered.NOT_ITS_CHAT, now)
    if agency != COORDINATING:
        for row_id in announcements.open_rows(tx, chat.channel, chat.id, chats.number_of(tx, chat)):
            undelivered.give_up(tx, row_id, undelivered.NOT_ITS_CHAT, now)


def role_changed(tx: Transaction, person: int, now: datetime) -> None:
    """The person's role was changed, or the person is gone: what waits for an officer is not sent to who is none, and
    the admins hear that a notice goes out whose writer is not one of them any more."""
    for row, to in announcements.open_in_private(tx, person):
        if obstacle(tx, to):
            undelivered.withdraw(tx, row, obstacle(tx, to), now)
    if may_be_told(tx, person):
        return
    for left in announcements.open_of(tx, person):
        text, once = shorten(" ".join(left.text.split()), _NOTICE), f"announcement {left.id} without its writer"
        tell_admins(tx, "notice.announcement_left", now, once=once, number=left.id, text=text)


def tell_of_dead_letters(tx: Transaction, now: datetime, day: date) -> int:
    """Say to the admins how much was given up since they were last told, once a `day`; returns to how many. Where there
    is no admin it is said when there is one."""
    since = now - undelivered.SHOWN_FOR
    n = undelivered.untold(tx, since)
    if not (n and people.private_chats(tx, "admin") and buckets.take(tx, f"dead letters {day}", 1, _DAY, now).ok):
        return 0
    undelivered.mark_told(tx, since)
    return tell_admins(tx, "notice.dead_letters", now, once=f"{undelivered.OF_LETTERS} {day}", n=n)


def send_again(tx: Transaction, row_id: int, now: datetime) -> Again:
    """Say a dead letter once more: where it was said, or in the first of its agency's chats that can be reached; a
    notice only to whom it was meant for, if they still are who they were."""
    row = undelivered.dead_letter(tx, row_id)
    if row is None:
        return "before"
    meant = announcements.addressee(tx, row_id)
    if meant and obstacle(tx, meant):
        return "nowhere"
    chat = _still_there(tx, row) or _first_of(tx, row.agency)
    new = undelivered.send_again(tx, row, chat, now) if chat else None
    if new is None:
        return "nowhere"
    _follow(tx, row, new)
    return "again"


def _follow(tx: Transaction, row: Outgoing, new: int) -> None:
    """What the row holds is in the new one."""
    reminders.move(tx, row.id, new)
    escalations.move(tx, row.id, new)


def _still_there(tx: Transaction, row: Outgoing) -> Chat | None:
    """The row's own chat, if it can be reached and is still that of the agency."""
    place = chats.get(tx, row.chat)
    return row.chat if place and place.active and row.agency in (None, place.agency) else None


def _first_of(tx: Transaction, agency: str | None) -> Chat | None:
    places = chats.of_agency(tx, agency) if agency else []
    return next((place.chat for place in places if place.active), None)


def _is_in(row: Outgoing, place: Place) -> bool:
    return (place.chat.channel, place.chat.id) == (row.chat.channel, row.chat.id)
