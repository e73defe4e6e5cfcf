"""Reminders in random histories: `python -m tests.jobs.remind_properties --examples 2000` looks for longer than tests.

Agencies, data, calendar, settings and wishes are made up; the program ticks, sends, is down, is started with other data
and has its clock set back; messengers fail; people press, bind, wish, add days off and events. After each step, and at
the end when all is calm again, what `remind_rules` says must hold.
"""

import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import click
import structlog
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from knowledge.memory import Transaction, days_off, events, reminders, undelivered, wishes
from knowledge.messages import Chat
from knowledge.notices import send_again
from knowledge.obligations.message import ACKNOWLEDGE, LATER, PUT_OFF_DAYS
from knowledge.questions.ask import VIET_NAM
from tests.jobs.remind_rules import (
    Undo,
    check_arrival,
    check_put_off,
    check_records,
    check_told_on_its_day,
    dump,
)
from tests.jobs.remind_strategies import AGENCIES, EVENTS, Setting, days, programmes, soon, wished
from tests.jobs.remind_world import CHANNELS, CHATS, FATES, World

DAY = timedelta(days=1)
agencies = st.sampled_from(AGENCIES)
places = st.sampled_from([(agency, chat) for agency in AGENCIES for chat in CHATS[agency]])
hours = st.sampled_from([time(7, 59), time(8), time(9), time(10, 30), time(14), time(16, 59), time(17), time(23)])
fates = st.lists(st.sampled_from(FATES), max_size=4)


