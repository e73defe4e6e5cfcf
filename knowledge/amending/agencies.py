"""Agencies that officials added, and what they are called now."""

from collections.abc import Mapping
from dataclasses import replace

from knowledge.amending.edits import HIDDEN, Edit, added, read_edits
from knowledge.amending.ground import Ground
from knowledge.changes.change import Value
from knowledge.reading.facts import Facts
from knowledge.records import Agency

AGENCY = "agency"
FIELDS = frozenset({"name", "note"})


def lay_agencies(ground: Ground, changed: Mapping[str, Value]) -> Ground:
    """The layer of agencies. One that is named anywhere is not hidden: nobody could be told who that is."""
    agencies = dict(ground.facts.directory.agencies)
    for edit in read_edits(changed, FIELDS):
        if not edit.field and edit.id not in agencies:
            agencies[edit.id] = _added(edit)
        elif edit.field == HIDDEN and edit.id not in ground.facts.directory.agencies:
            agencies.pop(edit.id, None)
        elif edit.field in FIELDS and edit.id in agencies:
            agencies[edit.id] = _set(agencies[edit.id], edit)
    return with_agencies(ground, agencies)


def with_agencies(ground: Ground, agencies: Mapping[str, Agency]) -> Ground:
    """The ground with these agencies in place of those that it has."""
    facts: Facts = ground.facts
    return replace(ground, facts=replace(facts, directory=replace(facts.directory, agencies=agencies)))


def _added(edit: Edit) -> Agency:
    fields = added(edit)
    name, short = str(fields.get("name", edit.id)), str(fields.get("short") or "")
    english = str(fields.get("name_en") or name)
    return Agency(edit.id, name, english, str(fields.get("kind", "ministry")), aliases=(short,) if short else ())


def _set(agency: Agency, edit: Edit) -> Agency:
    """What it was called before is among its former names."""
    text = str(edit.value)
    if edit.field == "note":
        return replace(agency, note=text)
    former, amendments = (*agency.former_names, agency.name), (*agency.amendments, edit.amends(agency.name, text))
    return replace(agency, name=text, former_names=former, amendments=amendments)
