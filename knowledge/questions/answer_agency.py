"""An agency: its name and abbreviations, what became of it or whom it took over, on what basis, and its tasks as
numbers."""

from datetime import date
from functools import reduce
from operator import or_

from knowledge.catalog.catalog import Catalog
from knowledge.catalog.facets import COORDINATE, LEAD
from knowledge.in_force import NAME, amended
from knowledge.questions.amendments import on_what
from knowledge.questions.answer import Answer, Draft
from knowledge.questions.query import AGENCY, TASKS, Party, Query
from knowledge.questions.wording import action, agency_name, day, is_former_name, taken_for
from knowledge.records import Agency, Succession
from knowledge.texts import say

_SHORT_NAMES = 4


def answer_agency(catalog: Catalog, query: Query, today: date) -> Answer:
    """What is known of the agencies asked about."""
    draft = Draft()
    for party in dict.fromkeys(query.parties):
        if catalog.agencies[party.agency].kind == "group":
            _ended(draft, catalog, query.language)
            continue
        draft.gap()
        _about(draft, catalog, catalog.agencies[party.agency], query, today)
    return Answer(AGENCY, draft.reply(), query)


def _about(draft: Draft, catalog: Catalog, agency: Agency, query: Query, today: date) -> None:
    language = query.language
    before = catalog.predecessors.get(agency.id, ())
    typed_former = next((typed for typed, id_ in query.notes if id_ == agency.id and is_former_name(agency, typed)), "")
    if agency.successions:
        _became(draft, catalog, agency, language)
    elif before and "name" not in query.aspects:
        draft.say(say(language, "agency.took_over", agency=agency_name(agency, language)))
        for id_, _ in before:
            earlier = catalog.agencies[id_]
            succession = next(s for s in earlier.successions if s.successor == agency.id)
            draft.say(_line(earlier, succession, language))
    elif typed_former:
        draft.say(taken_for(agency, typed_former, language))
    elif "fate" in query.aspects:
        key = "agency.still" if agency.status == "active" else "agency.unknown"
        checked = day(catalog.directory.checked, language)
        draft.say(say(language, key, agency=agency_name(agency, language), checked=checked))
    draft.gap()
    draft.say(say(language, "agency.name", name=agency.name, english=agency.name_en))
    short = [alias for alias in agency.aliases if any(letter.isupper() for letter in alias[1:])][:_SHORT_NAMES]
    if short:
        draft.say(say(language, "agency.short", names=", ".join([*short, *agency.aliases_en[:1]])))
    renamed = amended(agency, NAME)
    former = [name for name in agency.former_names if not renamed or name != renamed.was]
    if renamed:
        draft.say(say(language, "agency.renamed", was=renamed.was, on=on_what(renamed, language)))
    if former:
        draft.say(say(language, "agency.former", names=", ".join(former)))
    _tasks(draft, catalog, agency, language, today)
    draft.gap()
    draft.say(_source(catalog, agency, language))


def _ended(draft: Draft, catalog: Catalog, language: str) -> None:
    """Of a collective: which of the ministries have ended, and who carries on."""
    draft.say(say(language, "agency.ended"))
    for agency in catalog.agencies.values():
        after = [catalog.agencies[succession.successor] for succession in agency.successions]
        if after and agency.kind in ("ministry", "ministerial"):
            names = "; ".join(agency_name(each, language) for each in after)
            draft.say(f"- {agency_name(agency, language)}: {names}")
    draft.gap()
    draft.say(say(language, "agency.checked", checked=day(catalog.directory.checked, language)))


def _became(draft: Draft, catalog: Catalog, agency: Agency, language: str) -> None:
    """One successor in a sentence; several in a line each with the part that each took."""
    first = agency.successions[0]
    values = {"agency": agency_name(agency, language), "since": day(first.since, language)}
    if len(agency.successions) == 1:
        after = agency_name(catalog.agencies[first.successor], language)
        draft.say(say(language, "agency.became", successor=after, **values))
    else:
        draft.say(say(language, "agency.became_main", **values))
        for succession in sorted(agency.successions, key=lambda each: not each.main):
            draft.say(_line(catalog.agencies[succession.successor], succession, language))
    if any(succession.confidence != "high" for succession in agency.successions):
        draft.say(say(language, "agency.unsure"))


def _line(agency: Agency, succession: Succession, language: str) -> str:
    part = succession.part_en if language == "en" else succession.part
    text = f"- {agency_name(agency, language)} ({say(language, 'agency.from', since=day(succession.since, language))})"
    return f"{text}: {part}" if part else text


def _source(catalog: Catalog, agency: Agency, language: str) -> str:
    checked = day(catalog.directory.checked, language)
    successions = list(agency.successions)
    for id_, _ in catalog.predecessors.get(agency.id, ()):
        successions += [s for s in catalog.agencies[id_].successions if s.successor == agency.id]
    bases = "; ".join(dict.fromkeys(act for succession in successions for act in succession.basis.split("; ")))
    return (
        say(language, "agency.basis", basis=bases, checked=checked)
        if bases
        else say(language, "agency.checked", checked=checked)
    )


def _tasks(draft: Draft, catalog: Catalog, agency: Agency, language: str, today: date) -> None:
    in_force = catalog.in_force(today.year)
    for role in (LEAD, COORDINATE):
        n = (catalog.facets.named(role, agency.id) & in_force).bit_count()
        if n:
            draft.say(say(language, f"agency.tasks_{role}", n=n))
            draft.offer(
                say(language, f"button.{role}", n=n),
                action(Query(TASKS, parties=(Party(agency.id, role),), language=language)),
            )
    inherited = catalog.inherited(LEAD, agency.id) & in_force
    before = [id_ for id_, _ in catalog.predecessors.get(agency.id, ())]
    doubtful = reduce(or_, (bits for id_ in before for _, bits in catalog.doubts(id_)), 0)
    taken, open_ = (inherited & ~doubtful).bit_count(), (inherited & doubtful).bit_count()
    if taken:
        draft.say(say(language, "agency.tasks_inherited", n=taken))
    if open_:
        draft.say(say(language, "agency.tasks_doubtful", n=open_))
    taken += open_
    if taken:
        draft.offer(
            say(language, "button.inherited", n=taken),
            action(Query(TASKS, parties=(Party(agency.id, LEAD),), language=language)),
        )
