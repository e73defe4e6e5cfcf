"""A person's role and agencies are made something else, and the person is told."""

from handlers.context import Context
from knowledge.changes.change import Change, Entry, Value
from knowledge.changes.of_people import ROLE, number_in, person_subject, read_rights, rights
from knowledge.memory import people
from knowledge.memory.people import Person
from knowledge.notices import tell_person
from knowledge.questions.wording import listing


def change_role(
    context: Context, target: Person, role: str, agencies: tuple[str, ...], expected: Value
) -> Entry | None:
    """Make the person this, in one step for all that changes; None where it is so already. Raises ConflictError where
    it is not `expected` any more."""
    entry = context.change(ROLE, person_subject(target.id), rights(role, agencies), expected=expected)
    if entry:
        tell_of_role(context, entry.change)
    return entry


def tell_of_role(context: Context, change: Change) -> None:
    """Say to the person in private, in one sentence, what they are now; who did it themselves need not be told."""
    person = people.get(context.tx, number_in(change.subject)) if change.kind == ROLE else None
    if person is None or person.id == context.person.id:
        return
    role, agencies = read_rights(change.after)
    language = person.language or "vi"
    by = people.name(context.tx, context.person.id)
    named = listing([context.services.questions.agency_name(each) for each in agencies], language)
    key = "notice.role_ended" if not role else "notice.role_agencies" if named else "notice.role"
    tell_person(context.tx, person, key, context.now, role=role, agencies=named, by=by)
