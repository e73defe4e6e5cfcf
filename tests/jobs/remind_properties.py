"""Reminders in random histories: `python -m tests.jobs.remind_properties --examples 2000` looks for longer than tests.

Agencies, data, calendar, settings and wishes are made up; the program ticks, sends, is down, is started with other data
and has its clock set back; messengers fail; people press, bind, wish, add days off and events. After each step, and at
the end when all is calm again, what `remind_rules` says must hold.
"""

import sys
from datetime import date, time, timedelta

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

from knowledge.memory import days_off, events, reminders, undelivered, wishes
from knowledge.messages import Chat
from knowledge.notices import send_again
from knowledge.obligations.message import ACKNOWLEDGE, LATER, PUT_OFF_DAYS
from tests.jobs.remind_life import DAY, Life
from tests.jobs.remind_rules import check_put_off, check_records
from tests.jobs.remind_strategies import AGENCIES, EVENTS, Setting, days, programmes, soon, wished
from tests.jobs.remind_world import CHANNELS, CHATS, FATES, Fate, World

agencies = st.sampled_from(AGENCIES)
places = st.sampled_from([(agency, chat) for agency in AGENCIES for chat in CHATS[agency]])
hours = st.sampled_from([time(7, 59), time(8), time(9), time(10, 30), time(14), time(16, 59), time(17), time(23)])
fates = st.lists(st.sampled_from(FATES), max_size=4)


