"""The part of `ttdn check` that asks the platforms, all at once, and tells what is slow."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any

from aiohttp import ClientSession, ClientTimeout

from bot.commands.findings import Finding
from bot.masking import hide
from bot.messengers import messengers
from bot.online.asking import Platform, UnaskedError
from bot.online.telegram_account import telegram
from bot.online.zalo_bot_account import zalo_bot
from bot.online.zalo_oa_account import stored_access_token, zalo_oa
from bot.settings import Settings
from bot.tokens import Tokens
from knowledge.texts import say

ANSWER_SECONDS = 15.0  # for one platform altogether
QUIET_SECONDS = 2.0  # after which it is said what is waited for

Asked = Coroutine[Any, Any, list[Finding]]


async def find_online(
    settings: Settings,
    tokens: Tokens,
    spoken: str,
    clock: Callable[[], datetime],
    tell: Callable[[str], object],
    *,
    answer_seconds: float = ANSWER_SECONDS,
    quiet_seconds: float = QUIET_SECONDS,
) -> list[Finding]:
    """What every messenger that is on says of itself, in a fixed order; `tell` is given a line while it takes long."""
    on = [each.name for each in messengers(settings, tokens) if each.on]
    if not on:
        return [Finding(say(spoken, "online.nobody"))]
    async with ClientSession(timeout=ClientTimeout(total=answer_seconds)) as http:
        platforms = [_platform(http, name, settings, clock, spoken) for name in on]
        asked = {
            asyncio.create_task(_within(each, _ask(each, settings, tokens), answer_seconds)): each for each in platforms
        }
        _, waiting = await asyncio.wait(asked, timeout=quiet_seconds)
        if waiting:
            tell(say(spoken, "online.waiting", names=", ".join(asked[task].name for task in asked if task in waiting)))
        return [finding for task in asked for finding in await task]


def _platform(
    http: ClientSession, name: str, settings: Settings, clock: Callable[[], datetime], spoken: str
) -> Platform:
    return Platform(http, name, getattr(settings, name), clock, spoken)


def _ask(platform: Platform, settings: Settings, tokens: Tokens) -> Asked:
    if platform.table == "telegram":
        return telegram(platform, tokens.telegram_token.get_secret_value())
    if platform.table == "zalo_bot":
        return zalo_bot(platform, tokens.zalo_bot_token.get_secret_value())
    access_token = stored_access_token(settings.data.folder)
    hide([access_token])
    return zalo_oa(platform, access_token)


async def _within(platform: Platform, asked: Asked, seconds: float) -> list[Finding]:
    try:
        async with asyncio.timeout(seconds):
            return await asked
    except UnaskedError as error:
        return [platform.unasked(str(error))]
    except TimeoutError:
        return [platform.unasked(platform.say("no_answer", n=round(seconds)))]