class Reminders(RuleBasedStateMachine):
    """One history."""

    world: World

    @initialize(setting=programmes, begin=days, second=st.booleans())
    def begin(self, setting: Setting, begin: date, second: bool) -> None:
        self.world = World(setting, datetime.combine(begin, time(8, 30), VIET_NAM))
        self.latest, self.judged = self.world.now, 0
        for agency in AGENCIES[:2]:
            for chat in CHATS[agency][: 1 + second]:
                self.world.bind(chat, agency)

    # What the program does

    @rule()
    def tick(self) -> None:
        """Whoever comes first, and however often it is reckoned, it is the same."""
        other = self.after_a_tick_in_another_order()
        self.world.tick()
        found = self.world.store.call(dump)
        assert found == other
        self.world.tick()
        assert self.world.store.call(dump) == found

    def after_a_tick_in_another_order(self) -> object:
        world = self.world

        def work(tx: Transaction) -> None:
            world.tick_in(tx, backwards=True)
            raise Undo(dump(tx))

        try:
            world.store.call(work)
        except Undo as undone:
            return undone.args[0]
        raise AssertionError

    @rule(fates=fates)
    def deliver(self, fates: list[Exception | None]) -> None:
        self.world.deliver(iter(fates))
        self.judge()

    @rule(n=st.integers(1, 12), fates=fates)
    def live(self, n: int, fates: list[Exception | None]) -> None:
        """Some days of work: several ticks a day, each followed by sending."""
        left = iter(fates)
        for _ in range(n):
            self.live_a_day(left)

    def live_a_day(self, fates: Iterator[Exception | None]) -> None:
        self.to(self.world.today + DAY, time(6, 30))
        for hour in (time(6, 30), time(8), time(8, 10), time(10, 15), time(14), time(15)):
            self.to(self.world.today, hour)
            self.world.tick()
            self.world.deliver(fates)
            self.judge()

    @rule(setting=st.one_of(st.none(), programmes))
    def start_again(self, setting: Setting | None) -> None:
        self.world.start(setting or self.world.setting)

    # Time

    @rule(minutes=st.integers(1, 200))
    def wait(self, minutes: int) -> None:
        self.world.now += timedelta(minutes=minutes)

    @rule(after=st.integers(0, 3), hour=hours)
    def wait_until(self, after: int, hour: time) -> None:
        self.to(self.world.today + after * DAY, hour)

    @rule(n=st.integers(4, 45))
    def sleep(self, n: int) -> None:
        self.world.now += n * DAY

    @rule(back=st.one_of(st.integers(1, 100), st.just(24 * 400)))
    def set_the_clock_back(self, back: int) -> None:
        self.latest = max(self.latest, self.world.now)
        self.world.now -= timedelta(hours=back)

    def to(self, day: date, hour: time) -> None:
        self.world.now = max(self.world.now, datetime.combine(day, hour, VIET_NAM))

    # Messengers and chats

    @rule(channel=st.sampled_from(CHANNELS))
    def fail_or_recover(self, channel: str) -> None:
        self.world.down ^= {channel}

    @rule(place=places, told=st.booleans())
    def remove_from(self, place: tuple[str, Chat], told: bool) -> None:
        _, chat = place
        self.world.gone.add((chat.channel, chat.id))
        if told:
            self.world.hear(chat, "", event="left")

    @rule(place=places)
    def come_back(self, place: tuple[str, Chat]) -> None:
        self.world.hear(place[1], "", event="joined")

    @rule(place=places)
    def bind(self, place: tuple[str, Chat]) -> None:
        self.world.bind(place[1], place[0])

    @rule(place=places)
    def unbind(self, place: tuple[str, Chat]) -> None:
        self.world.hear(place[1], "/bogan")

    @rule()
    def send_dead_letters_again(self) -> None:
        now = self.world.now
        for letter in self.world.store.call(undelivered.dead_letters, now - 400 * DAY, 3):
            self.world.store.call(send_again, letter.row.id, now)

    # People

    @precondition(lambda self: self.world.told)
    @rule(which=st.integers(0, 5), days=st.sampled_from(PUT_OFF_DAYS))
    def put_off(self, which: int, days: int) -> None:
        row = self.world.told[-1 - which % len(self.world.told)]
        before = self.world.store.call(reminders.put_off_until, row.agency or "")
        self.world.press(row, ACKNOWLEDGE)
        self.world.press(row, f"{LATER} {days}")
        self.world.store.call(check_put_off, self.world, row.agency or "", before)

    @precondition(lambda self: self.world.told)
    @rule(which=st.integers(0, 5), n=st.integers(0, 5), back=st.booleans())
    def report_done(self, which: int, n: int, back: bool) -> None:
        recorded = self.world.report_done(self.world.told[-1 - which % len(self.world.told)], n)
        if recorded and back:
            self.world.press(recorded, recorded.reply.buttons[0].action)

    @rule(place=places, data=st.data())
    def wish(self, place: tuple[str, Chat], data: st.DataObject) -> None:
        wanted = data.draw(wished(self.world.today))
        self.world.store.call(wishes.put, place[1], wanted, 1, self.world.now)

    @rule(agency=agencies, n=soon, works=st.booleans())
    def close_or_open(self, agency: str, n: int, works: bool) -> None:
        day = self.world.today + n // 3 * DAY
        if works:
            self.world.store.call(days_off.remove, agency, day)
        else:
            self.world.store.call(days_off.add, agency, day, "nghỉ", 1, self.world.now)

    @rule(agency=agencies, kind=st.sampled_from(EVENTS), n=st.integers(-10, 60))
    def hold_event(self, agency: str, kind: str, n: int) -> None:
        self.world.store.call(events.add, agency, kind, "Hội", self.world.today + n * DAY, 1, self.world.now)

    @rule(agency=agencies)
    def cancel_event(self, agency: str) -> None:
        for event in self.world.store.call(events.of_agency, agency)[-1:]:
            self.world.store.call(events.cancel, event.id, 1, self.world.now)

    # What must be so

    def judge(self) -> None:
        for n in range(self.judged, len(self.world.arrived)):
            arrived = self.world.arrived
            self.world.store.call(check_arrival, self.world, arrived[n], arrived[:n])
        self.judged = len(self.world.arrived)

    @invariant()
    def records_are_whole(self) -> None:
        self.world.store.call(check_records)

    def teardown(self) -> None:
        if hasattr(self, "world"):
            if not sys.exc_info()[0]:
                self.calm_down()
            self.world.store.close()

    def calm_down(self) -> None:
        """Everything works again: then everything is said on its day, and nothing was lost."""
        world = self.world
        world.now = max(self.latest, world.now) + DAY
        world.down.clear()
        world.start(world.setting)
        for agency in AGENCIES:
            world.bind(CHATS[agency][0], agency)
            for chat in CHATS[agency]:
                wanted = world.store.call(wishes.get, chat)
                world.store.call(
                    wishes.put, chat, wishes.Wishes(wanted.first, wanted.last, wanted.quiet, wanted.kinds), 1, world.now
                )
        for _ in range(12):
            self.live_a_day(iter(()))
        for _ in range(20):
            settled = {agency: world.store.call(reminders.settled, agency, date.min) for agency in AGENCIES}
            self.live_a_day(iter(()))
            world.store.call(check_told_on_its_day, world, settled)


def look(examples: int, steps: int = 30, **more: object) -> None:
    """Try so many histories of at most so many steps. Raises with the shortest that breaks a rule."""
    structlog.configure(
        processors=[structlog.processors.KeyValueRenderer()], logger_factory=structlog.ReturnLoggerFactory()
    )
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Reminders,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            print_blob=False,
        ),
    )


@click.command()
@click.option("--examples", default=2000, show_default=True)
@click.option("--steps", default=50, show_default=True, help="At most so many in each.")
def main(examples: int, steps: int) -> None:
    """Look for a history in which a reminder is not as it must be."""
    look(examples, steps)
    click.echo(f"{examples} histories of up to {steps} steps: every rule held")


if __name__ == "__main__":
    main()
