"""/khongguiduoc: what the program said by itself and could not deliver, for admins, who may have it sent again."""

from collections import Counter
from datetime import timedelta

from handlers.confirming import ask_to_confirm
from handlers.context import Context
from knowledge.changes.making import GoneError
from knowledge.changes.of_messages import SENT_AGAIN, letter_subject
from knowledge.memory import chats, undelivered
from knowledge.memory.chats import COORDINATING
from knowledge.memory.undelivered import SHOWN_FOR, DeadLetter
from knowledge.messages import Button, Reply
from knowledge.notices import Again
from knowledge.questions.ask import VIET_NAM
from knowledge.questions.wording import day, shorten
from knowledge.texts import channel_name
from knowledge.undelivered_words import why_not

_COMMANDS = ("khongguiduoc", "deadletters")
_AGAIN = "deadletters:again"
_WAITS_LONG = timedelta(hours=1)
_SHOWN = 10
_WORDS = 60  # characters


def show(context: Context) -> Reply | None:
    """The newest ones, with the choice to send each again, or all of them; None for another message."""
    if context.command not in _COMMANDS or context.said.chosen:
        return None
    if refusal := context.refused("see_undelivered"):
        return refusal
    since, tx = context.now - SHOWN_FOR, context.tx
    letters = undelivered.dead_letters(tx, since, _SHOWN)
    lines = [_head(context, len(letters), undelivered.count(tx, since))]
    lines += [_line(context, number, letter) for number, letter in enumerate(letters, start=1)]
    if n := undelivered.still_waiting(tx, context.now - _WAITS_LONG, context.now):
        lines.append(context.reply("undelivered.waiting", n=n).text)
    return Reply("\n".join(lines), _choices(context, letters), context.language)


def again(context: Context) -> Reply | None:
    """Send those that were chosen, each once however often that is pressed, several of them once that is confirmed;
    None for another message."""
    action, _, numbers = context.text.partition(" ")
    if not (context.said.chosen and action == _AGAIN):
        return None
    if refusal := context.refused("send_again"):
        return refusal
    if count := len(numbers.split()) - 1:
        said = context.reply("undelivered.again_ask", n=count + 1)
        return ask_to_confirm(context, "send_again", numbers, said, "undelivered.again_yes")
    return again_now(context, numbers)


def again_now(context: Context, numbers: str) -> Reply:
    """Those with these numbers are sent again, as far as they were not."""
    if refusal := context.refused("send_again"):
        return refusal
    became = Counter(_send_again(context, int(number)) for number in numbers.split())
    lines = [context.reply(f"undelivered.sent_{what}", n=n).text for what, n in sorted(became.items())]
    return Reply("\n".join(lines), language=context.language)


def _send_again(context: Context, number: int) -> Again:
    letter = undelivered.dead_letter(context.tx, number)
    try:
        made = context.change(SENT_AGAIN, letter_subject(number, letter.agency if letter else None), True)
    except GoneError:
        return "nowhere"
    return "again" if made else "before"


def _head(context: Context, shown: int, n: int) -> str:
    if not n:
        return context.reply("undelivered.none", days=SHOWN_FOR.days).text
    key = "undelivered.head" if shown == n else "undelivered.head_newest"
    return context.reply(key, days=SHOWN_FOR.days, n=n, shown=shown).text


def _choices(context: Context, letters: list[DeadLetter]) -> tuple[Button, ...]:
    ids = [letter.row.id for letter in letters]
    each = [context.button("undelivered.again", f"{_AGAIN} {id_}", number=n) for n, id_ in enumerate(ids, start=1)]
    every = context.button("undelivered.again_all", " ".join(map(str, (_AGAIN, *ids))))
    return (*each, every) if len(each) > 1 else tuple(each)


def _line(context: Context, number: int, letter: DeadLetter) -> str:
    at = letter.at.astimezone(VIET_NAM)
    return context.reply(
        "undelivered.line",
        number=number,
        at=f"{at:%H:%M} {day(at.date(), context.language)}",
        channel=channel_name(context.language, letter.row.chat.channel),
        whom=_whom(context, letter),
        reason=_reason(context, letter),
        words=shorten(" ".join(letter.row.reply.text.split()), _WORDS),
    ).text


def _whom(context: Context, letter: DeadLetter) -> str:
    row = letter.row
    if row.agency == COORDINATING:
        return context.reply("coordination.office").text
    if row.agency is not None:
        return context.services.questions.agency_name(row.agency)
    place = chats.get(context.tx, row.chat)
    title = " ".join(place.title.split()) if place else ""
    return shorten(title, _WORDS) or context.reply("undelivered.private").text


def _reason(context: Context, letter: DeadLetter) -> str:
    place = chats.get(context.tx, letter.row.chat)
    gone = place is not None and not place.active
    return why_not(letter.row.reason or "", context.language, gone=gone)
