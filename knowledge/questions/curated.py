"""Answers that an official has given: to a question of just those words, where the documents hold no sure answer."""

from collections.abc import Iterable, Mapping

from knowledge.catalog.catalog import Catalog
from knowledge.learning.likeness import ask_the_same, likeness
from knowledge.questions.answer import Answer, Draft
from knowledge.questions.query import CURATED, DOCUMENT, Query
from knowledge.questions.wording import action, day
from knowledge.records import Curated
from knowledge.texts import say

ByLikeness = Mapping[str, tuple[tuple[str, Curated], ...]]
"""The questions, each with its answer, by their likeness."""


def by_likeness(curated: Iterable[Curated]) -> ByLikeness:
    """The answers, to be looked up; the newest first."""
    found: dict[str, tuple[tuple[str, Curated], ...]] = {}
    for each in sorted(curated, key=lambda each: each.since, reverse=True):
        for question in each.questions:
            found[likeness(question)] = (*found.get(likeness(question), ()), (question, each))
    return found


def curated_answer(catalog: Catalog, known: ByLikeness, text: str, language: str) -> Answer | None:
    """What an official has answered to this question, with the source and since when; None where nobody has.

    In the other language where it was given in one only: it is not translated.
    """
    asked_before = known.get(likeness(text), ()) if known else ()
    found = next((each for question, each in asked_before if ask_the_same(text, question)), None)
    if found is None:
        return None
    said, other = (found.text_en, found.text) if language == "en" else (found.text, found.text_en)
    draft = Draft()
    draft.say(said or other)
    draft.gap()
    if not said:
        draft.say(say(language, "curated.only_in_other"))
    draft.say(say(language, "source.place", place=found.source))
    draft.say(say(language, "curated.since", day=day(found.since, language)))
    query = Query(CURATED, language=language)
    if found.document in catalog.documents:
        about = Query(DOCUMENT, documents=(found.document,), language=language)
        draft.offer(say(language, "curated.document"), action(about))
    return Answer(CURATED, draft.reply(), query)
