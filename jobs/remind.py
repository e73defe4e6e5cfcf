"""Reminds: every agency that has a chat, of all that is due for it, in one message a working day within office hours.

What is due is reckoned from the data each time and never kept as a timer: after the program, the machine or a messenger
was down, the same reckoning finds what was missed, says the step that applies now and writes down why the older ones
were left out. Said twice is not possible: each step has a key, and so has each agency's message of a day. What waits to
be sent is reckoned anew, so that it says what is so when it is sent.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from knowledge.memory import Transaction, chats, completions, offices, outbox, reminders, undelivered, unsent, wishes
from knowledge.memory.unsent import Unsent
from knowledge.memory.wishes import Wishes
from knowledge.messages import Reply
from knowledge.notices import tell_agency
from knowledge.obligations.book import Books, Obligations
from knowledge.obligations.digest import compose_week, week_of
from knowledge.obligations.message import compose
from knowledge.obligations.office import Office
from knowledge.obligations.plan import LOOKS_BACK, Now, due_now
from knowledge.questions.ask import VIET_NAM
from knowledge.sending_hours import Hours

_LANGUAGE = "vi"


@dataclass(frozen=True, slots=True)
class Reminding:
    """Reminders by what is owed, within the hours of the settings, unless officials have set others. `now` is aware
    everywhere."""

    books: Books
    hours: Hours = field(default_factory=Hours)

    def __call__(self, tx: Transaction, now: datetime) -> int:
        """Write down what is to be said at this moment; returns how many messages that are."""
        return sum(self.remind(tx, agency, now) for agency in self.agencies(tx))

    def agencies(self, tx: Transaction) -> list[str]:
        """Those that can be told anything."""
        known = self.books.book(tx).catalog.agencies
        return [agency for agency in reminders.bound_agencies(tx) if agency in known]

    def remind(self, tx: Transaction, agency: str, now: datetime) -> int:
        """The same for one agency: each may have a transaction of its own, so that answers need not wait for all. What
        waits already is reckoned anew at any time: it may wait in another chat, which is told at other hours."""
        local = now.astimezone(VIET_NAM)
        place = next((place for place in chats.of_agency(tx, agency) if place.active), None)
        wanted = wishes.get(tx, place.chat) if place else Wishes()
        in_time = place is not None and self._may_say(self.books.book(tx), wanted, local)
        since = reminders.bound_since(tx, agency)
        if since is None or not (in_time or unsent.of_agency(tx, agency, "")):
            return 0
        book, office = self.books.book(tx), offices.get(tx, agency, wanted)
        in_time = in_time and book.telling_days(office).is_working(local.date())
        since_day = min(since.astimezone(VIET_NAM).date(), local.date())  # the clock may have been ahead
        reminders.open_ahead(tx, agency, now)
        day = _Day(tx, book, office, since_day, now, local.date(), in_time)
        return day.say_the_week() + day.say_what_is_due()  # a number typed below means the choices of the last

    def _may_say(self, book: Obligations, wanted: Wishes, local: datetime) -> bool:
        hours = self.hours.at(book).of(wanted)
        paused = wanted.paused_until is not None and local.date() < wanted.paused_until
        return hours.hold(local.time()) and not paused


@dataclass(frozen=True, slots=True)
class _Day:
    """One agency at one moment. `since` is the day from which it could be told; `in_time`: it can be told now."""

    tx: Transaction
    book: Obligations
    office: Office
    since: date
    now: datetime
    today: date
    in_time: bool

    def say_what_is_due(self) -> int:
        """One message a day: what comes up after it was sent waits for the next working day."""
        key = reminders.key_of_day(self.office.agency, self.today)
        waiting = self._take_back(key, "not sent on its day, said anew")
        if waiting is None and (not self.in_time or outbox.has_key(self.tx, key)):
            return 0
        held = reminders.keys_in(self.tx, waiting.id) if waiting else set()
        plan = self._plan(held)
        changed = {reminder.key for reminder in plan.say} != held
        if waiting and changed:
            reminders.unsaid(self.tx, waiting.id)
        if self.in_time:
            self._leave_out(plan)
        if not plan.say:
            if waiting:
                unsent.drop(self.tx, waiting.id)
            return 0
        reply = compose(self.book, self.office, plan.say, self.today, _LANGUAGE)
        if waiting and reply != waiting.reply:
            unsent.replace(self.tx, waiting.id, reply)
        row = waiting.id if waiting else tell_agency(self.tx, self.office.agency, reply, self.now, key=key)
        if row is not None and changed:
            reminders.said(self.tx, plan.say, row, self.now)
        return int(waiting is None and row is not None)

    def say_the_week(self) -> int:
        """On the first working day of a week, once, or on the next where that was missed: what it holds. Where that is
        nothing, nothing is said; nor is it later in the week, when what waited would be of a Monday long past."""
        monday = self.today - timedelta(days=self.today.weekday())
        key = f"week {self.office.agency} {monday}"
        begins = self._begins(monday)
        waiting = self._take_back(key, "not sent when its week began", still=begins)
        if waiting is None and not (begins and self.in_time and not self._is_told(key)):
            return 0
        wanted = "week" in self.office.kinds
        reply = self._week() if wanted else None
        if wanted and reply is None and self.in_time:
            reminders.left_out(self.tx, key, self.office.agency, monday, "nothing to say", self.now)
        if waiting and reply:
            unsent.replace(self.tx, waiting.id, reply)
        elif waiting:
            unsent.drop(self.tx, waiting.id)
        elif reply:
            return int(tell_agency(self.tx, self.office.agency, reply, self.now, key=key) is not None)
        return 0

    def _is_told(self, key: str) -> bool:
        """Whether the week with this key was said, or there was nothing to say."""
        return outbox.has_key(self.tx, key) or reminders.is_settled(self.tx, key)

    def _begins(self, monday: date) -> bool:
        """Whether today is the first day of this week on which the chat can be told, or the next one."""
        days = self.book.telling_days(self.office)
        first = days.first_working_day_on_or_after(monday)
        return self.since <= first and self.today <= days.first_working_day_on_or_after(first + timedelta(days=1))

    def _take_back(self, key: str, why: str, *, still: bool = True) -> Unsent | None:
        """The message with this key where it still waits, and is `still` to be said. Those of other days are not said
        any more: what they hold is open again, and said as it is today."""
        current = None
        for row in unsent.of_agency(self.tx, self.office.agency, key[: -len(str(self.today))]):
            if still and row.key.startswith(key):
                current = row
            else:
                reminders.unsaid(self.tx, row.id)
                if row.key[: len(key)] > key:
                    unsent.drop(self.tx, row.id)  # of a clock that was ahead: its day is yet to come
                else:
                    undelivered.withdraw(self.tx, row.id, why, self.now)
        return current

    def _plan(self, held: set[str]) -> Now:
        """`held` are the keys of what is in today's message and still open."""
        tx, agency = self.tx, self.office.agency
        settled = reminders.settled(tx, agency, self.today - LOOKS_BACK) - held
        put_off, done = reminders.put_off_until(tx, agency), completions.of_agency(tx, agency)
        return due_now(self.book, self.office, self.since, self.today, settled, put_off, done)

    def _leave_out(self, plan: Now) -> None:
        before = [reminder for reminder in plan.skipped if reminder.step.day < self.since]
        stood_for = [reminder for reminder in plan.skipped if reminder.step.day >= self.since]
        reminders.skipped(self.tx, before, reminders.BEFORE_BOUND, self.now)
        reminders.skipped(self.tx, stood_for, reminders.LATER_STEP, self.now)
        reminders.skipped(self.tx, plan.unwanted, reminders.UNWANTED, self.now)

    def _week(self) -> Reply | None:
        tx, agency = self.tx, self.office.agency
        done_lately = completions.since(tx, agency, self.now - timedelta(days=7))
        week = week_of(self.book, self.office, self.today, completions.of_agency(tx, agency), done_lately)
        return compose_week(self.book, self.office, week, self.today) if week else None
