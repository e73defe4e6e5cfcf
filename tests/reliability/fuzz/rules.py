"""What must hold after every message, whatever it was."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from knowledge.changes.change import Entry, Value, canonical
from knowledge.changes.making import Changes
from knowledge.memory import Transaction, invites
from knowledge.memory.calendar_addresses import digest
from knowledge.memory.outgoing import Outgoing
from knowledge.messages import Reply
from knowledge.texts import LANGUAGES, say
from tests.reliability.fuzz.choosing import Sent
from tests.reliability.fuzz.watching import Changed
from tests.reliability.fuzz.world import SECRETS

LONGEST = 1.0
"""Seconds of processor time that an answer may take."""
CODE = re.compile(r"TT-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")
_ADDRESS = re.compile(r"/calendar/([A-Za-z0-9_-]{43})\.ics")


@dataclass(frozen=True)
class Step:
    """What a message did. `pressed` is how the action of the button begins that it chose; `seconds` are of the
    processor, `said` all that was written down to be said because of it, `logged` what the log said at the level of an
    error, `codes_made` the digests of the codes that were made by it."""

    sent: Sent
    pressed: str
    seconds: float
    said: Sequence[Outgoing]
    entries: Sequence[Entry]
    changed: Sequence[Changed]
    logged: Sequence[str]
    codes_made: frozenset[str]
    asked_at: int | None = None
    """Where it confirms something: the number of the journal's last entry when that was asked."""


Rule = Callable[[Transaction, Changes, Step], Iterator[str]]


def no_error(tx: Transaction, changes: Changes, step: Step) -> Iterator[str]:
    """Nothing in the log, and nobody is told that the fault is ours."""
    yield from step.logged
    for row in step.said:
        if _apology().search(row.reply.text):
            yield f"an apology: {row.reply.text}"


def nothing_unwritten(tx: Transaction, changes: Changes, step: Step) -> Iterator[str]:
    """What is known or set is only changed with an entry in the journal."""
    if not step.entries:
        yield from (f"no entry for {each.table} {each.key}: {each.before} -> {each.after}" for each in step.changed)


def as_written(tx: Transaction, changes: Changes, step: Step) -> Iterator[str]:
    """What an entry says that a thing is now, it is; and what was before is not what is after."""
    last = {(entry.change.kind, entry.change.subject): entry for entry in step.entries}
    for (kind, subject), entry in last.items():
        place = changes.kinds.get(kind)
        if place and place.lasting:
            continue
        now: Value = changes.get(tx, kind, subject)
        if canonical(now) != canonical(entry.change.after):
            yield f"entry {entry.id} says that {kind} {subject} is {entry.change.after}, and it is {now}"
    for entry in step.entries:
        if canonical(entry.change.before) == canonical(entry.change.after):
            yield f"entry {entry.id} changes nothing"


def nothing_overwritten(tx: Transaction, changes: Changes, step: Step) -> Iterator[str]:
    """What somebody else changed after it was asked, and before it was confirmed, is not changed by that."""
    for entry in step.entries if step.asked_at is not None else ():
        between = tx.first(
            "SELECT id FROM change WHERE kind = :kind AND subject = :subject AND id > :asked AND id < :id"
            " AND person <> :person",
            kind=entry.change.kind,
            subject=entry.change.subject,
            asked=step.asked_at,
            id=min(each.id for each in step.entries),
            person=entry.author.person,
        )
        if between:
            yield f"entry {entry.id} overwrites {between[0]}, which was not seen: {entry.change}"


def once(tx: Transaction, changes: Changes, step: Step) -> Iterator[str]:
    """A message that comes a second time is not answered, and does nothing."""
    if step.sent.again and (step.said or step.entries or step.changed):
        yield "answered a second time"


def quick(tx: Transaction, changes: Changes, step: Step) -> Iterator[str]:
    """No answer takes longer than a second."""
    if step.seconds > LONGEST:
        yield f"took {step.seconds:.2f} s"


def no_secret(tx: Transaction, changes: Changes, step: Step) -> Iterator[str]:
    """No token; a code only to who has it made, and there in private, or who has typed it; a calendar's address only in
    its chat."""
    typed = set(CODE.findall(step.sent.text)) | _in_own_notice(tx, step)
    for row in step.said:
        text = "\n".join((row.reply.text, *(button.label for button in row.reply.buttons)))
        yield from (f"says the secret {name}" for name, secret in SECRETS.items() if secret in text)
        for code in set(CODE.findall(text)) - typed:
            here = row.chat == step.sent.chat and not row.chat.group
            if not (here and _digest(code) in step.codes_made):
                yield f"says a code that is not its reader's, in {row.chat}"
        for key in _ADDRESS.findall(text):
            if not _is_of(tx, key, row):
                yield f"says the address of another chat's calendar, in {row.chat}"


def _in_own_notice(tx: Transaction, step: Step) -> set[str]:
    """The codes in the notice that the person is writing, which is shown to them before it is sent."""
    rows = tx.rows(
        "SELECT d.draft FROM announcement_draft d JOIN account a ON a.person = d.person"
        " WHERE a.channel = :channel AND a.sender = :sender",
        channel=step.sent.chat.channel,
        sender=step.sent.who.sender,
    )
    return {code for (draft,) in rows for code in CODE.findall(str(draft))}


def presentable(tx: Transaction, changes: Changes, step: Step) -> Iterator[str]:
    """What is said says something, and so does each choice under it."""
    for row in step.said:
        yield from (f"is not presentable: {why}: {row.reply.text[:200]!r}" for why in _faults(row.reply))


RULES: Sequence[Rule] = (
    no_error,
    nothing_unwritten,
    as_written,
    nothing_overwritten,
    once,
    quick,
    no_secret,
    presentable,
)


def broken(tx: Transaction, changes: Changes, step: Step) -> list[str]:
    """What does not hold, each with the rule's name."""
    return [f"{rule.__name__}: {what}" for rule in RULES for what in rule(tx, changes, step)]


def codes(tx: Transaction, after: int) -> frozenset[str]:
    """The digests of the codes that were made after the one with this number."""
    return frozenset(str(each) for (each,) in tx.rows("SELECT digest FROM invite WHERE number > :after", after=after))


def last_code(tx: Transaction) -> int:
    """The number of the newest code."""
    row = tx.first("SELECT last FROM counter WHERE name = 'invite'")
    return int(row[0]) if row else 0


def _digest(code: str) -> str:
    letters = invites.code_in(code)
    return invites._digest(letters) if letters else ""


def _is_of(tx: Transaction, key: str, row: Outgoing) -> bool:
    found = tx.first("SELECT channel, chat FROM calendar_address WHERE digest = :digest", digest=digest(key))
    return found == (row.chat.channel, row.chat.id)


def _faults(reply: Reply) -> Iterator[str]:
    if not reply.text.strip():
        yield "empty"
    if any(not button.label.strip() for button in reply.buttons):
        yield "a choice without words"


@cache
def _apology() -> re.Pattern[str]:
    said = (re.escape(say(language, "error.ours", id="#")).replace(r"\#", "[0-9A-F]{4}") for language in LANGUAGES)
    return re.compile("|".join(said))
