"""About which agency a command is, and who may set something for it."""

import re
from dataclasses import dataclass

from handlers.context import Context
from knowledge.messages import Button, Reply

_NAMED_AT_END = re.compile(r"(?:^|\s)@(?=\S)")
_MOST_OFFERED = 8
_SEE = {"nhac": "see_reminders", "ngaynghi": "see_days_off", "sukien": "see_events"}
_SET = {"nhac": "set_reminders", "ngaynghi": "set_days_off", "sukien": "set_events"}
"""The actions that the commands are, when they show something and when they set it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A command of an agency's: `rest` is what is typed behind it. `named`: the chat itself does not say which agency
    it is, so that what is chosen next must name it again."""

    context: Context
    command: str
    agency: str
    rest: str
    named: bool

    @property
    def name(self) -> str:
        """The agency's."""
        return self.context.services.questions.agency_name(self.agency)

    @property
    def may_set(self) -> bool:
        """Whether this person may set something for the agency, here."""
        return self.refused() is None

    def refused(self) -> Reply | None:
        """Why the person may not set what the command is about; None for who may."""
        return self.context.refused(_SET[self.command], self.agency)

    def line(self, rest: str) -> str:
        """The command with something else behind it, as a button carries it."""
        return " ".join(filter(None, (f"/{self.command}", rest, f"@{self.agency}" if self.named else "")))

    def button(self, key: str, rest: str, **values: object) -> Button:
        """A choice that gives this command."""
        return self.context.button(key, self.line(rest), **values)


def about(context: Context, command: str, agency: str) -> Asked:
    """A command about this agency with nothing behind it."""
    return Asked(context, command, agency, "", named=context.own != (agency,))


def whose(context: Context, command: str, rest: str) -> Asked | Reply:
    """The agency of the group; in private the person's own, one that stands behind "@" at the end, or else a reply that
    asks for it. Only in its own group an agency is shown to who does not speak for it."""
    if context.message.chat.group:
        agency = context.place.agency
        found = Asked(context, command, agency, rest, named=False) if agency else context.reply("diagnose.not_bound")
    else:
        found = _in_private(context, command, rest)
    if isinstance(found, Asked) and found.agency not in context.services.owing.catalog.agencies:
        return context.reply("whose.unknown", agency=found.name)
    return found


def _in_private(context: Context, command: str, rest: str) -> Asked | Reply:
    own = context.person.agencies
    at_end = [match.span() for match in _NAMED_AT_END.finditer(rest)]
    if at_end:
        start, end = at_end[-1]
        ids = [id_ for id_, _ in context.services.questions.agencies_named(rest[end:])]
        if len(ids) == 1:
            asked = Asked(context, command, ids[0], rest[:start].strip(), named=ids != list(own))
            return context.refused(_SEE[command], ids[0]) or asked
    if len(own) == 1:
        return Asked(context, command, own[0], rest, named=False)
    if own:
        names = {id_: context.services.questions.agency_name(id_) for id_ in own[:_MOST_OFFERED]}
        offers = [Button(name, Asked(context, command, id_, "", named=True).line(rest)) for id_, name in names.items()]
        return context.reply("whose.which", *offers)
    key = "whose.name_it" if context.theirs is None else "whose.officers_only"
    return context.reply(key, command=command)
