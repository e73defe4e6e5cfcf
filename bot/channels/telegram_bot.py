"""The channel "telegram". It verifies, normalises, renders and maps errors; python-telegram-bot is its pipe.

Updates come in by `telegram_polling` or `telegram_webhook`, through `telegram_intake`, as messages of
`telegram_updates`; replies go out as letters of `telegram_text`.
"""

import asyncio
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from telegram.error import BadRequest, RetryAfter

from bot.channels import LookUp, Receive, Status
from bot.channels.parts import captioned, cut
from bot.channels.telegram_api import Api
from bot.channels.telegram_asking import Asking
from bot.channels.telegram_errors import seconds, send_error, trouble
from bot.channels.telegram_files import fetch
from bot.channels.telegram_intake import Intake
from bot.channels.telegram_json import Me
from bot.channels.telegram_menu import offer_menu
from bot.channels.telegram_polling import Polling
from bot.channels.telegram_text import LONGEST_CAPTION, LONGEST_TEXT, REPEAT_ROOM, Letter
from bot.channels.telegram_updates import CHANNEL, Normaliser
from bot.channels.telegram_webhook import Webhook
from bot.setting_tables import TelegramSettings
from bot.settings import SettingsError
from bot.web import WebServer
from jobs.pacing import Pace, Rate
from knowledge.memory.file_readings import FileReading
from knowledge.messages import Chat, Reply

TOKEN = re.compile(r"[0-9]{1,20}:[A-Za-z0-9_-]{1,100}")
OTHERS_HELD = timedelta(seconds=0.5)
"""How long one chat's "too many requests" holds back the others, as Telegram does not say whether all together were too
many: enough to see whether another one is refused too. The chat itself waits as long as Telegram says."""
UPLOAD_SECONDS = 20
"""How much longer Telegram may take to answer when it was given a file."""
TOGETHER = timedelta(seconds=5)
"""When within this time another chat is told so as well, it is all together, and all wait as long as Telegram says."""
IN_A_CHAT, IN_A_GROUP, OVERALL = (rate.as_it_arrives() for rate in (Rate(1, 1), Rate(20, 60), Rate(30, 1)))
EVENLY = Rate(1, 0.025)
"""Thirty at once would make whoever is to be answered right after them wait for a second."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the bot is and what it may do, as set up with @BotFather.

    Without `reads_all_group_messages` (privacy mode) it is given, in a group, only commands, replies to its own
    messages and what is about the group itself.
    """

    username: str
    reads_all_group_messages: bool
    joins_groups: bool

    @classmethod
    def of(cls, me: Me) -> "Identity":
        return cls(me.username, me.can_read_all_group_messages, me.can_join_groups)


def link_to(username: str, code: str, *, group: bool) -> str:
    """What can be tapped instead of typing the code: it opens the bot, or adds it to a group, and sends the code."""
    return f"https://t.me/{username}?{'startgroup' if group else 'start'}={code}"


class Telegram:
    """See `bot.channels.Channel`. `identity` is None until Telegram has said it.

    Raises SettingsError where it is set up such that it can never work.
    """

    name = CHANNEL

    def __init__(
        self,
        settings: TelegramSettings,
        token: str,
        secret: str,
        clock: Callable[[], datetime],
        server: WebServer | None,
        look_up: LookUp,
        pace: Pace | None = None,
    ) -> None:
        if not TOKEN.fullmatch(token):
            raise SettingsError('TTDN_TELEGRAM_TOKEN: not a token of @BotFather such as "123456:AAF-x"')
        self._settings, self._clock, self._look_up = settings, clock, look_up
        self._pace = pace or Pace(rates, (OVERALL, EVENLY))
        self._refused: tuple[str, datetime] | None = None
        self._api = Api(settings, token)
        self._asking = Asking(self._api, clock)
        self._webhook = (
            Webhook(self._asking, settings.webhook_address, secret, server, clock)
            if settings.mode == "webhook"
            else None
        )
        self.identity: Identity | None = None

    @property
    def status(self) -> Status:
        return self._asking.status

    async def run(self, receive: Receive) -> None:
        await self._api.open()
        try:
            me = await self._asking.ask(Me.model_validate, "getMe")
            self.identity = Identity.of(me)
            async with asyncio.TaskGroup() as aside:
                normaliser = Normaliser(me.id, me.username)
                intake = Intake(self._api, self._clock, self._look_up, normaliser, receive, aside)
                intake.do_aside("menu not offered", offer_menu, self._api)
                if self._webhook:
                    await self._webhook.run(intake)
                else:
                    await Polling(self._asking, intake, self._settings.poll_seconds).run()
        finally:
            await self._api.close()

    def parts(self, reply: Reply) -> Sequence[Reply]:
        return captioned(cut(reply, LONGEST_TEXT - REPEAT_ROOM, counted=True), LONGEST_CAPTION - REPEAT_ROOM)

    def pace(self, chat: Chat, now: datetime) -> datetime:
        return self._pace(chat, now)

    def free_at(self, now: datetime, chat: Chat | None = None) -> datetime:
        return self._pace.free_at(now, chat)

    async def send(self, chat: Chat, part: Reply, row_id: int, repeat: bool) -> str:
        return await self._deliver(chat, Letter.of(chat, part, row_id, repeat))

    async def edit(self, chat: Chat, proof: str, reply: Reply, row_id: int) -> None:
        """See `jobs.sending.Edits`."""
        await self._deliver(chat, Letter.of(chat, reply, row_id, repeat=False).in_place_of(proof))

    async def _deliver(self, chat: Chat, letter: Letter) -> str:
        began = self._clock()
        try:
            proof = await self._send(letter)
        except Exception as error:
            self._note(chat, error)
            raise send_error(error) from None
        self._asking.answered()
        self._pace.answered(began, self._clock())
        return proof

    async def fetch(self, reading: FileReading) -> bytes:
        """The bytes of a file that was sent here. Raises FetchError."""
        return await fetch(self._api, reading)

    async def _send(self, letter: Letter) -> str:
        while True:
            try:
                sent = await self._api.call(
                    letter.method, wait=UPLOAD_SECONDS if letter.file else 0, **letter.parameters()
                )
            except BadRequest as refusal:
                if letter.stands(refusal.message):
                    return letter.edits
                simpler = letter.simpler(refusal.message)
                if simpler is None:
                    raise
                letter = simpler
            else:
                return str(sent["message_id"])

    def _note(self, chat: Chat, error: Exception) -> None:
        """What a failed sending says about more than its own chat."""
        found = trouble(error)
        if isinstance(error, RetryAfter):
            self._hold(chat, timedelta(seconds=seconds(error)))
        elif not found.reached or found.pause:
            self._asking.failed(found)

    def _hold(self, chat: Chat, wait: timedelta) -> None:
        now, before = self._clock(), self._refused
        self._refused = (chat.id, now)
        together = before is not None and before[0] != chat.id and timedelta(0) <= now - before[1] <= TOGETHER
        self._pace.hold(now, now + (wait if together else min(wait, OTHERS_HELD)))


def rates(chat: Chat) -> tuple[Rate, ...]:
    """How often Telegram lets a bot send to one chat."""
    return (IN_A_CHAT, IN_A_GROUP) if chat.group else (IN_A_CHAT,)
