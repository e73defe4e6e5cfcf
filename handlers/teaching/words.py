"""The words of a question that may be what it was not answered for."""

from itertools import groupby

from handlers.context import Context
from knowledge.learning.wordings import is_too_short, is_wording
from knowledge.memory import unanswered
from knowledge.questions.engine import engine_for, is_english
from knowledge.questions.spot import Item
from knowledge.vietnamese.words import clean

_MOST = 4


def candidates(context: Context, group: int) -> list[str]:
    """Runs of words, as they were typed, that mean nothing yet; the longest first."""
    engine = engine_for(context.services.owing.catalog)
    asked = unanswered.questions(context.tx, group)
    found: dict[str, str] = {}
    for each in asked[:_MOST]:
        text = clean(each.words)
        words, items = engine.read(text, english=is_english(text))
        for is_unknown, run in groupby(items, key=_means_nothing):
            if is_unknown:
                held = list(run)
                said = text[words[held[0].first].span[0] : words[held[-1].end - 1].span[1]]
                if is_wording(said) and not is_too_short(said):
                    found.setdefault(said.lower(), said)
    return sorted(found.values(), key=len, reverse=True)[:_MOST]


def _means_nothing(item: Item) -> bool:
    return item.kind == "word" or (item.kind == "agency" and item.guessed)
