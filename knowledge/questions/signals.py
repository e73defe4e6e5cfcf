"""What a question holds: agencies with their roles, documents, task numbers, clauses, times, and the words that are
left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.catalog.catalog import Catalog
from knowledge.questions import cited, mentions, topic_words
from knowledge.questions import own as own_agency
from knowledge.questions.mentions import Mention
from knowledge.questions.spot import Item, roman
from knowledge.questions.task_numbers import with_task_numbers
from knowledge.questions.times import Times, read_times
from knowledge.vietnamese.words import Word

_PARTS = {"phan"}
"""Words that name a group by its title, but a clause by its number."""
_LINKS = {"con", "vay", "and", "also", "so", "the", "roi con"}
"""Words that go on with a conversation where they open a question, and mean little elsewhere."""


@dataclass(frozen=True, slots=True)
class Signals:
    """Everything understood of one question, before it is decided what was asked.

    `cited`: acts named by kind and number that are not in the catalog ("nghi dinh 72"). `ordinal`: the place in a
    list, -1 the last, 0 none. `topic`: the words left. `said`: every word that can stand in a clause. `names_topic`:
    the
    question says where its topic begins. `denies`: everything but something is asked for. `only`: in the role asked
    and not in the other. `unknown`: the words (first, end) that are a ministry's name that nobody knows.
    """

    items: tuple[Item, ...]
    concepts: frozenset[str]
    mentions: tuple[Mention, ...]
    role: str
    join: str
    documents: tuple[str, ...]
    cited: tuple[str, ...]
    clause: str
    numbers: tuple[str, ...]
    group: str
    ordinal: int
    times: Times
    topic: tuple[Word, ...]
    said: tuple[str, ...]
    names_topic: bool
    denies: bool
    only: bool
    unknown: tuple[int, int] | None
    no_own: bool
    """The asker's own agency is meant, and it is not known."""

    def has(self, *concepts: str) -> bool:
        """Whether the question holds one of these concepts of the lexicon."""
        return not self.concepts.isdisjoint(concepts)


def collect(
    words: Sequence[Word],
    spotted: Sequence[Item],
    catalog: Catalog,
    today: date,
    *,
    english: bool = False,
    own: tuple[str, ...] = (),
) -> Signals:
    """The signals of a question whose words were spotted as items, on the day `today`; `own`: the asker's agencies."""
    spotted = with_task_numbers(spotted, catalog)
    items = mentions.in_their_place(topic_words.as_in_titles(spotted, words, catalog, english), catalog)
    items, no_own = own_agency.as_own(items, words, own)
    only, denied_roles = mentions.says_only(items), mentions.denied_roles(items, words)
    unknown = mentions.unknown_name(items, words, catalog)
    items = [item.as_word() if at in denied_roles else item for at, item in enumerate(items)]
    times = read_times(items, today)
    group, in_group = _group(items)
    ordinal, in_ordinal = _ordinal(items)
    clause, in_clause = cited.clause(items, words)
    documents, acts, in_acts = cited.documents(items, catalog)
    if acts and not _orders(items):  # to amend an act is what a task is about, not an order to this program
        items = [item.as_word() if item.means("talk.change") else item for item in items]
    used = times.used | in_group | in_ordinal | in_clause | in_acts
    concepts = _concepts(items)
    named = mentions.mentions(items)
    without = [items[at] for at in mentions.left_out(items)]
    return Signals(
        items=tuple(items),
        concepts=concepts,
        mentions=named,
        role=mentions.role_of(items, concepts, len(named)),
        join=mentions.join_of(items),
        documents=documents,
        cited=acts,
        clause=clause,
        numbers=tuple(dict.fromkeys(item.text for item in items if item.kind == "number")),
        group=group,
        ordinal=ordinal,
        times=times,
        topic=topic_words.topic(items, words, used, catalog, english),
        said=topic_words.said(items, words, catalog, english),
        names_topic=bool(topic_words.topic_start(items)),
        denies=(bool(without) and not named)
        or any(item.kind == "number" for item in without)
        or (bool(denied_roles) and not concepts & {"role.lead", "role.coordinate"}),
        only=only or bool(denied_roles),
        unknown=(items[unknown[0]].first, items[unknown[1] - 1].end) if unknown else None,
        no_own=no_own,
    )


def _concepts(items: Sequence[Item]) -> frozenset[str]:
    opening = next((item for item in items if not item.is_filler or item.text in _LINKS), None)
    found = {
        concept
        for item in items
        if item.kind == "concept"
        for concept in item.concepts
        if concept != "talk.and_what" or item is opening or item.text not in _LINKS
    }
    if any(item.kind == "concept" and topic_words.SPEAKS_OF_TASKS.search(item.text) for item in items):
        found.add("tasks.task")
    return frozenset(found)


def _orders(items: Sequence[Item]) -> bool:
    """Whether it begins with what is to be changed of a task by number: an act that it cites is by what."""
    opening = next((item for item in items if not item.is_filler), None)
    return opening is not None and opening.means("talk.change") and any(item.kind == "number" for item in items)


def _group(items: Sequence[Item]) -> tuple[str, set[int]]:
    """The number of the group asked for ("nhóm 3", "group III"), and the items that say it."""
    for at, item in enumerate(items):
        if item.means("talk.group_word") and item.text not in _PARTS:
            for ahead in range(at + 1, min(at + 3, len(items))):
                number = _small_number(items[ahead])
                if number is not None:
                    return str(number), {at, ahead}
    return "", set()


def _small_number(item: Item) -> int | None:
    if item.kind == "integer":
        return item.values[0]
    return roman(item.text) if item.kind == "word" else None


def _ordinal(items: Sequence[Item]) -> tuple[int, set[int]]:
    """The place in a list that is meant, from 1; -1 for the last, 0 for none."""
    for at, item in enumerate(items):
        for place in range(1, 6):
            if item.means(f"talk.ordinal_{place}"):
                return place, {at}
        if item.means("talk.ordinal_last"):
            return -1, {at}
        if item.means("talk.ordinal") and at + 1 < len(items) and items[at + 1].kind == "integer":
            return items[at + 1].values[0], {at, at + 1}
    return 0, set()
