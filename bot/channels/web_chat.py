"""The chat page: each browser is one chat. The page's files are in `page/`; what goes over the wire is this, behind
the path of each door (`web_doors`):

GET  /                 the page in the language last switched to; `?language=en` switches
GET  /events?after=N   server-sent events for the chat of the cookie, which is made here if there is none:
       hello {chat, fresh}             `fresh`: forget what is shown, the history follows from its beginning
       said  {id, text, at, by?}       what the person wrote, with the id that the page gave it    (event id: the line)
                                       `by`: the name of somebody else in a group
       reply {row, text, at, buttons, file?}  what is answered; `buttons` are the labels           (event id: the line)
                                       `file`: {name, size, picture}, where one comes with it
       ready {}                        the history is complete, what follows is new
       typing {}, alive {}, replaced {}   an answer is being made; nothing new; too many tabs, this one is let go
GET  /files/{row}      the file of a reply, for those who are in its chat
POST /messages         {chat, id, text, language, press?: {row, position}}, any number of times with the same id
       200 {id} once it is stored for good, else {error: a sentence}: 401 unknown chat, 429 and 5xx later, 4xx never

Both directions are read from the database in their one numbering, so a page that was away goes on exactly behind the
last line that it has seen, also when the program was started anew in between.
"""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Literal

import structlog
from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.channels import Receive, Status
from bot.channels.web_doors import Door, FrontDoor
from bot.channels.web_events import Events, Listeners, message_id
from bot.channels.web_files import download
from bot.channels.web_flood import Flood
from bot.channels.web_page import FOLDER, LONGEST_TEXT, file_routes
from bot.channels.web_people import Visitor, remember
from bot.channels.web_trial import TRIAL_FOLDER, TrialDoor, TrialMenu
from bot.web import LANGUAGE_COOKIE, RefusedError, WebServer, language_of
from knowledge.memory import Store, StoreError, outbox_files
from knowledge.messages import Chat, Message, Reply
from knowledge.records import Agency
from knowledge.texts import LANGUAGES, say

log = structlog.get_logger(__name__)

LARGEST_BODY = 64 * 1024
LARGEST_NUMBER = 2**53
YEAR_SECONDS = 365 * 24 * 3600

Number = Annotated[int, Field(ge=0, lt=LARGEST_NUMBER)]


class Press(BaseModel):
    """A button: the row that offered it, and its place there, from 0."""

    model_config = ConfigDict(strict=True, extra="forbid")
    row: Number
    position: Number


class Sent(BaseModel):
    """The body of POST /messages."""

    model_config = ConfigDict(strict=True, extra="forbid")
    chat: Annotated[str, Field(max_length=64)]
    id: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
    text: Annotated[str, Field(pattern=r"\S")]
    language: Literal["vi", "en"]
    press: Press | None = None


def page_channels(
    server: WebServer,
    store: Store,
    clock: Callable[[], datetime],
    agencies: Mapping[str, Agency],
    flood: Flood | None = None,
) -> tuple["WebChat", ...]:
    """The page's channels, with their routes on `server`: where only this machine reaches it, roles can be tried out
    too. `agencies` are those that there are officers and groups of."""
    listeners = Listeners()
    server.on_close(listeners.close)
    server.add(file_routes(FOLDER))
    menu = TrialMenu(agencies) if server.is_private else None
    doors: list[Door] = [FrontDoor(server.portal, menu)]
    if menu:
        server.add(file_routes(TRIAL_FOLDER))
        doors.append(TrialDoor(menu))
    return tuple(WebChat(server, store, clock, door, listeners, flood or Flood()) for door in doors)


