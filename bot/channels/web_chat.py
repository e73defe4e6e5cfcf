"""The chat page: each browser is one chat. The page's files are in `page/`; what goes over the wire is this, behind
the path of each door (`web_doors`):

GET  /                 the page in the language last switched to; `?language=en` switches
GET  /events?after=N   server-sent events for the chat of the cookie, which is made here if there is none:
       &chat=C         of that chat; of another one, it begins anew
       hello {chat, fresh}             `fresh`: forget what is shown, the history follows from its beginning
       said  {id, text, at, by?}       what the person wrote, with the id that the page gave it    (event id: the line)
                                       `by`: the name of somebody else in a group
       reply {row, text, at, buttons, file?, edits?}  what is answered; `buttons` are the labels   (event id: the line)
                                       `file`: {name, size, picture}, where one comes with it
                                       `edits`: the row in whose place this is shown from now on
       ready {}                        the history is complete, what follows is new
       typing {}, alive {}, replaced {}   an answer is being made; nothing new; too many tabs, this one is let go
GET  /files/{row}      the file of a reply, for those who are in its chat
POST /messages         {chat, id, text, language, press?: {row, position}, file?: {name, type, size}}, any number of
                       times with the same id
       200 {id, wanted?} once it is stored for good, else {error: a sentence}: 401 unknown chat, 429 and 5xx later, 4xx
                       never; `wanted`: the file is to be sent
POST /uploads/{id}     the bytes of the file of that message, 404 where nobody wants them

Both directions are read from the database in their one numbering, so a page that was away goes on exactly behind the
last line that it has seen, also when the program was started anew in between.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus

from aiohttp import web

from bot.channels import Receive, Status
from bot.channels.web_demo import Demo
from bot.channels.web_doors import Door, FrontDoor
from bot.channels.web_events import Listeners
from bot.channels.web_flood import Flood
from bot.channels.web_page import FOLDER, file_routes
from bot.channels.web_requests import FILE, give, message_from, read_sent, stream, switched
from bot.channels.web_trial import DEMO_FOLDER, TRIAL_FOLDER, TrialDoor, TrialMenu
from bot.channels.web_uploads import UPLOAD, Uploads
from bot.demo.world import Programme
from bot.web import RefusedError, WebServer
from knowledge.memory import Store, file_readings
from knowledge.messages import Chat, Reply
from knowledge.texts import say


def page_channels(
    server: WebServer,
    store: Store,
    clock: Callable[[], datetime],
    programme: Programme,
    flood: Flood | None = None,
    uploads: Uploads | None = None,
) -> tuple["WebChat", ...]:
    """The page's channels, with their routes on `server`: where only this machine reaches it, roles can be tried out
    too, and reminders looked at ahead of time. The `programme` says what both are about; files go to `uploads`."""
    uploads = uploads or Uploads()
    listeners, flood = Listeners(), flood or Flood()
    server.on_close(listeners.close)
    server.add(file_routes(FOLDER))
    menu = TrialMenu(programme.agencies) if server.is_private else None
    doors: list[Door] = [FrontDoor(server.portal, menu)]
    if menu:
        server.add([*file_routes(TRIAL_FOLDER), *file_routes(DEMO_FOLDER)])
        doors.append(TrialDoor(menu))
        Demo(server, clock, programme, menu, listeners, flood)
    return tuple(WebChat(server, store, clock, door, listeners, flood, uploads) for door in doors)


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
        uploads: Uploads,
    ) -> None:
        self.name = door.channel
        self._store, self._clock = store, clock
        self._door, self._listeners, self._flood = door, listeners, flood
        self._uploads = uploads
        self._receive: Receive | None = None
        server.add([
            web.get(f"{door.path}/", self._show),
            web.get(f"{door.path}/events", self._events),
            web.get(f"{door.path}/{FILE}", self._give),
            web.post(f"{door.path}/messages", self._take),
            web.post(f"{door.path}/{UPLOAD}", self._upload),
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

    def free_at(self, now: datetime, chat: Chat | None = None) -> datetime:
        return now

    async def send(self, chat: Chat, part: Reply, row_id: int, repeat: bool) -> str:
        """Open pages read the row from the database, pages opened later too; a repeated row is shown once."""
        self._listeners.tell_news(chat)
        return str(row_id)

    async def edit(self, chat: Chat, proof: str, reply: Reply, row_id: int) -> None:
        """See `jobs.sending.Edits`. The row says which one it edits."""
        self._listeners.tell_news(chat)

    async def _show(self, request: web.Request) -> web.Response:
        self._door.find(request)
        return switched(request) or web.Response(text=self._door.page(request), content_type="text/html")

    async def _events(self, request: web.Request) -> web.StreamResponse:
        visitor = self._door.find(request) or self._door.new(request)
        return await stream(request, visitor, self._store, self._listeners)

    async def _give(self, request: web.Request) -> web.Response:
        return await give(request, self._door.find(request), self._store)

    async def _take(self, request: web.Request) -> web.Response:
        visitor = self._door.find(request)
        sent = await read_sent(request)
        language = sent.language
        if visitor is None or sent.chat != visitor.chat.id:
            raise RefusedError(HTTPStatus.UNAUTHORIZED, say(language, "web.no_chat"))
        if wait := self._flood.wait(visitor.chat.id, self._clock()):
            raise RefusedError(HTTPStatus.TOO_MANY_REQUESTS, say(language, "web.too_fast", n=wait), retry_after=wait)
        if self._receive is None:
            raise RefusedError(HTTPStatus.SERVICE_UNAVAILABLE, say(language, "web.starting"), retry_after=1)
        self._listeners.tell_typing(visitor.chat)
        message = message_from(visitor, sent, self._clock())
        await self._door.announce(request, message, self._store)
        await self._receive(message)
        if message.file is None:
            return web.json_response({"id": sent.id})
        wanted = await self._store.run(file_readings.is_wanted, message.chat, message.id)
        return web.json_response({"id": sent.id, "wanted": wanted})

    async def _upload(self, request: web.Request) -> web.Response:
        return await self._uploads.take(request, self._door.find(request), self._store)
