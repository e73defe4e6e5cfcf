"""What an official cites as a source: whether it says anything, and whether what is held here has it."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from knowledge.catalog.bits import positions_of
from knowledge.catalog.catalog import Catalog
from knowledge.questions import clauses
from knowledge.questions.engine import engine_for
from knowledge.questions.query import PROVISION, Query
from knowledge.questions.signals import collect
from knowledge.vietnamese.words import clean, plain_tokens

_LETTERS = 3
_SAYS_NOTHING = {("khong", "co"), ("khong",), ("chua", "co"), ("none",), ("khong", "ro"), ("no", "source")}


_PLACES = frozenset(
    "dieu khoan diem muc phan phu luc doan trang chuong article clause point part annex section".split()
)


@dataclass(frozen=True, slots=True)
class Cited:
    """`document` is the id of the one that is held (of several one that is internal), "" for another; `of` what of it
    is named: a clause, or tasks (ids). `trouble`: it says nothing, the document that is held has no such clause or
    task, or it is not said where in it."""

    document: str = ""
    of: tuple[str, ...] = ()
    trouble: Literal["", "nothing", "clause", "task", "whole"] = ""


def read_citation(catalog: Catalog, text: str, today: date) -> Cited:
    """What a typed citation is of."""
    plain = plain_tokens(text)
    if plain in _SAYS_NOTHING or sum(letter.isalpha() for word in plain for letter in word) < _LETTERS:
        return Cited(trouble="nothing")
    words, items = engine_for(catalog).read(clean(text), english=False)
    signals = collect(words, items, catalog, today)
    if not signals.documents:
        return Cited()
    document = next((each for each in signals.documents if catalog.documents[each].internal), signals.documents[0])
    if catalog.documents[document].withheld:
        return Cited(document)
    wanted = Query(PROVISION, documents=(document,), clause=signals.clause)
    if signals.clause and not clauses.find(catalog, wanted):
        return Cited(document, trouble="clause")
    cited = catalog.of_documents(signals.documents)
    numbered = [catalog.facets.number(number) & cited for number in signals.numbers]
    if not all(numbered):
        return Cited(document, trouble="task")
    if not (signals.clause or signals.numbers or not _PLACES.isdisjoint(plain)):
        return Cited(document, trouble="whole")
    tasks = tuple(catalog.tasks[at].id for found in numbered for at in positions_of(found))
    return Cited(document, tasks or ((signals.clause,) if signals.clause else ()))
