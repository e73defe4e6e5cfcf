"""A draft is corrected by a line: "/nhaptailieu 3 2.3 chủ trì Bộ Ngoại giao", "/nhaptailieu 3 số 99/QĐ-TTg"."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from handlers.context import Context
from knowledge.incoming import overview
from knowledge.incoming.agencies import decided, unknown_agencies
from knowledge.incoming.correcting import (
    Field,
    looked_through,
    position_of,
    with_field,
    with_particulars,
    without_task,
)
from knowledge.incoming.numbering import numbers
from knowledge.memory import drafts
from knowledge.memory.drafts import KeptDraft
from knowledge.messages import Reply
from knowledge.questions.ask import VIET_NAM
from knowledge.questions.days import read_days
from knowledge.questions.wording import agency_name
from knowledge.reading.drafts.draft import Draft
from knowledge.texts import LANGUAGES, say
from knowledge.vietnamese.fold import fold

_TASK = re.compile(r"#\d{1,5}|(?:[IVXLCivxlc]{1,7}\.)?\d{1,4}(?:\.\d{1,4}){0,3}[a-zđ]?")
_SYMBOL = re.compile(r"\d{1,6}[A-Za-zĐđ]?/[\w.&/-]{1,40}")
_PLACE = re.compile(r"(\d{1,4})\s+(?:là|la|is)\s+(.+)", re.IGNORECASE | re.DOTALL)
_LONGEST, _LONGEST_CELL = 2000, 600
"""Characters of what is typed, and of agencies: telling those apart takes time."""
_FIELDS: tuple[Field, ...] = ("number", "title", "lead", "coordinate", "period", "product")


@dataclass(frozen=True, slots=True)
class _Typed:
    """A word that names what is corrected, and what stands behind it."""

    word: str
    rest: str


def correct(context: Context, kept: KeptDraft, typed: str) -> Reply:
    """What the line says, done or explained; the draft as it is then."""
    if len(typed) > _LONGEST:
        return context.reply("incoming.too_long", n=_LONGEST)
    first, _, rest = typed.partition(" ")
    if _TASK.fullmatch(first) and not _SYMBOL.fullmatch(typed):
        return _of_task(context, kept, first, rest.strip())
    found = _word(typed, ("symbol", "kind", "issued", "document_title", "agency"))
    if found is None:
        return _how(context, kept)
    return _OF_DOCUMENT[found.word](context, kept, found.rest)


def _of_task(context: Context, kept: KeptDraft, number: str, typed: str) -> Reply:
    at = position_of(kept.draft, number)
    if at is None:
        return context.reply("incoming.no_task", number=kept.head.id, task=number)
    catalog = context.services.owing.catalog
    if not typed:
        return overview.task_view(kept, at, catalog, context.language, _today(context))
    found = _word(typed, ("drop", "looked", *_FIELDS))
    if found is None:
        return _how(context, kept)
    if found.word == "drop":
        called = numbers(kept.draft)[at] or number
        return _changed(
            context, kept, without_task(kept.draft, at), context.reply("incoming.dropped", number=called).text
        )
    if found.word == "looked":
        draft = looked_through(kept.draft, at, catalog.directory)
    elif not found.rest:
        return _how(context, kept)
    elif found.word == "number" and not _TASK.fullmatch(found.rest):
        return context.reply("incoming.bad_task_number", typed=found.rest)
    elif found.word in ("lead", "coordinate") and len(found.rest) > _LONGEST_CELL:
        return context.reply("incoming.too_long", n=_LONGEST_CELL)
    else:
        field = next(each for each in _FIELDS if each == found.word)
        draft = with_field(kept.draft, at, field, found.rest, catalog.directory)
    corrected = drafts.put(context.tx, kept, draft, context.now)
    assert corrected is not None  # it was read in this transaction
    shown = overview.task_view(corrected, at, catalog, context.language, _today(context))
    return replace(shown, text=f"{context.reply('incoming.corrected').text}\n{shown.text}")


def _symbol(context: Context, kept: KeptDraft, typed: str) -> Reply:
    symbol = "".join(typed.split())
    if not _SYMBOL.fullmatch(symbol):
        return context.reply("incoming.bad_symbol", typed=typed)
    return _changed(context, kept, with_particulars(kept.draft, symbol=symbol))


def _kind(context: Context, kept: KeptDraft, typed: str) -> Reply:
    if not typed:
        return _how(context, kept)
    return _changed(context, kept, with_particulars(kept.draft, kind=" ".join(typed.split())))


def _issued(context: Context, kept: KeptDraft, typed: str) -> Reply:
    found = read_days(typed, _today(context))
    if found is None or found.rest.strip() or found.first != found.last:
        return context.reply("incoming.bad_day", typed=typed)
    return _changed(context, kept, with_particulars(kept.draft, issued=found.first))


def _document_title(context: Context, kept: KeptDraft, typed: str) -> Reply:
    if not typed:
        return _how(context, kept)
    return _changed(context, kept, with_particulars(kept.draft, title=" ".join(typed.split())))


def _agency(context: Context, kept: KeptDraft, typed: str) -> Reply:
    """ "cơ quan 2 là Bộ Ngoại giao": the second of the unknown ones."""
    found = _PLACE.fullmatch(typed)
    if found is None:
        return _how(context, kept)
    catalog = context.services.owing.catalog
    unknown = unknown_agencies(kept.draft, catalog.directory)
    place = int(found[1])
    if not 1 <= place <= len(unknown):
        return context.reply("incoming.no_unknown", place=place)
    agency = catalog.agencies.get(found[2].strip().lower()) or catalog.directory.find(found[2])
    if agency is None:
        return context.reply("incoming.no_agency", name=found[2])
    name = unknown[place - 1].name
    said = context.reply("incoming.decided", name=name, agency=agency_name(agency, context.language)).text
    return _changed(context, kept, decided(kept.draft, name, agency.id), said)


def _changed(context: Context, kept: KeptDraft, draft: Draft, said: str = "") -> Reply:
    corrected = drafts.put(context.tx, kept, draft, context.now)
    assert corrected is not None  # it was read in this transaction
    until = (corrected.head.changed_at + context.services.drafts_kept).astimezone(VIET_NAM).date()
    shown = overview.overview(corrected, context.services.owing.catalog, context.language, until)
    said = said or context.reply("incoming.corrected").text
    return replace(shown, text=f"{said}\n\n{shown.text}")


def _today(context: Context) -> date:
    return context.now.astimezone(VIET_NAM).date()


def _how(context: Context, kept: KeptDraft) -> Reply:
    return context.reply("incoming.how", number=kept.head.id, command=context.reply("incoming.command").text)


def _word(typed: str, names: tuple[str, ...]) -> _Typed | None:
    """Which of these the line begins with, in either language, typed with marks or without; the longest counts."""
    words = typed.replace(":", " ").split()
    folded = [fold(word).strip() for word in words]
    best: tuple[int, str] | None = None
    for name in names:
        for spelt in {each for language in LANGUAGES for each in say(language, f"incoming.field_{name}").split("|")}:
            wanted = fold(spelt).split()
            if folded[: len(wanted)] == wanted and (best is None or len(wanted) > best[0]):
                best = (len(wanted), name)
    if best is None:
        return None
    rest = typed.replace(":", " ", 1) if ":" in " ".join(typed.split()[: best[0] + 1]) else typed
    return _Typed(best[1], rest.split(maxsplit=best[0])[best[0]].strip() if len(words) > best[0] else "")


_OF_DOCUMENT: dict[str, Callable[[Context, KeptDraft, str], Reply]] = {
    "symbol": _symbol,
    "kind": _kind,
    "issued": _issued,
    "document_title": _document_title,
    "agency": _agency,
}
