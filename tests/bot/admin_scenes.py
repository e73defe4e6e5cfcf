"""What an admin does on the page of a phone, scene by scene: for a test of how it looks, and for pictures of it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from playwright.async_api import Page, expect

from bot.app import App, Clock, Parts
from bot.building import make_parts
from bot.settings import Settings
from knowledge.changes.change import Author
from knowledge.changes.kinds import KINDS
from knowledge.changes.making import Changes
from knowledge.changes.of_agencies import DAY_OFF, day_off_subject
from knowledge.changes.of_people import ROLE, person_subject, rights
from knowledge.memory import Store, Transaction, chats, invites, people
from knowledge.memory.invites import PERSON, Invite
from knowledge.messages import Chat, Message
from tests.bot.browsing import ask, expect_state, replies
from tests.bot.pages import free_port
from tests.questions.asking import at_nine

NOW = at_nine(2026, 11, 23).astimezone(UTC)
PEOPLE = (
    ("hoa", "Trần Hoa", "officer", ("bng",)), ("minh", "Phạm Minh", "member", ()),
    ("quang", "Lê Quang", "officer", ("bct", "bvhttdl")), ("lan", "Nguyễn Lan", "admin", ()),
)  # fmt: skip

Scene = Callable[[Page], Awaitable[None]]


@asynccontextmanager
async def office(folder: Path) -> AsyncIterator[tuple[str, str]]:
    """The program with its real parts, people of several roles and a history; gives the page's address and a code that
    makes somebody an owner."""
    stores: list[Store] = []

    def parts(settings: Settings, store: Store, clock: Clock) -> Parts:
        stores.append(store)
        return make_parts(settings, store, clock)

    began, port = datetime.now(UTC), free_port()
    settings = Settings.model_validate({"data": {"folder": folder}, "web": {"port": port}})
    app = App(settings, parts, lambda: NOW + (datetime.now(UTC) - began))
    await app.start()
    try:
        await stores[0].run(_furnish)
        code = await stores[0].run(invites.make, Invite(PERSON, "owner"), 1, NOW + timedelta(days=1))
        yield f"http://127.0.0.1:{port}", code
    finally:
        await app.stop()


async def enter(tab: Page, code: str) -> None:
    """Become an owner on the page."""
    await expect_state(tab, "connected")
    await say(tab, code)


async def say(tab: Page, text: str) -> None:
    """Send it, and wait for the answer."""
    before = await replies(tab).count()
    await ask(tab, text)
    await expect(replies(tab)).to_have_count(before + 1)


async def choose(tab: Page, label: str) -> None:
    """Tap a choice of the last answer, and wait for what is said then."""
    before = await replies(tab).count()
    await replies(tab).last.get_by_role("button", name=label, exact=True).tap()
    await expect(replies(tab)).to_have_count(before + 1)


async def _inviting(tab: Page) -> None:
    await say(tab, "/moi")


async def _invited(tab: Page) -> None:
    await say(tab, "/moi cán bộ BNG 5 lần 7 ngày")


async def _users(tab: Page) -> None:
    await say(tab, "/nguoidung")


async def _one(tab: Page) -> None:
    await choose(tab, "Trần Hoa")


async def _confirming(tab: Page) -> None:
    await choose(tab, "Gỡ vai trò")


async def _log(tab: Page) -> None:
    await say(tab, "/nhatky")


async def _undoing(tab: Page) -> None:
    await say(tab, "/hoantac")


SCENES: dict[str, Scene] = {
    "moi": _inviting,
    "ma-moi": _invited,
    "nguoi-dung": _users,
    "mot-nguoi": _one,
    "xac-nhan": _confirming,
    "nhat-ky": _log,
    "hoan-tac": _undoing,
}
"""By the name of their picture, in the order in which they follow one another."""


def _furnish(tx: Transaction) -> None:
    """Some people on Telegram, and what some of them did last week."""
    changes, numbers = Changes(KINDS), {}
    for sender, name, role, agencies in PEOPLE:
        chat = Chat("telegram", sender)
        at = NOW - timedelta(days=4, hours=1)
        said = Message(chat, sender, sender, "", at, name)
        numbers[sender] = people.recognise(tx, said, at).id
        chats.seen(tx, said, at)
        changes.make(tx, ROLE, person_subject(numbers[sender]), rights(role, agencies), Author(0, "system"), at)
    day = NOW - timedelta(days=3)
    hoa = Author(numbers["hoa"], "telegram")
    changes.make(tx, DAY_OFF, day_off_subject("bng", date(2026, 12, 4)), {"reason": "Họp"}, hoa, day)
