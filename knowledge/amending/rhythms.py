"""How often what is owed is reminded of, as officials have set it: of a kind of obligations, or of one duty."""

from collections.abc import Mapping
from dataclasses import replace

from knowledge.amending.ground import Ground
from knowledge.changes.change import Value
from knowledge.obligations.steps import Rhythm

RHYTHM = "rhythm"
OF_KINDS = ("lead", "coordinate", "report")


def rhythm_value(rhythm: Rhythm) -> Value:
    """Days before, working days after, weeks after, as they are kept."""
    return {"before": list(rhythm.before), "after": list(rhythm.after), "weekly": rhythm.weekly}


def read_rhythm(value: Value) -> Rhythm:
    """What `rhythm_value` made."""
    assert isinstance(value, dict)  # as it was kept
    return Rhythm(tuple(value["before"]), tuple(value["after"]), value["weekly"])


def lay_rhythms(ground: Ground, changed: Mapping[str, Value]) -> Ground:
    """The layer of rhythms: the subject is a kind of OF_KINDS or the id of a duty."""
    rhythms, duties = ground.rhythms, {duty.id for duty in ground.facts.duties}
    for subject, value in changed.items():
        if isinstance(value, dict):
            rhythm = read_rhythm(value["value"])
            match subject:
                case "lead":
                    rhythms = replace(rhythms, lead=rhythm)
                case "coordinate":
                    rhythms = replace(rhythms, coordinate=rhythm)
                case "report":
                    rhythms = replace(rhythms, report=rhythm)
                case _ if subject in duties:
                    rhythms = replace(rhythms, own={**rhythms.own, subject: rhythm})
    return replace(ground, rhythms=rhythms)
