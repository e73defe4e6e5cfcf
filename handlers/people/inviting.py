"""/moi: a code that makes somebody a member or more, or binds a group; by choices, or in one line."""

import re
from dataclasses import dataclass, replace
from datetime import timedelta

from handlers.asking import answered, ask_for
from handlers.context import Context
from handlers.people.role_words import GROUP, TYPED, one_agency, role_at_start
from knowledge.changes.of_people import INVITE, invite_subject, invite_value
from knowledge.memory import invites
from knowledge.memory.invites import PERSON, Invite
from knowledge.messages import Button, Reply
from knowledge.questions.ask import VIET_NAM
from knowledge.questions.wording import day
from knowledge.texts import say
from knowledge.vietnamese.fold import fold

_COMMANDS = ("moi", "invite")
LIST = "invite:list"
_ASKED, _STOP = "invite:asked", "invite:stop"
_USES = re.compile(r"(?:^|\s)(\d{1,6})\s*(?:lan|luot|times?|uses?)(?=\s|$)")
_DAYS = re.compile(r"(?:^|\s)(\d{1,6})\s*(?:ngay|days?)(?=\s|$)")
_MOST_USES, _MOST_DAYS = 100, 30
_OFFERED_USES, _OFFERED_DAYS = (1, 5, 20, 100), (1, 7, 30)
_ONCE = ("admin", "owner")
"""Whom a code makes only one of: who gets hold of it by mistake must not be joined by others."""


@dataclass(frozen=True, slots=True)
class _Draft:
    """What is known so far: `role` is one of `people.ROLES` or `GROUP`; 0 for what was not said."""

    role: str
    agency: str = ""
    uses: int = 0
    days: int = 0

    @property
    def line(self) -> str:
        """The command that says it, as a button carries it."""
        uses, days = f"{self.uses} lần" if self.uses else "", f"{self.days} ngày" if self.days else ""
        return " ".join(filter(None, ("/moi", TYPED[self.role], self.agency, uses, days)))

    @property
    def needs_agency(self) -> bool:
        return self.role in ("officer", GROUP) and not self.agency


def invite(context: Context) -> Reply | None:
    """Make a code, or ask for what is missing; None for another message."""
    if context.command not in _COMMANDS:
        return None
    if refusal := context.refused("invite"):
        return refusal
    return _read(context, context.argument)


def record(context: Context) -> Reply | None:
    """The agency that was asked for. None where none was; a command gives it up."""
    line = answered(context, f"{_ASKED} ", _STOP, "inviting.stopped")
    if not isinstance(line, str):
        return line
    return context.refused("invite") or _read(context, f"{line} {context.text}")


def _read(context: Context, typed: str) -> Reply:
    role, rest = role_at_start(typed)
    if not role:
        return _which_role(context, "inviting.how" if typed else "inviting.which")
    uses, rest = _number(_USES, rest)
    days, rest = _number(_DAYS, rest)
    if not (_fits(uses, _MOST_USES) and _fits(days, _MOST_DAYS)):
        return context.reply("inviting.limits", uses=_MOST_USES, days=_MOST_DAYS)
    draft = _Draft(role, "", uses or 0, days or 0)
    if refusal := context.refused("invite_group" if role == GROUP else f"invite_{role}"):
        return refusal
    if rest and not draft.needs_agency:
        return context.reply("inviting.no_agency", role=context.reply(f"role_name.{role}").text)
    if rest:
        return _with_agency(context, draft, rest)
    return _ask_agency(context, draft, "") if draft.needs_agency else _go_on(context, draft)


def _number(pattern: re.Pattern[str], typed: str) -> tuple[int | None, str]:
    """The number that a text says, and the rest of it; None where it says none."""
    match = pattern.search("".join(fold(letter)[:1] or " " for letter in typed))
    if match is None:
        return None, typed
    return int(match[1]), f"{typed[: match.start()]} {typed[match.end() :]}".strip()


def _fits(said: int | None, most: int) -> bool:
    return said is None or 1 <= said <= most


def _with_agency(context: Context, draft: _Draft, typed: str) -> Reply:
    ahead = replace(draft, uses=0, days=0).line
    found = one_agency(context, typed, ahead)
    if isinstance(found, str):
        return _go_on(context, replace(draft, agency=found))
    return found if found.buttons else _ask_agency(context, draft, found.text)


def _ask_agency(context: Context, draft: _Draft, problem: str) -> Reply:
    line = draft.line.removeprefix("/moi ")
    ask_for(context, f"{_ASKED} {line}")
    own = [
        Button(context.services.questions.agency_name(agency), replace(draft, agency=agency).line)
        for agency in context.person.agencies
    ]
    said = context.reply("inviting.which_group" if draft.role == GROUP else "inviting.which_agency").text
    text = f"{problem}\n{said}" if problem else said
    return Reply(text, (*own, context.button("inviting.stop", _STOP)), context.language)


def _go_on(context: Context, draft: _Draft) -> Reply:
    """Ask how often and for how long, where that was not said; else make the code."""
    action = "invite_group" if draft.role == GROUP else f"invite_{draft.role}"
    if refusal := context.refused(action, draft.agency if draft.role == GROUP else None):
        return refusal
    if draft.role in _ONCE:
        if draft.uses > 1:
            return context.reply("inviting.once", role=context.reply(f"role_name.{draft.role}").text)
        draft = replace(draft, uses=1)
    if not draft.uses:
        uses = [(n, replace(draft, uses=n)) for n in _OFFERED_USES]
        return context.reply(
            "inviting.uses_ask", *(context.button("inviting.uses", each.line, n=n) for n, each in uses)
        )
    if not draft.days:
        days = [(n, replace(draft, days=n)) for n in _OFFERED_DAYS]
        return context.reply(
            "inviting.days_ask", *(context.button("inviting.days", each.line, n=n) for n, each in days)
        )
    return _make(context, draft)


def _make(context: Context, draft: _Draft) -> Reply:
    """The code is said this once; what is written down is its number and what it is good for."""
    group = draft.role == GROUP
    wanted = Invite(invites.GROUP if group else PERSON, "" if group else draft.role, draft.agency or None)
    until = context.now + timedelta(days=draft.days)
    code, number = invites.draw(context.tx, wanted, draft.uses, until, context.person.id, is_open=False)
    kept = invites.get(context.tx, number)
    assert kept is not None  # it was just drawn
    context.change(INVITE, invite_subject(number), invite_value(kept))
    name = context.services.questions.agency_name(draft.agency) if draft.agency else ""
    key = "group" if group else "officer" if name else "person"
    role = "" if group else context.reply(f"role_name.{draft.role}").text
    last = day(until.astimezone(VIET_NAM).date(), context.language)
    good = {"n": draft.uses, "until": last, "role": role, "agency": name, "number": number}
    lines = [context.reply(f"inviting.made_{key}", **good).text, code, say(context.language, f"inviting.use_{key}")]
    if links := context.services.links(code, group):
        lines += [context.reply("inviting.link").text, *links]
    return Reply("\n".join(lines), (context.button("inviting.list", LIST),), context.language)


def _which_role(context: Context, key: str) -> Reply:
    """The roles, and groups, for which this person may make codes."""
    offered = []
    for role in ("member", "officer", "admin", "owner", GROUP):
        if context.may("invite_group" if role == GROUP else f"invite_{role}"):
            label = "inviting.for_group" if role == GROUP else f"role_name.{role}"
            offered.append(context.button(label, _Draft(role).line))
    return context.reply(key, *offered, context.button("inviting.list", LIST))
