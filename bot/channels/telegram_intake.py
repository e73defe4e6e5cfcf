"""What is done with an update, however it came: what waits for an answer at once, and the message that it is."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from typing import ParamSpec

import structlog

from bot.channels import LookUp, Receive
from bot.channels.telegram_api import Api
from bot.channels.telegram_inline import answer_inline
from bot.channels.telegram_json import Update
from bot.channels.telegram_updates import CHANNEL, Normaliser
from bot.channels.waiting import with_typing
from knowledge.messages import Chat, Message

log = structlog.get_logger(__name__)

P = ParamSpec("P")


class Intake:
    """Takes updates in while the channel runs. What nobody waits for is done aside and ends with `aside`."""

    def __init__(
        self,
        api: Api,
        clock: Callable[[], datetime],
        look_up: LookUp,
        normaliser: Normaliser,
        receive: Receive,
        aside: asyncio.TaskGroup,
    ) -> None:
        self._api, self._clock, self._look_up = api, clock, look_up
        self._normaliser, self._receive, self._aside = normaliser, receive, aside
        self._looking_up: dict[int, asyncio.Task[None]] = {}

    def message(self, update: Update) -> Message | None:
        """The message of an update; None when there is nothing to store."""
        return self._normaliser.message(update, self._clock())

    async def take(self, update: Update, message: Message | None) -> None:
        """Returns when everything of the update is stored that is to be; raises what `receive` raises."""
        if update.callback_query:
            self.do_aside("press not confirmed", self._confirm, update.callback_query.id)
        if update.inline_query:
            self._look_up_aside(update)
        if message is not None and message.event:
            await self._receive(message)
        elif message is not None:
            await with_typing(self._receive(message), partial(self._sign, message.chat))

    def do_aside(
        self, failure: str, work: Callable[P, Awaitable[object]], *args: P.args, **named: P.kwargs
    ) -> asyncio.Task[None]:
        """Work that nobody waits for; when it fails, `failure` stands in the log and nothing else happens."""
        return self._aside.create_task(_quietly(failure, partial(work, *args, **named)))

    def _look_up_aside(self, update: Update) -> None:
        """A person's next letter makes what they had typed before superfluous."""
        query = update.inline_query
        if query is None or query.author.is_bot:
            return
        person = query.author.id
        if before := self._looking_up.get(person):
            before.cancel()
        task = self.do_aside("inline query not answered", answer_inline, self._api, self._look_up, query)
        self._looking_up[person] = task
        task.add_done_callback(lambda done: self._looked_up(person, done))

    def _looked_up(self, person: int, done: asyncio.Task[None]) -> None:
        if self._looking_up.get(person) is done:
            del self._looking_up[person]

    async def _confirm(self, press_id: str) -> None:
        """Ends the waiting sign on the button."""
        await self._api.call("answerCallbackQuery", callback_query_id=press_id)

    async def _sign(self, chat: Chat) -> None:
        await self._api.call("sendChatAction", chat_id=chat.id, action="typing", message_thread_id=chat.thread or None)


async def _quietly(failure: str, work: Callable[[], Awaitable[object]]) -> None:
    try:
        await work()
    except Exception as error:
        log.warning(failure, channel=CHANNEL, error=type(error).__name__)
