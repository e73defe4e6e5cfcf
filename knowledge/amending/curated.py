"""Answers that an official has given to questions that the documents do not answer as they are read here."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from knowledge.amending.ground import Ground
from knowledge.amending.subjects import slug
from knowledge.changes.change import Value
from knowledge.records import Curated

CURATED = "curated"
_LONGEST = 100  # characters of a subject


def curated_subject(question: str) -> str:
    """What the change is of that answers this question."""
    return slug(question)[:_LONGEST]


def curated_value(
    questions: Sequence[str],
    text: str,
    text_en: str,
    source: str,
    document: str,
    since: date,
    of: Sequence[str] = (),
) -> Value:
    """The `questions` it answers; what is said, in Vietnamese and in English ("" where it was not given in that
    language); the `source` as it is cited, the document (id) where it is one that is held, and since when; what `of`
    the document is cited."""
    return {
        "questions": list(questions),
        "text": text,
        "text_en": text_en,
        "source": source,
        "document": document,
        "since": since.isoformat(),
        "of": list(of),
    }


def read_curated(value: Value) -> Curated:
    """What `curated_value` made, or made before it held what of a document is cited. Raises TypeError, KeyError or
    ValueError for anything else."""
    if not isinstance(value, dict):
        raise TypeError("a curated answer is an object")
    return Curated(
        tuple(value["questions"]),
        value["text"],
        value["text_en"],
        value["source"],
        value["document"],
        date.fromisoformat(value["since"]),
        tuple(value.get("of", ())),
    )


def lay_curated(ground: Ground, changed: Mapping[str, Value]) -> Ground:
    """With these answers."""
    return replace(ground, facts=replace(ground.facts, curated=tuple(map(read_curated, changed.values()))))
