"""What an error of the Bot API means: for the message that was to be sent, and for the operator.

python-telegram-bot calls both a refused request and one without an answer a network error: the order of the cases
counts.
"""

from dataclasses import dataclass

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.channels.telegram_api import NotTelegramError
from jobs.sending import SendError

MAYBE_ARRIVED = (
    httpx.ReadTimeout,
    httpx.ReadError,
    httpx.WriteTimeout,
    httpx.WriteError,
    httpx.CloseError,
    httpx.RemoteProtocolError,
)
CHAT_GONE = ("chat not found", "deactivated", "bot was kicked", "bot was blocked", "peer_id_invalid")
REFUSED_PAUSE = 30.0
"""Seconds until what only the operator can put right is tried again."""
LONGEST_REASON = 100


@dataclass(frozen=True, slots=True)
class Trouble:
    """A sentence for the operator; whether the platform answered at all; after how many seconds to ask again (None:
    with growing pauses)."""

    sentence: str
    reached: bool
    pause: float | None = None


def send_error(error: Exception) -> SendError:
    """What becomes of a message that was to be sent."""
    match error:
        case RetryAfter():
            return SendError("too many messages", retry_after=seconds(error))
        case ChatMigrated():
            return SendError("the group has become a supergroup", new_chat_id=str(error.new_chat_id))
        case Forbidden():
            return SendError(reason(error), gone=True)
        case BadRequest():
            why = reason(error)
            return SendError(why, permanent=True, gone=any(words in why.lower() for words in CHAT_GONE))
        case TelegramError() | NotTelegramError():
            maybe = isinstance(error.__cause__, MAYBE_ARRIVED)
            return SendError(trouble(error).sentence, delivered_unknown=maybe)
        case _:
            return SendError(f"the answer was not understood ({type(error).__name__})", delivered_unknown=True)


def trouble(error: Exception) -> Trouble:
    """What the operator is told of an error, without anything secret."""
    match error:
        case InvalidToken():
            return Trouble("Telegram does not know the token: check TTDN_TELEGRAM_TOKEN", True, REFUSED_PAUSE)
        case Conflict() if "webhook" in error.message:
            return Trouble(
                "a webhook is set for this bot, so that it cannot be polled: set telegram.mode to webhook here, or"
                " remove the webhook (deleteWebhook) when no other program uses it",
                True,
                REFUSED_PAUSE,
            )
        case Conflict():
            return Trouble("another program polls with the same token: stop one of the two", True, REFUSED_PAUSE)
        case RetryAfter():
            return Trouble(f"Telegram asks to wait {seconds(error):.0f} s", True, seconds(error))
        case Forbidden() | BadRequest():
            return Trouble(f"Telegram refuses: {reason(error)}", True)
        case NotTelegramError():
            return Trouble("what answers at telegram.base_url, or a proxy before it, is not the Bot API", False)
        case NetworkError() if error.__cause__ is not None:
            return Trouble(f"Telegram cannot be reached ({type(error.__cause__).__name__})", False)
        case TelegramError():
            return Trouble(f"Telegram is out of order: {reason(error)}", False)
        case _:
            return Trouble(f"the answer of Telegram was not understood ({type(error).__name__})", False)


def reason(error: TelegramError) -> str:
    """What Telegram says is wrong, without the details behind a colon, which may quote what was to be sent."""
    words = error.message.removeprefix("Forbidden: ").partition(":")[0]
    return " ".join(words.split())[:LONGEST_REASON]


def seconds(error: RetryAfter) -> float:
    """How long Telegram asks to wait; at least one second."""
    wait = error.retry_after
    return max(1.0, float(wait) if isinstance(wait, int) else wait.total_seconds())
