"""Who may read what is internal, and the catalog as each of them reads it.

What is internal is guarded here and nowhere later: who may not read it is answered from an edition of the catalog in
which the words are not there, so that no search can find and no answer can say them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from weakref import WeakKeyDictionary

from knowledge.catalog.catalog import Catalog
from knowledge.catalog.facets import ROLES
from knowledge.catalog.withholding import says_withheld, source_of, withhold
from knowledge.records import Curated

_EDITIONS = 8
_AGENCIES = 512


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads an answer, as far as internal words go: `everything`, or what is given to the `agency` (id; "": none).

    With neither it is somebody of whom nothing is known.
    """

    agency: str = ""
    everything: bool = False


PUBLIC = Reader()
EVERYTHING = Reader(everything=True)


def edition_for(catalog: Catalog, reader: Reader) -> Catalog:
    """The catalog with only the words that this reader may read; itself where that is all of them.

    The same tasks stand at the same positions; of those withheld number and period are left, and which agency has them
    can be counted.
    """
    closed = internal(catalog)
    if not closed or reader.everything:
        return catalog
    return _edition(catalog, closed - _given_to(catalog, reader.agency))


_editions: WeakKeyDictionary[Catalog, dict[frozenset[str], Catalog]] = WeakKeyDictionary()
"""Of each catalog, as long as it is there, those that were asked for last, by what is withheld."""


def _edition(catalog: Catalog, closed: frozenset[str]) -> Catalog:
    """After a change it is made from that of the catalog before: who asks first need not wait for all of it."""
    if not closed:
        return catalog
    held = _editions.setdefault(catalog, {})
    if closed not in held:
        before = catalog.before()
        earlier = _editions.get(before, {}).get(closed) if before else None
        if len(held) >= _EDITIONS:
            held.pop(next(iter(held)), None)
        held[closed] = Catalog(withhold(catalog.facts, closed), catalog.facets, earlier)
    return held[closed]


@lru_cache(maxsize=_EDITIONS)
def internal(catalog: Catalog) -> frozenset[str]:
    """The ids of the documents, and of the duties of documents not held here, in which words are internal."""
    return frozenset(_internal(catalog))


def _internal(catalog: Catalog) -> Iterator[str]:
    yield from (document.id for document in catalog.documents.values() if document.internal and not document.withheld)
    yield from (task.document for task in catalog.tasks if task.internal and not task.withheld)
    yield from (source_of(duty) for duty in catalog.duties if duty.internal and not duty.withheld)


@lru_cache(maxsize=_AGENCIES)
def _given_to(catalog: Catalog, agency: str) -> frozenset[str]:
    """Those that give the agency something: by name, through a collective, or as who carries on another's work."""
    if agency not in catalog.agencies:
        return frozenset()
    return frozenset(source for source in internal(catalog) if _gives(catalog, source, agency))


def _gives(catalog: Catalog, source: str, agency: str) -> bool:
    tasks = catalog.facets.document(source)
    sets = (catalog.facets.named, catalog.facets.reached, catalog.inherited)
    if any(each(role, agency) & tasks for each in sets for role in ROLES):
        return True
    asked = {agency, *(before for before, _ in catalog.predecessors.get(agency, ()))}
    addressed = [clause.addressees for clause in catalog.provisions if clause.document == source]
    addressed += [(*duty.who_agencies, *duty.to_agencies) for duty in catalog.duties if source_of(duty) == source]
    return any(catalog.reaches(each, asked) for each in addressed)


def is_for_all(catalog: Catalog, answer: Curated) -> bool:
    """Whether everybody reads what an official answers, by the source that is named."""
    documents = {document.id for document in catalog.documents.values() if document.internal}
    tasks = {task.id for task in catalog.tasks if task.internal}
    return not says_withheld(answer, internal(catalog), documents, tasks)


def forget() -> None:
    """Nothing is remembered of who is given what: it would keep the catalogs alive that it was looked up in."""
    _given_to.cache_clear()
