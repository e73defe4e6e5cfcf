"""What Telegram sends, as far as it is used: these fields must be as documented, any others may be as they like."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from bot.channels.received import storable

ALLOWED_UPDATES = ("message", "callback_query", "my_chat_member", "inline_query")
CONTENTS = (
    *("photo", "document", "voice", "video", "audio", "animation", "sticker", "video_note", "story", "contact"),
    *("location", "venue", "poll", "dice", "game", "paid_media", "checklist", "live_photo"),
)
"""The fields of a message that hold what people send besides text; one with none of these is about the chat itself."""


Text = Annotated[str, AfterValidator(storable)]
Seconds = Annotated[int, Field(ge=0, lt=2**37)]
Number = Annotated[int, Field(gt=-(2**63), lt=2**63)]


class MalformedError(Exception):
    """This is no update; says nothing of what it is."""


class _Sent(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True)


class User(_Sent):
    id: Number
    is_bot: bool = False
    first_name: Text = ""
    last_name: Text = ""
    language_code: Text = ""

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def language(self) -> str:
        return "en" if self.language_code.lower().split("-")[0] == "en" else "vi"


class Place(_Sent):
    """A chat."""

    id: Number
    type: Text
    title: Text = ""


class Answered(_Sent):
    """The message that another one replies to. In a topic every message replies to the one that made the topic."""

    author: Annotated[User | None, Field(alias="from")] = None
    forum_topic_created: Any = None


class Key(_Sent):
    text: Text = ""
    callback_data: Text = ""


class Keyboard(_Sent):
    inline_keyboard: list[list[Key]] = []


class Document(_Sent):
    """A file of any kind. Old clients say no name, and a size may be missing."""

    file_id: Text
    file_name: Text = ""
    mime_type: Text = ""
    file_size: Annotated[int, Field(ge=0, lt=2**53)] = 0


class PhotoSize(_Sent):
    """A picture in one of its sizes."""

    file_id: Text
    file_size: Annotated[int, Field(ge=0, lt=2**53)] = 0


def _listed(value: object) -> object:
    """One picture that is not as it should be must not lose what else came with it."""
    return value if isinstance(value, list) else []


class Posted(_Sent):
    """A message. `extra` is kept to see what kind of contents it has."""

    model_config = ConfigDict(strict=True, frozen=True, extra="allow")
    date: Seconds
    chat: Place
    author: Annotated[User | None, Field(alias="from")] = None
    sender_chat: Place | None = None
    via_bot: User | None = None
    text: Text = ""
    caption: Text = ""
    message_thread_id: Number = 0
    is_topic_message: bool = False
    reply_to_message: Answered | None = None
    migrate_to_chat_id: Number | None = None
    migrate_from_chat_id: Number | None = None
    reply_markup: Keyboard | None = None
    document: Document | None = None
    photo: Annotated[list[PhotoSize], BeforeValidator(_listed)] = []

    @property
    def file(self) -> Document | None:
        """What was sent as a file; a moving picture is called a document too."""
        return None if "animation" in (self.model_extra or ()) else self.document

    @property
    def has_contents(self) -> bool:
        return any(name in CONTENTS for name in (*self.model_fields_set, *(self.model_extra or ())))


class Press(_Sent):
    """A callback query. Without `message` the button is under a message that is not the bot's own."""

    id: Text
    author: Annotated[User, Field(alias="from")]
    message: Posted | None = None
    data: Text = ""


class Member(_Sent):
    status: Literal["creator", "administrator", "member", "restricted", "left", "kicked"]
    is_member: bool = False

    @property
    def present(self) -> bool:
        return self.is_member if self.status == "restricted" else self.status not in ("left", "kicked")


class Membership(_Sent):
    """What became of the bot itself in a chat."""

    chat: Place
    author: Annotated[User, Field(alias="from")]
    date: Seconds
    old_chat_member: Member
    new_chat_member: Member


class InlineQuery(_Sent):
    id: Text
    author: Annotated[User, Field(alias="from")]
    query: Text


class Update(_Sent):
    """One of `ALLOWED_UPDATES`, or of another kind and then empty."""

    update_id: Annotated[int, Field(ge=0, lt=2**63)]
    message: Posted | None = None
    callback_query: Press | None = None
    my_chat_member: Membership | None = None
    inline_query: InlineQuery | None = None


class Me(_Sent):
    """The answer of getMe."""

    id: Number
    username: Text
    can_join_groups: bool = False
    can_read_all_group_messages: bool = False


class FileInfo(_Sent):
    """The answer of getFile. Without a path it cannot be downloaded."""

    file_path: Text = ""
    file_size: Annotated[int, Field(ge=0, lt=2**53)] = 0


class WebhookInfo(_Sent):
    """The answer of getWebhookInfo."""

    url: Text
    pending_update_count: int = 0
    last_error_date: int = 0
    last_error_message: Text = ""


def read_update(data: object) -> Update:
    """Raises MalformedError."""
    try:
        return Update.model_validate(data)
    except ValidationError:
        raise MalformedError from None
