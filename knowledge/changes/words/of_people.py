"""People, their codes and groups."""

from collections.abc import Mapping
from types import MappingProxyType

from knowledge.changes.change import Value
from knowledge.changes.of_chats import CHAT, OFFICE, WISHES
from knowledge.changes.of_people import ERASED, INVITE, LINKED, ROLE, number_in, read_rights
from knowledge.changes.words.names import Names, Words
from knowledge.memory.moments import from_text
from knowledge.obligations.office import KINDS as TOLD_OF
from knowledge.questions.ask import VIET_NAM
from knowledge.questions.wording import day, listing, weekday_name


def _rights(names: Names, value: Value) -> str:
    role, agencies = read_rights(value)
    named = names.say(f"role_name.{role or 'none'}")
    return f"{named} ({listing([names.agency(each) for each in agencies], names.language)})" if agencies else named


def _invite(names: Names, value: Value) -> str:
    if not isinstance(value, dict):
        return names.say("audit.closed")
    until = from_text(value["until"]).astimezone(VIET_NAM).date()
    good = {"uses": value["uses"], "until": day(until, names.language)}
    if value["for"] == "group":
        return names.say("audit.invite_group", agency=names.agency(value["agency"]), **good)
    role = names.say(f"role_name.{value['role'] or 'none'}")
    named = f"{role} ({names.agency(value['agency'])})" if value["agency"] else role
    return names.say("audit.invite_person", role=named, **good)


def _erased(names: Names, value: Value) -> str:
    return names.say("audit.erased" if value else "audit.kept")


def _linked(names: Names, value: Value) -> str:
    return names.person(number_in(value)) if isinstance(value, str) else names.say("audit.own_account")


def _bound(names: Names, value: Value) -> str:
    return names.agency(value["agency"]) if isinstance(value, dict) else names.say("audit.unbound")


def _yes(names: Names, value: Value) -> str:
    return names.say("audit.no" if value is None else "audit.yes")


def _wishes(names: Names, value: Value) -> str:
    if not isinstance(value, dict):
        return names.say("audit.usual")
    parts = []
    if value["first"] or value["last"]:
        parts.append(f"{value['first'] or ''}–{value['last'] or ''}")
    if value["quiet"]:
        quiet = [weekday_name(number, names.language) for number in value["quiet"]]
        parts.append(names.say("audit.quiet", days=listing(quiet, names.language)))
    parts.append(", ".join(names.say(f"kind.{kind}") for kind in TOLD_OF if kind in value["kinds"]))
    if value["paused_until"]:
        parts.append(names.say("audit.paused", day=names.day(value["paused_until"])))
    return "; ".join(parts)


WORDS: Mapping[str, Words] = MappingProxyType({
    ROLE: Words(lambda names, s: names.say("audit.role", name=names.person(number_in(s))), _rights),
    ERASED: Words(lambda names, s: names.say("audit.data", number=number_in(s)), _erased),
    LINKED: Words(lambda names, s: names.say("audit.account", number=number_in(s)), _linked),
    INVITE: Words(lambda names, s: names.say("audit.invite", number=number_in(s)), _invite, new="audit.nothing"),
    CHAT: Words(lambda names, s: names.say("audit.chat", group=names.group(s)), _bound),
    OFFICE: Words(lambda names, s: names.say("audit.office", group=names.group(s)), _yes),
    WISHES: Words(lambda names, s: names.say("audit.wishes", group=names.group(s)), _wishes),
})  # fmt: skip
