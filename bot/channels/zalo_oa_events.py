"""A webhook call of an Official Account, verified and turned into a `Message`."""

import hmac
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from bot.channels.received import read_json, storable
from knowledge.messages import Chat, Event, Message

CHANNEL = "zalo_oa"
GROUP_PREFIX, PERSON_PREFIX = "user_send_group_", "user_send_"
WITHOUT_WORDS = ("user_send_location", "user_send_business_card")  # their text is the name of a place or a person
HELLO = "/start"
ID = re.compile(r"[0-9A-Za-z_.-]{1,128}")
TIMESTAMP = re.compile(r"[0-9]{1,14}")  # milliseconds, up to the year 5138


class MalformedError(Exception):
    """The body is not what the platform sends."""


class TooEarlyError(Exception):
    """It cannot be said yet whether a group calls the account: its name is not known."""


@dataclass(frozen=True, slots=True)
class Call:
    """The body of a call. `timestamp` is as the platform wrote it: it is part of what is signed."""

    raw: bytes
    body: Mapping[str, Any]
    event: str
    timestamp: str


def read(raw: bytes) -> Call | None:
    """The call; None for one without an event, such as the console's trial of the address. Raises MalformedError."""
    try:
        body = read_json(raw or b"{}")
    except ValueError:
        raise MalformedError from None
    if not isinstance(body, dict):
        raise MalformedError
    if "event_name" not in body:
        return None
    timestamp = body.get("timestamp")
    if isinstance(timestamp, int) and not isinstance(timestamp, bool):
        timestamp = str(timestamp)
    if not isinstance(body["event_name"], str) or not isinstance(timestamp, str) or not TIMESTAMP.fullmatch(timestamp):
        raise MalformedError
    return Call(raw, body, body["event_name"], timestamp)


def is_signed(call: Call, header: str, app_id: str, secret_key: str) -> bool:
    """Whether the header X-ZEvent-Signature ("mac=<hex>", or the digits alone) is this call's: a plain SHA-256, over
    the bytes as they came."""
    digest = sha256(app_id.encode() + call.raw + call.timestamp.encode() + secret_key.encode()).hexdigest()
    given = header.strip().lower().removeprefix("mac=")
    return hmac.compare_digest(digest.encode(), given.encode("utf-8", "replace"))


def to_message(call: Call, app_id: str, name: str | None) -> Message | None:
    """What was said or happened; None for what needs no answer. `name` is the account's, by which it is called in
    groups, None as long as it is not known. Raises MalformedError and TooEarlyError.

    A group's texts all come in: those count that begin with "/" or name the account as "@Name", which is taken out.
    """
    if call.event in ("follow", "unfollow"):
        return _following(call, app_id)
    if call.event.startswith(GROUP_PREFIX):
        return _in_group(call, app_id, name)
    if call.event.startswith(PERSON_PREFIX):
        return _in_private(call, app_id)
    return None


def _following(call: Call, app_id: str) -> Message:
    """Who follows is greeted as one who says "/start"."""
    person = _id(call.body.get("follower"), "id")
    event: Event = "" if call.event == "follow" else "left"
    text = HELLO if call.event == "follow" else ""
    message_id = f"{app_id}:{call.event}:{person}:{call.timestamp}"
    return Message(Chat(CHANNEL, person), message_id, person, text, _at(call), event=event)


def _in_private(call: Call, app_id: str) -> Message:
    person = _id(call.body.get("sender"), "id")
    text = "" if call.event in WITHOUT_WORDS else _text(call)
    event: Event = "" if text else "unsupported"
    return Message(Chat(CHANNEL, person), _message_id(call, app_id, person), person, text, _at(call), event=event)


def _in_group(call: Call, app_id: str, name: str | None) -> Message | None:
    person = _id(call.body.get("sender"), "id")
    group = _id(call.body.get("recipient"), "group_id", "id")
    text = _addressed(_text(call), name)
    if text is None:
        return None
    return Message(Chat(CHANNEL, group, group=True), _message_id(call, app_id, person), person, text, _at(call))


def _addressed(text: str, name: str | None) -> str | None:
    """The text without the account's name; None when it is not for the account. The name alone is a greeting."""
    text = rest = unicodedata.normalize("NFC", text)
    if name:
        words = r"\s+".join(map(re.escape, unicodedata.normalize("NFC", name).split()))
        rest = re.sub(rf"(?<!\w)@{words}(?!\w)[,:]?\s*", "", text, flags=re.IGNORECASE)
    if rest == text and not text.startswith("/"):
        if name is None and "@" in text:
            raise TooEarlyError
        return None
    return rest.strip() or HELLO


def _message_id(call: Call, app_id: str, person: str) -> str:
    message = call.body.get("message")
    given = message.get("msg_id") if isinstance(message, dict) else None
    if isinstance(given, str) and ID.fullmatch(given):
        return f"{app_id}:{given}"
    return f"{app_id}:{call.event}:{person}:{call.timestamp}"


def _text(call: Call) -> str:
    """What was typed."""
    message = call.body.get("message")
    text = message.get("text") if isinstance(message, dict) else None
    return storable(text).strip() if isinstance(text, str) else ""


def _id(party: object, *keys: str) -> str:
    """The id under the first key that is there; groups are seen with either."""
    found = next((party[key] for key in keys if party.get(key)), None) if isinstance(party, dict) else None
    if isinstance(found, int) and not isinstance(found, bool):
        found = str(found)
    if not isinstance(found, str) or not ID.fullmatch(found):
        raise MalformedError
    return found


def _at(call: Call) -> datetime:
    return datetime.fromtimestamp(int(call.timestamp) / 1000, UTC)
