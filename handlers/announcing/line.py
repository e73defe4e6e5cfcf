"""A notice in one line: "/thongbao các tỉnh lúc 14:30: Kính mời họp …"; whatever of it is missing is asked for."""

import re
from dataclasses import replace

from handlers.announcing.steps import ask, go_on, keep, read_names, with_text, with_time
from handlers.announcing.words import doubts
from handlers.context import Context
from knowledge.announcing.draft import Draft
from knowledge.announcing.notice import tidy
from knowledge.messages import Reply

_HEAD_ENDS = re.compile(r":(?!\d)|\n")
_LONGEST_HEAD = 600
_SHORT_NAME = re.compile(r"[A-Z]{3,12}")
"""A word in capitals before the colon is meant for an agency, also where nobody knows it."""
_AT = re.compile(r"\s(?:lúc|luc|vào|vao|at)\s+(?=\S)", re.IGNORECASE)


def read_line(context: Context, typed: str) -> Reply:
    """To whom, perhaps when, a colon and the text. Without a colon it is one of the two: those whom it names, or else
    what is to be said. Where no time is said it goes out at once; nothing goes out without being confirmed."""
    head, text = _split(typed)
    names, _, at = _AT.sub("\0", head, count=1).partition("\0")
    read = read_names(context, names)
    if not (read.whom.is_said or read.doubtful):
        if not (text and _SHORT_NAME.fullmatch(names.strip())):
            return with_text(context, Draft(), typed)
        read = replace(read, unknown=(names.strip(),))
    if read.is_clear and not text:
        return go_on(context, Draft(read.whom))
    if read.unknown and not text:
        return with_text(context, Draft(), typed)
    if not read.is_clear:
        draft = Draft(text=tidy(text))
        draft = draft if at else draft.going_at(None)
        keep(context, draft)
        return ask(context, draft, "whom", doubts(context, read))
    draft = Draft(read.whom, tidy(text) if at else "")
    return with_time(context, draft, at) if at else with_text(context, draft.going_at(None), text)


def _split(typed: str) -> tuple[str, str]:
    """What stands before the first colon or line break, and what behind it, "" where there is none."""
    found = _HEAD_ENDS.search(typed[:_LONGEST_HEAD])
    return (typed[: found.start()], typed[found.end() :].strip()) if found else (typed, "")
