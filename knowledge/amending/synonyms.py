"""Other words for what tasks' titles say, that officials have added: the subject is "words-folded meaning-folded"."""

from collections.abc import Mapping
from dataclasses import replace

from knowledge.amending.ground import Ground
from knowledge.amending.subjects import slug
from knowledge.changes.change import Value

SYNONYM = "synonym"


_LONGEST = 100  # characters of a meaning in a subject


def synonym_subject(text: str, means: str) -> str:
    """What the change is of that gives these words this meaning, perhaps beside another one."""
    return f"{slug(text)} {slug(means)[:_LONGEST]}"


def synonym_value(text: str, means: str) -> Value:
    """`text` says what titles call `means`: words that stand in at least one of them."""
    return {"text": text, "means": means}


def lay_synonyms(ground: Ground, changed: Mapping[str, Value]) -> Ground:
    """The tasks are found by these words too."""
    synonyms = dict(ground.facts.synonyms)
    for value in changed.values():
        if isinstance(value, dict):
            synonyms[value["means"]] = (*synonyms.get(value["means"], ()), value["text"])
    return replace(ground, facts=replace(ground.facts, synonyms=synonyms))
