"""Trying out the roles, on a page that only this machine reaches: a menu on every page, and a page for each role.

GET /trial/{who}/{where}/           the page of somebody who plays `who` ("guest", "member", "officer-bng", "admin",
                                    "owner") in `where` ("private", "group", "group-bng")
GET /trial/{who}/{where}/events     as of the page, see `web_chat`
POST /trial/{who}/{where}/messages  as of the page

The address is all that is chosen: it outlives a restart, and two tabs can be two people in one group.
"""

import html
from collections.abc import Mapping
from string import Template

from aiohttp import web

from bot.channels.web_page import FOLDER, as_json, write_page
from bot.channels.web_people import Visitor, find_secret, new_secret
from bot.channels.web_persona import Persona, agency_name, prepare
from bot.web import language_of
from knowledge.memory import Store
from knowledge.messages import TRIAL, Message
from knowledge.records import Agency
from knowledge.texts import LANGUAGES, say, table

TRIAL_FOLDER, DEMO_FOLDER = FOLDER / "trial", FOLDER / "demo"
HEAD = """<link rel="stylesheet" href="/trial.css">
  <script type="module" src="/trial.js"></script>
  <script type="module" src="/demo-menu.js"></script>"""


class TrialMenu:
    """The menu and the banner, as pieces of the page."""

    def __init__(self, agencies: Mapping[str, Agency]) -> None:
        self.agencies = agencies
        self._lists = {
            language: as_json([_listed(each, language) for each in agencies.values()]) for language in LANGUAGES
        }

    def pieces(self, language: str, persona: Persona | None = None) -> dict[str, str]:
        """What stands in the page, for the persona that is played there, if any."""
        texts = table(language, "trial") | table(language, "role_name")
        played = self._played(language, persona) if persona else ""
        menu = Template((TRIAL_FOLDER / "menu.html").read_text(encoding="utf-8")).substitute(
            {name: html.escape(text) for name, text in texts.items()},
            banner=html.escape(say(language, "trial.banner", persona=played)),
            without="" if persona else "hidden",
            who=html.escape(persona.who) if persona else "",
            where=html.escape(persona.where) if persona else "",
            agencies=self._lists[language],
            demo_menu=_demo_menu(language),
            demo=html.escape(say(language, "demo.open")),
        )
        own = {"name": played, "example": self._example(language, persona)} if persona else {}
        return {"trial_head": HEAD, "trial": menu} | {name: html.escape(text) for name, text in own.items()}

    def _played(self, language: str, persona: Persona) -> str:
        return f"{persona.name(language, self.agencies)} · {persona.place(language, self.agencies)}"

    def _example(self, language: str, persona: Persona) -> str:
        """The first thing to say that the page offers: what only this role has."""
        if persona.group == "" and persona.role not in ("", "member"):
            agency = self.agencies[persona.agency] if persona.agency else next(iter(self.agencies.values()))
            return say(language, "trial.bind", agency=agency_name(agency, language))
        return say(language, "trial.own" if persona.agency or persona.group else "start.example")


class TrialDoor:
    """The door of those who play a role."""

    channel = TRIAL
    path = "/trial/{who}/{where}"

    def __init__(self, menu: TrialMenu) -> None:
        self._menu = menu

    def find(self, request: web.Request) -> Visitor | None:
        secret = find_secret(request)
        visitor = self._played(request, secret or new_secret())
        return visitor if secret else None

    def new(self, request: web.Request) -> Visitor:
        return self._played(request, new_secret())

    def page(self, request: web.Request) -> str:
        language = language_of(request)
        return write_page(language, self._menu.pieces(language, self._persona(request)))

    async def announce(self, request: web.Request, message: Message, store: Store) -> None:
        await store.run(prepare, self._persona(request), message, message.at)

    def _played(self, request: web.Request, secret: str) -> Visitor:
        return self._persona(request).played_at(secret, language_of(request), self._menu.agencies)

    def _persona(self, request: web.Request) -> Persona:
        named = request.match_info
        persona = Persona.named(named["who"], named["where"], self._menu.agencies)
        if persona is None:
            raise web.HTTPNotFound
        return persona


def _demo_menu(language: str) -> str:
    """The way to the reminders of an agency, see `web_demo`."""
    texts = table(language, "trial") | table(language, "demo")
    menu = Template((DEMO_FOLDER / "menu.html").read_text(encoding="utf-8"))
    return menu.substitute({name: html.escape(text) for name, text in texts.items()})


def _listed(agency: Agency, language: str) -> dict[str, str]:
    """What the menu shows of an agency, and all that it can be found by."""
    found = " ".join((agency.id, agency.name, agency.name_en, *agency.aliases))
    return {"id": agency.id, "name": agency_name(agency, language), "found": found}
