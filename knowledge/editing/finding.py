"""Which things a text names, and how each is called."""

import re
from collections.abc import Iterable
from datetime import date

from knowledge.amending.aliases import alias_subject
from knowledge.amending.rhythms import OF_KINDS
from knowledge.amending.subjects import slug
from knowledge.current import Known
from knowledge.questions.days import read_days
from knowledge.questions.duties import plain_title
from knowledge.questions.wording import agency_name, shorten, task_name, weekday
from knowledge.records import Duty
from knowledge.texts import say
from knowledge.vietnamese.fold import fold
from knowledge.vietnamese.words import clean, plain_tokens

Found = tuple[tuple[str, str], ...]
_NUMBER = re.compile(r"(?<![\d./])(\d{1,2}\.\d{1,3})(?![\d./])")
_MOST = 6
_TITLE = 90  # characters
_SAY_NOTHING = frozenset("bao cao bc report ve cua cho the of on".split())
_KINDS = {"lead": ("chu tri", "lead"), "coordinate": ("phoi hop", "coordinate"), "report": ("bao cao", "report")}


def is_there(known: Known, kind: str, id_: str) -> bool:
    """Whether there is such a thing now: somebody else may have taken it back since it was found."""
    agencies_known, first = known.catalog.agencies, id_.partition(" ")[0]
    match kind:
        case "task":
            return id_ in known.catalog.positions
        case "agency":
            return id_ in agencies_known
        case "alias":
            return first in agencies_known and any(
                alias_subject(first, each) == id_ for each in agencies_known[first].aliases
            )
        case "collective":
            return all(each in agencies_known for each in id_.split(" "))
        case "succession":
            found = agencies_known[first].successions if first in agencies_known else ()
            return any(f"{first} {each.successor}" == id_ for each in found)
        case "duty":
            return any(each.id == id_ for each in known.catalog.duties)
        case "rhythm":
            return id_ in OF_KINDS or is_there(known, "duty", id_)
    return True


def tasks(known: Known, text: str, today: date) -> Found:
    """Those with a number that stands there, of the document that is named, else of those in force, else of any."""
    catalog, plain = known.catalog, fold(clean(text))
    numbers = _NUMBER.findall(plain)
    found = [task for task in catalog.tasks if task.number in numbers]
    named = [task for task in found if fold(task.document) in plain]
    live = [task for task in found if not catalog.is_over(task.document, today.year)]
    return tuple((task.id, task_name(catalog, task, "vi")) for task in (named or live or found)[:_MOST])


def task_name_of(known: Known, id_: str, language: str) -> str:
    """ "nhiệm vụ 2.6 Sửa đổi ..."; of one that is not there its number."""
    if id_ not in known.catalog.positions:
        return say(language, "edit.task_called", name=id_.rpartition(" ")[2])
    return say(language, "edit.task_called", name=task_name(known.catalog, known.catalog.task(id_), language))


def agencies(known: Known, text: str, today: date) -> Found:
    """Single agencies that the text can mean."""
    exact = known.catalog.directory.find(clean(text).strip())
    named = ((exact.id, exact.name),) if exact else known.questions.agencies_named(clean(text).strip())
    return tuple(each for each in named if known.catalog.agencies[each[0]].kind != "group")[:_MOST]


def agency_name_of(known: Known, id_: str, language: str) -> str:
    found = known.catalog.agencies.get(id_)
    return agency_name(found, language) if found else id_


def aliases(known: Known, text: str, today: date) -> Found:
    """The longest names of agencies that stand in the text, by agency and words."""
    plain = f" {' '.join(plain_tokens(text))} "
    found = [
        (f"{agency.id} {slug(alias)}", f"{alias} ({agency.name})")
        for agency in known.catalog.agencies.values()
        for alias in agency.aliases
        if f" {' '.join(plain_tokens(alias))} " in plain
    ]
    longest = max((len(id_.partition(" ")[2]) for id_, _ in found), default=0)
    return tuple(each for each in found if len(each[0].partition(" ")[2]) == longest)


def alias_name(known: Known, id_: str, language: str) -> str:
    agency, _, words = id_.partition(" ")
    aliases_of = known.catalog.agencies[agency].aliases if agency in known.catalog.agencies else ()
    alias = next((each for each in aliases_of if slug(each) == words), words)
    return say(language, "edit.alias_called", alias=alias, agency=agency_name_of(known, agency, language))


