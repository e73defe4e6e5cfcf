"""How the bot stands with the Zalo Bot Platform: from what came of each request to one status."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Literal, TypeVar

import structlog

from bot.channels import Status
from bot.channels.waiting import Backoff
from bot.channels.zalo_api import Fault, ZaloError

log = structlog.get_logger(__name__)

T = TypeVar("T")
Side = Literal["receiving", "sending"]

OUT_OF_REACH = "the Zalo Bot platform is out of reach; it is tried again and again"
TROUBLES = {
    Fault.TOKEN: "Zalo does not accept the token of the bot: set TTDN_ZALO_BOT_TOKEN to the one of Zalo Bot Creator",
    Fault.CONFLICT: (
        "messages cannot be fetched from Zalo as long as a webhook is set for this bot, perhaps by another program:"
        ' remove it there, or set zalo_bot.mode to "webhook"'
    ),
    Fault.REFUSED: (
        "Zalo refuses what it is asked: for a webhook, zalo_bot.webhook_address must be a public https:// address"
    ),
    Fault.QUOTA: "Zalo refuses requests for now: the month's quota is used up, or they come too fast",
}


class Standing:
    """Kept up to date by whoever asks something of the platform. Receiving and sending have their own troubles."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._reachable = False
        self._contact: datetime | None = None
        self._troubles: dict[Side, str] = {}

    @property
    def status(self) -> Status:
        return Status(self._reachable, self._contact, next(iter(self._troubles.values()), ""))

    def reached(self, side: Side) -> None:
        """It went well, so the trouble on this side is over."""
        self._reachable, self._contact = True, self._clock()
        if self._troubles.pop(side, ""):
            log.info("zalo bot works again", side=side)

    def failed(self, side: Side, error: ZaloError) -> None:
        """A platform that refuses is reached all the same."""
        self._reachable = error.fault in TROUBLES
        if self._reachable:
            self._contact = self._clock()
        self.worry(side, TROUBLES.get(error.fault, OUT_OF_REACH), error.reason)

    def worry(self, side: Side, trouble: str, reason: str) -> None:
        """Something is wrong; it is logged once, not at every try."""
        if self._troubles.get(side) != trouble:
            log.warning("zalo bot in trouble", side=side, trouble=trouble, reason=reason)
        self._troubles[side] = trouble


async def insist(ask: Callable[[], Awaitable[T]], standing: Standing) -> T:
    """Ask the platform, for receiving, until it answers, with growing pauses. Cancelling ends it at once."""
    backoff = Backoff()
    while True:
        try:
            answer = await ask()
        except ZaloError as error:
            standing.failed("receiving", error)
            await backoff.pause()
        else:
            standing.reached("receiving")
            return answer
