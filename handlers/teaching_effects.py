"""What a change would do to answers: it is tried, questions that were asked are asked again, and it is undone."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from handlers.context import Context, Questions
from handlers.learning import how
from handlers.teaching_draft import Proposed
from handlers.unanswered import first_line
from knowledge.catalog.readers import EVERYTHING
from knowledge.learning.masking import masked
from knowledge.learning.wordings import holds
from knowledge.memory import inbox, unanswered
from knowledge.messages import Reply
from knowledge.questions.wording import shorten
from knowledge.texts import say

_LOOKED_AT = 2000
_MOST_ASKED = 40
_SHOWN = 3
_WORDS = 120  # characters


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question and how it is answered before and after; `own`: of the group that is made answerable."""

    words: str
    before: Reply
    after: Reply
    own: bool

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
    own = [each for each in asked if each.own]
    answered = [each for each in own if each.is_answered]
    for each in answered[:_SHOWN]:
        yield _line(context, "teach.will_answer", each)
    if missed := [each for each in own if not each.is_answered]:
        yield say(context.language, "teach.will_not", n=len(missed), words=shorten(missed[0].words, _WORDS))
    others = [each for each in asked if not each.own and each.before.text != each.after.text]
    changed = [each for each in others if each.was_answered]
    if new := [each for each in others if not each.was_answered and each.is_answered]:
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
    own = [(each.words, each.language) for each in unanswered.questions(context.tx, group)[:_MOST_ASKED]]
    others = [each for each in _others(context, proposed.wording) if each not in own]
    asked = own + others[:_MOST_ASKED]
    before = [_ask(context, context.services.questions, *each) for each in asked]
    after: list[Reply] = []
    with suppress(_TriedError), context.tx.savepoint():
        context.change(proposed.kind, proposed.subject, proposed.value)
        trial = context.services.at(context.tx).questions
        after = [_ask(context, trial, *each) for each in asked]
        raise _TriedError
    return [
        _Asked(words, one, other, own=at < len(own))
        for at, ((words, _), one, other) in enumerate(zip(asked, before, after, strict=True))
    ]


def _others(context: Context, wording: str) -> list[tuple[str, str]]:
    """Questions that hold these words: those that were not answered, those that were asked lately, and the plainest."""
    if not wording:
        return []
    plain = [(say(each, "teach.probe", words=wording), each) for each in ("vi", "en")]
    kept = [(each.words, each.language) for each in unanswered.newest(context.tx, _LOOKED_AT)]
    lately = [(masked(text), "vi") for text in inbox.newest_words(context.tx, _LOOKED_AT)]
    return list(dict.fromkeys(each for each in (*plain, *kept, *lately) if holds(each[0], wording)))


def _ask(context: Context, questions: Questions, words: str, language: str) -> Reply:
    reply, _ = questions.ask(words, None, context.now, language, (), EVERYTHING)
    return reply
