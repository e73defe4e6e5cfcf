"""What a platform lets us send in a month: counted, warned of, and the rest kept for what must be said."""

from dataclasses import dataclass
from datetime import datetime

from jobs.sending import SendError
from knowledge.memory import Transaction, month_sent
from knowledge.memory.outbox import Outgoing
from knowledge.notices import tell_admins

_WARN_AT = 0.8
_RESERVE = 0.1
_A_DAY = 24 * 3600.0


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

    def check(self, tx: Transaction, row: Outgoing, now: datetime) -> None:
        """Raises SendError when the row may not be sent now: an answer never, a reminder a day later."""
        if not self.month:
            return
        sent = month_sent.so_far(tx, self.channel, now)
        if sent >= self.month:
            raise SendError("the month's messages are used up", permanent=row.person is not None, retry_after=_A_DAY)
        if row.person is not None and sent >= self.for_answers:
            raise SendError("the rest of the month's messages is kept for reminders", permanent=True)

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
