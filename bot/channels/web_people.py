"""Who is on the other side of the page: a browser, by its cookie, or the person whom the portal has signed in."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from http import HTTPStatus

from aiohttp import web

from bot.setting_tables import PortalSettings
from bot.web import RefusedError, language_of
from knowledge.messages import Chat
from knowledge.texts import say

CHANNEL = "web"
COOKIE = "conversation"
COOKIE_SECONDS = 400 * 24 * 3600  # the longest that browsers keep one
SECRET = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who writes where. `chat.id` and `sender` are made from the secret without giving it away: neither database nor
    page holds the cookie. `browser` is the same for all chats of a browser, `title` the name of a group."""

    chat: Chat
    sender: str
    browser: str
    name: str = ""
    title: str = ""
    secret: str | None = None


def find_visitor(request: web.Request, portal: PortalSettings | None) -> Visitor | None:
    """Who asks; None for a browser that is new here. Raises RefusedError for a person whom the portal does not name."""
    if portal is not None:
        return _signed_in(request, portal)
    secret = find_secret(request)
    return None if secret is None else of_browser(secret)


def find_secret(request: web.Request) -> str | None:
    """What the browser is known by; None for one that is new here."""
    secret = request.cookies.get(COOKIE, "")
    return secret if SECRET.fullmatch(secret) else None


def new_secret() -> str:
    """For a browser that was never here; nobody can guess it."""
    return secrets.token_urlsafe(32)


def remember(response: web.StreamResponse, visitor: Visitor) -> None:
    """Give the browser its cookie; a person whom the portal names needs none."""
    if visitor.secret:
        response.set_cookie(COOKIE, visitor.secret, max_age=COOKIE_SECONDS, path="/", httponly=True, samesite="Strict")


def of_browser(secret: str) -> Visitor:
    """The person at the browser with this secret, in the one chat that they have."""
    name = digest(secret)
    return Visitor(Chat(CHANNEL, name), name, name, secret=secret)


def _signed_in(request: web.Request, portal: PortalSettings) -> Visitor:
    name = request.headers.get(portal.header, "").strip()
    if not name or not portal.is_proxy(request.remote):
        raise RefusedError(HTTPStatus.FORBIDDEN, say(language_of(request), "web.unknown_person"))
    person = digest(f"{portal.address} {name}")
    return Visitor(Chat(CHANNEL, person), person, person, name=name)


def digest(text: str) -> str:
    """Stands for the text without giving it away."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]
