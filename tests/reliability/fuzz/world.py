"""The real parts of the program in a folder of their own, with people of every role on every channel, and groups."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from unittest.mock import patch

from bot.app import Parts
from bot.building import make_parts
from bot.settings import Settings
from bot.tokens import PREFIX
from handlers import router
from handlers.context import Route
from knowledge.changes.change import SYSTEM
from knowledge.changes.of_chats import CHAT, OFFICE, bound, chat_subject
from knowledge.changes.of_people import ROLE, person_subject, rights
from knowledge.memory import DATABASE, Store, Transaction, chats, open_store, people
from knowledge.messages import Chat
from tests.questions.asking import at_nine
from tests.talk import message

BEGINS = at_nine(2026, 11, 23)
SECRETS = {
    "TELEGRAM_TOKEN": "1234567890:AAFfuzzfuzzfuzzfuzzfuzzfuzzfuzzfuzz0",
    "TELEGRAM_SECRET": "bi-mat-cua-webhook-telegram",
    "ZALO_BOT_TOKEN": "9876543210:fuzz-zalo-bot-token",
    "ZALO_BOT_SECRET": "bi-mat-cua-webhook-zalo",
    "ZALO_OA_REFRESH_TOKEN": "fuzz-refresh-token-of-the-account",
    "ZALO_OA_APP_SECRET": "fuzz-app-secret",
    "ZALO_OA_SECRET_KEY": "fuzz-secret-key",
}
"""What no answer may ever hold."""
_SETTINGS = {
    "web": {"public_address": "https://bot.example.gov.vn", "port": 8999},
    "zalo_bot": {"mode": "webhook", "webhook_address": "https://bot.example.gov.vn"},  # only one program may poll
    "zalo_oa": {"app_id": "1234"},
    "access": {"questions": "members"},
}


@dataclass(frozen=True)
class Somebody:
    """A person on one channel: the role and agencies that are given again whenever they are lost, and a name."""

    channel: str
    sender: str
    role: str
    agencies: tuple[str, ...]
    name: str


@dataclass
class Clock:
    """What time it is for the program: as late as somebody says."""

    now: datetime = BEGINS

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True)
class World:
    """`people` and `groups` are on all of the `channels`; in the private chat of a person only that person writes."""

    store: Store
    parts: Parts
    clock: Clock
    channels: tuple[str, ...]
    people: tuple[Somebody, ...]
    groups: tuple[Chat, ...]
    routes: tuple[Route, ...] = router.ROUTES


ROLES = (
    ("khách", "", (), ""),
    ("thành viên", "member", (), "Phạm Minh"),
    ("cán bộ", "officer", ("bng",), "Trần Hoa"),
    ("cán bộ khác", "officer", ("bct", "bvhttdl"), '<b>Lê</b> "Quang" & =1+1'),
    ("quản trị", "admin", (), "Nguyễn Lan"),
    ("quản trị khác", "admin", (), "\u202eLan\u202c Nguyễn\n😀"),
    ("phụ trách", "owner", (), "Đinh Phụ Trách"),
)
"""Who there is on each channel: what the channel calls them by, role, agencies, and a name as people write theirs."""

GROUPS = ("bng", "bct", "", "(coordinating)")
"""Whose groups there are on each channel."""


@contextmanager
def world(folder: Path) -> Iterator[World]:
    """Open for the block. Its web server and messengers are never started, so that nothing reaches a network."""
    store, clock = open_store(folder / DATABASE), Clock()
    try:
        with patch.dict(os.environ, {f"{PREFIX}{name}": value for name, value in SECRETS.items()}):
            parts = make_parts(Settings.model_validate({"data": {"folder": folder}} | _SETTINGS), store, clock)
        channels = ("console", *(channel.name for channel in parts.channels))
        there = [
            Somebody(channel, f"{channel} {sender}", role, agencies, name)
            for channel in channels
            for sender, role, agencies, name in ROLES
        ]
        groups = [Chat(channel, f"{channel} nhóm {whose}", group=True) for channel in channels for whose in GROUPS]
        yield World(store, parts, clock, channels, tuple(there), tuple(groups))
    finally:
        store.close()


def restore(tx: Transaction, world: World, now: datetime) -> None:
    """As an operator would: everybody has their role again, and each group its agency. All of it is written down."""
    make = world.parts.services.changes.make
    for somebody in world.people:
        chat = Chat(somebody.channel, somebody.sender)
        known = people.recognise(tx, message("", chat=chat, sender=somebody.sender), now)
        chats.seen(tx, message("", chat=chat), now)
        make(tx, ROLE, person_subject(known.id), rights(somebody.role, somebody.agencies), SYSTEM, now)
    for group, whose in zip(world.groups, GROUPS * len(world.channels), strict=True):
        chats.seen(tx, message("", chat=group), now)
        subject = chat_subject(tx, group)
        if whose == chats.COORDINATING:
            make(tx, OFFICE, subject, chats.coordinating(tx, group) or chats.last_coordinating(tx), SYSTEM, now)
        elif whose != (chats.binding(tx, group) or chats.Binding("", 0, None, None)).agency:
            value = bound(whose, chats.last_position(tx, whose), None, now) if whose else None
            make(tx, CHAT, subject, value, SYSTEM, now)
