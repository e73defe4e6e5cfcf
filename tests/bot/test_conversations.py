"""The conversations of tests/conversations/, through each channel: they read the same everywhere."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from functools import partial
from itertools import product
from pathlib import Path

import pytest

from handlers.context import Services
from knowledge.memory import DATABASE, drafts, open_store
from tests.conversations.on_console import on_console
from tests.conversations.on_page import on_page, on_trial
from tests.conversations.on_telegram import on_telegram
from tests.conversations.on_zalo_bot import on_zalo_bot
from tests.conversations.on_zalo_oa import on_zalo_oa
from tests.conversations.play import NAMES, Driver, make_codes, play, services
from tests.desk import small_draft
from tests.talk import NOW

MEMBERS_ONLY = dict.fromkeys(NAMES, True) | {"asking": False}
OFF_THE_TRIAL = (
    "asking",
    "setting",
    "inviting",
    "people",
    "undoing",
    "confirming",
    "documents",
    "announcing",
    "teaching",
    "reporting",
    "extending",
    "nudging",
    "editing",
    "guarding",
    "meanwhile",
)

Drive = Callable[[Path, Services], AbstractAsyncContextManager[Driver]]
DRIVERS: dict[str, Drive] = {
    "telegram polling": partial(on_telegram, "polling"),
    "telegram webhook": partial(on_telegram, "webhook"),
    "zalo bot polling": partial(on_zalo_bot, "polling"),
    "zalo bot webhook": partial(on_zalo_bot, "webhook"),
    "zalo oa": on_zalo_oa,
    "page": on_page,
    "page, played roles": on_trial,
}
PLAYED = [
    *((channel, name) for channel, name in product(DRIVERS, NAMES) if not channel.startswith("page")),
    ("page", "asking"),
    *(("page, played roles", name) for name in NAMES if name not in OFF_THE_TRIAL),
]
"""Whoever can open the page belongs there: strangers and groups are its trial of roles, who can set nothing, nor keep
people and the log."""


def codes_in(folder: Path) -> dict[str, str]:
    folder.mkdir()
    store = open_store(folder / DATABASE)
    try:
        store.call(drafts.add, small_draft(), "phụ lục.docx", 1, NOW)
        return make_codes(store)
    finally:
        store.close()


async def played(drive: Drive, name: str, folder: Path) -> list[str]:
    """What is answered in the conversation, in a new database."""
    codes = codes_in(folder)
    async with drive(folder, services(members_only=MEMBERS_ONLY[name], changing=True)) as driver:
        return await play(driver, name, codes)


@pytest.mark.parametrize(("channel", "name"), PLAYED)
async def test_a_conversation_reads_the_same_on_every_channel(tmp_path: Path, channel: str, name: str) -> None:
    on_it = await played(DRIVERS[channel], name, tmp_path / "it")
    assert on_it == await played(on_console, name, tmp_path / "console")
