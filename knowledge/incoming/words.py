"""Changes of documents in words, for the log and wherever else they are told of."""

from knowledge.changes.change import Value
from knowledge.incoming.published import State
from knowledge.questions.wording import how_it_ended
from knowledge.texts import say


def published_in_words(value: Value, language: str) -> str:
    """ "bản 2, 56 nhiệm vụ"."""
    if value is None:
        return say(language, "documents.not_published")
    assert isinstance(value, dict)  # as `value_of` makes it, or a brief of that
    return say(language, "documents.published", version=value["version"], n=len(value["tasks"]))


def state_in_words(value: Value, language: str) -> str:
    """ "được thay bằng 120/QĐ-TTg từ 01/01/2026"."""
    if value is None:
        return say(language, "documents.kept_live")
    state = State.model_validate(value)
    return how_it_ended(state.since, state.replaced_by, state.basis, language)
