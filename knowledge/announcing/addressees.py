"""Whom a notice reaches: the chats of the agencies that are meant, or of the officers who speak for them."""

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.announcing.whom import Whom
from knowledge.memory import Transaction, chats, people
from knowledge.memory.announcements import Addressee
from knowledge.messages import Chat
from knowledge.records import Agency

_COLLECTIVES = ("group", "province-class")


@dataclass(frozen=True, slots=True)
class Place:
    """A chat that is meant. `active`: false where the program was removed or blocked."""

    to: Addressee
    chat: Chat
    active: bool = True


@dataclass(frozen=True, slots=True)
class Reach:
    """All chats that are meant, and the agencies (ids) that are meant and have none: no group, or nobody who speaks for
    them and can be written to."""

    places: tuple[Place, ...]
    missing: tuple[str, ...]

    @property
    def active(self) -> tuple[Place, ...]:
        """The chats that can be written to."""
        return tuple(place for place in self.places if place.active)


def reach_of(tx: Transaction, agencies: Mapping[str, Agency], whom: Whom) -> Reach:
    """As it is now. Each chat is there once, however often it is meant. Where all are meant, nobody is missing."""
    places = _officers(tx, agencies, whom) if whom.officers else _groups(tx, agencies, whom)
    found = {place.to.agency for place in places}
    missing = (
        agency.id
        for agency in agencies.values()
        if not whom.every
        and whom.has(agency.id, agency.kind)
        and agency.id not in found
        and (agency.id in whom.agencies or (agency.status == "active" and agency.kind not in _COLLECTIVES))
    )
    return Reach(tuple({place.to.chat: place for place in places}.values()), tuple(missing))


def _groups(tx: Transaction, agencies: Mapping[str, Agency], whom: Whom) -> list[Place]:
    return [
        Place(Addressee(chats.number_of(tx, place.chat), agency), place.chat, place.active)
        for place in chats.bound(tx)
        if (agency := place.agency) and whom.has(agency, _kind(agencies, agency))
    ]


def _officers(tx: Transaction, agencies: Mapping[str, Agency], whom: Whom) -> list[Place]:
    return [
        Place(Addressee(chats.number_of(tx, chat), meant[0], person.id, person.language or "vi"), chat)
        for chat, person in people.private_chats(tx, "officer")
        if (meant := [each for each in person.agencies if whom.has(each, _kind(agencies, each))])
    ]


def _kind(agencies: Mapping[str, Agency], agency: str) -> str:
    return agencies[agency].kind if agency in agencies else ""
