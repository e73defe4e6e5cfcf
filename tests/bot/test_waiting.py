"""The typing sign accompanies work that takes long, and never changes what becomes of the work."""

import asyncio

import pytest

from bot.channels import waiting
from bot.channels.waiting import with_typing


async def test_the_sign_is_given_until_the_work_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "TYPING_AFTER", 0.01)
    monkeypatch.setattr(waiting, "TYPING_AGAIN", 0.01)
    given, enough = 0, asyncio.Event()

    async def sign() -> None:
        nonlocal given
        given += 1
        if given == 3:
            enough.set()
        raise ConnectionError("the sign fails, and the work goes on")

    async def wait() -> None:
        await enough.wait()

    async with asyncio.timeout(5):
        await with_typing(wait(), sign)
    assert given == 3


async def test_being_cancelled_just_as_the_work_ends_is_not_forgotten() -> None:
    async def work() -> None:
        asyncio.get_running_loop().call_soon(task.cancel)

    async def work_and_go_on() -> None:
        await with_typing(work(), asyncio.Event().wait)
        await asyncio.Event().wait()

    task = asyncio.create_task(work_and_go_on())
    await asyncio.wait([task], timeout=1)
    cancelled = task.cancelled()
    task.cancel()
    assert cancelled
