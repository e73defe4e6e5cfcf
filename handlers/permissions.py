"""Who may do what: the table `permissions.toml`, which an official can read, and how it is looked up."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from knowledge.memory.people import Person
from knowledge.messages import TRIAL, Chat

Refusal = Literal[
    "", "trial", "private", "group", "officer_of", "officer", "member", "admin", "owner"
]  # fmt: skip
"""Why somebody may not, as the texts `refused.*` say it; "" for who may."""

_GUEST = "guest"
_WHERE = ("private", "group", "anywhere")


@dataclass(frozen=True, slots=True)
class Permission:
    """A row of the table; what its fields mean stands at its head. `role` is one of `people.ROLES`, "" for a guest."""

    action: str
    role: str
    own: bool = False
    in_group: bool = False
    where: str = "anywhere"
    trial: bool = False
    confirm: bool = False
    commands: tuple[str, ...] = ()
    buttons: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()

    def refusal(self, person: Person, chat: Chat, agency: str | None, group_of: str | None) -> Refusal:
        """Why the person may not do it in this chat, which is the group of the agency `group_of`, for `agency` (None:
        for one of theirs that is not named yet)."""
        if chat.channel == TRIAL and not self.trial:
            return "trial"
        open_here = self.in_group and chat.group and group_of is not None and agency in (None, group_of)
        if not open_here and (refusal := self.refusal_of(person, agency)):
            return refusal
        if self.where != "anywhere" and chat.group != (self.where == "group"):
            return "group" if self.where == "group" else "private"
        return ""

    def refusal_of(self, person: Person, agency: str | None) -> Refusal:
        """The same wherever the person is."""
        if self.own and agency is not None:
            speaks = agency in person.agencies and person.is_at_least(self.role)
            return "" if speaks or person.is_at_least("admin") else "officer_of"
        return "" if person.is_at_least(self.role) else _REFUSALS[self.role]


_REFUSALS: dict[str, Refusal] = {"member": "member", "officer": "officer", "admin": "admin", "owner": "owner"}


def _read() -> dict[str, Permission]:
    """Raises TypeError or ValueError for a row that cannot be meant."""
    text = (Path(__file__).parent / "permissions.toml").read_text(encoding="utf-8")
    return {action: _permission(action, dict(row)) for action, row in tomllib.loads(text).items()}


def _permission(action: str, row: dict[str, object]) -> Permission:
    role, lists = row.pop("role"), ("commands", "buttons", "changes")
    if role not in (_GUEST, *_REFUSALS) or row.get("where", "anywhere") not in _WHERE:
        raise ValueError(f"permissions.toml: {action}: no such role or place")
    row |= {name: tuple(row[name]) for name in lists if name in row}  # type: ignore[arg-type]
    return Permission(action, "" if role == _GUEST else str(role), **row)  # type: ignore[arg-type]


PERMISSIONS: Mapping[str, Permission] = _read()


def of_change(kind: str) -> Permission:
    """Who may make a change of this kind, and so take one back."""
    return next((each for each in PERMISSIONS.values() if kind in each.changes), PERMISSIONS["undo_other"])
