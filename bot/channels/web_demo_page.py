"""What the page of a demo shows beside the conversation: the bar with its day, and how it stands there."""

import html
from datetime import date
from string import Template

from bot.channels.web_page import write_page
from bot.channels.web_persona import Persona, agency_name
from bot.channels.web_trial import DEMO_FOLDER, TrialMenu
from bot.demo.world import Journey, Progress, World
from knowledge.questions.wording import day, weekday
from knowledge.texts import say, table

HEAD = '<link rel="stylesheet" href="/demo.css">\n  <script type="module" src="/demo.js"></script>'
NO_REAL_DAYS = {"today": "", "yesterday": ""}
"""Days are named as they are in the demo."""


class DemoPage:
    """The page itself, with the menu of the trial."""

    def __init__(self, menu: TrialMenu) -> None:
        self._menu = menu

    def write(self, language: str, persona: Persona, first: date, last: date) -> str:
        """For the group of the persona; the bar takes days from the `first` to the `last`."""
        assert persona.agency is not None  # it is an officer
        pieces = self._menu.pieces(language)
        name = agency_name(self._menu.agencies[persona.agency], language)
        texts = (
            table(language, "trial") | table(language, "demo") | {"banner": say(language, "demo.banner", agency=name)}
        )
        bar = Template((DEMO_FOLDER / "bar.html").read_text(encoding="utf-8")).substitute(
            {key: html.escape(text) for key, text in texts.items()},
            chosen=html.escape(persona.agency),
            first=first.isoformat(),
            last=last.isoformat(),
        )
        own = {
            "name": texts["banner"],
            "welcome_title": texts["open"],
            "welcome": texts["welcome"],
            "example": texts["own"],
        }
        shown = {key: html.escape(text) for key, text in own.items()}
        parts = {
            "trial_head": f"{pieces['trial_head']}\n  {HEAD}",
            "trial": pieces["trial"] + bar,
            "no_files": "hidden",
        }
        return write_page(language, pieces | parts | shown, NO_REAL_DAYS | {"elsewhere": texts["paused"]})


def standing(world: World, language: str) -> dict[str, object]:
    """The `clock` event, see `web_demo`."""
    return {
        "chat": world.chat.id,
        "day": world.today.isoformat(),
        "today": say(language, "demo.today", day=weekday(world.today, language)),
        "note": _note(world.journey, language) if world.journey else "",
        "playing": _playing(world.progress, language) if world.progress else None,
    }


def _playing(progress: Progress, language: str) -> dict[str, object]:
    label = say(language, "demo.playing", done=progress.done, days=progress.days)
    return {"done": progress.done, "days": progress.days, "label": label}


def _note(journey: Journey, language: str) -> str:
    """What the jump brought, and when something comes next where it brought nothing."""
    if journey.trouble:
        return journey.trouble
    parts = [say(language, "demo.stopped")] if journey.stopped else []
    if journey.said:
        parts.append(say(language, "demo.came", span=_span(journey, language), n=journey.said))
    else:
        parts.append(say(language, "demo.none", span=_span(journey, language)))
        later = say(language, "demo.next", day=weekday(journey.next, language)) if journey.next else ""
        parts.append(later or say(language, "demo.no_next"))
    return " ".join(parts)


def _span(journey: Journey, language: str) -> str:
    """ "Thứ Hai 23/11/2026", "Từ 23/11/2026 đến 27/11/2026"."""
    if journey.first == journey.last:
        only = weekday(journey.first, language)
        return only[0].upper() + only[1:]
    return say(language, "demo.span", first=day(journey.first, language), last=day(journey.last, language))