def members(known: Known, text: str, today: date) -> Found:
    """An agency and a collective that both stand there."""
    directory = known.catalog.directory
    pieces = re.split(r"\s+(?:khỏi|khoi|vào|vao|của|cua|trong|from|of|to|in)\s+|\s*[:;>]\s*", clean(text).strip())
    named = [each[0] for piece in pieces for each in known.questions.agencies_named(piece)]
    named += [found.agency for piece in pieces if (found := directory.collective(piece))]
    groups = dict.fromkeys(id_ for id_ in named if known.catalog.agencies[id_].kind == "group")
    single = dict.fromkeys(id_ for id_ in named if id_ not in groups)
    return tuple((f"{group} {one}", member_name(known, f"{group} {one}", "vi")) for group in groups for one in single)


def member_name(known: Known, id_: str, language: str) -> str:
    group, _, agency = id_.partition(" ")
    names = {"group": agency_name_of(known, group, language), "agency": agency_name_of(known, agency, language)}
    return say(language, "edit.member_called", **names)


def successions(known: Known, text: str, today: date) -> Found:
    """Those of the agencies that stand there."""
    pieces = re.split(r"\s*(?:->|→|=>|;)\s*|\s+(?:sang|vào|vao|cho|bởi|to)\s+", clean(text).strip())
    named = {id_ for piece in pieces for id_, _ in known.questions.agencies_named(piece)}
    found = [
        f"{agency.id} {each.successor}"
        for agency in known.catalog.agencies.values()
        for each in agency.successions
        if agency.id in named and (len(named) < 2 or each.successor in named)
    ]
    return tuple((id_, succession_name(known, id_, "vi")) for id_ in found[:_MOST])


def succession_name(known: Known, id_: str, language: str) -> str:
    of, _, to = id_.partition(" ")
    names = {"of": agency_name_of(known, of, language), "to": agency_name_of(known, to, language)}
    return say(language, "edit.succession_called", **names)


def duties(known: Known, text: str, today: date) -> Found:
    """Those whose title or citation holds all of the words: what fits only in part may be another than is meant, so it
    is not taken for it. All that are applied where there are no words."""
    if any(each.id == text.strip() for each in known.catalog.duties):
        return ((text.strip(), duty(known, text.strip()).title),)
    live = [each for each in known.catalog.duties if each.state == "live"]
    fitting = [each for each in live if says(f"{each.title} {each.citation}", text)]
    phrase = " ".join(plain_tokens(text))
    fitting = [each for each in fitting if phrase in " ".join(plain_tokens(plain_title(each)))] or fitting
    return tuple((each.id, _titled(each)) for each in fitting)


def says(name: str, text: str) -> bool:
    """Whether a name holds all words of a text, apart from those that say only what kind of thing it is."""
    words = {word for word in plain_tokens(text) if word not in _SAY_NOTHING}
    return words <= set(plain_tokens(name))


def duty(known: Known, id_: str) -> Duty:
    """The duty with this id. Raises KeyError for one that is not there."""
    found = next((each for each in known.catalog.duties if each.id == id_), None)
    if found is None:
        raise KeyError(id_)
    return found


def duty_name(known: Known, id_: str, language: str) -> str:
    found = next((each for each in known.catalog.duties if each.id == id_), None)
    name = f"“{_titled(found)}”" if found else id_
    return say(language, "edit.duty_called", name=name)


def rhythms(known: Known, text: str, today: date) -> Found:
    """The kinds of reminders, or the duties, that stand there."""
    plain = " ".join(fold(clean(text)).split())
    kinds = [kind for kind in OF_KINDS if plain == kind or any(plain == word for word in _KINDS[kind])]
    if kinds or not plain:
        return _named(known, kinds or OF_KINDS)
    named = duties(known, text, today)
    return named if len(named) == 1 else _named(known, OF_KINDS)


def rhythm_name(known: Known, id_: str, language: str) -> str:
    if id_ in OF_KINDS:
        return say(language, "edit.rhythm_called", name=say(language, f"kind.{id_}"))
    return say(language, "edit.rhythm_called", name=duty_name(known, id_, language))


def days(known: Known, text: str, today: date) -> Found:
    """The day that stands there."""
    found = read_days(text, today)
    return ((found.first.isoformat(), weekday(found.first, "vi")),) if found else ()


def day_name(known: Known, id_: str, language: str) -> str:
    return say(language, "edit.day_called", day=weekday(date.fromisoformat(id_), language))


def _named(known: Known, kinds: Iterable[str]) -> Found:
    return tuple((kind, say("vi", f"kind.{kind}")) for kind in kinds)


def _titled(found: Duty) -> str:
    return shorten(plain_title(found), _TITLE)
