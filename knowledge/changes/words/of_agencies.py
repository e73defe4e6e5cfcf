"""What agencies have done and told, their days off and events."""

from collections.abc import Mapping
from types import MappingProxyType

from knowledge.amending.secrecy import SECRECY
from knowledge.changes.change import Value
from knowledge.changes.of_agencies import COMPLETION, DAY_OFF, EVENT, SNOOZE, owed_in
from knowledge.changes.of_proofs import PROOF_FILE, file_of
from knowledge.changes.words.names import LONGEST, Names, What, Words, nothing
from knowledge.last_days import DUE
from knowledge.progress.recorded import EXTENSION, PROGRESS
from knowledge.questions.wording import file_size, shorten


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
    return f"{value['title']} ({names.day(value['day'])})" if isinstance(value, dict) else nothing(names)


def _owed_what(key: str) -> What:
    def what(names: Names, subject: str) -> str:
        agency, owed = owed_in(subject)
        return names.say(key, agency=names.agency(agency), title=shorten(names.owed(agency, owed), LONGEST))

    return what


def _completion(names: Names, subject: str, value: Value) -> str:
    """A task is completed, a report is sent."""
    sent = names.is_report(owed_in(subject)[1])
    if not isinstance(value, dict):
        return names.say("audit.report_not_sent" if sent else "audit.not_done")
    proof = value["proof"] or names.say("audit.no_proof")
    return names.say("audit.report_sent" if sent else "audit.done", day=names.day(value["done_on"]), proof=proof)


def _file_what(names: Names, subject: str) -> str:
    agency, owed = file_of(subject)
    title = shorten(names.owed(agency, owed), LONGEST)
    return names.say("audit.proof_file", agency=names.agency(agency), title=title)


def _file(names: Names, value: Value) -> str:
    """Not by its name, which may say what is internal."""
    if not isinstance(value, dict):
        return nothing(names)
    return names.say("audit.proof_file_is", size=file_size(value["size"], names.language))


def _snooze(names: Names, value: Value) -> str:
    return names.day(value["until"]) if isinstance(value, dict) else names.say("audit.not_put_off")


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
    return shorten(": ".join([*percent, *filter(None, [value["text"]])]), LONGEST)


def _extension(names: Names, value: Value) -> str:
    if not isinstance(value, dict):
        return names.say("audit.not_asked")
    return names.say("audit.asked_until", day=names.day(value["day"]), reason=shorten(value["reason"], LONGEST))


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


WORDS: Mapping[str, Words] = MappingProxyType({
    DAY_OFF: Words(_day_off_what, _day_off),
    EVENT: Words(_event_what, _event),
    COMPLETION: Words(
        _owed_what("audit.completion"), lambda names, value: nothing(names), by_subject=_completion, of=_of_owed
    ),
    PROOF_FILE: Words(_file_what, _file),
    SNOOZE: Words(_owed_what("audit.snooze"), _snooze),
    PROGRESS: Words(_part_what("audit.progress"), _progress, of=_of_part),
    EXTENSION: Words(_part_what("audit.extension"), _extension, of=_of_part),
    DUE: Words(_due_what, _due, of=_of_due, tells=False),
    SECRECY: Words(lambda names, s: names.say("audit.secrecy", what=names.duty(s)), _secrecy, of=str, tells=False),
})  # fmt: skip
