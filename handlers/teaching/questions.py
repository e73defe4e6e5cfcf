"""Which questions an answer is for. What is written down with it stays for ever, so an admin picks or types each."""

from handlers.context import Context
from handlers.teaching.draft import MOST_OFFERED, Draft, Trouble, Wanted, pick, trouble
from knowledge.learning.likeness import likeness
from knowledge.learning.masking import masked
from knowledge.memory import unanswered
from knowledge.memory.unanswered import Asked
from knowledge.questions.wording import shorten
from knowledge.texts import say

_ENOUGH, _QUESTION = "enough", "question "
_PICKED, _TYPED = "#", "="
_LABEL = 60  # characters


def ask(context: Context, draft: Draft) -> Wanted | None:
    """None where it is enough: nothing else was asked, or the admin says so."""
    asked, said = _asked(context, draft), chosen(context, draft)
    left = [each for each in asked if f"{_PICKED}{each.id}" not in _marks(draft)]
    if said and (not left or _ENOUGH in draft.said or len(said) >= MOST_OFFERED):
        return None
    lines = [say(context.language, "teach.answer_questions"), *(f"- “{each.words}”" for each in left)]
    lines += [say(context.language, "teach.answer_chosen"), *(f"- “{words}”" for words in said)] if said else []
    choices = [pick(shorten(each.words, _LABEL), f"{_QUESTION}{each.id}") for each in left]
    choices += [pick(say(context.language, "teach.answer_enough"), _ENOUGH)] if said else []
    return Wanted("\n".join(lines), tuple(choices))


def take(context: Context, draft: Draft, typed: str) -> Draft | Trouble:
    """With what was picked, or with each line that was typed."""
    if typed == _ENOUGH and chosen(context, draft):
        return draft.having(enough="yes")
    ids = {f"{_QUESTION}{each.id}": each.id for each in _asked(context, draft)}
    if typed in ids:
        return _with(draft, f"{_PICKED}{ids[typed]}")
    lines = [line for line in (masked(each) for each in typed.splitlines()) if likeness(line)]
    if not lines:
        return trouble(context, "teach.answer_no_question")
    return _with(draft, *(f"{_TYPED}{line}" for line in lines))


def chosen(context: Context, draft: Draft) -> list[str]:
    """The wordings, as they are asked now; without those that nobody's are any more."""
    asked = {f"{_PICKED}{each.id}": each.words for each in unanswered.questions(context.tx, draft.group)}
    words = (mark.removeprefix(_TYPED) if mark.startswith(_TYPED) else asked.get(mark, "") for mark in _marks(draft))
    return list(dict.fromkeys(each for each in words if each))[:MOST_OFFERED]


def _asked(context: Context, draft: Draft) -> list[Asked]:
    return unanswered.questions(context.tx, draft.group)[:MOST_OFFERED]


def _marks(draft: Draft) -> list[str]:
    return draft.said.get("questions", "").splitlines()


def _with(draft: Draft, *marks: str) -> Draft:
    return draft.having(questions="\n".join(dict.fromkeys((*_marks(draft), *marks))))
