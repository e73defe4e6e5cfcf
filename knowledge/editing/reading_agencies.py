"""How agencies are read from what is typed: by name, short, without diacritics, several in a row."""

import re
from collections.abc import Iterator

from knowledge.amending.duties import agencies_value
from knowledge.amending.tasks import column_value
from knowledge.changes.change import Value
from knowledge.editing.asked import Asked, UnclearError
from knowledge.records import AgencyColumn
from knowledge.vietnamese.fold import fold
from knowledge.vietnamese.words import clean

_LONGEST = 2000
_MOST_OFFERED = 6
_PARTS = re.compile(r"(\s*[,;\n]\s*|\s+(?:và|va|and)\s+)")
_NOBODY = ("khong", "khong co", "trong", "none", "-")


def column(asked: Asked, typed: str) -> Value:
    """Agencies and collectives, apart by commas, semicolons or "và"."""
    if fold(typed).strip() in _NOBODY:
        return column_value(AgencyColumn())
    named: list[str] = []
    collectives: list[str] = []
    for id_, written in _agencies_in(asked, clean(typed, _LONGEST)):
        if id_:
            named.append(id_)
        else:
            collectives.append(written)
    if not named and not collectives:
        raise UnclearError("agency", typed=typed)
    return column_value(AgencyColumn(tuple(dict.fromkeys(named)), tuple(dict.fromkeys(collectives))))


def lead(asked: Asked, typed: str) -> Value:
    """The same, at least one."""
    found = column(asked, typed)
    if found == column_value(AgencyColumn()):
        raise UnclearError("agency", typed=typed)
    return found


def agency(asked: Asked, typed: str) -> Value:
    """One agency that is no collective."""
    return _one(asked, typed, groups=False)


def group(asked: Asked, typed: str) -> Value:
    """One collective, by the group that stands for it."""
    known = asked.known.catalog.directory.collective(clean(typed))
    return known.agency if known else _one(asked, typed, groups=True)


def agencies(asked: Asked, typed: str) -> Value:
    """Who owes or receives a report: agencies and collectives, as typed and as ids."""
    directory = asked.known.catalog.directory
    found: list[str] = []
    for id_, written in _agencies_in(asked, clean(typed, _LONGEST)):
        known = directory.collective(written)
        found.append(id_ or (known.agency if known else ""))
    if not found or not all(found):
        raise UnclearError("agency", typed=typed)
    return agencies_value(" ".join(clean(typed).split()), tuple(dict.fromkeys(found)))


def _one(asked: Asked, typed: str, *, groups: bool) -> str:
    catalog = asked.known.catalog
    found = asked.known.questions.agencies_named(clean(typed).strip())
    exact = catalog.directory.find(clean(typed).strip())
    if exact is not None:
        found = ((exact.id, exact.name),)
    fitting = [each for each in found if (catalog.agencies[each[0]].kind == "group") == groups]
    if len(fitting) == 1:
        return fitting[0][0]
    offered = [(name, id_) for id_, name in fitting[:_MOST_OFFERED]]
    raise UnclearError("which_agency" if offered else "agency", offered, typed=typed)


def _agencies_in(asked: Asked, typed: str) -> Iterator[tuple[str, str]]:
    """Each agency (id) or collective ("" and as written) that a text names, the longest names first."""
    directory, pieces = asked.known.catalog.directory, _PARTS.split(typed.strip(" .;,"))
    at = 0
    while at < len(pieces):
        for end in range(len(pieces), at, -2):
            written = "".join(pieces[at:end])
            single = directory.find(written)
            if single is not None and single.kind not in ("group", "province-class"):
                yield single.id, written
            elif directory.collective(written) is not None:
                yield "", written
            else:
                continue
            at = end + 1
            break
        else:
            yield _one_of(asked, pieces[at]), pieces[at]
            at += 2


def _one_of(asked: Asked, typed: str) -> str:
    """An agency by a short or slipped name; of a collective by its name ""."""
    found = asked.known.questions.agencies_named(typed)
    if len(found) != 1:
        raise UnclearError(
            "which_agency" if found else "agency", [(n, n) for _, n in found[:_MOST_OFFERED]], typed=typed
        )
    known = asked.known.catalog.agencies[found[0][0]]
    return "" if known.kind in ("group", "province-class") else known.id
