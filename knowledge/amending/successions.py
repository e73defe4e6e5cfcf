"""Who carries on whose work, as officials have set it: the subject is the agency that ended and its successor."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from knowledge.amending.edits import HIDDEN, Edit, added, names, read_edits
from knowledge.amending.ground import Ground
from knowledge.changes.change import Value
from knowledge.reading.agency_tables import Undetermined
from knowledge.records import Agency, Succession

SUCCESSION = "succession"


def lay_successions(ground: Ground, changed: Mapping[str, Value]) -> Ground:
    """The layer of successions. Who takes over all takes over as well what the other had taken over before; of tasks
    that are given to one successor by name it is not arguable any more whose they are."""
    directory = ground.facts.directory
    agencies, doubts = dict(directory.agencies), dict(directory.undetermined)
    edits = sorted(read_edits(changed, frozenset()), key=lambda edit: (bool(edit.field), edit.since))
    hidden = {edit.id for edit in edits if edit.field == HIDDEN}
    for id_ in hidden:
        _end(agencies, *_pair(id_))
    for edit in edits:
        of, to = _pair(edit.id)
        if not edit.field and edit.id not in hidden and of in agencies and to in agencies:
            _succeed(agencies, doubts, of, _succession(to, edit))
    facts = replace(ground.facts, directory=replace(directory, agencies=agencies, undetermined=doubts))
    return replace(ground, facts=facts)


def _pair(subject: str) -> tuple[str, str]:
    of, _, to = subject.partition(" ")
    return of, to


def _succession(to: str, edit: Edit) -> Succession:
    fields = added(edit)
    tasks, since = names(fields.get("tasks")), date.fromisoformat(str(fields.get("since", edit.since)))
    return Succession(to, since, edit.basis, "high", main=not tasks, tasks=tasks)


def _end(agencies: dict[str, Agency], of: str, to: str) -> None:
    if of in agencies:
        left = tuple(each for each in agencies[of].successions if each.successor != to)
        status = agencies[of].status if left or agencies[of].status == "unknown" else "active"
        agencies[of] = replace(agencies[of], successions=left, status=status)


def _succeed(agencies: dict[str, Agency], doubts: dict[str, Undetermined], of: str, new: Succession) -> None:
    agencies[of] = _with(agencies[of], new)
    for task in new.tasks:
        if task in doubts and doubts[task].of == of:
            del doubts[task]
    if new.tasks:
        return
    agencies[of] = replace(agencies[of], status="dissolved")
    for id_, agency in list(agencies.items()):
        handed_on = [each for each in agency.successions if each.successor == of and id_ != new.successor]
        for each in handed_on:
            later = replace(new, main=each.main, tasks=each.tasks, part=each.part, part_en=each.part_en)
            agencies[id_] = _with(agencies[id_], later)
    for task, doubt in list(doubts.items()):
        if of in doubt.candidates:
            now = tuple(dict.fromkeys(new.successor if each == of else each for each in doubt.candidates))
            doubts[task] = replace(doubt, candidates=now)


def _with(agency: Agency, new: Succession) -> Agency:
    """There is one main successor at a time, and one for each task that is given by name."""
    others = (each for each in agency.successions if each.successor != new.successor)
    kept = (_without(each, new) for each in others)
    return replace(agency, successions=(*(each for each in kept if each is not None), new))


def _without(before: Succession, new: Succession) -> Succession | None:
    if new.main:
        return replace(before, main=False)
    left = tuple(task for task in before.tasks if task not in new.tasks)
    return None if before.tasks and not left else replace(before, tasks=left)
