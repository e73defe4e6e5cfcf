"""What the chat in which an agency is reminded has set: read, changed, and said in a line or two."""

from dataclasses import dataclass
from datetime import date, time

from handlers.wishes.whose import Asked
from knowledge.changes.of_chats import WISHES, wishes_subject, wishes_value
from knowledge.memory import chats, offices, wishes
from knowledge.memory.chats import Place
from knowledge.memory.wishes import Wishes
from knowledge.messages import Button, Reply
from knowledge.obligations.office import KINDS
from knowledge.questions.ask import VIET_NAM
from knowledge.questions.wording import listing, shorten, weekday, weekday_name
from knowledge.texts import channel_name, say

_TITLE = 60  # characters


@dataclass(frozen=True, slots=True)
class Setting:
    """`place` is the chat in which the agency is reminded, `wanted` what that chat wishes."""

    asked: Asked
    place: Place
    wanted: Wishes

    @property
    def today(self) -> date:
        """In Viet Nam."""
        return self.asked.context.now.astimezone(VIET_NAM).date()

    @property
    def language(self) -> str:
        return self.asked.context.language

    @property
    def hours(self) -> tuple[time, time]:
        """From when until when (in Viet Nam) it is told."""
        first, last = self.asked.context.services.hours
        return self.wanted.first or first, self.wanted.last or last

    @property
    def resumes(self) -> date | None:
        """The day on which a pause ends; None where there is none."""
        until = self.wanted.paused_until
        return until if until and until > self.today else None

    def goes_on(self, until: date) -> date:
        """The first day on which it is told again after a pause until this day."""
        context = self.asked.context
        office = offices.get(context.tx, self.asked.agency, self.wanted)
        return context.services.owing.telling_days(office).first_working_day_on_or_after(until)

    @property
    def is_here(self) -> bool:
        """Whether it is the chat that is written in."""
        chat, here = self.place.chat, self.asked.context.message.chat
        return (chat.channel, chat.id) == (here.channel, here.id)

    def put(self, wanted: Wishes) -> "Setting":
        """The chat wishes this from now on."""
        context = self.asked.context
        subject = wishes_subject(context.tx, self.place.chat, self.asked.agency)
        context.change(WISHES, subject, wishes_value(wanted))
        return Setting(self.asked, self.place, wanted)

    def reply(self, key: str, *buttons: Button, **values: object) -> Reply:
        """A sentence, what is set now, and choices."""
        said = say(self.language, key, **values)
        return Reply("\n".join((said, "", *self.lines())), buttons, self.language)

    def lines(self) -> list[str]:
        """What is set: where it is told, when, and of what."""
        lines = [] if self.is_here else [say(self.language, "set.where", group=group_name(self.place, self.language))]
        first, last = map(clock_time, self.hours)
        quiet = [weekday_name(number, self.language) for number in sorted(self.wanted.quiet)]
        but = say(self.language, "set.but_days", days=listing(quiet, self.language)) if quiet else ""
        lines.append(say(self.language, "set.hours", first=first, last=last, but=but))
        off = self._kinds(frozenset(KINDS) - self.wanted.kinds)
        but = say(self.language, "set.but_kinds", kinds=off) if off else ""
        lines.append(say(self.language, "set.kinds", kinds=self._kinds(self.wanted.kinds), but=but))
        if self.resumes:
            lines.append(say(self.language, "set.paused", day=weekday(self.goes_on(self.resumes), self.language)))
        return lines

    def _kinds(self, kinds: frozenset[str]) -> str:
        return ", ".join(say(self.language, f"kind.{kind}") for kind in KINDS if kind in kinds)


def setting_of(asked: Asked) -> Setting | None:
    """As it is now; None where the agency has no chat in which it can be reminded."""
    places = chats.of_agency(asked.context.tx, asked.agency)
    place = next((place for place in places if place.active), None)
    return Setting(asked, place, wishes.get(asked.context.tx, place.chat)) if place else None


def group_name(place: Place, language: str) -> str:
    """Which group it is: its title, as far as it can be shown, and its channel."""
    title = " ".join("".join(c if c.isprintable() else " " for c in place.title).split())
    name = channel_name(language, place.chat.channel)
    return f"“{shorten(title, _TITLE)}” ({name})" if title else name


def clock_time(value: time) -> str:
    """ "08:00"."""
    return f"{value:%H:%M}"
