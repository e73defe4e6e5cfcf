"""One request of an open page: what it sends, checked, and the stream of events that it listens to."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Literal, TypeVar

import structlog
from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.channels.web_events import Clock, Events, Listeners, message_id, no_clock
from bot.channels.web_files import download
from bot.channels.web_page import LONGEST_TEXT
from bot.channels.web_people import Visitor, remember
from bot.channels.web_uploads import LARGEST_UPLOAD
from bot.web import LANGUAGE_COOKIE, RefusedError, language_of
from knowledge.memory import Store, StoreError, outbox_files
from knowledge.messages import Attachment, Chat, Message
from knowledge.texts import LANGUAGES, say

log = structlog.get_logger(__name__)

LARGEST_BODY = 64 * 1024
LARGEST_NUMBER = 2**53
YEAR_SECONDS = 365 * 24 * 3600
FILE = "files/{row:[0-9]{1,15}}"

Number = Annotated[int, Field(ge=0, lt=LARGEST_NUMBER)]
ChatId = Annotated[str, Field(max_length=64)]
Body = TypeVar("Body", bound=BaseModel)


class Press(BaseModel):
    """A button: the row that offered it, and its place there, from 0."""

    model_config = ConfigDict(strict=True, extra="forbid")
    row: Number
    position: Number


class SentFile(BaseModel):
    """A file that is to be sent after the message that announces it."""

    model_config = ConfigDict(strict=True, extra="forbid")
    name: Annotated[str, Field(max_length=1000)]
    type: Annotated[str, Field(max_length=200)]
    size: Number


class Sent(BaseModel):
    """The body of POST /messages."""

    model_config = ConfigDict(strict=True, extra="forbid")
    chat: ChatId
    id: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
    text: Annotated[str, Field(pattern=r"\S")]
    language: Literal["vi", "en"]
    press: Press | None = None
    file: SentFile | None = None


def switched(request: web.Request) -> web.Response | None:
    """The way back to the same page in the language that was asked for; None where none was."""
    wanted = request.query.get("language")
    if wanted not in LANGUAGES:
        return None
    response = web.Response(status=HTTPStatus.SEE_OTHER, headers={"Location": request.rel_url.raw_path})
    response.set_cookie(LANGUAGE_COOKIE, wanted, max_age=YEAR_SECONDS, httponly=True, samesite="Strict")
    return response


async def read(request: web.Request, kind: type[Body]) -> Body:
    """The body, checked. Raises RefusedError with what is wrong with it."""
    language = language_of(request)
    if request.content_type != "application/json":
        raise RefusedError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, say(language, "web.not_json"))
    try:
        body = await request.read()
        if len(body) > LARGEST_BODY:
            raise web.HTTPRequestEntityTooLarge(LARGEST_BODY, len(body))
        return kind.model_validate_json(body)
    except ValidationError as error:
        part = ".".join(str(step) for step in error.errors()[0]["loc"])
        sentence = say(language, "web.not_understood", part=part) if part else say(language, "web.not_json")
        raise RefusedError(HTTPStatus.BAD_REQUEST, sentence) from error


async def read_sent(request: web.Request) -> Sent:
    """The message that is sent, not too long. Raises RefusedError with what is wrong with it."""
    sent = await read(request, Sent)
    if len(sent.text) > LONGEST_TEXT:
        sentence = say(sent.language, "page.too_long", n=len(sent.text), limit=LONGEST_TEXT)
        raise RefusedError(HTTPStatus.UNPROCESSABLE_ENTITY, sentence)
    return sent


def message_from(visitor: Visitor, sent: Sent, now: datetime) -> Message:
    """What the visitor sent, as every channel gives it on."""
    chat = visitor.chat
    press = (sent.press.row, sent.press.position) if sent.press else None
    place, file = message_id(chat, sent.id), sent.file
    return Message(
        chat,
        place,
        visitor.sender,
        sent.text,
        now,
        visitor.name,
        press=press,
        language=sent.language,
        chat_title=visitor.title,
        file=Attachment(file.name, file.type, file.size, LARGEST_UPLOAD, place) if file else None,
    )


async def stream(
    request: web.Request, visitor: Visitor, store: Store, listeners: Listeners, clock: Clock = no_clock
) -> web.StreamResponse:
    """Tell the page what is said in the visitor's chat, until it is gone."""
    response = web.StreamResponse(headers={"X-Accel-Buffering": "no"})
    response.content_type, response.charset = "text/event-stream", "utf-8"
    remember(response, visitor)
    await response.prepare(request)
    try:
        await Events(response, store, visitor, listeners, clock).write(_last_seen(request, visitor.chat))
    except ConnectionError:
        pass  # the page is gone
    except StoreError as error:
        log.error("stream ended", chat=visitor.chat.mark, exc_info=error)  # the page comes back and goes on
    return response


async def give(request: web.Request, visitor: Visitor | None, store: Store) -> web.Response:
    """The file that came with the `row` of the path. Nobody learns whether there is one that is not theirs."""
    row_id = int(request.match_info["row"])
    file = await store.run(outbox_files.in_chat, visitor.chat, row_id) if visitor else None
    if file is None:
        raise RefusedError(HTTPStatus.NOT_FOUND, say(language_of(request), "web.no_file"))
    return download(file)


def _last_seen(request: web.Request, chat: Chat) -> int:
    """The last line of this chat that the page has seen; 0 when it does not say so in a way that can be understood."""
    if request.query.get("chat") not in (None, "", chat.id):
        return 0
    said = request.headers.get("Last-Event-ID") or request.query.get("after", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < len(str(LARGEST_NUMBER)) else 0
