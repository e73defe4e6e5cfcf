"""The agencies, their groups and officers: whose chats there are, and how the program comes to know them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from knowledge.catalog.catalog import Catalog
from knowledge.memory import Transaction, chats, events, people
from knowledge.messages import Chat, Message
from knowledge.obligations.owed import every_agency
from tests.fakes.zalo_bot import hex_id

ADMIN = 999
PROVINCES = 34 / 60
"""The share of provinces: all there are, beside 26 others."""
OFFICE = Chat("telegram", "-30000", group=True)
"""The chat of the office that follows the whole programme."""
EVENT = "Sự kiện tổ chức ở nước ngoài"
"""What duties call something that is to be reported on."""


@dataclass(frozen=True)
class Place:
    """Where an agency is reached, in order of preference, and the account of its officer. `first` is on Telegram."""

    agency: str
    officer: int
    first: Chat
    second: Chat | None

    @property
    def chats(self) -> tuple[Chat, ...]:
        return (self.first, self.second) if self.second else (self.first,)

    @property
    def zalo_name(self) -> str:
        """Of its group on the Zalo Bot Platform, where it has one."""
        return f"z {self.agency}"


def choose(catalog: Catalog, number: int) -> list[str]:
    """So many of all agencies, provinces and others."""
    every = list(every_agency(catalog))
    provinces = [agency for agency in every if catalog.agencies[agency].kind == "province"]
    others = [agency for agency in every if agency not in provinces]
    share = min(max(round(number * PROVINCES), number - len(others)), len(provinces))
    return [*provinces[:share], *others[: number - share]]


def places(agencies: Sequence[str]) -> list[Place]:
    """Every third agency has a second group on Zalo, every tenth one on Telegram."""
    found = []
    for number, agency in enumerate(agencies):
        place = Place(agency, 1000 + number, _telegram(-10_000 - number), None)
        second = None
        if number % 3 == 0:
            second = Chat("zalo_bot", hex_id(place.zalo_name), group=True)
        elif number % 10 == 1:
            second = _telegram(-20_000 - number)
        found.append(Place(agency, place.officer, place.first, second))
    return found


def _telegram(number: int) -> Chat:
    return Chat("telegram", str(number), group=number < 0)


def found(tx: Transaction, known: Sequence[Place], first: int, last: int, now: datetime) -> None:
    """An admin, the office that follows all, and of each agency groups that are bound, and an officer, of whom two in
    three can be written to in private. Each agency holds an event in each of the years, from `first` to `last`."""
    admin = people.recognise(tx, _hello(_telegram(ADMIN), ADMIN, now), now)
    people.set_role(tx, admin.id, "admin")
    chats.seen(tx, _hello(OFFICE, ADMIN, now), now)
    chats.put_coordinating(tx, OFFICE, chats.last_coordinating(tx), now)
    for number, place in enumerate(known):
        known_by = _telegram(place.officer) if number % 3 else place.first
        officer = people.recognise(tx, _hello(known_by, place.officer, now), now)
        people.set_role(tx, officer.id, "officer", (place.agency,))
        for chat in place.chats:
            chats.seen(tx, _hello(chat, place.officer, now), now)
            chats.bind(tx, chat, place.agency, officer.id, now)
        for year in range(first, last + 1):
            day = date(year, 1, 15) + timedelta(days=number * 5)
            events.add(tx, place.agency, EVENT, f"Tuần văn hóa {year}", day, officer.id, now)


def _hello(chat: Chat, sender: int, now: datetime) -> Message:
    return Message(chat, "0", str(sender), "", now)