class Reminders(RuleBasedStateMachine):
    """One history."""

    life: Life

    @property
    def world(self) -> World:
        return self.life.world

    @initialize(setting=programmes, begin=days, second=st.booleans(), between=st.sampled_from([1, 0, 2]))
    def begin(self, setting: Setting, begin: date, second: bool, between: int) -> None:
        """`between` is how many days of work go by after each thing that people or messengers do."""
        self.life, self.events, self.between = Life(setting, begin), 0, between
        for agency in AGENCIES[:2]:
            for chat in CHATS[agency][: 1 + second]:
                self.world.bind(chat, agency)
        self.life.live(3, iter(()))

    # What the program does

    @rule()
    def tick(self) -> None:
        self.life.tick()

    @rule(fates=fates)
    def deliver(self, fates: list[Fate]) -> None:
        self.life.deliver(iter(fates))

    @rule(fates=fates)
    def tick_and_deliver(self, fates: list[Fate]) -> None:
        self.life.tick()
        self.life.deliver(iter(fates))

    @rule(n=st.sampled_from([3, 2, 1]), fates=fates)
    def live(self, n: int, fates: list[Fate]) -> None:
        self.life.live(n, iter(fates))

    @rule(n=st.sampled_from([5, 8, 12]), fates=fates)
    def live_on(self, n: int, fates: list[Fate]) -> None:
        self.life.live(n, iter(fates))

    @rule(setting=st.one_of(st.none(), programmes))
    def start_again(self, setting: Setting | None) -> None:
        self.world.start(setting or self.world.setting)

    # Time

    @rule(minutes=st.integers(1, 200))
    def wait(self, minutes: int) -> None:
        self.world.now += timedelta(minutes=minutes)

    @rule(after=st.integers(0, 3), hour=hours)
    def wait_until(self, after: int, hour: time) -> None:
        self.life.go_to(self.world.today + after * DAY, hour)

    @rule(n=st.sampled_from([4, 8, 15, 30, 60]))
    def sleep(self, n: int) -> None:
        self.world.now += n * DAY

    @rule(back=st.sampled_from([1, 2, 9, 24, 25, 48, 72, 100, 24 * 400]))
    def set_the_clock_back(self, back: int) -> None:
        self.life.go_back(timedelta(hours=back))

    # Messengers and chats

    @rule(channel=st.sampled_from(CHANNELS), down=st.sampled_from([True, False, False]))
    def fail_or_recover(self, channel: str, down: bool) -> None:
        self.world.down = self.world.down | {channel} if down else self.world.down - {channel}
        self.go_on()

    @rule(place=places, told=st.booleans())
    def remove_from(self, place: tuple[str, Chat], told: bool) -> None:
        _, chat = place
        self.world.gone.add((chat.channel, chat.id))
        if told:
            self.world.hear(chat, "", event="left")
        self.go_on()

    @rule(place=places)
    def come_back(self, place: tuple[str, Chat]) -> None:
        self.world.hear(place[1], "", event="joined")
        self.go_on()

    @rule(place=places)
    def bind(self, place: tuple[str, Chat]) -> None:
        self.world.bind(place[1], place[0])
        self.go_on()

    @rule(place=places)
    def unbind(self, place: tuple[str, Chat]) -> None:
        self.world.hear(place[1], "/bogan")
        self.go_on()

    @rule()
    def send_dead_letters_again(self) -> None:
        now = self.world.now
        for letter in self.world.store.call(undelivered.dead_letters, now - 400 * DAY, 3):
            self.world.store.call(send_again, letter.row.id, now)
        self.go_on()

    # People

    @precondition(lambda self: self.world.told)
    @rule(which=st.integers(0, 5), days=st.sampled_from(PUT_OFF_DAYS))
    def put_off(self, which: int, days: int) -> None:
        row = self.world.told[-1 - which % len(self.world.told)]
        before = self.world.store.call(reminders.put_off_until, row.agency or "")
        self.world.press(row, ACKNOWLEDGE)
        self.world.press(row, f"{LATER} {days}")
        self.world.store.call(check_put_off, self.world, row.agency or "", before)
        self.go_on()

    @precondition(lambda self: self.world.told)
    @rule(which=st.integers(0, 5), n=st.integers(0, 5), back=st.booleans())
    def report_done(self, which: int, n: int, back: bool) -> None:
        recorded = self.world.report_done(self.world.told[-1 - which % len(self.world.told)], n)
        if recorded and back:
            self.world.press(recorded, recorded.reply.buttons[0].action)
        self.go_on()

    @precondition(lambda self: self.world.told)
    @rule(which=st.integers(0, 5), n=st.integers(0, 5))
    def report_done_before_it_is_sent(self, which: int, n: int) -> None:
        """Something is said of it a few days later, written down but not yet sent, while it is done."""
        self.life.go_to(self.world.today + 3 * DAY, time(9))
        self.world.tick()
        self.world.report_done(self.world.told[-1 - which % len(self.world.told)], n)
        self.life.deliver(iter(()))

    @rule(place=places, data=st.data())
    def wish(self, place: tuple[str, Chat], data: st.DataObject) -> None:
        wanted = data.draw(wished(self.world.today))
        self.world.store.call(wishes.put, place[1], wanted, 1, self.world.now)
        self.go_on()

    @rule(agency=agencies, n=soon, works=st.booleans())
    def close_or_open(self, agency: str, n: int, works: bool) -> None:
        day = self.world.today + n // 3 * DAY
        if works:
            self.world.store.call(days_off.remove, agency, day)
        else:
            self.world.store.call(days_off.add, agency, day, "nghỉ", 1, self.world.now)
        self.go_on()

    @rule(agency=agencies, kind=st.sampled_from(EVENTS), n=st.integers(-10, 60))
    def hold_event(self, agency: str, kind: str, n: int) -> None:
        self.events += 1
        day = self.world.today + n * DAY
        self.world.store.call(events.add, agency, kind, f"Hội {self.events}", day, 1, self.world.now)
        self.go_on()

    @rule(agency=agencies)
    def cancel_event(self, agency: str) -> None:
        for event in self.world.store.call(events.of_agency, agency)[-1:]:
            self.world.store.call(events.cancel, event.id, 1, self.world.now)
        self.go_on()

    def go_on(self) -> None:
        self.life.live(self.between, iter(()))

    @invariant()
    def records_are_whole(self) -> None:
        self.world.store.call(check_records)

    def teardown(self) -> None:
        if hasattr(self, "life"):
            if not sys.exc_info()[0]:
                self.life.calm_down()
            self.world.store.close()


def look(examples: int, steps: int, *, always_the_same: bool = False) -> None:
    """Try so many histories of at most so many steps. Raises with a short one that breaks a rule."""
    structlog.configure(
        processors=[structlog.processors.KeyValueRenderer()], logger_factory=structlog.ReturnLoggerFactory()
    )
    how = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        derandomize=always_the_same,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Reminders, settings=how)


@click.command()
@click.option("--examples", default=2000, show_default=True)
@click.option("--steps", default=40, show_default=True, help="At most so many in each.")
def main(examples: int, steps: int) -> None:
    """Look for a history in which a reminder is not as it must be."""
    look(examples, steps)
    click.echo(f"{examples} histories of up to {steps} steps: every rule held")


if __name__ == "__main__":
    main()
