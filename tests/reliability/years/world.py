"""The two platforms around the program, which fail as the plan says, and keep all that arrives."""

import random
import sqlite3
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from knowledge.memory import DATABASE, open_store
from knowledge.questions.ask import VIET_NAM
from tests.bot.pages import free_port
from tests.fakes import zalo_bot
from tests.fakes.telegram import TOKEN, TelegramFake
from tests.fakes.telegram_faults import Cut, Fault, Page, Refuse, too_many
from tests.fakes.telegram_methods import Json
from tests.fakes.telegram_people import Person, group
from tests.reliability.book import MARKS
from tests.reliability.ways import Heard
from tests.reliability.years.agencies import ADMIN, OFFICE, Place, found, places
from tests.reliability.years.passing import Clock
from tests.reliability.years.plan import Plan
from tests.reliability.years.story import Arrival, Skipped, Step, Story

SETTINGS = """
[web]
port = {port}

[telegram]
base_url = "{telegram}"

[zalo_bot]
base_url = "{zalo_bot}"
month_messages = 0
people = 0
groups = 0

[log]
level = "error"
format = "json"
"""
MISHAPS = ("502", "cut", "answer lost", "429", "500")
"""The error page of a gateway, the connection cut before it was accepted or after, too many, out of order."""
ON_ZALO = {"cut": "502", "429": "500"}
"""There a connection is never cut before a message is accepted, and 429 is for a month."""


