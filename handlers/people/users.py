"""/nguoidung: who uses the program, with which role, for which agencies, on which channels; for admins, in private."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace

from handlers.context import Context
from handlers.people.role_words import GROUP, role_at_start
from handlers.people.user_rules import refused_role
from knowledge.changes.of_people import ROLE, person_subject
from knowledge.memory import invites, journal, people
from knowledge.memory.people import ROLES, Person
from knowledge.messages import Button, Reply
from knowledge.questions.ask import VIET_NAM
from knowledge.questions.wording import day
from knowledge.texts import channel_name
from knowledge.vietnamese.fold import fold

_COMMANDS = ("nguoidung", "users")
_LIST, _ONE = "users:list", "users:one"
ROLE_OF, ADD, DROP = "users:role", "users:add", "users:drop"
"""What the buttons under a person carry, followed by the person's number and the role, the agency, or both."""
NO_ROLE = "none"
_ON_A_PAGE = 8
_DIGITS = 9


@dataclass(frozen=True, slots=True)
class _Look:
    """A page of the people: those with a role, of an agency (id), with a part of a name."""

    role: str = ""
    agency: str = ""
    name: str = ""
    page: int = 0

    def button(self, context: Context, key: str, **values: object) -> Button:
        kept = {name: value for name, value in asdict(self).items() if value}
        return context.button(key, f"{_LIST} {json.dumps(kept)}", **values)


def show(context: Context) -> Reply | None:
    """A page of people, or one of them; None for another message."""
    chosen = _chosen(context)
    if not chosen and context.command not in _COMMANDS:
        return None
    if refusal := context.refused("see_users"):
        return refusal
    if chosen.startswith(_LIST):
        return _page(context, _Look(**json.loads(chosen.removeprefix(_LIST))))
    typed = chosen.removeprefix(_ONE).strip() if chosen else context.argument
    number = typed.removeprefix("#")
    if number.isascii() and number.isdecimal():
        person = people.get(context.tx, int(number)) if len(number) <= _DIGITS else None
        return one(context, person) if person and person.role else context.reply("users.gone")
    look = _read(context, typed)
    return look if isinstance(look, Reply) else _page(context, look)


def one(context: Context, person: Person, said: str = "") -> Reply:
    """What is known of the person, and what may be changed; below something that was `said`."""
    lines = [said, ""] if said else []
    lines += [_numbered(context, person.id), *_facts(context, person)]
    return Reply("\n".join(lines), tuple(_choices(context, person)), context.language)


def name_of(context: Context, person: int) -> str:
    """As a channel calls the person."""
    return people.name(context.tx, person) or context.reply("audit.nameless", number=person).text


def agencies_of(context: Context, agencies: tuple[str, ...]) -> str:
    """Their names."""
    return ", ".join(map(context.services.questions.agency_name, agencies))


def in_brackets(context: Context, role: str, agencies: tuple[str, ...]) -> str:
    """ "cán bộ đầu mối (Bộ Ngoại giao)"."""
    named = context.reply(f"role_name.{role or NO_ROLE}").text
    return f"{named} ({agencies_of(context, agencies)})" if agencies else named


def _numbered(context: Context, person: int) -> str:
    """With the number by which the person can be asked for; several may have one name."""
    name = people.name(context.tx, person)
    return context.reply("users.numbered", name=name, number=person).text if name else name_of(context, person)


def _chosen(context: Context) -> str:
    what, _, _ = context.text.partition(" ")
    return context.text if context.said.chosen and what in (_LIST, _ONE) else ""


def _read(context: Context, typed: str) -> _Look | Reply:
    role, rest = role_at_start(typed)
    look = _Look("" if role == GROUP else role)
    if not rest:
        return look
    by_name = [person for person, name in people.with_roles(context.tx) if fold(rest) in fold(name)]
    agencies = context.services.questions.agencies_named(rest)
    if by_name or not agencies:
        return replace(look, name=rest[:60])
    if len(agencies) == 1:
        return replace(look, agency=agencies[0][0])
    offers = [replace(look, agency=agency).button(context, "users.of", agency=name) for agency, name in agencies[:8]]
    return context.reply("bind.which", *offers, typed=rest[:60])


def _page(context: Context, look: _Look) -> Reply:
    found = [
        (person, name)
        for person, name in people.with_roles(context.tx)
        if look.role in ("", person.role)
        and (not look.agency or look.agency in person.agencies)
        and fold(look.name) in fold(name)
    ]
    if not found:
        return context.reply("users.none")
    begin = look.page * _ON_A_PAGE
    shown = found[begin : begin + _ON_A_PAGE]
    lines = [context.reply("users.head", n=len(found)).text]
    for person, _ in shown:
        role = in_brackets(context, person.role, person.agencies)
        lines.append(context.reply("users.line", name=_numbered(context, person.id), role=role).text)
    buttons = [Button(name or name_of(context, person.id), f"{_ONE} {person.id}") for person, name in shown]
    if begin + _ON_A_PAGE < len(found):
        last = min(begin + 2 * _ON_A_PAGE, len(found))
        more = replace(look, page=look.page + 1)
        buttons.append(more.button(context, "button.more", first=begin + _ON_A_PAGE + 1, last=last))
    return Reply("\n".join(lines), tuple(buttons), context.language)


def _facts(context: Context, person: Person) -> Iterator[str]:
    known = [
        (channel_name(context.language, channel), name) for channel, name in people.accounts(context.tx, person.id)
    ]
    yield context.reply("users.role", role=context.reply(f"role_name.{person.role or NO_ROLE}").text).text
    if person.agencies:
        yield context.reply("users.agencies", agencies=agencies_of(context, person.agencies)).text
    channels = ", ".join(f"{channel} ({name})" if name else channel for channel, name in known)
    yield context.reply("users.channels", channels=channels).text
    if seen := people.last_seen(context.tx, person.id):
        at = seen.astimezone(VIET_NAM)
        yield context.reply("users.seen", at=f"{at:%H:%M} {day(at.date(), context.language)}").text
    for entry in journal.newest(context.tx, limit=3, kind=ROLE, subject=person_subject(person.id)):
        if entry.reason:
            on = day(entry.at.astimezone(VIET_NAM).date(), context.language)
            yield context.reply("users.since", day=on, reason=entry.reason).text
    if n := sum(kept.made_by == person.id for kept in invites.usable(context.tx, context.now)):
        yield context.reply("users.invites", n=n).text


def _choices(context: Context, person: Person) -> Iterator[Button]:
    """What this person may change of that one."""
    for role in ROLES[1:]:
        agencies = person.agencies if role == "officer" else ()
        if role != person.role and refused_role(context, person, role, agencies or ("",)) is None:
            named = context.reply(f"role_name.{role}").text
            yield context.button("users.make", f"{ROLE_OF} {person.id} {role}", role=named)
    if person.role and refused_role(context, person, person.role, ("", "")) is None:
        if person.role != "member":
            yield context.button("users.add", f"{ADD} {person.id} {person.role}")
        for agency in person.agencies:
            name = context.services.questions.agency_name(agency)
            yield context.button("users.drop", f"{DROP} {person.id} {agency}", agency=name)
    if person.role and refused_role(context, person, "", ()) is None:
        yield context.button("users.remove", f"{ROLE_OF} {person.id} {NO_ROLE}")
