"""What officers and the admin do, as people do it: they press buttons under messages that arrived, and write."""

import random
from datetime import datetime, timedelta

from knowledge.obligations.message import PUT_OFF_DAYS
from knowledge.texts import say
from knowledge.working_days import Calendar
from tests.fakes.telegram_methods import Sent
from tests.reliability.years.agencies import ADMIN, Place
from tests.reliability.years.plan import Plan
from tests.reliability.years.story import Arrival, Deed
from tests.reliability.years.world import World

NOTED = say("vi", "remind.acknowledge")
DONE = (say("vi", "remind.done"), say("vi", "remind.sent_report"))
PUT_OFF = tuple(say("vi", "remind.later", n=days) for days in PUT_OFF_DAYS)
YES = say("vi", "undelivered.again_yes")
LETTERS = "notice dead letters"
_KNOWN_FOR = timedelta(days=80)
"""After ninety days the program forgets what it has said."""


class Deeds:
    """By all people of a world."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._places = {place.agency: place for place in world.places}
        self._latest: dict[tuple[str, str], Arrival] = {}
        self._read = 0
        self._presses = 0

    def thought_of(self, moment: datetime, plan: Plan, calendar: Calendar) -> list[Deed]:
        """What officers do about what came today: in the run that is not disturbed. What would come out differently on
        another day is only done where nothing lasting is wrong in the other run."""
        today = moment.date()
        about = [each for each in self._about_one() if each.day == today and each.buttons]
        deeds = (_deed(each, moment, plan.seed) for each in about)
        return [deed for deed in deeds if deed and (deed.label == NOTED or plan.is_calm(deed.agency, today, calendar))]

    async def do(self, deed: Deed) -> bool:
        """Whether it was the same as in the undisturbed run: not where there is no message to do it under, where the
        bot is not in that group now, where it does not offer that, or where another step is taken note of."""
        self._about_one()
        under = self._latest.get((deed.agency, deed.obligation))
        gone = self._world.telegram.platform.gone
        if under is None or under.chat in gone or under.true < deed.at - _KNOWN_FOR:
            return False
        label = deed.label if deed.label in under.buttons else NOTED
        await self._press(self._places[deed.agency], under, label)
        if deed.proof:
            chat = self._world.telegram.platform.chats[under.chat]
            await self._world.officer(self._places[deed.agency]).says(f"@ttdn_bot {deed.proof}", chat)
        return label == deed.label and (label != NOTED or under.steps[0].key == deed.step)

    async def ask_for_dead_letters(self) -> None:
        await self._world.admin.says("/khongguiduoc")

    async def send_all_again(self, listed: Arrival) -> None:
        await self._press(None, listed, list(listed.buttons)[-1])

    async def confirm_that(self, asked: Arrival) -> None:
        await self._press(None, asked, YES)

    async def leave(self, place: Place, *, told: bool) -> None:
        """The bot is put out of the agency's first group; the platform says so or does not."""
        platform = self._world.telegram.platform
        platform.gone[place.first.id] = "bot was kicked from the supergroup chat"
        if told:
            await self._world.officer(place).changes_membership("member", "kicked", platform.chats[place.first.id])

    async def come_back(self, place: Place) -> None:
        platform = self._world.telegram.platform
        platform.gone.pop(place.first.id, None)
        await self._world.officer(place).changes_membership("kicked", "member", platform.chats[place.first.id])

    def _about_one(self) -> list[Arrival]:
        """What arrived since this was last asked, of reminders of one thing."""
        new = self._world.story.arrivals[self._read :]
        self._read += len(new)
        alone = [each for each in new if each.kind == "remind" and each.buttons and len(_abouts(each)) == 1]
        self._latest |= {(each.agency, each.steps[0].obligation): each for each in alone}
        return alone

    async def _press(self, place: Place | None, under: Arrival, label: str) -> None:
        self._presses += 1
        key = {"text": label, "callback_data": under.buttons[label]}
        message = Sent(1, under.chat, "", under.text, [], [[key]], False)
        person = self._world.officer(place) if place else self._world.admin
        await person.presses(message, key["callback_data"], f"press-{self._presses}")


def _abouts(arrival: Arrival) -> set[str]:
    return {step.obligation for step in arrival.steps}


def _deed(about: Arrival, moment: datetime, seed: int) -> Deed | None:
    chance = random.Random(f"deed {seed} {about.occasion}")
    obligation, step = about.steps[0].obligation, about.steps[0].key
    match chance.random():
        case often if often < 0.10:
            label = next(label for label in DONE if label in about.buttons)
            return Deed(
                moment, about.agency, label, obligation, step, f"{chance.randint(1, 999)}/BC-{about.agency.upper()}"
            )
        case often if often < 0.30 and (offered := [label for label in PUT_OFF if label in about.buttons]):
            return Deed(moment, about.agency, chance.choice(offered), obligation, step)
        case often if often < 0.60:
            return Deed(moment, about.agency, NOTED, obligation, step)
    return None


def is_about_letters(arrival: Arrival) -> bool:
    return arrival.chat == str(ADMIN) and arrival.key.startswith(LETTERS)
