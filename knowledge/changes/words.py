"""A change in words: what it is of, what it was before and is after. Names are looked up when it is shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from types import MappingProxyType

from knowledge.amending.aliases import ALIAS
from knowledge.amending.curated import CURATED
from knowledge.amending.secrecy import SECRECY
from knowledge.amending.synonyms import SYNONYM
from knowledge.changes.change import Change, Entry, Value, canonical
from knowledge.changes.of_agencies import COMPLETION, DAY_OFF, EVENT, SNOOZE, owed_in
from knowledge.changes.of_announcements import ANNOUNCEMENT, STOPPING
from knowledge.changes.of_chats import CHAT, OFFICE, WISHES
from knowledge.changes.of_drafts import DRAFT
from knowledge.changes.of_messages import ADDRESS, NOTED, SENT_AGAIN, agency_in
from knowledge.changes.of_people import ERASED, INVITE, LINKED, ROLE, number_in, read_rights
from knowledge.changes.of_proofs import PROOF_FILE, file_of
from knowledge.changes.of_questions import UNANSWERED
from knowledge.changes.words_of_edits import nothing_of, of_edited, what_of, worth_of
from knowledge.incoming.published import DOCUMENT, DOCUMENT_STATE
from knowledge.incoming.words import published_in_words, state_in_words
from knowledge.last_days import DUE
from knowledge.memory import Transaction, chats, journal, people, reminders
from knowledge.memory.moments import from_text
from knowledge.obligations.office import KINDS as TOLD_OF
from knowledge.progress.recorded import EXTENSION, PROGRESS
from knowledge.questions.ask import VIET_NAM
from knowledge.questions.wording import day, file_size, listing, shorten, weekday_name
from knowledge.texts import LANGUAGES, channel_name, keys, say
from knowledge.vietnamese.fold import fold

EDITED = ("task", "agency", "collective", "succession", "duty", "rhythm", "day", "hours")
_MOST_TITLES = 2
_LONGEST = 120  # characters of a name, a title, a value that is shown as it is kept


@dataclass(frozen=True, slots=True)
class Names:
    """How things are called for whom it is shown to: `agency` gives the name of an id, `written` the one that it
    has in the documents ("" where none is known), `owed` the title of what an agency owes by its key, `duty` that of a
    report by its id; `is_report`: whether such a key is that of a report; `reads`: whether they may read the words of
    the task or report with an id."""

    tx: Transaction
    language: str
    agency: Callable[[str], str]
    owed: Callable[[str, str], str]
    duty: Callable[[str], str] = str
    written: Callable[[str], str] = lambda agency: ""
    is_report: Callable[[str], bool] = lambda key: False
    reads: Callable[[str], bool] = lambda id_: True
    known: dict[int, str] = field(default_factory=dict)

    def say(self, key: str, **values: object) -> str:
        """The text of this key."""
        return say(self.language, key, **values)

    def person(self, number: int) -> str:
        """As a channel calls the person; who was erased is a number, who became another person is that one."""
        if number not in self.known:
            self.known[number] = self._person(number)
        return self.known[number]

    def _person(self, number: int) -> str:
        if number == 0:
            return self.say("audit.program")
        if people.exists(self.tx, number):
            return people.name(self.tx, number) or self.say("audit.nameless", number=number)
        moved = journal.newest(self.tx, limit=1, kind=LINKED, subject=f"person:{number}")
        if moved and isinstance(moved[0].change.after, str):
            return self.person(number_in(moved[0].change.after))
        return self.say("audit.somebody", number=number)

    def day(self, iso: str) -> str:
        """A day as it is written."""
        return day(date.fromisoformat(iso), self.language)

    def group(self, subject: str) -> str:
        """A group, by its title and its channel."""
        place = chats.numbered(self.tx, number_in(subject))
        if place is None:
            return self.say("audit.group_gone", number=number_in(subject))
        title = " ".join("".join(c if c.isprintable() else " " for c in place.title).split())
        shown = shorten(title, _LONGEST) or self.say("audit.group_nameless", number=number_in(subject))
        return f"“{shown}” ({channel_name(self.language, place.chat.channel)})"


What = Callable[[Names, str], str]
Worth = Callable[[Names, Value], str]


@dataclass(frozen=True, slots=True)
class Words:
    """How a kind is said: what a subject is, and what a value is (None: not there). `nothing` says of a subject that it
    is not there, where that is not always the same; `new` is the key of what is said of one that was not there before;
    `typed` the field of the value with the words as they were typed, which a subject holds only folded; `by_subject`
    says the value where it depends on the subject too. `of` is the id of the task or the report that it is of: who may
    not read that is not told why it was changed, nor what the value is where it `tells` of it."""

    what: What
    value: Worth
    nothing: Callable[[Names, str], str] | None = None
    new: str = ""
    typed: str = ""
    by_subject: Callable[["Names", str, Value], str] | None = None
    of: Callable[[str], str] | None = None
    tells: bool = True

    def is_kept(self, names: Names, subject: str) -> bool:
        """Whether it is of something whose words may not be read."""
        return self.of is not None and not names.reads(self.of(subject))


def why_in_words(names: Names, entry: Entry) -> tuple[str, str]:
    """The reason and the document of a change, as typed; "" for who may not read what it is of."""
    words = WORDS.get(entry.change.kind)
    kept = words is not None and words.is_kept(names, entry.change.subject)
    return ("", "") if kept else (entry.reason, entry.basis)


def in_words(names: Names, change: Change) -> str:
    """ "vai trò của Lan: thành viên → cán bộ đầu mối (Bộ Ngoại giao)"."""
    words = WORDS.get(change.kind) or _plain(change.kind)
    before, after = (_said(words, names, change, value) for value in (change.before, change.after))
    if change.before is None and words.new:
        before = names.say(words.new)
    return f"{words.what(names, _with_words(change, words.typed))}: {before} → {after}"


def _said(words: Words, names: Names, change: Change, value: Value) -> str:
    if value is not None and words.tells and words.is_kept(names, change.subject):
        return names.say("internal.words")
    if words.by_subject:
        return words.by_subject(names, change.subject, value)
    if value is None and words.nothing:
        return words.nothing(names, change.subject)
    return words.value(names, value)


def _with_words(change: Change, field: str) -> str:
    """The subject, with the words as typed in place of the folded ones at its end."""
    held = next((value for value in (change.after, change.before) if isinstance(value, dict) and field in value), None)
    if held is None:
        return change.subject
    typed = held[field] if isinstance(held[field], str) else next(iter(held[field]), "")
    first, between, _ = change.subject.partition(" ")
    return f"{first}{between}{typed}" if between else str(typed)


def kind_named(typed: str) -> str | None:
    """The kind of changes with this name, in either language, a part that no other has will do; None where none has."""
    plain = " ".join(fold(typed).split())
    names = {(fold(say(each, key)), key) for each in LANGUAGES for key in keys(each) if key.startswith(_NAME)}
    exact = {key for name, key in names if name == plain}
    found = exact or {key for name, key in names if plain and f" {plain} " in f" {name} "}
    return found.pop().removeprefix(_NAME) if len(found) == 1 else None


_NAME = "change_kind."


@cache
def _named_kinds() -> frozenset[str]:
    return frozenset(key.removeprefix(_NAME) for key in keys("vi") if key.startswith(_NAME))


def _plain(kind: str) -> Words:
    """Of a kind that has no words of its own: as it is kept."""

    def what(names: Names, subject: str) -> str:
        named = names.say(f"change_kind.{kind}") if kind in _named_kinds() else kind
        return f"{named} {subject}"

    return Words(what, lambda names, value: _nothing(names) if value is None else shorten(canonical(value), _LONGEST))


def _nothing(names: Names) -> str:
    return names.say("audit.nothing")


def _rights(names: Names, value: Value) -> str:
    role, agencies = read_rights(value)
    named = names.say(f"role_name.{role or 'none'}")
    return f"{named} ({listing([names.agency(each) for each in agencies], names.language)})" if agencies else named


def _invite(names: Names, value: Value) -> str:
    if not isinstance(value, dict):
        return names.say("audit.closed")
    until = from_text(value["until"]).astimezone(VIET_NAM).date()
    good = {"uses": value["uses"], "until": day(until, names.language)}
    if value["for"] == "group":
        return names.say("audit.invite_group", agency=names.agency(value["agency"]), **good)
    role = names.say(f"role_name.{value['role'] or 'none'}")
    named = f"{role} ({names.agency(value['agency'])})" if value["agency"] else role
    return names.say("audit.invite_person", role=named, **good)


def _erased(names: Names, value: Value) -> str:
    return names.say("audit.erased" if value else "audit.kept")


def _linked(names: Names, value: Value) -> str:
    return names.person(number_in(value)) if isinstance(value, str) else names.say("audit.own_account")


def _bound(names: Names, value: Value) -> str:
    return names.agency(value["agency"]) if isinstance(value, dict) else names.say("audit.unbound")


def _yes(names: Names, value: Value) -> str:
    return names.say("audit.no" if value is None else "audit.yes")


def _wishes(names: Names, value: Value) -> str:
    if not isinstance(value, dict):
        return names.say("audit.usual")
    parts = []
    if value["first"] or value["last"]:
        parts.append(f"{value['first'] or ''}–{value['last'] or ''}")
    if value["quiet"]:
        quiet = [weekday_name(number, names.language) for number in value["quiet"]]
        parts.append(names.say("audit.quiet", days=listing(quiet, names.language)))
    parts.append(", ".join(names.say(f"kind.{kind}") for kind in TOLD_OF if kind in value["kinds"]))
    if value["paused_until"]:
        parts.append(names.say("audit.paused", day=names.day(value["paused_until"])))
    return "; ".join(parts)


def _day_off_what(names: Names, subject: str) -> str:
    agency, _, iso = subject.partition(" ")
    return names.say("audit.day_off", agency=names.agency(agency), day=names.day(iso))


def _day_off(names: Names, value: Value) -> str:
    if not isinstance(value, dict):
        return names.say("audit.works")
    return value["reason"] or names.say("audit.off")


def _event_what(names: Names, subject: str) -> str:
    return names.say("audit.event", agency=names.agency(subject.partition(" ")[2]))


def _event(names: Names, value: Value) -> str:
    return f"{value['title']} ({names.day(value['day'])})" if isinstance(value, dict) else _nothing(names)


def _owed_what(key: str) -> What:
    def what(names: Names, subject: str) -> str:
        agency, owed = owed_in(subject)
        return names.say(key, agency=names.agency(agency), title=shorten(names.owed(agency, owed), _LONGEST))

    return what


def _document_what(key: str) -> What:
    return lambda names, subject: names.say(key, document=subject)


def _completion(names: Names, subject: str, value: Value) -> str:
    """A task is completed, a report is sent."""
    sent = names.is_report(owed_in(subject)[1])
    if not isinstance(value, dict):
        return names.say("audit.report_not_sent" if sent else "audit.not_done")
    proof = value["proof"] or names.say("audit.no_proof")
    return names.say("audit.report_sent" if sent else "audit.done", day=names.day(value["done_on"]), proof=proof)


def _file_what(names: Names, subject: str) -> str:
    agency, owed = file_of(subject)
    title = shorten(names.owed(agency, owed), _LONGEST)
    return names.say("audit.proof_file", agency=names.agency(agency), title=title)


def _file(names: Names, value: Value) -> str:
    """Not by its name, which may say what is internal."""
    if not isinstance(value, dict):
        return _nothing(names)
    return names.say("audit.proof_file_is", size=file_size(value["size"], names.language))


def _part_what(key: str) -> What:
    def what(names: Names, subject: str) -> str:
        agency, task = owed_in(subject)
        return names.say(key, agency=names.agency(agency), number=task.rpartition(" ")[2])

    return what


def _of_owed(subject: str) -> str:
    return owed_in(subject)[1].rpartition(" ")[0]


def _of_part(subject: str) -> str:
    return owed_in(subject)[1]


def _of_due(subject: str) -> str:
    """The task; of the part of an agency too, which stands behind it."""
    task, _, last = subject.rpartition(" ")
    return subject if any(letter.isdigit() for letter in last) else task


def _progress(names: Names, value: Value) -> str:
    if not isinstance(value, dict):
        return names.say("audit.not_told")
    percent = [f"{value['percent']}%"] if value["percent"] is not None else []
    return shorten(": ".join([*percent, *filter(None, [value["text"]])]), _LONGEST)


def _extension(names: Names, value: Value) -> str:
    if not isinstance(value, dict):
        return names.say("audit.not_asked")
    return names.say("audit.asked_until", day=names.day(value["day"]), reason=shorten(value["reason"], _LONGEST))


def _due_what(names: Names, subject: str) -> str:
    task, _, last = subject.rpartition(" ")
    if any(letter.isdigit() for letter in last):
        return names.say("audit.due", number=last)
    return names.say("audit.due_of", number=task.rpartition(" ")[2], agency=names.agency(last))


def _due(names: Names, value: Value) -> str:
    return names.day(value["day"]) if isinstance(value, dict) else names.say("audit.as_written")


def _secrecy(names: Names, value: Value) -> str:
    if not isinstance(value, dict):
        return names.say("audit.not_marked")
    return names.say("secrecy.internal" if value["internal"] else "secrecy.public")


def _snooze(names: Names, value: Value) -> str:
    return names.day(value["until"]) if isinstance(value, dict) else names.say("audit.not_put_off")


def _announcement(names: Names, value: Value) -> str:
    if not isinstance(value, dict):
        return _nothing(names)
    at = from_text(value["at"]).astimezone(VIET_NAM)
    when = f"{at:%H:%M} {day(at.date(), names.language)}"
    text = shorten(" ".join(value["text"].split()), _LONGEST)
    return names.say("audit.announced", text=text, n=len(value["to"]), when=when)


def _draft(names: Names, value: Value) -> str:
    if not isinstance(value, dict):
        return names.say("audit.draft_given_up")
    said = {"file": shorten(value["file"], _LONGEST), "version": value["version"], "n": value["tasks"]}
    return names.say("audit.draft_value", document=value["symbol"] or _nothing(names), **said)


def _stopped(names: Names, value: Value) -> str:
    return names.say("audit.stopped" if value else "audit.not_stopped")


def _announcement_what(names: Names, subject: str) -> str:
    return names.say("audit.announcement", number=number_in(subject))


def _alias_what(names: Names, subject: str) -> str:
    agency, _, words = subject.partition(" ")
    return names.say("audit.alias", agency=names.agency(agency), words=words)


def _alias(names: Names, value: Value) -> str:
    return f"“{value['text']}”" if isinstance(value, dict) else _nothing(names)


def _synonym(names: Names, value: Value) -> str:
    return f"“{shorten(value['means'], _LONGEST)}”" if isinstance(value, dict) else _nothing(names)


def _curated(names: Names, value: Value) -> str:
    if not isinstance(value, dict):
        return _nothing(names)
    text = shorten(value["text"] or value["text_en"], _LONGEST)
    return names.say("audit.curated_value", text=text, source=shorten(value["source"], _LONGEST))


def _unanswered(names: Names, value: Value) -> str:
    return names.say(f"audit.unanswered_{value['state'] if isinstance(value, dict) else 'waits'}")


def _reminder_what(names: Names, subject: str) -> str:
    """By what it held, as long as that is known."""
    agency, owed = reminders.in_row(names.tx, number_in(subject))
    titles = listing([shorten(names.owed(agency, key), _LONGEST) for key in owed[:_MOST_TITLES]], names.language)
    named = {"agency": names.agency(agency or agency_in(subject)), "titles": titles, "n": len(owed) - _MOST_TITLES}
    if not owed:
        return names.say("audit.reminder", **named)
    return names.say("audit.reminder_of_more" if len(owed) > _MOST_TITLES else "audit.reminder_of", **named)


def _noted(names: Names, value: Value) -> str:
    if not isinstance(value, dict):
        return names.say("audit.not_noted")
    return names.say("audit.noted", name=names.person(value["by"]))


def _letter_what(names: Names, subject: str) -> str:
    agency, number = agency_in(subject), number_in(subject)
    if not agency:
        return names.say("audit.letter", number=number)
    return names.say("audit.letter_to", number=number, agency=names.agency(agency))


def _sent_again(names: Names, value: Value) -> str:
    return names.say("audit.sent_again" if value else "audit.not_arrived")


def _address(names: Names, value: Value) -> str:
    return names.say("audit.address_renewed" if value else "audit.address_stood")


WORDS: Mapping[str, Words] = MappingProxyType({
    ROLE: Words(lambda names, s: names.say("audit.role", name=names.person(number_in(s))), _rights),
    ERASED: Words(lambda names, s: names.say("audit.data", number=number_in(s)), _erased),
    LINKED: Words(lambda names, s: names.say("audit.account", number=number_in(s)), _linked),
    INVITE: Words(lambda names, s: names.say("audit.invite", number=number_in(s)), _invite, new="audit.nothing"),
    CHAT: Words(lambda names, s: names.say("audit.chat", group=names.group(s)), _bound),
    OFFICE: Words(lambda names, s: names.say("audit.office", group=names.group(s)), _yes),
    WISHES: Words(lambda names, s: names.say("audit.wishes", group=names.group(s)), _wishes),
    DAY_OFF: Words(_day_off_what, _day_off),
    EVENT: Words(_event_what, _event),
    COMPLETION: Words(
        _owed_what("audit.completion"), lambda names, value: _nothing(names), by_subject=_completion, of=_of_owed
    ),
    PROOF_FILE: Words(_file_what, _file),
    SNOOZE: Words(_owed_what("audit.snooze"), _snooze),
    PROGRESS: Words(_part_what("audit.progress"), _progress, of=_of_part),
    EXTENSION: Words(_part_what("audit.extension"), _extension, of=_of_part),
    DUE: Words(_due_what, _due, of=_of_due, tells=False),
    DOCUMENT: Words(_document_what("audit.document"), lambda names, value: published_in_words(value, names.language)),
    DRAFT: Words(lambda names, s: names.say("audit.draft", number=number_in(s)), _draft),
    DOCUMENT_STATE: Words(
        _document_what("audit.document_state"), lambda names, value: state_in_words(value, names.language)
    ),
    ANNOUNCEMENT: Words(_announcement_what, _announcement),
    STOPPING: Words(_announcement_what, _stopped),
    ALIAS: Words(_alias_what, _alias, typed="text"),
    SYNONYM: Words(lambda names, s: names.say("audit.synonym", words=s.partition(" ")[2]), _synonym, typed="text"),
    CURATED: Words(lambda names, s: names.say("audit.curated", words=s), _curated, typed="questions"),
    UNANSWERED: Words(lambda names, s: names.say("audit.unanswered", number=number_in(s)), _unanswered),
    NOTED: Words(_reminder_what, _noted),
    SENT_AGAIN: Words(_letter_what, _sent_again),
    ADDRESS: Words(lambda names, s: names.say("audit.address", agency=names.agency(agency_in(s))), _address),
    SECRECY: Words(lambda names, s: names.say("audit.secrecy", what=names.duty(s)), _secrecy, of=str, tells=False),
    **{kind: Words(what_of(kind), worth_of(kind), nothing_of(kind), of=of_edited(kind)) for kind in EDITED},
})  # fmt: skip
"""The kinds that are said in words of their own; all others as they are kept."""
