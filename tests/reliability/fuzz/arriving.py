"""What is said, as each channel takes it: rendered and cut as for its platform, which is not there."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from random import Random

from bot.channels import Channel
from bot.channels.parts import utf16
from bot.channels.telegram_text import Letter
from knowledge.memory import Transaction, outbox
from knowledge.memory.outgoing import Outgoing
from knowledge.messages import Reply
from tests.fakes.telegram_html import ParseError, parse

_LONGEST = {"telegram": 4096, "zalo_bot": 2000, "zalo_oa": 2000}
"""UTF-16 units that the platforms take in a message."""


class Arriving:
    """Some of what is said without being asked never arrives, and is a dead letter."""

    def __init__(self, channels: Sequence[Channel], random: Random) -> None:
        self._channels, self._random = {channel.name: channel for channel in channels}, random

    def take(self, tx: Transaction, now: datetime) -> list[str]:
        """Take all that is due; returns what no platform would take, or what could not be made ready for it."""
        found: list[str] = []
        for name in ("console", *self._channels):
            while due := outbox.due(tx, name, now, limit=50):
                for row in due:
                    found += self._take_one(tx, row, now)
        return found

    def _take_one(self, tx: Transaction, row: Outgoing, now: datetime) -> list[str]:
        claimed = outbox.claim(tx, row, now)
        assert claimed is not None  # nobody else sends here
        if claimed.key is not None and self._random.random() < 0.1:
            outbox.dead(tx, claimed.id, "Forbidden: bot was blocked by the user", now)
            return []
        outbox.sent(tx, claimed.id, f"{claimed.id}", now)
        return [
            f"cannot be shown on {claimed.chat.channel}: {why}: {claimed.reply.text[:200]!r}"
            for why in self._faults(claimed)
        ]

    def _faults(self, row: Outgoing) -> Iterator[str]:
        channel = self._channels.get(row.chat.channel)
        for part in channel.parts(row.reply) if channel else ():
            if utf16(part.text) > _LONGEST.get(row.chat.channel, 10**6):
                yield f"{utf16(part.text)} long"
            if row.chat.channel == "telegram":
                yield from _faults_on_telegram(row, part)


def _faults_on_telegram(row: Outgoing, part: Reply) -> Iterator[str]:
    letter = Letter.of(row.chat, part, row.id, row.repeated)
    said = letter.parameters()
    try:
        parse(said.get("text") or said.get("caption") or "")
    except ParseError as error:
        yield str(error)
    if letter.keyboard:
        datas = (button.callback_data for line in letter.keyboard.inline_keyboard for button in line)
        yield from (f"a button's data is {data!r}" for data in datas if len(str(data)) > 64)