@dataclass
class World:
    """`now` is the time, and the program's clock is wrong by `shift`. `outages` are channels with how all calls to them
    fail; `on_request` is called at every request to send, `on_acceptance` when a message was accepted; `runs` tells
    whether the program does."""

    folder: Path
    places: list[Place]
    telegram: TelegramFake
    zalo: zalo_bot.Platform
    secrets: dict[str, str]
    story: Story
    chance: random.Random
    faults: float
    now: Clock
    shift: timedelta
    outages: dict[str, str]
    on_request: Callable[[], object] = lambda: None
    on_acceptance: Callable[[], object] = lambda: None
    runs: Callable[[], bool] = lambda: True

    @property
    def shown(self) -> datetime:
        """What the program's clock says."""
        return self.now() + self.shift

    def officer(self, place: Place) -> Person:
        return Person(self.telegram, place.officer, name=f"Cán bộ {place.agency}")

    @property
    def admin(self) -> Person:
        return Person(self.telegram, ADMIN, name="Quản trị")

    def telegram_fails(self, method: str, given: Mapping[str, str]) -> Fault | None:
        """What becomes of a call."""
        if method != "sendmessage":
            return None
        faults: dict[str, Fault] = {
            "502": Page(502),
            "cut": Cut(after=False),
            "answer lost": Cut(),
            "429": too_many(self.chance.randint(1, 30)),
            "500": Refuse(500, "Internal Server Error"),
        }
        return faults.get(self._how("telegram", given["chat_id"]))

    def zalo_fails(self, method: str, given: Mapping[str, Any]) -> zalo_bot.Trouble | None:
        if method != "sendMessage":
            return None
        troubles: dict[str, zalo_bot.Trouble] = {"502": "html", "answer lost": "cut", "500": 500}
        return troubles.get(self._how("zalo_bot", given["chat_id"]))

    def _how(self, channel: str, chat: str) -> str:
        """How a call to send fails, "" where it does not; a program that is killed at it has not sent anything."""
        self.on_request()
        if not self.runs():
            return "502" if channel == "zalo_bot" else "cut"
        how = self.outages.get(channel) or (self.chance.choice(MISHAPS) if self.chance.random() < self.faults else "")
        how = ON_ZALO.get(how, how) if channel == "zalo_bot" else how
        if how:
            self.story.faults[f"{channel}: {how}"] += 1
        if how == "answer lost":
            self.story.doubts.append((len(self.story.arrivals), self._being_sent(channel, chat)[0]))
        return how

    def arrived(self, channel: str, chat: str, text: str, keyboard: list[list[Json]]) -> None:
        row, key, agency, part = self._being_sent(channel, chat)
        if not self.runs():  # it was killed when the platform had the request, and others arrived before this one
            self.story.doubts.append((len(self.story.arrivals), row))
        steps = self._steps("outbox = ?", row)
        brought = self._steps("reminder_key IN (SELECT reminder_key FROM escalation WHERE outbox = ?)", row)
        buttons = {button["text"]: button["callback_data"] for line in keyboard for button in line}
        where, when = (channel, chat), (self.shown, self.now())
        self.story.arrivals.append(
            Arrival(row, key, agency, part, *when, *where, text.startswith(MARKS), text, steps, brought, buttons)
        )
        self.on_acceptance()

    def _steps(self, which: str, row: int) -> tuple[Step, ...]:
        sql = f"SELECT reminder_key, agency, obligation, step_day FROM reminder WHERE {which} ORDER BY reminder_key"
        return tuple(Step(key, of, about, date.fromisoformat(day)) for key, of, about, day in self.read(sql, row))

    def _being_sent(self, channel: str, chat: str) -> tuple[int, str, str, int]:
        """Of the one row that the program is sending to this chat, as it claims a row before it sends it: its id, key
        and agency, and how many parts of it have arrived."""
        sql = (
            "SELECT id, COALESCE(unique_key, ''), COALESCE(agency, ''), parts_sent FROM outbox"
            " WHERE state = 'sending' AND channel = ? AND chat = ?"
        )
        ((row, key, agency, part),) = self.read(sql, channel, chat)
        return row, key, agency, part

    def remember(self) -> None:
        """Write down what the program holds of it in the end."""
        sql = "SELECT reminder_key, agency, step_day, reason, settled_at FROM reminder WHERE state = 'skipped'"
        self.story.skipped += [
            Skipped(key, agency, date.fromisoformat(day), reason, datetime.fromisoformat(at))
            for key, agency, day, reason, at in self.read(sql)
        ]
        sql = "SELECT agency, obligation, completed_at FROM completion WHERE taken_back_at IS NULL"
        self.story.done |= {(agency, about): datetime.fromisoformat(at) for agency, about, at in self.read(sql)}
        sql = "SELECT r.reminder_key, a.acknowledged_at FROM reminder r JOIN acknowledgement a ON a.outbox = r.outbox"
        self.story.noted |= {key: datetime.fromisoformat(at) for key, at in self.read(sql)}
        sql = "SELECT COALESCE(unique_key, 'an answer') FROM outbox WHERE finished_at IS NULL"
        self.story.unfinished += [key for (key,) in self.read(sql)]

    def read(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """From the program's database, while it runs."""
        with closing(sqlite3.connect(self.folder / DATABASE)) as database:
            return database.execute(sql, values).fetchall()


@asynccontextmanager
async def world(folder: Path, plan: Plan, agencies: Sequence[str], story: Story) -> AsyncIterator[World]:
    """Before the program runs: all groups are bound when the first day begins, and the platforms know them."""
    begins = datetime.combine(plan.first, time(), VIET_NAM)
    limits = zalo_bot.Plan(people=10**6, groups=10**6, messages=10**9)
    async with TelegramFake().running() as telegram, zalo_bot.platform(plan=limits) as zalo:
        settings = SETTINGS.format(port=free_port(), telegram=telegram.address, zalo_bot=zalo.address)
        (folder / "config.toml").write_text(settings, encoding="utf-8")
        made = World(
            folder,
            places(agencies),
            telegram,
            zalo,
            {"TTDN_TELEGRAM_TOKEN": TOKEN, "TTDN_ZALO_BOT_TOKEN": zalo.token},
            story,
            random.Random(f"faults {plan.seed}"),
            plan.faults,
            Clock(begins),
            timedelta(0),
            {},
        )
        _meet(made)
        store = open_store(folder / DATABASE)
        store.call(found, made.places, plan.first.year, plan.last.year, begins)
        store.close()
        yield made


def _meet(made: World) -> None:
    """The platforms know everybody, and tell of everything."""
    telegram, zalo = made.telegram, made.zalo
    assert made.admin.chat  # reading it makes it known
    group(telegram, int(OFFICE.id))
    for place in made.places:
        assert made.officer(place).chat
        for chat in place.chats:
            if chat.channel == "telegram":
                group(telegram, int(chat.id))
            else:
                zalo.invite(place.zalo_name)
    telegram.platform.sent = Heard(lambda sent: made.arrived("telegram", sent.chat, sent.text, sent.keyboard))
    zalo.sent = Heard(lambda sent: made.arrived("zalo_bot", sent.chat, sent.text, []))
    telegram.chance, zalo.chance = made.telegram_fails, made.zalo_fails
