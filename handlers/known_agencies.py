"""Who speaks for an agency that is not there any more, hidden, taken back or gone from the files, speaks for one less
as long as that is so. What is kept of them stays as it is, and holds again once the agency is back."""

from dataclasses import replace

from handlers.context import Services
from knowledge.memory.chats import Place
from knowledge.memory.people import Person


def of_person(services: Services, person: Person) -> Person:
    """The person with the agencies that there are."""
    return replace(person, agencies=tuple(each for each in person.agencies if services.questions.knows(each)))


def of_place(services: Services, place: Place) -> Place:
    """The chat, as nobody's where its agency is not there."""
    gone = place.agency is not None and not services.questions.knows(place.agency)
    return replace(place, agency=None) if gone else place
