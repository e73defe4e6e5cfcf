"""Reminders ahead of time, on a page that only this machine reaches: a group of an agency, and a clock moved by hand.

GET  /demo/{agency}/           the page of somebody who is an officer of the agency, in its group
GET  /demo/{agency}/events     as of the page, see `web_chat`, and
       clock {chat, day, today, note, playing}   the day there, and in words; what became of the last jump, ""
                               where nothing; `playing` {done, days, label} while days are lived, else null
GET  /demo/{agency}/files/N    as of the page
POST /demo/{agency}/messages   as of the page, without files
POST /demo/{agency}/jump       {chat, to}: to the day "2026-12-31", or by a "day" that is a working one, a "week", a
       "month"; 200 {chat} once it has begun. A day that is past begins another demo, with another chat, on that day.
POST /demo/{agency}/stop       {chat}: go no further
POST /demo/{agency}/restart    {}: another demo, beginning now

Nothing of it is kept: a demo ends with the program, when it is not used for an hour, or when there are too many.
"""

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from http import HTTPStatus
from typing import Annotated

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field

from bot.channels.web_demo_page import DemoPage, standing
from bot.channels.web_events import Listeners, message_id
from bot.channels.web_flood import Flood
from bot.channels.web_people import Visitor, find_secret, new_secret, remember
from bot.channels.web_persona import Persona
from bot.channels.web_requests import FILE, ChatId, give, message_from, read, read_sent, stream, switched
from bot.channels.web_trial import TrialMenu
from bot.demo.days import at, day_of, last_day, meant
from bot.demo.living import CHANNEL
from bot.demo.world import Programme, World
from bot.demo.worlds import Worlds
from bot.web import RefusedError, WebServer, language_of
from knowledge.messages import Chat, Message
from knowledge.questions.wording import day
from knowledge.texts import say


class Jump(BaseModel):
    """The body of POST jump."""

    model_config = ConfigDict(strict=True, extra="forbid")
    chat: ChatId
    to: Annotated[str, Field(max_length=10)]


class Which(BaseModel):
    """The body of POST stop."""

    model_config = ConfigDict(strict=True, extra="forbid")
    chat: ChatId


class Nothing(BaseModel):
    """The body of POST restart."""

    model_config = ConfigDict(strict=True, extra="forbid")


