"""The real program, killed while a file is uploaded: nothing of it is on the disk, and it goes on from there."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable
from io import BytesIO
from pathlib import Path

from aiohttp import ClientError

from knowledge.memory import DATABASE
from tests.bot.test_commands import Ttdn, ttdn
from tests.bot.test_run import program
from tests.bot.wire import Browser, browser, new_id, texts
from tests.jobs.test_reading import annex

__all__ = ["ttdn"]

NAME = "tên rất riêng của tệp.docx"
SECRET = b"Noi dung rieng cua tep dang tai len"


def test_what_is_uploaded_when_the_program_is_killed_leaves_no_trace_and_is_sent_again(
    ttdn: Ttdn, tmp_path: Path
) -> None:
    code = ttdn("invite", "--role", "admin").lines[0]
    id_, cookies = new_id(), dict[str, str]()
    with program(tmp_path) as (running, address):
        asyncio.run(_upload_half(address, code, id_, cookies, lambda: os.kill(running.pid, signal.SIGKILL)))
        running.wait(10)
    left = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert all(path.name.startswith((DATABASE, "running.")) for path in left), left
    assert not [path for path in left if SECRET in path.read_bytes()]
    with program(tmp_path) as (_, address):
        said = asyncio.run(_upload_all(address, id_, cookies))
    assert said.startswith(f"Bản nháp số 1, từ tệp {NAME}")


async def _upload_half(address: str, code: str, id_: str, cookies: dict[str, str], kill: Callable[[], None]) -> None:
    async with browser(address) as person:
        await person.history()
        await person.post(code)
        await person.answered()
        announced = {"name": NAME, "type": "x/y", "size": 1_000_000}
        assert (await person.post(NAME, id_, file=announced))[1]["wanted"]
        cookies.update({cookie.key: cookie.value for cookie in person.http.cookie_jar})

        async def half() -> AsyncIterator[bytes]:
            yield SECRET * 1000
            await asyncio.sleep(0.3)
            kill()
            await asyncio.sleep(5)
            yield b"rest"

        headers = {"Origin": address, "Content-Type": "application/octet-stream"}
        try:
            async with person.http.post(f"{address}/uploads/{id_}", data=half(), headers=headers):
                raise AssertionError("the program was killed")
        except ClientError:
            pass


async def _upload_all(address: str, id_: str, cookies: dict[str, str]) -> str:
    async with browser(address) as person:
        person.http.cookie_jar.update_cookies(cookies)
        assert await _send(person, id_, annex()) == 200
        return texts(await person.answered(3))[-1]


async def _send(person: Browser, id_: str, content: bytes) -> int:
    headers = {"Origin": person.address, "Content-Type": "application/octet-stream"}
    async with person.http.post(f"{person.address}/uploads/{id_}", data=BytesIO(content), headers=headers) as response:
        return response.status
