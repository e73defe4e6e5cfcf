"""What is chosen under a person of /nguoidung: another role, one agency more or less, no role any more."""

import json

from handlers.asking import answered, ask_for
from handlers.confirming import ask_to_confirm
from handlers.context import Context
from handlers.people.role_changes import change_role
from handlers.people.role_words import one_agency
from handlers.people.user_rules import refused_role
from handlers.people.users import ADD, DROP, NO_ROLE, ROLE_OF, agencies_of, in_brackets, name_of, one
from knowledge.changes.making import ConflictError
from knowledge.changes.of_people import read_rights, rights, rights_of
from knowledge.memory import people
from knowledge.memory.people import ROLES, Person
from knowledge.messages import Reply

_ASKED, _STOP = "users:asked", "users:stop"


def choose(context: Context) -> Reply | None:
    """Ask what is missing, or whether it is to be changed; None for another message."""
    action, _, rest = context.text.partition(" ")
    if not (context.said.chosen and action in (ROLE_OF, ADD, DROP)):
        return None
    number, _, argument = rest.partition(" ")
    person = people.get(context.tx, int(number))
    if person is None or not person.role:
        return context.refused("change_role") or context.reply("users.gone")
    if action == ADD:
        role, _, agency = argument.partition(" ")
        return _confirm_one_more(context, person, role, agency) if agency else _ask_agency(context, person, role)
    if action == DROP:
        left = tuple(agency for agency in person.agencies if agency != argument)
        return _confirm(context, person, person.role, left)
    return _to_role(context, person, "" if argument == NO_ROLE else argument)


def record(context: Context) -> Reply | None:
    """The agency that was asked for. None where none was; a command gives it up."""
    asked = answered(context, f"{_ASKED} ", _STOP, "confirm.stopped")
    if not isinstance(asked, str):
        return asked
    number, role = asked.split()
    person = people.get(context.tx, int(number))
    if person is None:
        return context.refused("change_role") or context.reply("users.gone")
    if refusal := context.refused("change_role"):
        return refusal
    found = one_agency(context, context.text, f"{ADD} {person.id} {role}")
    if isinstance(found, str):
        return _confirm_one_more(context, person, role, found)
    return found if found.buttons else _ask_agency(context, person, role, found.text)


def change_now(context: Context, argument: str) -> Reply:
    """It was confirmed; what somebody else made of the person meanwhile is shown, and not overwritten."""
    wanted = json.loads(argument)
    person, role, agencies = people.get(context.tx, wanted["person"]), wanted["role"], tuple(wanted["agencies"])
    if person is None:
        return context.refused("change_role") or context.reply("users.gone")
    if refusal := refused_role(context, person, role, agencies):
        return refusal
    name = name_of(context, person.id)
    try:
        change_role(context, person, role, agencies, wanted["before"])
    except ConflictError as error:
        by = name_of(context, error.last.author.person) if error.last else ""
        now = in_brackets(context, *read_rights(error.now))
        return one(context, person, context.reply("users.changed_meanwhile", name=name, by=by, role=now).text)
    said = context.reply("users.changed", name=name, role=in_brackets(context, role, agencies)).text
    changed = people.get(context.tx, person.id)
    if not role or changed is None or not context.may("see_users"):
        return Reply(said, (), context.language)
    return one(context, changed, said)


def _to_role(context: Context, person: Person, role: str) -> Reply:
    if role not in ROLES:
        return context.reply("press.gone")
    agencies = person.agencies if role in ("officer", "admin", "owner") else ()
    if role == "officer" and not agencies:
        return refused_role(context, person, role, ("",)) or _ask_agency(context, person, role)
    return _confirm(context, person, role, agencies)


def _confirm_one_more(context: Context, person: Person, role: str, agency: str) -> Reply:
    """This role, with an agency more."""
    return _confirm(context, person, role, tuple(sorted({*person.agencies, agency})))


def _confirm(context: Context, person: Person, role: str, agencies: tuple[str, ...]) -> Reply:
    if refusal := refused_role(context, person, role, agencies):
        return refusal
    before = rights_of(person)
    name = name_of(context, person.id)
    if before == rights(role, agencies):
        return one(context, person, context.reply("users.already", name=name).text)
    was, will = in_brackets(context, person.role, person.agencies), in_brackets(context, role, agencies)
    key = "users.change_ask" if role else "users.remove_ask"
    said = context.reply(key, name=name, before=was, after=will)
    if person.id == context.person.id:
        said = context.reply("users.change_own", before=was, after=will)
    argument = {"person": person.id, "before": before, "role": role, "agencies": agencies}
    return ask_to_confirm(context, "change_role", json.dumps(argument), said, "users.yes" if role else "users.remove")


def _ask_agency(context: Context, person: Person, role: str, problem: str = "") -> Reply:
    if refusal := context.refused("change_role"):
        return refusal
    asked = f"{_ASKED} {person.id} {role}"
    ask_for(context, asked)
    key = "users.which_agency_else" if person.agencies else "users.which_agency"
    said = context.reply(key, name=name_of(context, person.id), agencies=agencies_of(context, person.agencies)).text
    text = f"{problem}\n{said}" if problem else said
    return Reply(text, (context.button("confirm.no", _STOP),), context.language)