class WebChat:
    """The channel of those who come in by a door. Its routes answer "later" until `run` has begun."""

    def __init__(
        self,
        server: WebServer,
        store: Store,
        clock: Callable[[], datetime],
        door: Door,
        listeners: Listeners,
        flood: Flood,
    ) -> None:
        self.name = door.channel
        self._store, self._clock = store, clock
        self._door, self._listeners, self._flood = door, listeners, flood
        self._receive: Receive | None = None
        server.add([
            web.get(f"{door.path}/", self._show),
            web.get(f"{door.path}/events", self._events),
            web.get(f"{door.path}/files/{{row:[0-9]{{1,15}}}}", self._give),
            web.post(f"{door.path}/messages", self._take),
        ])  # fmt: skip

    @property
    def status(self) -> Status:
        return Status()

    async def run(self, receive: Receive) -> None:
        """See `bot.channels.Channel`. The server is run by itself, as it serves more than this channel."""
        self._receive = receive
        try:
            await asyncio.Event().wait()
        finally:
            self._receive = None

    def parts(self, reply: Reply) -> tuple[Reply, ...]:
        return (reply,)

    def pace(self, chat: Chat, now: datetime) -> datetime:
        return now

    async def send(self, chat: Chat, part: Reply, row_id: int, repeat: bool) -> str:
        """Open pages read the row from the database, pages opened later too; a repeated row is shown once."""
        self._listeners.tell_news(chat)
        return str(row_id)

    async def _show(self, request: web.Request) -> web.Response:
        self._door.find(request)
        wanted = request.query.get("language")
        if wanted in LANGUAGES:
            response = web.Response(status=HTTPStatus.SEE_OTHER, headers={"Location": request.rel_url.raw_path})
            response.set_cookie(LANGUAGE_COOKIE, wanted, max_age=YEAR_SECONDS, httponly=True, samesite="Strict")
            return response
        return web.Response(text=self._door.page(request), content_type="text/html")

    async def _events(self, request: web.Request) -> web.StreamResponse:
        visitor = self._door.find(request) or self._door.new(request)
        response = web.StreamResponse(headers={"X-Accel-Buffering": "no"})
        response.content_type, response.charset = "text/event-stream", "utf-8"
        remember(response, visitor)
        await response.prepare(request)
        try:
            await Events(response, self._store, visitor, self._listeners).write(_number(request))
        except ConnectionError:
            pass  # the page is gone
        except StoreError as error:
            log.error("stream ended", chat=visitor.chat.mark, exc_info=error)  # the page comes back and goes on
        return response

    async def _give(self, request: web.Request) -> web.Response:
        """Nobody learns whether there is a file that is not theirs."""
        visitor = self._door.find(request)
        row_id = int(request.match_info["row"])
        file = await self._store.run(outbox_files.in_chat, visitor.chat, row_id) if visitor else None
        if file is None:
            raise RefusedError(HTTPStatus.NOT_FOUND, say(language_of(request), "web.no_file"))
        return download(file)

    async def _take(self, request: web.Request) -> web.Response:
        visitor = self._door.find(request)
        sent = await _read(request)
        language = sent.language
        if visitor is None or sent.chat != visitor.chat.id:
            raise RefusedError(HTTPStatus.UNAUTHORIZED, say(language, "web.no_chat"))
        if wait := self._flood.wait(visitor.chat.id, self._clock()):
            raise RefusedError(HTTPStatus.TOO_MANY_REQUESTS, say(language, "web.too_fast", n=wait), retry_after=wait)
        if self._receive is None:
            raise RefusedError(HTTPStatus.SERVICE_UNAVAILABLE, say(language, "web.starting"), retry_after=1)
        self._listeners.tell_typing(visitor.chat)
        message = _message(visitor, sent, self._clock())
        await self._door.announce(request, message, self._store)
        await self._receive(message)
        return web.json_response({"id": sent.id})


def _message(visitor: Visitor, sent: Sent, now: datetime) -> Message:
    chat = visitor.chat
    press = (sent.press.row, sent.press.position) if sent.press else None
    return Message(
        chat,
        message_id(chat, sent.id),
        visitor.sender,
        sent.text,
        now,
        visitor.name,
        press=press,
        language=sent.language,
        chat_title=visitor.title,
    )


async def _read(request: web.Request) -> Sent:
    """The body, checked. Raises RefusedError with what is wrong with it."""
    language = language_of(request)
    if request.content_type != "application/json":
        raise RefusedError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, say(language, "web.not_json"))
    try:
        body = await request.read()
        if len(body) > LARGEST_BODY:
            raise web.HTTPRequestEntityTooLarge(LARGEST_BODY, len(body))
        sent = Sent.model_validate_json(body)
    except ValidationError as error:
        part = ".".join(str(step) for step in error.errors()[0]["loc"])
        sentence = say(language, "web.not_understood", part=part) if part else say(language, "web.not_json")
        raise RefusedError(HTTPStatus.BAD_REQUEST, sentence) from error
    if len(sent.text) > LONGEST_TEXT:
        sentence = say(sent.language, "page.too_long", n=len(sent.text), limit=LONGEST_TEXT)
        raise RefusedError(HTTPStatus.UNPROCESSABLE_ENTITY, sentence)
    return sent


def _number(request: web.Request) -> int:
    """The last line that the page has seen; 0 when it does not say so in a way that can be understood."""
    said = request.headers.get("Last-Event-ID") or request.query.get("after", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < len(str(LARGEST_NUMBER)) else 0
