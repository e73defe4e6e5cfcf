"""Other names of an agency that officials have added: its subject is "agency-id alias-folded"."""

from collections.abc import Mapping
from dataclasses import replace

from knowledge.amending.ground import Ground
from knowledge.amending.subjects import slug
from knowledge.changes.change import Value
from knowledge.records import Agency

ALIAS = "alias"


def alias_subject(agency: str, text: str) -> str:
    """What the change is of that makes this text a name of the agency (id)."""
    return f"{agency} {slug(text)}"


def alias_value(text: str, *, ambiguous: bool = False) -> Value:
    """`ambiguous`: it means something else as well, so that its place in a question must decide."""
    return {"text": text, "ambiguous": ambiguous}


def lay_aliases(ground: Ground, changed: Mapping[str, Value]) -> Ground:
    """The agencies with these names beside those that the tables have; one whose agency is gone is left out."""
    directory = ground.facts.directory
    agencies = dict(directory.agencies)
    for subject, value in changed.items():
        agency = agencies.get(subject.partition(" ")[0])
        if agency is not None and isinstance(value, dict):
            agencies[agency.id] = _with_alias(agency, value["text"], ambiguous=value.get("ambiguous", False))
    return replace(ground, facts=replace(ground.facts, directory=replace(directory, agencies=agencies)))


def _with_alias(agency: Agency, text: str, *, ambiguous: bool) -> Agency:
    doubtful = (*agency.ambiguous, text) if ambiguous else agency.ambiguous
    return replace(agency, aliases=(*agency.aliases, text), ambiguous=doubtful)
