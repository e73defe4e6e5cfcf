"""How far a notice has come, and what became of it in each chat, in words for its writer."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from knowledge.memory import Transaction, chats, people
from knowledge.memory.announcements import Announcement, Sending
from knowledge.messages import WORDS_ONLY, Button, Reply
from knowledge.questions.ask import VIET_NAM
from knowledge.questions.wording import shorten, weekday
from knowledge.texts import channel_name, say
from knowledge.undelivered_words import why_not

STOP, GO_ON = "announce:stop", "announce:go"
"""What the choices carry to stop a notice, followed by its number, and to go on with the one that is written."""
_TITLE = 60  # characters
_MOST_MISSING = 20
Name = Callable[[str], str]
"""The name of an agency (id)."""


@dataclass(frozen=True, slots=True)
class Tally:
    """In how many chats it has arrived, could not be said, was stopped, and still waits."""

    total: int
    sent: int
    dead: int
    stopped: int

    @property
    def waiting(self) -> int:
        return self.total - self.sent - self.dead - self.stopped


def tally(sendings: Sequence[Sending]) -> Tally:
    """Of all sendings of a notice."""
    became = Counter(sending.became for sending in sendings)
    return Tally(len(sendings), became["sent"], became["dead"], became["stopped"])


def progress(notice: Announcement, count: Tally, channel: str, now: datetime) -> Reply:
    """How far it has come, with the choice to stop what is not sent yet; not where a number that is typed would be that
    choice, as nobody should stop a notice by mistake."""
    language = notice.language
    parts = [
        say(language, f"announce.{what}", n=n)
        for what, n in (("dead", count.dead), ("stopped", count.stopped), ("waiting", count.waiting))
        if n
    ]
    key = _key(notice, now)
    head = say(
        language,
        f"announce.progress_{key}",
        number=notice.id,
        n=count.sent,
        total=count.total,
        at=moment(notice.starts_at, language),
    )
    lines = [head] if key == "planned" else [head + "".join(f"; {part}" for part in parts) + "."]
    if notice.state != "open":
        return Reply("\n".join(lines), language=language)
    lines.append(say(language, "announce.result_follows", number=notice.id))
    stop = Button(say(language, "announce.stop_button"), f"{STOP} {notice.id}")
    return Reply("\n".join(lines), () if channel in WORDS_ONLY else (stop,), language)


def _key(notice: Announcement, now: datetime) -> str:
    if notice.state == "open":
        return "planned" if now < notice.starts_at else "open"
    return notice.state


def result(tx: Transaction, notice: Announcement, sendings: Sequence[Sending], name: Name, *, stopped: bool) -> Reply:
    """Who has been reached, and who has not and why."""
    language, count = notice.language, tally(sendings)
    key = "announce.result_stopped" if stopped else "announce.result"
    lines = [say(language, key, number=notice.id, n=count.sent, total=count.total)]
    reached = [_short(tx, each, name) for each in sendings if each.became == "sent"]
    if reached:
        lines.append(say(language, "announce.reached", n=len(reached), names=_counted(reached)))
    for what, became in (("not_reached", "dead"), ("kept_back", "stopped"), ("still_waiting", None)):
        found = [each for each in sendings if each.became == became]
        if found:
            lines.append(say(language, f"announce.{what}", n=len(found)))
            lines += [_line(tx, each, name, language) for each in found]
    if notice.missing:
        lines.append(missing(notice.missing, name, language))
    return Reply("\n".join(lines), language=language)


def missing(agencies: Sequence[str], name: Name, language: str) -> str:
    """Which agencies have no chat."""
    names = [name(each) for each in agencies[:_MOST_MISSING]]
    rest = len(agencies) - len(names)
    more = say(language, "announce.and_more", n=rest) if rest else ""
    return say(language, "announce.missing", n=len(agencies), names=", ".join(names) + more)


def moment(at: datetime, language: str) -> str:
    """ "8:00 thứ Hai 23/11/2026"."""
    local = at.astimezone(VIET_NAM)
    return f"{local.hour}:{local:%M} {weekday(local.date(), language)}"


def _counted(names: Sequence[str]) -> str:
    """Each name once, with how many chats where it is several."""
    return ", ".join(name if n == 1 else f"{name} ({n})" for name, n in Counter(names).items())


def _short(tx: Transaction, sending: Sending, name: Name) -> str:
    agency, person = name(sending.to.agency), sending.to.person
    called = people.name(tx, person) if person is not None else ""
    return f"{called} ({agency})" if called else agency


def _line(tx: Transaction, sending: Sending, name: Name, language: str) -> str:
    place = chats.numbered(tx, sending.to.chat)
    where = ""
    if place:
        title = " ".join("".join(c if c.isprintable() else " " for c in place.title).split())
        called = f"“{shorten(title, _TITLE)}”, " if title and sending.to.person is None else ""
        where = f" [{called}{channel_name(language, place.chat.channel)}]"
    line = f"- {_short(tx, sending, name)}{where}"
    if sending.became == "stopped":
        return line
    if sending.became == "dead":
        return f"{line}: {why_not(sending.reason, language, gone=not (place and place.active))}"
    waits = sending.held_for or "again"
    return f"{line}: {say(language, f'announce.waits_{waits}')}"
