"""Roles as people type them, in either language, and the agency that is named with them."""

from handlers.context import Context
from knowledge.messages import Button, Reply
from knowledge.vietnamese.fold import fold

GROUP = "group"
_WORDS = {
    "nguoi phu trach chuong trinh": "owner", "nguoi phu trach": "owner", "phu trach": "owner", "owner": "owner",
    "nguoi quan tri": "admin", "quan tri": "admin", "administrator": "admin", "admin": "admin",
    "can bo dau moi": "officer", "dau moi": "officer", "can bo": "officer", "officer": "officer",
    "thanh vien": "member", "member": "member",
    "nhom": GROUP, "group": GROUP,
}  # fmt: skip
_MOST_WORDS, _MOST_OFFERED = 5, 8
TYPED = {"owner": "phụ trách", "admin": "quản trị", "officer": "cán bộ", "member": "thành viên", GROUP: "nhóm"}
"""How a button's command names each."""


def role_at_start(typed: str) -> tuple[str, str]:
    """The role, or `GROUP`, that a text begins with ("" where none), and the rest of it."""
    words = typed.split()
    for count in range(min(_MOST_WORDS, len(words)), 0, -1):
        if role := _WORDS.get(fold(" ".join(words[:count]))):
            return role, " ".join(words[count:])
    return "", typed.strip()


def one_agency(context: Context, typed: str, line: str) -> str | Reply:
    """The agency (id) that a text names; a reply where it names none, or several, to be chosen as `line` followed by
    the agency."""
    named = context.services.questions.agencies_named(typed)
    if not named:
        return context.reply("users.unknown_agency", typed=typed[:60])
    if len(named) == 1:
        return named[0][0]
    offers = [Button(name, f"{line} {agency}") for agency, name in named[:_MOST_OFFERED]]
    return context.reply("bind.which", *offers, typed=typed[:60])
