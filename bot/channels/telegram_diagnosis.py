"""Asks Telegram once who the bot is and how it is set up, for an operator who wants to know."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from bot.channels.telegram_api import Api
from bot.channels.telegram_bot import Identity
from bot.channels.telegram_errors import trouble
from bot.channels.telegram_json import Me, WebhookInfo
from bot.settings import TelegramSettings


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """`trouble` is a sentence without secrets, "" where Telegram answered; without an answer the rest is not known.

    `webhook` is the host that Telegram calls, "" when it is polled, `waiting` how many updates it holds, `last_error`
    why its last failed call did. `clock_ahead` is how far its clock, which counts whole seconds, is ahead of ours.
    """

    identity: Identity | None = None
    webhook: str = ""
    waiting: int = 0
    last_error: str = ""
    clock_ahead: timedelta | None = None
    trouble: str = ""


async def diagnose(settings: TelegramSettings, token: str, clock: Callable[[], datetime]) -> Diagnosis:
    """Raises nothing: that Telegram is out of reach, or refuses the token, is a diagnosis too."""
    api = Api(settings, token, clock)
    try:
        me = Me.model_validate(await api.call("getMe"))
        info = WebhookInfo.model_validate(await api.call("getWebhookInfo"))
    except Exception as error:
        return Diagnosis(trouble=trouble(error).sentence, clock_ahead=api.clock_ahead)
    finally:
        await api.close()
    return Diagnosis(
        Identity.of(me),
        urlsplit(info.url).hostname or "",
        info.pending_update_count,
        info.last_error_message,
        api.clock_ahead,
    )
