"""Whose role may be changed to what, beyond the table: nobody raises themselves, and an owner is left."""

from handlers.context import Context
from knowledge.memory import people
from knowledge.memory.people import ROLES, Person
from knowledge.messages import Reply

_HIGH = ("admin", "owner")


def refused_role(context: Context, target: Person, role: str, agencies: tuple[str, ...]) -> Reply | None:
    """Why the person who writes may not make the target this; None for who may. Looked up when it is offered, asked to
    be confirmed, carried out, and taken back."""
    if refusal := context.refused("change_role"):
        return refusal
    if context.person.role != "owner" and _is_for_owners(context.person, target, role):
        return context.reply("users.owners_only")
    if target.id == context.person.id and ROLES.index(role) > ROLES.index(target.role):
        return context.reply("users.not_yourself")
    if target.role == "owner" and role != "owner" and not people.others_with(context.tx, "owner", target.id):
        return context.reply("users.last_owner")
    return context.reply("users.needs_agency") if role == "officer" and not agencies else None


def _is_for_owners(person: Person, target: Person, role: str) -> bool:
    """Owners, other administrators, and making somebody one of them. Who is one may step down."""
    touched = target.role in _HIGH and target.id != person.id
    return touched or (role in _HIGH and role != target.role)
