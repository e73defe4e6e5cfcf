"""The program as it is started, answering from the documents, killed in the middle of a conversation on the page."""

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from tests.bot.browsing import SLOW, ask, expect_state, mine, opened, replies
from tests.bot.pages import free_port

pytestmark = pytest.mark.asyncio(loop_scope="session")

START_SECONDS = 30


@asynccontextmanager
async def started(folder: Path, port: int) -> AsyncIterator[str]:
    """`python -m bot` with this data folder and port, killed at the end without warning. Gives the address it says."""
    program = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run", "--data", str(folder)),
        env=os.environ | {"TTDN_WEB__PORT": str(port)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        yield await asyncio.wait_for(_address(program), START_SECONDS)
    finally:
        with suppress(ProcessLookupError):
            program.kill()
        await program.communicate()


async def _address(program: asyncio.subprocess.Process) -> str:
    assert program.stdout is not None
    said = ""
    async for line in program.stdout:
        said += line.decode()
        if found := re.search(r"http://\S+", said):
            return found[0]
    raise AssertionError(f"the program ended without saying its address: {said}")


async def test_a_conversation_goes_on_after_the_program_was_killed(chromium: Browser, tmp_path: Path) -> None:
    port = free_port()
    async with AsyncExitStack() as stack:
        async with started(tmp_path, port) as address:
            tab = await stack.enter_async_context(opened(chromium, address))
            await tab.locator("#welcome button").first.tap()
            await expect(replies(tab).locator(".line").first).to_contain_text("Bộ Ngoại giao chủ trì")
            await expect(replies(tab).locator(".line.source")).to_contain_text("47/NQ-CP")
        await expect_state(tab, "lost")
        await ask(tab, "còn Bộ Tài chính?")
        async with started(tmp_path, port):
            await expect(replies(tab)).to_have_count(2, timeout=SLOW)
            await expect(replies(tab).last).to_contain_text("Bộ Tài chính")
            await expect(mine(tab)).to_have_text(["Bộ Ngoại giao chủ trì nhiệm vụ nào?", "còn Bộ Tài chính?"])
            await tab.reload()
            await expect(replies(tab)).to_have_count(2)


async def test_every_example_is_answered_from_a_document_in_both_languages(chromium: Browser, tmp_path: Path) -> None:
    async with started(tmp_path, free_port()) as address, opened(chromium, address) as tab:
        await ask_examples(tab)
        await tab.goto(f"{address}/?language=en")
        await expect_state(tab, "connected")
        await tab.context.clear_cookies(name="conversation")
        await tab.reload()
        await ask_examples(tab)


async def ask_examples(tab: Page) -> None:
    examples = await tab.locator("#welcome button").all_text_contents()
    assert len(examples) == 3
    for number, example in enumerate(examples, start=1):
        await ask(tab, example)
        await expect(replies(tab)).to_have_count(number)
        await expect(replies(tab).last.locator(".line.source")).not_to_have_count(0)


async def test_the_source_is_set_off_in_whatever_language_the_question_was(chromium: Browser, tmp_path: Path) -> None:
    async with started(tmp_path, free_port()) as address, opened(chromium, address) as tab:
        await ask(tab, "Who leads task 3.7?")
        await expect(replies(tab).locator(".line.source")).to_have_text(re.compile("^Source: .*47/NQ-CP"))


async def test_a_choice_under_an_answer_is_answered(chromium: Browser, tmp_path: Path) -> None:
    async with started(tmp_path, free_port()) as address, opened(chromium, address) as tab:
        await ask(tab, "Bộ Ngoại giao chủ trì nhiệm vụ nào?")
        choice = tab.locator(".choices button").first
        label = await choice.text_content()
        await choice.tap()
        await expect(mine(tab).last).to_have_text(label or "")
        await expect(replies(tab)).to_have_count(2)
        await expect(replies(tab).last.locator(".line.source")).not_to_have_count(0)
