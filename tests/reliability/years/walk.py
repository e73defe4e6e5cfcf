"""Lives through the years: moment by moment the program is told the time, and what the plan holds for it happens."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from knowledge.working_days import Calendar
from tests.reliability.years.agencies import ADMIN
from tests.reliability.years.deeds import YES, Deeds, is_about_letters
from tests.reliability.years.killing import Killing
from tests.reliability.years.plan import Kill, Plan, Window, is_afternoon
from tests.reliability.years.program import KilledError, Program, unspoilt
from tests.reliability.years.story import Arrival, Deed, Story
from tests.reliability.years.world import World, world

Say = Callable[[str], object]
_ON_ITS_WAY = timedelta(minutes=10)
"""What is tried again so soon is waited for."""
_MOST_WAITS, _MOST_WAITS_IN_OUTAGE = 80, 3
_QUIET_AT_THE_END = 10
"""The last moments, in which nothing goes wrong any more."""


async def live(
    folder: Path,
    plan: Plan,
    agencies: Sequence[str],
    calendar: Calendar,
    say: Say,
    *,
    deeds: Iterable[Deed] | None = None,
    spoil: Callable[[], None] = unspoilt,
) -> Story:
    """`deeds` are those of the undisturbed run, None for that one itself, in which they are thought of."""
    story = Story()
    async with world(folder, plan, agencies, story) as made:
        program = Program(
            folder,
            made.secrets,
            lambda rows: story.doubts.extend((len(story.arrivals), row) for row in rows),
            spoil,
        )
        walk = _Walk(made, program, plan, calendar, deeds)
        try:
            await walk.through(say)
            made.remember()
        finally:
            program.stop()
        story.log = program.log
    return story


class _Walk:
    """`through` all moments of the plan, once."""

    def __init__(
        self,
        made: World,
        program: Program,
        plan: Plan,
        calendar: Calendar,
        deeds: Iterable[Deed] | None,
    ) -> None:
        self._world, self._program, self._plan, self._calendar = made, program, plan, calendar
        self._people = Deeds(made)
        self._killing = Killing(made, program, plan.seed)
        self._script: dict[datetime, list[Deed]] | None = None
        if deeds is not None:
            self._script = defaultdict(list)
            for deed in deeds:
                self._script[deed.at].append(deed)
        self._places = {place.agency: place for place in made.places}
        self._gone: set[Window] = set()
        self._letters, self._looked_at = False, 0
        made.runs = lambda: program.has_begun

    async def through(self, say: Say) -> None:
        for number, moment in enumerate(self._plan.moments):
            if number == len(self._plan.moments) - _QUIET_AT_THE_END:
                self._world.faults = 0.0
            await self._live(moment)
            if number % 50 == 0:
                say(f"{moment.date()}, {len(self._world.story.arrivals)} arrived, {self._program.kills} times killed")
        while self._killing.while_starting:
            self._killing.now("quiet")
            await self._go()

    async def _live(self, moment: datetime) -> None:
        made, plan = self._world, self._plan
        if plan.holding("asleep", moment):
            await self._program.sleep()
        made.now.set(moment)
        made.shift = sum((jump.shift for jump in plan.holding("jump", moment)), timedelta(0))
        made.outages = {outage.whom: outage.how for outage in plan.holding("outage", moment)}
        await self._put_out(moment)
        down, afternoon = bool(plan.holding("down", moment)), is_afternoon(moment)
        acts = afternoon and (self._script is None or moment in self._script)
        if down:
            self._killing.now("down")
        lives = not (down or plan.holding("asleep", moment))
        if acts:
            if lives:
                await self._go()
            await self._act(moment)
        if lives:
            for kill in plan.kills.get(moment, ()):
                await self._live_and_die(kill, tick=not acts)
            await self._go(tick=not acts)
        if afternoon and lives:
            await self._look_after_letters()

    async def _put_out(self, moment: datetime) -> None:
        now = set(self._plan.holding("gone", moment))
        for window in self._gone - now:
            await self._people.come_back(self._places[window.whom])
        for window in now - self._gone:
            await self._people.leave(self._places[window.whom], told=window.how == "told")
        self._gone = now

    async def _act(self, moment: datetime) -> None:
        story = self._world.story
        if self._script is not None:
            deeds = self._script[moment]
        else:
            deeds = self._people.thought_of(moment, self._plan, self._calendar)
        for deed in deeds:
            (story.deeds if await self._people.do(deed) else story.missed).append(deed)

    async def _look_after_letters(self) -> None:
        """An admin who was told of dead letters has them sent again, day by day until there are none. Whether several
        are to be sent is asked first."""
        arrivals = self._world.story.arrivals
        self._letters |= any(map(is_about_letters, arrivals[self._looked_at :]))
        self._looked_at = len(arrivals)
        if not self._letters:
            return
        listed = await self._answer_to(self._people.ask_for_dead_letters())
        if listed and listed.buttons:
            said = await self._answer_to(self._people.send_all_again(listed))
            if said and YES in said.buttons:
                await self._answer_to(self._people.confirm_that(said))
        elif listed:
            self._letters = False

    async def _answer_to(self, deed: Awaitable[None]) -> Arrival | None:
        """What the program says to the admin who does that; None where it is not there in time."""
        arrivals = self._world.story.arrivals
        before = len(arrivals)
        await deed
        await self._go(tick=False)
        return next((each for each in reversed(arrivals[before:]) if each.chat == str(ADMIN) and not each.key), None)

    async def _live_and_die(self, kill: Kill, *, tick: bool) -> None:
        """A kill that finds nothing to strike at strikes when all is done; that of a start waits for one."""
        before = self._program.kills
        self._killing.arm(kill)
        if kill == "starting":
            return
        await self._go(tick=tick)
        self._killing.disarm()
        if self._program.kills == before:
            self._killing.now("quiet")

    async def _go(self, *, tick: bool = True) -> None:
        """Until everything is done that is to be done at this moment, or soon after it, however often it is killed."""
        while True:
            try:
                if not self._program.runs:
                    await self._start()
                if self._program.is_asleep:
                    await self._program.at(self._world.shown, tick=False)
                await self._heard(lambda: not self._world.telegram.pending)
                due = await self._program.at(self._world.shown, tick=tick)
                await self._wait_for(due)
            except KilledError:
                continue
            return

    async def _wait_for(self, due: datetime | None) -> None:
        made = self._world
        until = made.shown + _ON_ITS_WAY
        for _ in range(_MOST_WAITS_IN_OUTAGE if made.outages else _MOST_WAITS):
            if due is None or due > until:
                return
            made.now.set(max(due - made.shift, made.now()))
            due = await self._program.at(made.shown, tick=False)

    async def _start(self) -> None:
        telegram, zalo = self._world.telegram, self._world.zalo
        asked, requested = len(telegram.calls), len(zalo.requests)
        await self._killing.start()
        await self._program.begun()
        await self._heard(lambda: any(method == "getupdates" for method, _ in telegram.calls[asked:]))
        await self._heard(lambda: any(each.method == "getUpdates" for each in zalo.requests[requested:]))

    async def _heard(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(30):
            while not condition():
                if not self._program.runs:
                    raise KilledError
                await asyncio.sleep(0.001)
