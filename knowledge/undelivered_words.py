"""Why something that was said by itself has not arrived, in words for an admin."""

from knowledge.announcing.stopping import STOPPED
from knowledge.memory.restored import REASON as RESTORED
from knowledge.memory.undelivered import GIVEN_UP, NO_OFFICER, NOT_CONFIRMED, NOT_ITS_CHAT, NOT_THERE
from knowledge.texts import say

_OURS = {
    NOT_ITS_CHAT: "not_its_chat",
    NOT_THERE: "not_there",
    NO_OFFICER: "no_officer",
    RESTORED: "restored",
    STOPPED: "stopped",
}


def why_not(reason: str, language: str, *, gone: bool) -> str:
    """In words where the reason is ours; what a platform says stays as it is, and that the chat is `gone` is added."""
    if reason in _OURS:
        return say(language, f"undelivered.{_OURS[reason]}")
    if reason.startswith(GIVEN_UP):
        return say(language, "undelivered.given_up", why=reason.removeprefix(GIVEN_UP))
    if reason.startswith(NOT_CONFIRMED):
        return say(language, "undelivered.not_confirmed", why=reason.removeprefix(NOT_CONFIRMED))
    return say(language, "undelivered.gone", why=reason) if gone else reason
