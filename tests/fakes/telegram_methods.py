"""The methods of the Bot API that the program uses, as documented: what they check, what they do, what they answer."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.telegram_html import Entity, ParseError, parse, units

KINDS = ("message", "edited_message", "callback_query", "my_chat_member", "inline_query", "channel_post")
DEFAULT_KINDS = KINDS
ACTIONS = ("typing", "upload_photo", "upload_document", "find_location")
SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
SENDING = {"chat_id", "message_thread_id", "text", "parse_mode", "link_preview_options", "reply_markup"}
UPLOADING = {"senddocument": "document", "sendphoto": "photo"}
FILING = {"chat_id", "message_thread_id", "caption", "parse_mode", "reply_markup"}
LONGEST = 4096
LONGEST_CAPTION = 1024
LARGEST = {"document": 50 * 2**20, "photo": 10 * 2**20}
PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")

Json = dict[str, Any]


class RefusedError(Exception):
    """The call is answered with this error."""

    def __init__(self, code: int, description: str, parameters: Json | None = None) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters


def bad(description: str, **parameters: Any) -> RefusedError:
    return RefusedError(400, f"Bad Request: {description}", parameters or None)


@dataclass(frozen=True)
class Upload:
    """A file in a request, under the name of its parameter."""

    parameter: str
    name: str
    media_type: str
    content: bytes


@dataclass
class Sent:
    """A message as people see it. `keyboard` is its buttons, each its label and its data; `text` is a file's caption,
    where there is one."""

    id: int
    chat: str
    thread: str
    text: str
    entities: list[Entity]
    keyboard: list[list[Json]]
    preview: bool
    file: Upload | None = None

    def labels(self) -> list[list[str]]:
        return [[key["text"] for key in row] for row in self.keyboard]


@dataclass
class Platform:
    """What Telegram knows. Tests change it as people would: chats that move, block the bot, topics that are closed."""

    me: Json = field(
        default_factory=lambda: {
            "id": 4321,
            "is_bot": True,
            "first_name": "TTĐN",
            "username": "ttdn_bot",
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": True,
        }
    )
    chats: dict[str, Json] = field(default_factory=dict)
    topics: dict[tuple[str, str], str] = field(default_factory=dict)
    """(chat, thread) -> "open" or "closed"."""
    gone: dict[str, str] = field(default_factory=dict)
    closed_to: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Chat -> "photo", "document": what its owner lets nobody send."""
    moved: dict[str, int] = field(default_factory=dict)
    presses: set[str] = field(default_factory=set)
    """Callback queries that can still be answered."""
    inline_queries: set[str] = field(default_factory=set)
    files: dict[str, bytes] = field(default_factory=dict)
    sent: list[Sent] = field(default_factory=list)
    confirmed: list[str] = field(default_factory=list)
    inline_answers: list[list[Json]] = field(default_factory=list)
    menus: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    typing: list[tuple[str, str]] = field(default_factory=list)
    webhook: Json = field(default_factory=lambda: {"url": ""})
    secret: str = ""
    allowed: tuple[str, ...] = DEFAULT_KINDS

    def call(self, method: str, parameters: Mapping[str, str], uploads: Sequence[Upload] = ()) -> Any:
        """The result of a method. Raises RefusedError."""
        if method in UPLOADING:
            return self._send_file(UPLOADING[method], parameters, uploads)
        handler = getattr(self, f"_{method}", None)
        if handler is None:
            raise RefusedError(404, "Not Found")
        if uploads:
            raise bad(f"this parameter is not documented: {uploads[0].parameter}")
        return handler(parameters)

    def _getme(self, _: Mapping[str, str]) -> Json:
        return self.me

    def _sendmessage(self, given: Mapping[str, str]) -> Json:
        _known(given, SENDING)
        chat = self._chat(given.get("chat_id", ""))
        thread = given.get("message_thread_id", "")
        self._check_thread(chat, thread)
        text, entities = _text(given.get("text", ""), given.get("parse_mode", ""))
        preview = not json.loads(given.get("link_preview_options", "{}")).get("is_disabled", False)
        message = Sent(1000 + len(self.sent), chat, thread, text, entities, _keyboard(given), preview)
        self.sent.append(message)
        return self.shown(message)

    def _send_file(self, parameter: str, given: Mapping[str, str], uploads: Sequence[Upload]) -> Json:
        _known(given, FILING)
        chat, thread = self._chat(given.get("chat_id", "")), given.get("message_thread_id", "")
        self._check_thread(chat, thread)
        if [upload.parameter for upload in uploads] != [parameter]:
            raise bad(f"there is no {parameter} in the request")
        if parameter in self.closed_to.get(chat, ()):
            raise bad(f"not enough rights to send {parameter}s to the chat")
        _check_content(uploads[0])
        text, entities = _text(given.get("caption", ""), given.get("parse_mode", ""), caption=True)
        message = Sent(1000 + len(self.sent), chat, thread, text, entities, _keyboard(given), False, uploads[0])
        self.sent.append(message)
        return self.shown(message)

    def shown(self, message: Sent) -> Json:
        """The message object."""
        markup = {"reply_markup": {"inline_keyboard": message.keyboard}} if message.keyboard else {}
        topic = {"message_thread_id": int(message.thread), "is_topic_message": True} if message.thread else {}
        return {
            "message_id": message.id,
            "from": {key: self.me[key] for key in ("id", "is_bot", "first_name", "username")},
            "chat": self.chats[message.chat],
            "date": 1_795_000_000,
            **(_shown_file(message) if message.file else {"text": message.text}),
            **markup,
            **topic,
        }

    def _editmessagetext(self, given: Mapping[str, str]) -> Json:
        chat = self._chat(given.get("chat_id", ""))
        found = [one for one in self.sent if (one.chat, str(one.id)) == (chat, given.get("message_id", ""))]
        if not found:
            raise bad("message to edit not found")
        text, entities = _text(given.get("text", ""), given.get("parse_mode", ""))
        keyboard = _keyboard(given)
        if (found[0].text, found[0].entities, found[0].keyboard) == (text, entities, keyboard):
            raise bad(
                "message is not modified: specified new message content and reply markup are exactly the same as a"
                " current content and reply markup of the message"
            )
        found[0].text, found[0].entities, found[0].keyboard = text, entities, keyboard
        return self.shown(found[0])

    def _sendchataction(self, given: Mapping[str, str]) -> bool:
        if given.get("action") not in ACTIONS:
            raise bad("wrong parameter action in request")
        chat, thread = self._chat(given.get("chat_id", "")), given.get("message_thread_id", "")
        self._check_thread(chat, thread)
        self.typing.append((chat, thread))
        return True

    def _answercallbackquery(self, given: Mapping[str, str]) -> bool:
        press = given.get("callback_query_id", "")
        if press not in self.presses:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        if len(given.get("text", "")) > 200:
            raise bad("MESSAGE_TOO_LONG")
        self.presses.remove(press)
        self.confirmed.append(press)
        return True

    def _answerinlinequery(self, given: Mapping[str, str]) -> bool:
        if given.get("inline_query_id") not in self.inline_queries:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        results = json.loads(given["results"])
        if len(results) > 50 or len({result["id"] for result in results}) < len(results):
            raise bad("RESULTS_TOO_MUCH")
        for result in results:
            if result["type"] != "article" or not result["title"] or not 1 <= len(result["id"].encode()) <= 64:
                raise bad("can't parse inline query result")
            content = result["input_message_content"]
            content["text"], content["entities"] = _text(content["message_text"], content.get("parse_mode", ""))
        self.inline_queries.remove(given["inline_query_id"])
        self.inline_answers.append(results)
        return True

    def _setmycommands(self, given: Mapping[str, str]) -> bool:
        commands = json.loads(given["commands"])
        scope = json.loads(given.get("scope", '{"type": "default"}'))["type"]
        language = given.get("language_code", "")
        if len(commands) > 100 or scope not in SCOPES or not re.fullmatch(r"([a-z]{2})?", language):
            raise bad("BOT_COMMANDS_INVALID")
        for command in commands:
            if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]) or not 1 <= len(command["description"]) <= 256:
                raise bad("BOT_COMMAND_INVALID")
        self.menus[scope, language] = [command["command"] for command in commands]
        return True

    def _setwebhook(self, given: Mapping[str, str]) -> bool:
        _known(given, {"url", "secret_token", "allowed_updates", "max_connections"})
        if not given["url"].startswith("https://"):
            raise bad("bad webhook: An HTTPS URL must be provided for webhook")
        if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", given.get("secret_token", "")):
            raise bad("secret token contains unallowed characters")
        self.webhook = {"url": given["url"], "has_custom_certificate": False}
        self.secret = given.get("secret_token", "")
        self.allow(given)
        return True

    def _deletewebhook(self, _: Mapping[str, str]) -> bool:
        self.webhook = {"url": ""}
        return True

    def _getfile(self, given: Mapping[str, str]) -> Json:
        if given.get("file_id") not in self.files:
            raise bad("invalid file_id")
        file_id = given["file_id"]
        return {"file_id": file_id, "file_unique_id": file_id, "file_path": f"documents/{file_id}"}

    def allow(self, given: Mapping[str, str]) -> None:
        """Remembered until it is given anew."""
        if "allowed_updates" in given:
            self.allowed = tuple(json.loads(given["allowed_updates"])) or DEFAULT_KINDS

    def _chat(self, chat: str) -> str:
        if chat in self.moved:
            raise bad("group chat was upgraded to a supergroup chat", migrate_to_chat_id=self.moved[chat])
        if chat in self.gone:
            raise RefusedError(403, f"Forbidden: {self.gone[chat]}")
        if chat not in self.chats:
            raise bad("chat not found")
        return chat

    def _check_thread(self, chat: str, thread: str) -> None:
        """The General topic has the number 1, under which it cannot be sent to."""
        if thread and (chat, thread) not in self.topics:
            raise bad("message thread not found")
        if self.topics.get((chat, thread)) == "closed":
            raise bad("TOPIC_CLOSED")


