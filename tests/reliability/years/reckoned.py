"""Compares the undisturbed run with what `ttdn simulate` reckons ahead: nothing may be lost in both runs alike."""

from collections.abc import Iterator, Sequence

from knowledge.obligations.book import Obligations
from knowledge.obligations.office import Office
from knowledge.obligations.plan import all_in
from tests.reliability.years.deeds import NOTED
from tests.reliability.years.plan import Plan
from tests.reliability.years.story import Story


def otherwise(book: Obligations, plan: Plan, agencies: Sequence[str], calm: Story) -> Iterator[str]:
    """A line for each step that was not said on the day on which it is reckoned to be, and for each that was said and
    is not reckoned; but for what officers put off or did, and for reports on events."""
    dealt_with = {(deed.agency, deed.obligation) for deed in calm.deeds if deed.label != NOTED}
    reckoned = {
        reminder.key: reminder.step.day
        for agency in agencies
        for reminder in all_in(book, Office(agency), plan.first, plan.last)
        if (agency, reminder.owed.obligation.key) not in dealt_with
    }
    said = {
        key: arrival
        for key, (arrival, step) in calm.first_by_step().items()
        if (step.agency, step.obligation) not in dealt_with and not _is_of_event(step.obligation)
    }
    yield from (f"LOST in the undisturbed run: {key}, {reckoned[key]}" for key in sorted(reckoned.keys() - said.keys()))
    yield from (f"said, but not reckoned: {key}, {said[key]}" for key in sorted(said.keys() - reckoned.keys()))
    for key in sorted(said.keys() & reckoned.keys()):
        if said[key].day != reckoned[key]:
            yield f"not on the day that is reckoned: {key}, {said[key]}, reckoned {reckoned[key]}"


def _is_of_event(obligation: str) -> bool:
    return obligation.rpartition(" ")[2].startswith("e")
