"""The ways onto the page: who comes in, in which chat, and what the page says to them."""

from typing import Protocol

from aiohttp import web

from bot.channels.web_page import write_page
from bot.channels.web_people import CHANNEL, Visitor, find_visitor, new_secret, of_browser
from bot.channels.web_trial import TrialMenu
from bot.setting_tables import PortalSettings
from bot.web import language_of
from knowledge.memory import Store
from knowledge.messages import Message
from knowledge.texts import LANGUAGES


class Door(Protocol):
    """`channel` is that of everybody who comes in by it; `path` is what its addresses begin with, before a "/"."""

    channel: str
    path: str

    def find(self, request: web.Request) -> Visitor | None:
        """Who asks; None for a browser that is new here. Raises RefusedError, HTTPNotFound for who is not let in."""

    def new(self, request: web.Request) -> Visitor:
        """Somebody at a browser that was never here, who is let in."""

    def page(self, request: web.Request) -> str:
        """The page that they see."""

    async def announce(self, request: web.Request, message: Message, store: Store) -> None:
        """Make known what must be before their message is dealt with."""


class FrontDoor:
    """The page's own: one chat for each browser, or for each person whom the portal names. `menu`: who else one may
    be, where that can be tried out."""

    channel = CHANNEL
    path = ""

    def __init__(self, portal: PortalSettings | None, menu: TrialMenu | None = None) -> None:
        self._portal = portal
        self._pages = {
            language: write_page(language, menu.pieces(language)) if menu else write_page(language)
            for language in LANGUAGES
        }

    def find(self, request: web.Request) -> Visitor | None:
        return find_visitor(request, self._portal)

    def new(self, request: web.Request) -> Visitor:
        return of_browser(new_secret())

    def page(self, request: web.Request) -> str:
        return self._pages[language_of(request)]

    async def announce(self, request: web.Request, message: Message, store: Store) -> None:
        pass
