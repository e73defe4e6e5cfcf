"""How a world with reminders goes on: hours and days of work, each step judged; and, in the end, calm days."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from knowledge.memory import Transaction, outbox, reminders, wishes
from knowledge.questions.ask import VIET_NAM
from tests.jobs.remind_rules import UndoneError, check_arrival, check_told, dump, expected
from tests.jobs.remind_strategies import AGENCIES, Setting
from tests.jobs.remind_world import CHATS, Fate, World

DAY = timedelta(days=1)
_HOURS = (time(8, 5), time(10, 15), time(14, 10))
"""Each chat may be told at one of them, whatever it wishes."""
_CALM_DAYS = 12


class Life:
    """`latest` is how far the clock ever was ahead."""

    def __init__(self, setting: Setting, begin: date) -> None:
        self.world = World(setting, datetime.combine(begin, time(8, 30), VIET_NAM))
        self.latest = self.world.now
        self._judged = 0

    def go_to(self, day: date, hour: time) -> None:
        """Nothing is done until then; does not go back."""
        self.world.now = max(self.world.now, datetime.combine(day, hour, VIET_NAM))

    def go_back(self, by: timedelta) -> None:
        self.latest = max(self.latest, self.world.now)
        self.world.now -= by
        self.world.see_clock()

    def tick(self) -> None:
        """Whoever comes first, and however often it is reckoned, it is the same."""
        other = self._after_a_tick_in_another_order()
        self.world.tick()
        found = self.world.store.call(dump)
        assert found == other
        self.world.tick()
        assert self.world.store.call(dump) == found

    def deliver(self, fates: Iterator[Fate]) -> None:
        self.world.deliver(fates)
        arrived = self.world.arrived
        for n in range(self._judged, len(arrived)):
            self.world.store.call(check_arrival, self.world, arrived[n], arrived[:n])
        self._judged = len(arrived)

    def live(self, days: int, fates: Iterator[Fate]) -> None:
        """So many days from midnight on: several ticks a day, each followed by sending."""
        for _ in range(days):
            self.go_to(self.world.today + DAY, time())
            self._live_through_the_day(fates)

    def calm_down(self) -> None:
        """Everything works again: then everything is said on its day, and nothing was lost."""
        world, store = self.world, self.world.store
        world.now += DAY
        world.down.clear()
        world.start(world.setting)
        for agency in AGENCIES:
            world.bind(CHATS[agency][0], agency)
            for chat in CHATS[agency]:
                wanted = replace(store.call(wishes.get, chat), paused_until=None)
                store.call(wishes.put, chat, wanted, 1, world.now)
        self.live(_CALM_DAYS, iter(()))
        for _ in range(_CALM_DAYS):
            self.go_to(world.today + DAY, time())
            self._live_a_good_day()

    def _live_a_good_day(self) -> None:
        """As expected in the morning; but on a day on which a clock that was ahead had them told, they are told no
        more, and of what was missed the day after."""
        world, store = self.world, self.world.store
        morning = {agency: store.call(expected, world, agency) for agency in AGENCIES}
        keys = {agency: reminders.key_of_day(agency, world.today) for agency in AGENCIES}
        told = {agency for agency in AGENCIES if store.call(outbox.has_key, keys[agency])}
        self._live_through_the_day(iter(()))
        never_ahead = world.now > self.latest + _CALM_DAYS * DAY
        for agency in set(AGENCIES) - told:
            store.call(check_told, world, agency, morning[agency], exactly=never_ahead)

    def _live_through_the_day(self, fates: Iterator[Fate]) -> None:
        for hour in _HOURS:
            self.go_to(self.world.today, hour)
            self.world.tick()
            self.deliver(fates)

    def _after_a_tick_in_another_order(self) -> object:
        def work(tx: Transaction) -> None:
            self.world.tick_in(tx, backwards=True)
            raise UndoneError(dump(tx))

        try:
            self.world.store.call(work)
        except UndoneError as undone:
            return undone.args[0]
        raise AssertionError
