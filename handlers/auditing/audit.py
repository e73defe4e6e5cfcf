"""/nhatky: what was changed, by whom, when and why; for admins all of it, for officers what is about their agencies."""

from dataclasses import replace

from handlers.auditing.audit_filter import Look, read
from handlers.clearance import may_read, reader_of
from handlers.context import Context
from handlers.reporting.completions import is_report
from knowledge.catalog.readers import edition_for
from knowledge.changes.change import Entry
from knowledge.changes.words.names import Names
from knowledge.changes.words.said import in_words, why_in_words
from knowledge.memory import journal, offices
from knowledge.messages import WORDS_ONLY, File, Reply
from knowledge.questions.ask import VIET_NAM
from knowledge.questions.duties import plain_title
from knowledge.questions.wording import day
from knowledge.spreadsheet import MEDIA_TYPE, workbook
from knowledge.texts import channel_name, say

_COMMANDS = ("nhatky", "audit")
_SHOW, _SHEET = "audit:show", "audit:sheet"
_ON_A_PAGE = 8
_MOST_ROWS = 2000
"""As many as take the database well under a second; with filters the others can be had too."""
_COLUMNS = ("number", "at", "who", "channel", "change", "reason", "basis", "undoes", "hash")


def show(context: Context) -> Reply | None:
    """A page of it, the newest first; None for another message."""
    chosen = _chosen(context, _SHOW)
    if chosen is None and context.command not in _COMMANDS:
        return None
    if refusal := context.refused("see_audit"):
        return refusal
    look = chosen or read(context, context.argument, lambda each: f"{_SHOW} {each.to_text()}")
    return look if isinstance(look, Reply) else (_not_for_them(context, look) or _page(context, look))


def sheet(context: Context) -> Reply | None:
    """The same as a file; None for another message."""
    look = _chosen(context, _SHEET)
    if look is None:
        return None
    if refusal := context.refused("see_audit") or _not_for_them(context, look):
        return refusal
    wanted = look.wanted(context.theirs)
    found, total = journal.search(context.tx, wanted, limit=_MOST_ROWS), journal.count(context.tx, wanted)
    names = names_for(context)
    head = [context.reply(f"audit.column_{name}").text for name in _COLUMNS]
    made = workbook(context.reply("audit.sheet").text, head, (_row(names, entry) for entry in found))
    name = context.reply("audit.file", day=day(context.now.astimezone(VIET_NAM).date(), context.language)).text
    key = "audit.sent" if len(found) == total else "audit.sent_newest"
    return replace(context.reply(key, n=len(found), total=total), file=File(name, MEDIA_TYPE, made))


def names_for(context: Context) -> Names:
    """How things are called for who reads this reply."""

    def owed(agency: str, key: str) -> str:
        office = offices.get(context.tx, agency)
        return context.services.owing.title(office, key, context.language, reader_of(context))

    def duty(id_: str) -> str:
        catalog = edition_for(context.services.owing.catalog, reader_of(context))
        found = next((each for each in catalog.duties if each.id == id_), None)
        if found is None:
            return id_
        return say(context.language, "internal.report") if found.withheld else plain_title(found)

    def written(id_: str) -> str:
        found = context.services.current.written.catalog.agencies.get(id_) if context.services.current else None
        return found.name if found else ""

    agency = context.services.questions.agency_name
    return Names(
        context.tx,
        context.language,
        agency,
        owed,
        duty,
        written,
        is_report=lambda key: is_report(context, key),
        reads=lambda id_: may_read(context, id_),
    )


def line(names: Names, entry: Entry) -> str:
    """ "12. 09:00 22/11/2026, Lan (Telegram): vai trò của Hoa: thành viên → cán bộ đầu mối." with why."""
    said = names.say(
        "audit.line",
        number=entry.id,
        at=_at(names, entry),
        who=_who(names, entry),
        change=in_words(names, entry.change),
    )
    parts = [said]
    reason, basis = why_in_words(names, entry)
    if reason and f"({reason})" not in said:  # as of a request, which has it among what is asked for
        parts.append(names.say("audit.reason", reason=reason))
    if basis:
        parts.append(names.say("audit.basis", basis=basis))
    if entry.undoes is not None:
        parts.append(names.say("audit.undoes", number=entry.undoes))
    if undone := journal.undone_by(names.tx, entry.id):
        parts.append(names.say("audit.undone_by", number=undone))
    return " ".join(" ".join(parts).split())


def _page(context: Context, look: Look) -> Reply:
    wanted, names = look.wanted(context.theirs), names_for(context)
    found = journal.search(context.tx, wanted, look.before, _ON_A_PAGE + 1)
    shown = found[:_ON_A_PAGE]
    if not shown:
        return context.reply("audit.none")
    head = context.reply("audit.head", n=journal.count(context.tx, wanted)).text
    lines = [head, *(line(names, entry) for entry in shown)]
    buttons = []
    if len(found) > _ON_A_PAGE:
        older = replace(look, before=shown[-1].id)
        buttons.append(context.button("audit.older", f"{_SHOW} {older.to_text()}"))
    if look.before is not None:
        buttons.append(context.button("audit.newest", f"{_SHOW} {replace(look, before=None).to_text()}"))
    if context.message.chat.channel not in WORDS_ONLY:
        buttons.append(context.button("audit.to_sheet", f"{_SHEET} {replace(look, before=None).to_text()}"))
    return Reply("\n".join(lines), tuple(buttons), context.language)


def _not_for_them(context: Context, look: Look) -> Reply | None:
    return context.refused("see_audit", look.agency) if look.agency else None


def _chosen(context: Context, action: str) -> Look | None:
    what, _, rest = context.text.partition(" ")
    return Look.from_text(rest) if context.said.chosen and what == action else None


def _at(names: Names, entry: Entry) -> str:
    at = entry.at.astimezone(VIET_NAM)
    return f"{at:%H:%M} {day(at.date(), names.language)}"


def _who(names: Names, entry: Entry) -> str:
    name = names.person(entry.author.person)
    if entry.author.person == 0:
        return name
    return f"{name} ({channel_name(names.language, entry.author.channel)})"


def _row(names: Names, entry: Entry) -> tuple[str | int, ...]:
    who = names.person(entry.author.person)
    channel = channel_name(names.language, entry.author.channel) if entry.author.person else ""
    change, undoes = in_words(names, entry.change), entry.undoes or ""
    return entry.id, _at(names, entry), who, channel, change, *why_in_words(names, entry), undoes, entry.hash
