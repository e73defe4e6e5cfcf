"""What a change would do to answers: it is tried, questions that were asked are asked again, and it is undone."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, islice

from handlers.context import Context
from handlers.teaching.draft import Proposed
from handlers.teaching.learning import ask_anew, how
from handlers.teaching.unanswered import first_line
from knowledge.learning.masking import masked
from knowledge.learning.wordings import holds
from knowledge.memory import inbox, unanswered
from knowledge.messages import Reply
from knowledge.questions.wording import shorten
from knowledge.texts import LANGUAGES, say

_LOOKED_AT = 2000
_MOST_ASKED = 25
_SHOWN = 3
_WORDS = 120  # characters


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question and how it is answered before and after. `whose`: of the group that is made answerable ("own"), of
    somebody ("others"), or the plainest that holds the words, which nobody may have asked ("probe")."""

    words: str
    before: Reply
    after: Reply
    whose: str

    @property
    def was_answered(self) -> bool:
        return self.before.answered is not None and how(self.before.answered) is None

    @property
    def is_answered(self) -> bool:
        return self.after.answered is not None and how(self.after.answered) is None


class _TriedError(Exception):
    pass


def effects(context: Context, group: int, proposed: Proposed) -> Iterator[str]:
    """In words: which questions would be answered, and which other answers would be other ones."""
    asked = _compare(context, group, proposed)
    own = [each for each in asked if each.whose == "own"]
    answered = [each for each in own if each.is_answered]
    for each in answered[:_SHOWN]:
        yield _line(context, "teach.will_answer", each)
    if missed := [each for each in own if not each.is_answered]:
        yield say(context.language, "teach.will_not", n=len(missed), words=shorten(missed[0].words, _WORDS))
    others = [each for each in asked if each.whose != "own" and each.before.text != each.after.text]
    changed = [each for each in others if each.was_answered]
    new = [each for each in others if each.whose == "others" and not each.was_answered and each.is_answered]
    if new:
        yield say(context.language, "teach.also_answers", n=len(new), words=shorten(new[0].words, _WORDS))
    if changed:
        yield say(context.language, "teach.changes", n=len(changed))
        for each in changed[:_SHOWN]:
            yield _line(context, "teach.change", each)
    else:
        yield say(context.language, "teach.changes_none")


def _line(context: Context, key: str, asked: _Asked) -> str:
    before, after = first_line(asked.before), first_line(asked.after)
    return say(context.language, key, words=shorten(asked.words, _WORDS), before=before, after=after)


def _compare(context: Context, group: int, proposed: Proposed) -> list[_Asked]:
    asked = {(each.words, each.language): "own" for each in unanswered.questions(context.tx, group)[:_MOST_ASKED]}
    for each in islice(_others(context, proposed.wording), _MOST_ASKED):
        asked.setdefault(each[:2], each[2])
    before = [ask_anew(context, *each) for each in asked]
    after: list[Reply] = []
    with suppress(_TriedError), context.tx.savepoint():
        context.change(proposed.kind, proposed.subject, proposed.value)
        after = [ask_anew(context, *each) for each in asked]
        raise _TriedError
    whose = asked.items()
    return [_Asked(words, one, other, of) for ((words, _), of), one, other in zip(whose, before, after, strict=True)]


def _others(context: Context, wording: str) -> Iterator[tuple[str, str, str]]:
    """Questions that hold these words, their language and whose they are: the plainest, those that were not answered,
    and those that were asked lately."""
    if not wording:
        return
    for language in LANGUAGES:
        yield say(language, "teach.probe", words=wording), language, "probe"
    kept = ((each.words, each.language) for each in unanswered.newest(context.tx, _LOOKED_AT))
    lately = ((masked(text), context.language) for text in inbox.questions(context.tx, _LOOKED_AT))
    for words, language in chain(kept, lately):
        if holds(words, wording):
            yield words, language, "others"
