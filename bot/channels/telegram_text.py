"""A reply as Telegram shows it: its HTML, its buttons, its file. Tags never span lines: no cut falls inside one."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputFile, LinkPreviewOptions

from bot.channels.parts import utf16, without_file
from knowledge.messages import PICTURES, Button, Chat, File, Reply
from knowledge.texts import LANGUAGES, say

LONGEST_TEXT = 4096
"""UTF-16 units of what is seen, without tags."""
LONGEST_CAPTION = 1024
"""The same of what stands under a file."""
REPEAT_ROOM = 128
MOST_BUTTONS = 100
MOST_IN_ROW = 4
ROW_WIDTH = 36
"""Letters in a row of buttons on a narrow phone, with the space around each; a row's buttons are equally wide."""
BUTTON_EDGE = 2
COUNTER = re.compile(r"\((\d+)/\d+\)")
SOURCE_MARKS = tuple(mark for language in LANGUAGES for mark in say(language, "page.source_marks").split("|"))
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
THREAD_GONE = ("message thread not found", "topic_deleted", "topic_closed", "topic_id_invalid")
NO_PICTURE = ("photo_", "image_process_failed")
NO_FILE = re.compile(r"not enough rights to send (?:photos|documents|media)|chat_send_(?:photos|docs|media)_forbidden")
"""What Telegram says of a picture that it cannot show as one, and of a chat whose owner lets no files in."""
NOT_MODIFIED = "message is not modified"


@dataclass(frozen=True, slots=True)
class Letter:
    """A message on its way, in the richest form that Telegram has not refused yet. `note` is a line before the text,
    `bare` the text where no file is let in. A picture is sent as such, any other `file` as it is. `edits` is the id of
    a message that is to say this from now on."""

    chat: str
    thread: str
    note: str
    text: str
    keyboard: InlineKeyboardMarkup | None = None
    formatted: bool = True
    file: File | None = None
    bare: str = ""
    picture: bool = False
    edits: str = ""

    @classmethod
    def of(cls, chat: Chat, part: Reply, row_id: int, repeat: bool) -> "Letter":
        note = f"{say(part.language, 'delivery.repeat')}\n" if repeat else ""
        return cls(
            chat.id,
            chat.thread,
            note,
            part.text,
            keyboard(part.buttons, row_id),
            file=part.file,
            bare=without_file(part).text,
            picture=part.file is not None and part.file.media_type in PICTURES,
        )

    @property
    def method(self) -> str:
        """Of the Bot API."""
        if self.edits:
            return "editMessageText"
        if self.file is None:
            return "sendMessage"
        return "sendPhoto" if self.picture else "sendDocument"

    def parameters(self) -> dict[str, Any]:
        """Of the `method`."""
        text = _line(self.note, bold=False) + formatted(self.text) if self.formatted else self.note + self.text
        shared = {
            "chat_id": self.chat,
            "message_id": self.edits or None,
            "message_thread_id": self.thread or None,
            "parse_mode": "HTML" if self.formatted else None,
            "reply_markup": self.keyboard,
        }
        if self.file is None:
            return shared | {"text": text, "link_preview_options": NO_PREVIEW}
        upload = InputFile(self.file.content, filename=self.file.name)
        return shared | {"caption": text or None, "photo" if self.picture else "document": upload}

    def in_place_of(self, message: str) -> "Letter":
        """The same as what a message without a file (its id) says from now on; that stays where it is."""
        return replace(self, edits=message, thread="", file=None)

    def stands(self, refusal: str) -> bool:
        """Whether Telegram refused it because the message says this already."""
        return bool(self.edits) and NOT_MODIFIED in refusal.lower()

    def simpler(self, refusal: str) -> "Letter | None":
        """Without what Telegram refused, in its own words; None when the refusal is about something else."""
        words = refusal.lower()
        if self.formatted and "parse entities" in words:
            return replace(self, formatted=False)
        if self.thread and any(gone in words for gone in THREAD_GONE):
            return replace(self, thread="")
        if self.picture and (NO_FILE.search(words) or any(sign in words for sign in NO_PICTURE)):
            return replace(self, picture=False)
        if self.file and NO_FILE.search(words):
            return replace(self, file=None, text=self.bare)
        return None


def formatted(text: str) -> str:
    """The text as HTML: the first line of several bold, lines that name a source italic, everything else as it is."""
    lines = text.split("\n")
    head = _headline(lines)
    return "\n".join(_line(line, bold=number == head) for number, line in enumerate(lines))


def _headline(lines: Sequence[str]) -> int | None:
    """Which line says what the others are about: the first, under the counter of the first of several parts."""
    if len([line for line in lines if line.strip()]) < 2:
        return None
    counter = COUNTER.fullmatch(lines[0])
    if counter is None:
        return 0
    return 1 if counter[1] == "1" else None


def _line(line: str, *, bold: bool) -> str:
    escaped = html.escape(line, quote=False)
    if not line.strip():
        return escaped
    if line.startswith(SOURCE_MARKS):
        return f"<i>{escaped}</i>"
    return f"<b>{escaped}</b>" if bold else escaped


def keyboard(buttons: Sequence[Button], row_id: int) -> InlineKeyboardMarkup | None:
    """Each button's data is "row.position"; None without buttons. Those beyond what Telegram takes are left out."""
    labels = [button.label for button in buttons[:MOST_BUTTONS]]
    if not labels:
        return None
    rows = [
        [InlineKeyboardButton(labels[position], callback_data=f"{row_id}.{position}") for position in row]
        for row in _rows([utf16(label) for label in labels])
    ]
    return InlineKeyboardMarkup(rows)


def _rows(widths: Sequence[int]) -> Iterator[list[int]]:
    """The positions in rows: as many side by side as can be read."""
    row: list[int] = []
    for position in range(len(widths)):
        if row and not _fits([widths[other] for other in (*row, position)]):
            yield row
            row = []
        row.append(position)
    if row:
        yield row


def _fits(widths: Sequence[int]) -> bool:
    return len(widths) <= MOST_IN_ROW and len(widths) * (max(widths) + BUTTON_EDGE) <= ROW_WIDTH
