"""/hoantac: a change is taken back, the last one that somebody made or the one with a number."""

import re
from dataclasses import replace

from handlers.auditing.audit import line, names_for
from handlers.confirming import ask_to_confirm
from handlers.context import Context
from handlers.editing.telling_officers import tell_officers
from handlers.incoming.secrecy_said import secrecy_after
from handlers.people.role_changes import tell_of_role
from handlers.people.user_rules import refused_role
from handlers.permissions import PERMISSIONS, Permission, of_change
from handlers.reporting.extension_requests import is_decided_by, tell_that_it_waits
from knowledge.amending.layers import LAYERS
from knowledge.changes.about import agencies_in
from knowledge.changes.change import Change, Entry
from knowledge.changes.making import Changes, GoneError, LastingError, StandsError
from knowledge.changes.of_people import INVITE, LINKED, ROLE, number_in, person_now, person_subject, read_rights
from knowledge.changes.words.said import in_words
from knowledge.incoming.published import DOCUMENT, Published
from knowledge.incoming.taken_back import draft_of
from knowledge.memory import drafts, journal, people
from knowledge.messages import TRIAL, Reply

_COMMANDS = ("hoantac", "undo")
_ONE = "undo:one"
_NUMBER = re.compile(r"(?:số|so|#|no\.?)?\s*([0-9]{1,9})", re.IGNORECASE)
_LOOKED_AT = 200
_MOST_LINES = 8


def undo(context: Context) -> Reply | None:
    """Ask whether it is to be taken back; None for another message."""
    chosen = context.said.chosen and context.text.startswith(f"{_ONE} ")
    if not chosen and context.command not in _COMMANDS:
        return None
    if refusal := context.refused("undo"):
        return refusal
    typed = context.text.removeprefix(_ONE).strip() if chosen else context.argument
    entry = _named(context, typed) if typed else _last(context)
    if isinstance(entry, Reply):
        return entry
    if refusal := _impossible(context, entry):
        return refusal
    key, yes = ("audit.undo_ask", "audit.undo_yes") if entry.undoes is None else ("audit.redo_ask", "audit.redo")
    batch = journal.batch_of(context.tx, entry.id)
    lines = [context.reply(key, number=entry.id).text, *_as_before(context, batch), *_secrecy(context, entry, batch)]
    return ask_to_confirm(context, "undo", str(entry.id), Reply("\n".join(lines)), yes)


def undo_now(context: Context, number: str) -> Reply:
    """It was confirmed. Who is concerned by it is told."""
    entry = _named(context, number)
    if isinstance(entry, Reply):
        return entry
    if refusal := _impossible(context, entry):
        return refusal
    before = context.services.owing.catalog
    try:
        with context.tx.savepoint():
            made = _take_back(context, entry)
    except GoneError:
        return context.reply("audit.gone", number=entry.id)
    except StandsError as error:
        return _stands(context, entry, error)
    tell_officers(context, before, made)
    tell_that_it_waits(replace(context, services=context.services.at(context.tx)), made)
    for each in made:
        tell_of_role(context, each.change)
    lines = [context.reply("audit.undone", number=entry.id).text]
    lines += [f"- {in_words(names_for(context), each.change)}" for each in made[:_MOST_LINES]]
    lines += _drafts_again(context, made) if entry.undoes is None else []
    again = [context.button("audit.redo", f"{_ONE} {made[0].id}")] if made else []
    return Reply("\n".join(lines), tuple(again), context.language)


def _drafts_again(context: Context, made: list[Entry]) -> list[str]:
    """What was published is a draft from then on, so that nothing that was corrected in it is lost."""
    lines = []
    for each in made:
        if each.change.kind == DOCUMENT and each.change.before is not None:
            published = Published.model_validate(each.change.before)
            kept = drafts.add(context.tx, draft_of(published), published.file, context.person.id, context.now)
            command = context.reply("incoming.command").text
            lines.append(context.reply("audit.draft_again", number=kept.head.id, command=command).text)
    return lines


def _take_back(context: Context, entry: Entry) -> list[Entry]:
    """What was itself a taking back is made again."""
    changes = _changes(context)
    take_back = changes.undo if entry.undoes is None else changes.redo
    return take_back(context.tx, entry.id, context.author, context.now)


def _secrecy(context: Context, entry: Entry, batch: list[Entry]) -> list[str]:
    """Who will read what then, where it is of what is known. What cannot be made again is said when it is confirmed."""
    if not any(each.change.kind in LAYERS for each in batch):
        return []
    try:
        return secrecy_after(context, lambda: _take_back(context, entry))
    except (GoneError, StandsError):
        return []