def _known(given: Mapping[str, str], names: set[str]) -> None:
    if unknown := set(given) - names:
        raise bad(f"this parameter is not documented: {sorted(unknown)}")


def _check_content(upload: Upload) -> None:
    if not upload.content:
        raise bad("file must be non-empty")
    if len(upload.content) > LARGEST[upload.parameter]:
        raise RefusedError(413, "Request Entity Too Large")
    if upload.parameter == "photo" and not upload.content.startswith(PICTURES):
        raise bad("IMAGE_PROCESS_FAILED")


def _shown_file(message: Sent) -> Json:
    assert message.file is not None
    caption = {"caption": message.text} if message.text else {}
    ids = {"file_id": f"f{message.id}", "file_unique_id": f"u{message.id}", "file_size": len(message.file.content)}
    if message.file.parameter == "photo":
        return {"photo": [ids | {"width": 1, "height": 1}], **caption}
    return {"document": ids | {"file_name": message.file.name, "mime_type": message.file.media_type}, **caption}


def _text(source: str, mode: str, *, caption: bool = False) -> tuple[str, list[Entity]]:
    try:
        text, entities = parse(source) if mode == "HTML" else (source.strip(), [])
    except ParseError as error:
        raise bad(f"can't parse entities: {error}") from None
    if mode not in ("", "HTML"):
        raise bad("unsupported parse_mode")
    if not text and not caption:
        raise bad("message text is empty")
    if units(text) > (LONGEST_CAPTION if caption else LONGEST):
        raise bad("message caption is too long" if caption else "message is too long")
    return text, entities


def _keyboard(given: Mapping[str, str]) -> list[list[Json]]:
    rows: list[list[Json]] = json.loads(given.get("reply_markup", "{}")).get("inline_keyboard", [])
    if sum(map(len, rows)) > 100 or any(len(row) > 8 for row in rows):
        raise bad("reply markup is too long")
    for key in (key for row in rows for key in row):
        if not key.get("text"):
            raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
        if not 1 <= len(key.get("callback_data", "").encode()) <= 64:
            raise bad("BUTTON_DATA_INVALID")
    return rows
