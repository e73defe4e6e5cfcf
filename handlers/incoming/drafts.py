"""/nhaptailieu: how a document is brought in, the drafts that there are, and each of them part by part."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from handlers.context import Context
from handlers.incoming.draft_corrections import correct
from knowledge.incoming import overview
from knowledge.incoming.agencies import decided
from knowledge.incoming.overview import AS_WRITTEN
from knowledge.incoming.sheet import sheet_of
from knowledge.memory import drafts, people
from knowledge.memory.drafts import DraftHead, KeptDraft
from knowledge.messages import WORDS_ONLY, Button, File, Reply
from knowledge.questions.ask import VIET_NAM
from knowledge.questions.wording import agency_name, day
from knowledge.spreadsheet import MEDIA_TYPE

COMMANDS = ("nhaptailieu", "import")
_MOST_LISTED = 10


def command(context: Context) -> Reply | None:
    """The list, a draft, or a correction of one in a line; None for another message."""
    if context.command not in COMMANDS or context.said.chosen:
        return None
    if refused := context.refused("import_document"):
        return refused
    number, _, rest = context.argument.partition(" ")
    if not number:
        return _list(context)
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        return _list(context)
    kept = drafts.get(context.tx, int(number))
    if kept is None:
        return context.reply("incoming.gone", number=number)
    return correct(context, kept, rest.strip()) if rest.strip() else show(context, kept)


def press(context: Context) -> Reply | None:
    """A button under a draft; None for another message."""
    action, _, rest = context.text.partition(" ")
    if not (context.said.chosen and action in _PARTS):
        return None
    if refused := context.refused("import_document"):
        return refused
    number, _, rest = rest.partition(" ")
    kept = drafts.get(context.tx, int(number))
    return _PARTS[action](context, kept, rest) if kept else context.reply("incoming.gone", number=number)


def show(context: Context, kept: KeptDraft, said: str = "") -> Reply:
    """The draft at a glance, below what was `said`."""
    until = (kept.head.changed_at + context.services.drafts_kept).astimezone(VIET_NAM).date()
    shown = overview.overview(kept, context.services.owing.catalog, context.language, until)
    if context.message.chat.channel in WORDS_ONLY:
        buttons = tuple(each for each in shown.buttons if not each.action.startswith(overview.SHEET))
        shown = replace(shown, buttons=buttons)
    return replace(shown, text=f"{said}\n\n{shown.text}") if said else shown


def _list(context: Context) -> Reply:
    words_only = context.message.chat.channel in WORDS_ONLY
    lines = [context.reply("file_in.how_elsewhere" if words_only else "file_in.how").text]
    heads = drafts.all_heads(context.tx)[:_MOST_LISTED]
    lines.append(context.reply("incoming.list" if heads else "incoming.none").text)
    lines += [_line(context, head) for head in heads]
    buttons = [context.button("incoming.back", f"{overview.SHOW} {head.id}", number=head.id) for head in heads]
    return Reply("\n".join(lines), tuple(buttons), context.language)


def _line(context: Context, head: DraftHead) -> str:
    kept = drafts.get(context.tx, head.id)
    assert kept is not None  # it was listed in this transaction
    document = kept.draft.document
    name = " ".join(part for part in (document.kind, document.symbol) if part) or context.reply("draft.unsaid").text
    sent = day(head.created_at.astimezone(VIET_NAM).date(), context.language)
    return context.reply(
        "incoming.line", number=head.id, file=head.file, document=name, n=len(kept.draft.tasks),
        who=_who(context, head),
        day=sent,
    ).text  # fmt: skip


def _who(context: Context, head: DraftHead) -> str:
    if not head.person:
        return context.reply("file_in.from_command").text
    return people.name(context.tx, head.person) or context.reply("audit.nameless", number=head.person).text


def _show(context: Context, kept: KeptDraft, rest: str) -> Reply:
    return show(context, kept)


def _unknown(context: Context, kept: KeptDraft, rest: str) -> Reply:
    return overview.unknown_view(kept, context.services.owing.catalog, context.language, int(rest))


def _is(context: Context, kept: KeptDraft, rest: str) -> Reply:
    """An unknown agency is decided about, and the next one shown."""
    agency, _, name = rest.partition(" ")
    catalog = context.services.owing.catalog
    if agency != AS_WRITTEN and agency not in catalog.agencies:
        return context.reply("incoming.no_agency", name=name)
    draft = decided(kept.draft, name, None if agency == AS_WRITTEN else agency)
    corrected = drafts.put(context.tx, kept, draft, context.now)
    assert corrected is not None  # it was read in this transaction
    if agency == AS_WRITTEN:
        said = context.reply("incoming.kept_as_written", name=name).text
    else:
        named = agency_name(catalog.agencies[agency], context.language)
        said = context.reply("incoming.decided", name=name, agency=named).text
    following = overview.unknown_view(corrected, catalog, context.language, 0)
    return replace(following, text=f"{said}\n{following.text}")


def _problems(context: Context, kept: KeptDraft, rest: str) -> Reply:
    return overview.problems_view(kept, context.language, int(rest))


def _tasks(context: Context, kept: KeptDraft, rest: str) -> Reply:
    return overview.tasks_view(kept, context.services.owing.catalog, context.language, int(rest))


def _differences(context: Context, kept: KeptDraft, rest: str) -> Reply:
    return overview.differences_view(kept, context.services.owing.catalog, context.language, int(rest))


def _sheet(context: Context, kept: KeptDraft, rest: str) -> Reply:
    """The draft as a table that is corrected and sent back."""
    if context.message.chat.channel in WORDS_ONLY:
        return context.reply("file_in.how_elsewhere")
    head, language = kept.head, context.language
    content = sheet_of(kept.draft, head.id, head.version, context.services.owing.catalog.directory, language)
    symbol = kept.draft.document.symbol or ""
    name = context.reply("incoming.sheet_file", number=head.id, symbol=symbol).text
    back = Button(context.reply("incoming.back", number=head.id).text, f"{overview.SHOW} {head.id}")
    return replace(context.reply("incoming.sheet_sent", back, number=head.id), file=File(name, MEDIA_TYPE, content))


_PARTS: Mapping[str, Callable[[Context, KeptDraft, str], Reply]] = {
    overview.SHOW: _show,
    overview.UNKNOWN: _unknown,
    overview.IS: _is,
    overview.PROBLEMS: _problems,
    overview.TASKS: _tasks,
    overview.DIFFERENCES: _differences,
    overview.SHEET: _sheet,
}
