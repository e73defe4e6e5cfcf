"""Fetches a file that somebody sent on Telegram, when it is wanted: only then is Telegram asked for it."""

import asyncio

from telegram.error import BadRequest

from bot.channels.telegram_api import Api
from bot.channels.telegram_json import FileInfo
from bot.channels.telegram_updates import LARGEST_FETCHED
from jobs.reading import FetchError
from knowledge.memory.file_readings import FileReading

DOWNLOAD_SECONDS = 60
"""How much longer than an answer a file may take."""
TRIES = 3
PAUSE = 2.0  # seconds between two of them


async def fetch(api: Api, reading: FileReading) -> bytes:
    """Its bytes. Raises FetchError, which says nothing of what went wrong: that may hold the bot's token."""
    for tried in range(TRIES):
        await asyncio.sleep(PAUSE if tried else 0)
        try:
            content = await _download(api, reading.file.place)
        except BadRequest:
            break
        except Exception:
            continue
        if content is None or len(content) > LARGEST_FETCHED:
            break
        return content
    raise FetchError


async def _download(api: Api, file_id: str) -> bytes | None:
    """None where Telegram would not give it, or it is too large."""
    info = FileInfo.model_validate(await api.call("getFile", file_id=file_id))
    if not info.file_path or info.file_size > LARGEST_FETCHED:
        return None
    return await api.download(info.file_path, DOWNLOAD_SECONDS)
