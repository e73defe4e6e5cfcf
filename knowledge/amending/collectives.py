"""Whom officials count among the members of a collective. The subject: the group that stands for it, and an agency."""

from collections.abc import Mapping
from dataclasses import replace

from knowledge.amending.ground import Ground
from knowledge.changes.change import Value

COLLECTIVE = "collective"


def lay_members(ground: Ground, changed: Mapping[str, Value]) -> Ground:
    """The layer of members: counted in or out, whatever the kind of the agency says."""
    directory = ground.facts.directory
    joined: dict[str, frozenset[str]] = dict(directory.joined)
    left: dict[str, frozenset[str]] = dict(directory.left)
    for subject, value in changed.items():
        group, _, agency = subject.partition(" ")
        if isinstance(value, dict) and group in directory.agencies and agency in directory.agencies:
            place = joined if value["value"] else left
            place[group] = place.get(group, frozenset()) | {agency}
    return replace(ground, facts=replace(ground.facts, directory=replace(directory, joined=joined, left=left)))
