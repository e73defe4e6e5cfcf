"""A row of the outbox: what is to be said, where, and how far that has come."""

import json
from dataclasses import dataclass
from datetime import datetime

from knowledge.memory.moments import from_text
from knowledge.memory.store import Row
from knowledge.messages import Button, Chat, File, Reply

COLUMNS = (
    "id, channel, chat, is_group, thread, reply, person, agency, unique_key, state, due_at, tries, repeated,"
    " parts_sent, proof, reason, created_at, in_hours, tried_since, held_for, held_since, edits"
)
"""What `outgoing` is made of, for a SELECT."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A row. `person` is who is answered, None for what is said to the whole chat. `agency`: whom it is for, wherever
    it can be reached. What we say by ourselves has a deterministic `key`. `due_at`: not sent before it (UTC).

    The `reply` has its file in the row that `claim` gives, and in no other: files are only read to be sent.

    `tries` counts sendings begun, `repeated` marks a repeat, `parts_sent` is how much of a long reply has arrived.
    `in_hours`: only sent within the hours in which a chat is written to. `held_for`: what it waits for without being
    tried ("hours", "quota"), since `held_since`. `tried_since`: how long it has been tried, without that waiting.
    `edits`: the row whose message is to say this from now on; None for a message of its own.
    """

    id: int
    chat: Chat
    reply: Reply
    person: int | None
    agency: str | None
    key: str | None
    state: str
    due_at: datetime
    tries: int
    repeated: bool
    parts_sent: int
    proof: str | None
    reason: str | None
    created_at: datetime
    in_hours: bool = False
    tried_since: datetime | None = None
    held_for: str = ""
    held_since: datetime | None = None
    edits: int | None = None

    @property
    def is_answer(self) -> bool:
        """Whether somebody asked for it; all else we say by ourselves."""
        return self.person is not None and self.key is None


def reply_to_json(reply: Reply) -> str:
    """The reply as the text that the database keeps; its file is kept apart, in `outbox_files`."""
    buttons = [[button.label, button.action] for button in reply.buttons]
    return json.dumps({"text": reply.text, "buttons": buttons, "language": reply.language}, ensure_ascii=False)


def reply_from_json(text: str, file: File | None = None) -> Reply:
    """The reply that `reply_to_json` made the text of, and its file, where that was read too."""
    data = json.loads(text)
    buttons = tuple(Button(label, action) for label, action in data["buttons"])
    return Reply(data["text"], buttons, data.get("language", "vi"), file=file)


def outgoing(row: Row, file: File | None = None) -> Outgoing:
    """The row that has these `COLUMNS`, and the file of its reply, where that was read too."""
    row_id, channel, chat, is_group, thread, reply, person, agency, key, *how = row
    state, due_at, tries, repeated, parts_sent, proof, reason, created_at, *held = how
    in_hours, tried_since, held_for, held_since, edits = held
    return Outgoing(
        row_id,
        Chat(channel, chat, bool(is_group), thread),
        reply_from_json(reply, file),
        person,
        agency,
        key,
        state,
        from_text(due_at),
        tries,
        bool(repeated),
        parts_sent,
        proof,
        reason,
        from_text(created_at),
        bool(in_hours),
        from_text(tried_since) if tried_since else None,
        held_for,
        from_text(held_since) if held_since else None,
        edits,
    )
