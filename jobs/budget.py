"""What a platform lets us send in a month: counted, warned of, and the rest kept for what must be said."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from jobs.sending import SendError
from knowledge.memory import Transaction, month_sent, outbox
from knowledge.memory.outgoing import Outgoing
from knowledge.notices import tell_admins

_WARN_AT = 0.8
_RESERVE = 0.1
_A_DAY = timedelta(days=1)
_SOON = timedelta(seconds=2)
"""After which it is known what became of what is being sent, or asked again."""


@dataclass(frozen=True, slots=True)
class Budget:
    """`month` messages a month on the channel, 0 for no limit. The last tenth is only for what we say by ourselves:
    a reminder that is missed costs more than an answer that is."""

    channel: str
    month: int = 0

    @property
    def for_answers(self) -> int:
        """How many may be sent before answers to questions end."""
        return self.month - int(self.month * _RESERVE)

    def free(self, tx: Transaction, row: Outgoing, now: datetime) -> datetime:
        """From when on the row may be sent as far as this month's messages go; `now` lets it go. What is being sent
        counts as sent. Admins are told once a month when all are used up. Raises SendError for an answer that never
        may."""
        if not self.month:
            return now
        sent = month_sent.so_far(tx, self.channel, now)
        if sent >= self.month:
            return self._used_up(tx, row, now)
        if row.is_answer and sent >= self.for_answers:
            raise SendError("the rest of the month's messages is kept for reminders", permanent=True)
        most = self.for_answers if row.is_answer else self.month
        return now if sent + outbox.in_flight(tx, self.channel) < most else now + _SOON

    def _used_up(self, tx: Transaction, row: Outgoing, now: datetime) -> datetime:
        if row.is_answer:
            raise SendError("the month's messages are used up", permanent=True)
        once = f"quota used {self.channel} {month_sent.month_of(now)}"
        tell_admins(tx, "notice.quota_used", now, channel=self.channel, once=once, limit=self.month)
        return min(now + _A_DAY, month_sent.next_month(now))

    def count(self, tx: Transaction, now: datetime) -> None:
        """One was sent. Admins are told once a month at four fifths, and once when answers end."""
        if not self.month:
            return
        sent, month = month_sent.count(tx, self.channel, now), month_sent.month_of(now)
        if sent >= self.for_answers:
            once = f"quota short {self.channel} {month}"
            tell_admins(tx, "notice.quota_short", now, channel=self.channel, once=once, left=self.month - sent)
        elif sent >= self.month * _WARN_AT:
            once = f"quota {self.channel} {month}"
            tell_admins(tx, "notice.quota", now, channel=self.channel, once=once, sent=sent, limit=self.month)