def _named(context: Context, typed: str) -> Entry | Reply:
    match = _NUMBER.fullmatch(typed.strip())
    if match is None:
        return context.reply("audit.undo_how")
    entry = journal.get(context.tx, int(match[1]))
    if entry is None or entry.author.channel == TRIAL:
        return context.reply("audit.no_such", number=int(match[1]))
    return entry


def _last(context: Context) -> Entry | Reply:
    """The last one of this person that still stands and takes nothing back itself. What the person became, by a code or
    by linking accounts, is nothing that they changed."""
    own = person_subject(context.person.id)
    for entry in journal.newest(context.tx, limit=_LOOKED_AT, person=context.person.id):
        stands = entry.undoes is None and journal.undone_by(context.tx, entry.id) is None
        if stands and entry.change.subject != own and entry.change.kind != LINKED:
            return entry
    return context.reply("audit.nothing_to_undo")


def _impossible(context: Context, entry: Entry) -> Reply | None:
    """Why it cannot be taken back, by this person or at all."""
    batch = journal.batch_of(context.tx, entry.id)
    if refusal := next((why for each in batch if (why := _refused(context, each))), None):
        return refusal
    if entry.undoes is not None:
        return None
    try:
        _changes(context).check(context.tx, entry.id)
    except LastingError:
        return context.reply("audit.lasting", change=in_words(names_for(context), entry.change))
    except StandsError as error:
        return _stands(context, entry, error)
    return None


def _changes(context: Context) -> Changes:
    """The door, with what the files have whatever is taken back."""
    current = context.services.current
    if current is None:
        return context.services.changes
    catalog = current.written.catalog
    return replace(context.services.changes, written=frozenset({*catalog.positions, *catalog.documents}))


def _stands(context: Context, entry: Entry, error: StandsError) -> Reply:
    names = names_for(context)
    if not error.later:
        return context.reply("audit.undone_before", number=entry.id)
    lines = [context.reply("audit.rests", number=entry.id, n=len(error.later)).text]
    lines += [line(names, each) for each in error.later[-_MOST_LINES:]]
    return Reply("\n".join(lines), (), context.language)


def _refused(context: Context, entry: Entry) -> Reply | None:
    """To take it back is a change like it: who may not make that one may not make this one."""
    change, theirs = entry.change, context.theirs
    about = agencies_in(change, context.services.owing.catalog.agencies)
    if theirs is not None and entry.author.person != context.person.id and not about & set(theirs):
        return context.reply("refused.admin")
    if change.kind == ROLE:
        person = people.get(context.tx, number_in(change.subject))
        return refused_role(context, person, *read_rights(change.before)) if person else None
    if change.kind == INVITE:
        return _refused_invite(context, change)
    author = people.get(context.tx, person_now(context.tx, entry.author.person))
    decided = entry.undoes is None and is_decided_by(context.tx, change, author)
    permission = PERMISSIONS["decide_extension"] if decided else of_change(change.kind)
    if not permission.own:
        return _refused_for(context, permission, None)
    if theirs is not None and not about:
        return context.reply("refused.admin")
    return next((why for agency in about if (why := _refused_for(context, permission, agency))), None)


def _refused_for(context: Context, permission: Permission, agency: str | None) -> Reply | None:
    """What is done in a group may be taken back anywhere, what is for private eyes in private only."""
    if permission.where == "private":
        return context.refused(permission.action, agency)
    why = permission.refusal_of(context.person, agency)
    name = context.services.questions.agency_name(agency or "")
    return context.reply(f"refused.{why}", agency=name) if why else None


def _refused_invite(context: Context, change: Change) -> Reply | None:
    value = change.after or change.before
    assert isinstance(value, dict)  # as an invitation is written
    group = value["for"] == "group"
    return context.refused("invite_group" if group else f"invite_{value['role']}", value["agency"] if group else None)


def _as_before(context: Context, batch: list[Entry]) -> list[str]:
    names = names_for(context)
    turned = [Change(each.change.kind, each.change.subject, each.change.after, each.change.before) for each in batch]
    more = [context.reply("week.more", n=len(turned) - _MOST_LINES).text] if len(turned) > _MOST_LINES else []
    return [*(f"- {in_words(names, each)}" for each in turned[:_MOST_LINES]), *more]
