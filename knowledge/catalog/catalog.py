"""The snapshot of all that is known, with its indexes. Immutable; swapped whole after a change."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache, reduce
from operator import or_
from weakref import ref

from knowledge.catalog.bits import bits_of
from knowledge.catalog.facets import ROLES, Facets
from knowledge.catalog.text_index import TextIndex
from knowledge.in_force import TITLE, amended, title
from knowledge.reading.agencies import AgencyDirectory
from knowledge.reading.facts import Facts
from knowledge.records import Agency, Document, Duty, Provision, Related, Task
from knowledge.vietnamese.connectives import content
from knowledge.vietnamese.words import plain_tokens

_CITED = re.compile(r"\b(Nghị định|Quyết định|Nghị quyết|Chỉ thị|Thông tư|Kết luận|Luật)\s+(?:số\s+)?(\d+)\b")


def _as_asked(words: str) -> Iterator[tuple[str, ...]]:
    """English words stand as they are in a Vietnamese question ("fake news"), and without endings in an English one."""
    yield content(words)
    if words.isascii():
        yield content(words, english=True)


class Catalog:
    """Everything the bot can answer from. Tasks are known by their position in `tasks`; sets of them are bits (see
    bits). `facets` are given where `facts` do not tell all that is known of who has which task."""

    def __init__(self, facts: Facts, facets: Facets | None = None, before: "Catalog | None" = None) -> None:
        """`before`: one of which most is the same, so that what is made of that need not be made again."""
        self.facts = facts
        self.before: Callable[[], Catalog | None] = ref(before) if before else lambda: None
        self.directory: AgencyDirectory = facts.directory
        self.agencies: Mapping[str, Agency] = facts.directory.agencies
        self.documents: Mapping[str, Document] = {document.id: document for document in facts.documents}
        self.tasks: Sequence[Task] = facts.tasks
        self.duties: Sequence[Duty] = facts.duties
        self.provisions: Sequence[Provision] = facts.provisions
        self.positions = {task.id: position for position, task in enumerate(facts.tasks)}
        self.facets = facets or Facets(facts.tasks, facts.directory)
        same = before if before and _has_same_words(facts, before.facts) else None
        self.text: TextIndex = same.text if same else TextIndex(self._task_texts())
        self.in_force = lru_cache(maxsize=16)(self._in_force)
        self.due_in = lru_cache(maxsize=16)(self._due_in)
        self._kinds_of = cache(lambda id_: self.directory.kinds_of(id_) or frozenset({self.agencies[id_].kind}))
        self.documents_in_force = lru_cache(maxsize=16)(self._documents_in_force)
        self.groups = tuple(dict.fromkeys((task.document, task.group, task.group_title) for task in facts.tasks))
        held = before if before and before.groups == self.groups else None
        self.group_titles: TextIndex = (
            held.group_titles if held else TextIndex([content(words)] for _, _, words in self.groups)
        )
        kept = before if before and _has_same_clauses(facts, before.facts) else None
        self.clauses: TextIndex = kept.clauses if kept else TextIndex(self._clause_texts())

    @cached_property
    def _synonyms(self) -> Mapping[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]:
        """The phrases of the synonym table with the other words for each, by their first word."""
        found: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
        for text, others in self.facts.synonyms.items():
            phrase = plain_tokens(text)
            found.setdefault(phrase[0], []).append((phrase, others))
        return found

    def synonyms_in(self, text: str) -> list[str]:
        """Other words for what a text speaks of."""
        words = plain_tokens(text)
        return [
            other
            for at, word in enumerate(words)
            for phrase, others in self._synonyms.get(word, ())
            if words[at : at + len(phrase)] == phrase
            for other in others
        ]

    def _task_texts(self) -> Iterable[list[tuple[str, ...]]]:
        for task in self.tasks:
            label, label_en = self.facts.labels.get(task.id, ("", ""))
            yield [content(label), content(label_en, english=True), *self._runs(title(task)), *self._written(task)]

    def _written(self, task: Task) -> list[tuple[str, ...]]:
        """What a task whose words were changed is found by too."""
        return self._runs(task.title) if title(task) != task.title else []

    def _clause_texts(self) -> Iterable[list[tuple[str, ...]]]:
        for clause in self.provisions:
            yield [content(clause.heading), *self._runs(clause.text)]

    def _runs(self, text: str) -> list[tuple[str, ...]]:
        """A text as runs of words to be found by: its own, the acts it cites by kind and number, other words for it."""
        cited = [(*plain_tokens(kind), number) for kind, number in _CITED.findall(text)]
        return [content(text), *cited, *(run for other in self.synonyms_in(text) for run in _as_asked(other))]

    def task(self, task_id: str) -> Task:
        """The task with this id. Raises KeyError for one that is not there."""
        return self.tasks[self.positions[task_id]]

    def label(self, task: Task, language: str) -> str:
        """The reviewed short label of a task, or its title."""
        if amended(task, TITLE):
            return title(task)
        vi, en = self.facts.labels.get(task.id, (task.title, task.title))
        return en if language == "en" else vi

    @cached_property
    def withheld(self) -> int:
        """The tasks whose words are not in this catalog."""
        return bits_of((at for at, task in enumerate(self.tasks) if task.withheld), len(self.tasks))

    @cached_property
    def withholds(self) -> bool:
        """Whether the words of anything are not in this catalog."""
        documents, duties = self.documents.values(), self.duties
        return bool(self.withheld) or any(each.withheld for each in documents) or any(each.withheld for each in duties)

    @cached_property
    def tasks_by_document(self) -> list[tuple[str, int]]:
        """Each document that has tasks, with the set of them, in the order of the data."""
        return [(document, self.facets.document(document)) for document in self.task_documents]

    @cached_property
    def task_documents(self) -> tuple[str, ...]:
        """Ids of the documents that have tasks, in the order of the data."""
        with_tasks = {task.document for task in self.tasks}
        return tuple(document for document in self.documents if document in with_tasks)

    @cached_property
    def document_places(self) -> Mapping[str, int]:
        """The place of each document in the order of the data."""
        return {document: place for place, document in enumerate(self.documents)}

    @cached_property
    def acts(self) -> Mapping[str, tuple[str, ...]]:
        """The documents by kind and number, folded: "nghi quyet 47"."""
        found: dict[str, list[str]] = {}
        for id_, document in self.documents.items():
            numbers = {re.split("[/-]", word)[0] for word in plain_tokens(document.symbol)}
            for number in numbers:
                found.setdefault(" ".join((*plain_tokens(document.kind), number)), []).append(id_)
        return {act: tuple(ids) for act, ids in found.items()}

    def of_documents(self, documents: Iterable[str]) -> int:
        """The tasks of the documents with these ids."""
        return reduce(or_, map(self.facets.document, documents), 0)

    def over_in(self, years: Sequence[int], today: int) -> tuple[str, ...]:
        """The programme that was over before the year `today` and whose period holds all these years; () where there
        is none."""
        for document in self.task_documents:
            known = self.documents[document]
            period = range(known.first_year or 0, (known.last_year or -1) + 1)
            if all(year in period for year in years) and self.is_over(document, today):
                return (document,)
        return ()

    def reaches(self, addressed: Iterable[str], asked: set[str]) -> bool:
        """Whether what is addressed to some agencies concerns one of those asked about: by name, or as one of a
        collective (a ministry by what all ministries must do). All are ids."""
        named = set(addressed)
        if asked & named:
            return True
        groups = (id_ for id_ in named if self.agencies[id_].kind in ("group", "province-class"))
        return any(self._reaches(group, asked) for group in groups)

    def _reaches(self, group: str, asked: set[str]) -> bool:
        if asked & self.directory.joined.get(group, frozenset()):
            return True
        kinds, reached = self._kinds(asked - self.directory.left.get(group, frozenset())), self._kinds({group})
        provinces = {"province", "province-class"}
        return bool(kinds & reached or (kinds & provinces and reached & provinces))

    def _kinds(self, agencies: Iterable[str]) -> set[str]:
        """The kinds of agencies, of a collective those of its members."""
        return {kind for id_ in agencies for kind in self._kinds_of(id_)}

    def _due_in(self, year: int) -> int:
        """Tasks that end in `year`, for all or for one agency, and the recurring ones, of the programmes that are not
        over then; one that was given more time may outlast its programme."""
        ending = self.facets.last_year(year, year) | self.facets.own_last_year(year)
        return (ending & (self.in_force(year) | self.facets.extended)) | (self.facets.recurring & self.in_force(year))

    def _documents_in_force(self, year: int) -> tuple[str, ...]:
        """The documents with tasks that are not over in `year`, in the order of the data."""
        return tuple(document for document in self.task_documents if not self.is_over(document, year))

    def _in_force(self, year: int) -> int:
        """Tasks of the programmes whose period is not over in `year`."""
        return self.of_documents(self.documents_in_force(year))

    def is_over(self, document: str, year: int) -> bool:
        """Whether the data call a document over, or the last year of its period lies before `year`."""
        known = self.documents[document]
        return known.over or (known.last_year is not None and known.last_year < year)

    @cached_property
    def predecessors(self) -> Mapping[str, tuple[tuple[str, bool], ...]]:
        """For each agency whom it took over from, and whether as the main successor."""
        found: dict[str, list[tuple[str, bool]]] = {}
        for agency in self.agencies.values():
            for succession in agency.successions:
                found.setdefault(succession.successor, []).append((agency.id, succession.main))
        return {successor: tuple(pairs) for successor, pairs in found.items()}

    def doubts(self, agency: str) -> list[tuple[tuple[str, ...], int]]:
        """The tasks of an agency whose successor is arguable, by the candidates for it."""
        found: dict[tuple[str, ...], int] = {}
        for task_id, doubt in self.directory.undetermined.items():
            if doubt.of == agency and task_id in self.positions:
                found[doubt.candidates] = found.get(doubt.candidates, 0) | 1 << self.positions[task_id]
        return list(found.items())

    def under_way(self, year: int) -> int:
        """Tasks whose period holds `year`; recurring ones where the document's own period does."""
        documents = (document for document in self.task_documents if self._covers(document, year))
        return self.facets.under_way(year) & (self.of_documents(documents) | ~self.facets.recurring)

    def _covers(self, document: str, year: int) -> bool:
        known = self.documents[document]
        return (known.first_year or 0) <= year <= (known.last_year or 9999)

    def is_above_tasks(self, agency: str) -> bool:
        """A body of the State or the Party that no annex names: it issues documents, it is given no tasks."""
        kinds = ("government", "party")
        return self.agencies[agency].kind in kinds and not any(self.facets.named(role, agency) for role in ROLES)

    def inherited(self, role: str, agency: str) -> int:
        """Tasks that name, in this role, an agency whose work this one carries on; arguable ones for each candidate."""
        found = 0
        for predecessor in self.main_predecessors(agency):
            found |= self.facets.named(role, predecessor) & ~self.given_away(predecessor)
        for predecessor, given in self._given.get(agency, {}).items():
            found |= self.facets.named(role, predecessor) & given
        for position, of in self.doubtful(agency):
            found |= (1 << position) & self.facets.named(role, of)
        return found & ~self.facets.named(role, agency)

    def main_predecessors(self, agency: str) -> Iterator[str]:
        """The agencies whose tasks it carries on unless something else is said of one."""
        return (predecessor for predecessor, main in self.predecessors.get(agency, ()) if main)

    @cached_property
    def _given(self) -> Mapping[str, Mapping[str, int]]:
        """For each agency whose tasks it takes over where it is some of them alone, and which."""
        found: dict[str, dict[str, int]] = {}
        for agency in self.agencies.values():
            for succession in agency.successions:
                held = [self.positions[task] for task in succession.tasks if task in self.positions]
                if held:
                    found.setdefault(succession.successor, {})[agency.id] = bits_of(sorted(held), len(self.tasks))
        return found

    def given(self, agency: str, predecessor: str) -> int:
        """The tasks that the agency alone takes over from a predecessor."""
        return self._given.get(agency, {}).get(predecessor, 0)

    def given_away(self, predecessor: str) -> int:
        """Its tasks that another agency than the main one carries on."""
        return reduce(or_, (given.get(predecessor, 0) for given in self._given.values()), 0)

    def doubtful(self, agency: str) -> Iterator[tuple[int, str]]:
        """The positions of tasks that it may carry on, each with the agency that is named there."""
        for task_id, doubt in self.directory.undetermined.items():
            if agency in doubt.candidates and task_id in self.positions:
                yield self.positions[task_id], doubt.of

    def related_to(self, task: Task) -> list[Related]:
        """What is known from elsewhere about a task or an act that its title cites."""
        return [
            note
            for note in self.facts.related
            if note.about == task.id or note.about.split(" ")[-1] in title(task).split()
        ]


def _has_same_words(facts: Facts, before: Facts) -> bool:
    """Whether the tasks are found by the same words, at the same positions."""
    if facts.labels != before.labels or facts.synonyms != before.synonyms or len(facts.tasks) != len(before.tasks):
        return False
    pairs = zip(facts.tasks, before.tasks, strict=True)
    return all(a is b or (a.id == b.id and a.title == b.title and title(a) == title(b)) for a, b in pairs)


def _has_same_clauses(facts: Facts, before: Facts) -> bool:
    return facts.provisions == before.provisions and facts.synonyms == before.synonyms
