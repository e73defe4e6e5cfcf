"""Plays a conversation through a channel, and gives what was answered as a person reads it."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Protocol

from handlers.context import Access, Services
from knowledge.current import Current
from knowledge.memory import Store, invites
from knowledge.memory.invites import GROUP, PERSON, Invite
from knowledge.texts import say
from tests.questions.asking import NOW, real_calendar, real_catalog

FOLDER = Path(__file__).parent
NAMES = tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))
CODES = {
    "member": Invite(PERSON, "member"),
    "officer": Invite(PERSON, "officer", "bng"),
    "group": Invite(GROUP, agency="bct"),
    "admin": Invite(PERSON, "admin"),
    "owner": Invite(PERSON, "owner"),
}
_COUNTER = re.compile(r"^\(\d+/\d+\)\s+", re.MULTILINE)
_WHERE = re.compile(r"^- Kênh: .*$", re.MULTILINE)
_NO_FILE = re.compile(re.escape(say("vi", "file.not_here", name="#")).replace("\\#", "(.+?)"))
_CODE = re.compile(r"TT-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")
_NAMED = re.compile(r"(?:[Nn]gười dùng số \d+|\b(?:[Ll]an|[Hh]oa|[Cc]hu|[Mm]inh)\b)(?: \(số \d+\))?")
_GROUP = re.compile(r"“(?:Phòng Hợp tác|nhóm số \d+)”")
_CHANNEL = re.compile(r" \((?:console|Telegram|Zalo Bot|Zalo OA)\)")
_ON_CHANNEL = re.compile(r"^- [^:\n]+: \d+ nơi, \d+ tin; .*$", re.MULTILINE)
_COUNTED_CHANNEL = re.compile(r"^- (?:console|Telegram|Zalo Bot|Zalo OA): ", re.MULTILINE)
_NUMBERED = re.compile(r"^(?:Trả lời|Answer) \d+: .*$", re.MULTILINE)


class Driver(Protocol):
    """A channel seen from the other side: people who write on it and read what they get.

    Both return the parts of what was answered in that chat, without markup; [] when nothing was said. What other people
    are told of it, in theirs, is no answer.
    """

    async def say(self, who: str, text: str, *, group: bool) -> list[str]: ...

    async def choose(self, who: str, label: str, *, group: bool) -> list[str]:
        """Take a choice of the last answer: press it where there are buttons, else type its number."""


@dataclass(frozen=True)
class Step:
    who: str
    expect: tuple[str, ...]
    group: bool = False
    say: str = ""
    choose: str = ""


def steps(name: str, codes: dict[str, str]) -> Iterator[Step]:
    """The conversation's steps, with the codes filled in."""
    for plain in tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))["step"]:
        said = str(plain.get("number", plain.get("say", "")))
        for code, letters in codes.items():
            said = said.replace(f"{{{code}}}", letters)
        group = plain.get("where") == "group"
        yield Step(plain["who"], tuple(plain["expect"]), group, said, plain.get("choose", ""))


async def play(driver: Driver, name: str, codes: dict[str, str]) -> list[str]:
    """Every answer, as it reads apart from rendering. Fails where one does not hold what the conversation expects."""
    answers, made = [], ""
    for step in steps(name, codes):
        if step.choose:
            parts = await driver.choose(step.who, step.choose, group=step.group)
        else:
            parts = await driver.say(step.who, step.say.replace("{made}", made), group=step.group)
        made = next(iter(_CODE.findall("\n".join(parts))), made)
        answer = as_read(parts)
        assert bool(answer) == bool(step.expect), (step, answer)
        place = 0
        for piece in step.expect:
            place = answer.find(piece, place)
            assert place >= 0, (step, piece, answer)
        answers.append(answer)
    return answers


def as_shown(text: str, file_name: str | None) -> str:
    """What there is to read where a file can be sent."""
    return f"{text}\n[{file_name}]" if file_name else text


def as_read(parts: list[str]) -> str:
    """The parts as one text, without their counters, the numbered choices, how lines were broken, and what must differ:
    the lines that name channels, how a channel calls people, codes. Of a file that was not sent the name stays."""
    text = _NO_FILE.sub(r"[\1]", "\n".join(parts))
    for other in (_COUNTER, _NUMBERED, _WHERE, _ON_CHANNEL):
        text = other.sub("", text)
    text = _COUNTED_CHANNEL.sub("- kênh: ", text)
    for other, same in ((_CODE, "TT-…"), (_GROUP, "“nhóm”"), (_NAMED, "ai đó"), (_CHANNEL, "")):
        text = other.sub(same, text)
    return " ".join(text.split())


def services(*, members_only: bool, changing: bool = False) -> Services:
    """The real documents, with nobody known beforehand and nobody held up for writing fast. `changing`: what officials
    change of them is known at once."""
    access = Access(members_only=members_only, trusted=frozenset(), per_person=1000, per_chat=1000)
    known = real_current()
    return Services(known.written.questions, access, owing=known.written.book, current=known if changing else None)


@cache
def real_current() -> Current:
    """What is known, of whatever database: one state of things is never another's."""
    return Current(real_catalog().facts, real_calendar())


def make_codes(store: Store) -> dict[str, str]:
    """The codes that conversations use, each good for an hour of the test's time."""
    return {name: store.call(invites.make, invite, 1, NOW + timedelta(days=7)) for name, invite in CODES.items()}