class Demo:
    """The routes of all demos. They are no channel: what is said in them goes nowhere but to their pages."""

    def __init__(
        self,
        server: WebServer,
        clock: Callable[[], datetime],
        programme: Programme,
        menu: TrialMenu,
        listeners: Listeners,
        flood: Flood,
    ) -> None:
        self._clock, self._programme, self._listeners, self._flood = clock, programme, listeners, flood
        self._page = DemoPage(menu)
        self._worlds = Worlds(programme, clock, listeners.tell_news, listeners.let_go)
        server.on_close(self._worlds.close)
        server.add([
            web.get("/demo/{agency}/", self._show),
            web.get("/demo/{agency}/events", self._events),
            web.get(f"/demo/{{agency}}/{FILE}", self._give),
            web.post("/demo/{agency}/messages", self._take),
            web.post("/demo/{agency}/jump", self._jump),
            web.post("/demo/{agency}/stop", self._stop),
            web.post("/demo/{agency}/restart", self._restart),
        ])  # fmt: skip

    async def _show(self, request: web.Request) -> web.Response:
        persona = self._persona(request)
        if response := switched(request):
            return response
        text = self._page.write(language_of(request), persona, *self._span())
        return web.Response(text=text, content_type="text/html")

    async def _events(self, request: web.Request) -> web.StreamResponse:
        player = self._player(request, find_secret(request) or new_secret())
        world = self._worlds.find(_key(request, player)) or self._begin(request, player, self._clock())
        language = language_of(request)
        visitor = replace(player, chat=world.chat)
        return await stream(request, visitor, world.store, self._listeners, lambda: standing(world, language))

    async def _give(self, request: web.Request) -> web.Response:
        player = self._player(request, find_secret(request) or new_secret())
        world = self._worlds.find(_key(request, player))
        if world is None:
            raise RefusedError(HTTPStatus.NOT_FOUND, say(language_of(request), "web.no_file"))
        return await give(request, replace(player, chat=world.chat), world.store)

    async def _take(self, request: web.Request) -> web.Response:
        self._persona(request)
        sent = await read_sent(request)
        player, world = self._asked(request, sent.chat)
        self._slow_down(world.chat, sent.language)
        if sent.file:  # nobody reads files there
            raise RefusedError(HTTPStatus.UNPROCESSABLE_ENTITY, say(sent.language, "demo.no_files"))
        if world.is_full:
            raise RefusedError(HTTPStatus.UNPROCESSABLE_ENTITY, say(sent.language, "demo.full"))
        self._listeners.tell_typing(world.chat)
        await world.receive(message_from(replace(player, chat=world.chat), sent, world.now))
        return web.json_response({"id": sent.id})

    async def _jump(self, request: web.Request) -> web.Response:
        self._persona(request)
        language, asked = language_of(request), await read(request, Jump)
        player, world = self._asked(request, asked.chat)
        self._slow_down(world.chat, language)
        if world.progress:
            raise RefusedError(HTTPStatus.CONFLICT, say(language, "demo.busy"))
        to = self._day(asked.to, world.today, language)
        if to > world.today:
            world.jump(to, language)
        else:
            world = self._begin(request, player, at(to, self._programme.hour))
        return web.json_response({"chat": world.chat.id})

    async def _stop(self, request: web.Request) -> web.Response:
        self._persona(request)
        asked = await read(request, Which)
        _, world = self._asked(request, asked.chat)
        world.stop()
        return web.json_response({"chat": world.chat.id})

    async def _restart(self, request: web.Request) -> web.Response:
        player = self._player(request, find_secret(request) or new_secret())
        await read(request, Nothing)
        self._slow_down(player.chat, language_of(request))
        world = self._begin(request, player, self._clock())
        response = web.json_response({"chat": world.chat.id})
        remember(response, player)
        return response

    def _day(self, wanted: str, today: date, language: str) -> date:
        """Raises RefusedError for no day, one too far away, and the day that it is."""
        found = meant(wanted, today, self._programme.calendar)
        if found is None:
            raise RefusedError(HTTPStatus.BAD_REQUEST, say(language, "demo.no_day"))
        first, last = self._span()
        if not first <= found <= last:
            sentence = say(language, "demo.not_within", first=day(first, language), last=day(last, language))
            raise RefusedError(HTTPStatus.UNPROCESSABLE_ENTITY, sentence)
        if found == today:
            raise RefusedError(HTTPStatus.UNPROCESSABLE_ENTITY, say(language, "demo.same_day"))
        return found

    def _span(self) -> tuple[date, date]:
        """The first and the last day that can be looked at."""
        return self._programme.begins, last_day(day_of(self._clock()))

    def _begin(self, request: web.Request, player: Visitor, start: datetime) -> World:
        chat = Chat(CHANNEL, secrets.token_hex(16), group=True)
        joining = Message(
            chat,
            message_id(chat, "joined"),
            player.sender,
            "",
            start,
            player.name,
            language=language_of(request),
            event="joined",
            chat_title=player.title,
        )
        return self._worlds.begin(_key(request, player), joining, start)

    def _asked(self, request: web.Request, chat: str) -> tuple[Visitor, World]:
        """Who asks, and the demo with this chat. Raises RefusedError where it is not theirs, or no more."""
        secret = find_secret(request)
        if secret:
            player = self._player(request, secret)
            world = self._worlds.find(_key(request, player))
            if world and world.chat.id == chat:
                return player, world
        raise RefusedError(HTTPStatus.UNAUTHORIZED, say(language_of(request), "demo.ended"))

    def _slow_down(self, chat: Chat, language: str) -> None:
        if wait := self._flood.wait(chat.id, self._clock()):
            raise RefusedError(HTTPStatus.TOO_MANY_REQUESTS, say(language, "web.too_fast", n=wait), retry_after=wait)

    def _player(self, request: web.Request, secret: str) -> Visitor:
        """Who is at this browser, in whatever demo."""
        return self._persona(request).played_at(secret, language_of(request), self._programme.agencies)

    def _persona(self, request: web.Request) -> Persona:
        """Raises HTTPNotFound where there is no such agency."""
        agency = request.match_info["agency"]
        if agency not in self._programme.agencies:
            raise web.HTTPNotFound
        return Persona("officer", agency, agency)


def _key(request: web.Request, player: Visitor) -> tuple[str, str]:
    return player.browser, request.match_info["agency"]
