"""What can go wrong with one call of the Bot API; planned for a method, each happens once."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Refuse:
    """An error in Telegram's own words. `parameters` are what is sent along with it."""

    code: int
    description: str
    parameters: dict[str, Any] | None = None


@dataclass(frozen=True)
class Page:
    """Somebody else answers: an error page of a gateway, with the address that was asked for in it."""

    status: int


@dataclass(frozen=True)
class Body:
    """These bytes, whatever they mean."""

    content: bytes
    status: int = 200


@dataclass(frozen=True)
class Hang:
    """Taken and never answered, as long as the server runs."""


@dataclass(frozen=True)
class Cut:
    """The connection is cut, after the call has done its work or before."""

    after: bool = True


Fault = Refuse | Page | Body | Hang | Cut


def too_many(seconds: int) -> Refuse:
    return Refuse(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


def blocked() -> Refuse:
    return Refuse(403, "Forbidden: bot was blocked by the user")


def other_poller() -> Refuse:
    return Refuse(
        409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )
