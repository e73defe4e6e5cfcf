"""That something is done: an officer says which, and with what document; it can be taken back."""

from collections.abc import Sequence

from handlers.asking import ask_for, asked_for, end
from handlers.clearance import reader_of, said_of
from handlers.context import Context
from handlers.reporting.proof_offer import with_file
from handlers.teaching.learning import is_question
from knowledge.acts import proof_said
from knowledge.asks import asks
from knowledge.changes.change import canonical
from knowledge.changes.making import UNSEEN
from knowledge.changes.of_agencies import COMPLETION, done, owed_subject
from knowledge.memory import completions, offices, reminders
from knowledge.messages import Button, Reply
from knowledge.obligations.message import DONE, TAKE_BACK
from knowledge.obligations.proof import day_ahead, day_of
from knowledge.progress.recorded import RecordedIn
from knowledge.progress.sentences import read as told
from knowledge.progress.standing import standing
from knowledge.questions.ask import VIET_NAM
from knowledge.questions.wording import day, shorten
from knowledge.vietnamese.fold import fold
from knowledge.vietnamese.words import clean

REPLACE = "completion:replace"
"""What the button carries that puts another document in the place of the one on record, or of none."""
_NONE, _STOP = f"{DONE}:none", f"{DONE}:stop"
_NO_DOCUMENT = {"chua co", "chua co van ban", "khong co", "khong co van ban", "none", "no document"}
LONGEST_PROOF, _LABEL = 300, 60
"""Characters: the document, and perhaps where it can be read."""


def ask_which(context: Context) -> Reply | None:
    """Under a reminder: which of the things it holds is done, and then by what document; None for another message."""
    if not (context.said.chosen and (context.text == DONE or context.text.startswith(f"{DONE} "))):
        return None
    chosen = context.text.removeprefix(DONE).strip()
    agency, obligations = _chosen(context, chosen)
    if not obligations:
        return context.reply("press.gone")
    if refusal := context.refused("complete", agency):
        return refusal
    done = completions.of_agency(context.tx, agency)
    open_ = [key for key in obligations if key not in done]
    if not open_:
        return on_record(context, agency, obligations)
    if len(open_) > 1:
        offers = [Button(title_of(context, agency, key), f"{DONE} {agency} {key}") for key in open_]
        return context.reply("remind.done_which", *offers)
    return ask_proof(context, agency, open_[0])


def ask_proof(context: Context, agency: str, key: str) -> Reply:
    """By what document it is done: what the person sends next is that."""
    ask_for(context, f"{DONE} {agency} {key}")
    return context.reply("remind.done_proof", *_ways_out(context), title=title_of(context, agency, key))


def ask_if(context: Context, agency: str, key: str, proof: str) -> Reply:
    """Whether it is done by what was said, which may be no document: nothing is recorded until that is chosen."""
    ask_for(context, f"{DONE} {agency} {key}")
    shown = said_of(context, key.rpartition(" ")[0], shorten(proof, _LABEL), instead="internal.basis")
    yes = context.button("remind.record_by", f"{REPLACE} {canonical([agency, key, proof, None])}", proof=shown)
    title = title_of(context, agency, key)
    return context.reply("remind.if_proof", yes, *_ways_out(context), title=title, proof=shown)


def record(context: Context) -> Reply | None:
    """The document that was asked for: then it is done. None where none was asked for; a command or a sentence that
    reports something gives it up, a question leaves it. Where it may be no document, that is asked."""
    about = asked_for(context, f"{DONE} ")
    if about is None:
        return None
    if context.text == _STOP and context.said.chosen:
        end(context)
        return context.reply("remind.stopped")
    typed = context.text.strip()
    without = typed == _NONE if context.said.chosen else fold(clean(typed)).strip(" .!") in _NO_DOCUMENT
    if context.command or (context.said.chosen and not without) or ((said := told(typed)) and said.number):
        end(context)
        return None
    proof = "" if without else typed[:LONGEST_PROOF]
    named = "document" if without else proof_said(typed)
    if named == "none":
        left = asks(typed) or is_question(context, typed)
        return None if left else context.reply("remind.not_proof", *_ways_out(context))
    end(context)
    agency, _, key = about.partition(" ")
    if refusal := context.refused("complete", agency):
        return refusal
    if key in completions.of_agency(context.tx, agency):  # by somebody else, meanwhile
        return on_record(context, agency, (key,))
    if named == "perhaps":
        return ask_if(context, agency, key, proof)
    return record_done(context, agency, key, proof)


def on_record(context: Context, agency: str, keys: Sequence[str]) -> Reply:
    """That it was recorded before, and how to take that back."""
    if len(keys) > 1:
        return context.reply("remind.all_done")
    found = next(each for each in completions.all_of_agency(context.tx, agency) if each.obligation == keys[0])
    undo = context.button("remind.take_back", f"{TAKE_BACK} {found.id}")
    what = {"title": title_of(context, agency, keys[0]), "proof": _shown(context, keys[0], found.proof)}
    before = "remind.recorded_report_before" if is_report(context, keys[0]) else "remind.recorded_before"
    said = context.reply(before, undo, day=day(found.done_on, context.language), **what)
    return with_file(context, said, agency, keys[0])


def _shown(context: Context, key: str, proof: str) -> str:
    """The document, where what it is of may be read here."""
    said = said_of(context, key.rpartition(" ")[0], proof, instead="internal.mark")
    return context.reply("remind.recorded_with", proof=said).text if said else ""


def record_done(context: Context, agency: str, key: str, proof: str, expected: object = UNSEEN) -> Reply:
    """It is done: on the day of its document, today where that cannot be read, or has not come. What was recorded of it
    before is put right by this. Raises ConflictError where that is not what was `expected`."""
    today = context.now.astimezone(VIET_NAM).date()
    written = day_of(proof, today)
    after = done(proof, written or today, context.person.id, context.now)
    context.change(COMPLETION, owed_subject(agency, key), after, expected=expected)
    record = completions.standing(context.tx, agency, key)
    assert record is not None  # it was just recorded
    sent = is_report(context, key)
    by = "document" if written else "recording"
    taken = context.reply(
        f"remind.sent_by_{by}" if sent else f"remind.day_of_{by}", day=day(written or today, context.language)
    ).text
    if ahead := None if written else day_ahead(proof, today):
        taken = f"{context.reply('remind.day_ahead', day=day(ahead, context.language)).text} {taken}"
    undo = context.button("remind.take_back", f"{TAKE_BACK} {record.id}")
    said = {"title": title_of(context, agency, key), "proof": _shown(context, key, proof), "taken": taken}
    if sent:
        reply = context.reply("remind.recorded_report", undo, **said)
    else:
        reply = _task_recorded(context, undo, agency, key, said)
    return with_file(context, reply, agency, key)


def _task_recorded(context: Context, undo: Button, agency: str, key: str, said: dict[str, str]) -> Reply:
    """What is no longer reminded of: the task, an agency of its part, or the year's time of what recurs."""
    catalog, today = context.services.owing.catalog, context.now.astimezone(VIET_NAM).date()
    task_id, _, year = key.rpartition(" ")
    if task_id not in catalog.positions:
        return context.reply("remind.recorded", undo, **said)
    task = catalog.task(task_id)
    if task.period.recurring:
        return context.reply("remind.recorded_year", undo, year=year, next=str(int(year) + 1), **said)
    how = standing(catalog, task, RecordedIn(context.tx), today)
    leading, named = how.leading, context.services.questions.agency_name(agency)
    if not any(part.agency == agency for part in leading):
        return context.reply("remind.recorded_help", undo, agency=named, **said)
    many = how.members or len(leading)
    if many < 2:
        return context.reply("remind.recorded", undo, **said)
    done_by = str(sum(part.done is not None for part in leading))
    return context.reply("remind.recorded_part", undo, agency=named, n=done_by, all=str(many), **said)


def is_report(context: Context, key: str) -> bool:
    """Whether this key is that of a report, not of a task."""
    return key.rpartition(" ")[0] in {duty.id for duty in context.services.owing.catalog.duties}


def taken_back(context: Context, agency: str, key: str) -> Reply:
    """That it counts as not done, or not sent, again."""
    word = "remind.taken_back_report" if is_report(context, key) else "remind.taken_back"
    return context.reply(word, title=title_of(context, agency, key))


def take_back(context: Context) -> Reply | None:
    """What was said to be done is not; None for another message."""
    action, _, number = context.text.rpartition(" ")
    if not (context.said.chosen and action == TAKE_BACK):
        return None
    found = completions.get(context.tx, int(number))
    if found is None:
        return context.reply("remind.gone_record")
    if refusal := context.refused("complete", found.agency):
        return refusal
    context.change(COMPLETION, owed_subject(found.agency, found.obligation), None)
    return taken_back(context, found.agency, found.obligation)


def _chosen(context: Context, chosen: str) -> tuple[str, tuple[str, ...]]:
    """Whose obligations are meant: the one that was chosen, or all of the reminder's row."""
    if chosen:
        agency, _, key = chosen.partition(" ")
        return agency, (key,)
    return reminders.in_row(context.tx, context.said.row or 0)


def title_of(context: Context, agency: str, key: str) -> str:
    """What an obligation of the agency is called, as far as it may be read here."""
    office = offices.get(context.tx, agency)
    return context.services.owing.title(office, key, context.language, reader_of(context))


def _ways_out(context: Context) -> tuple[Button, Button]:
    return context.button("remind.no_proof", _NONE), context.button("remind.stop", _STOP)
