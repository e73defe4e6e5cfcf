"""/dondoc: agencies that have not reported are asked to, each in its chat, once a day at most."""

import json
import re
from dataclasses import dataclass
from datetime import date

from handlers.carried import carried
from handlers.confirming import ask_to_confirm
from handlers.context import Context
from handlers.reporting.parts import task_in
from knowledge.memory import offices, people, reminders
from knowledge.messages import Reply
from knowledge.notices import tell_agency_or_officers, was_told
from knowledge.obligations.obligation import Obligation
from knowledge.obligations.owed import every_agency
from knowledge.obligations.words import title
from knowledge.progress.nudges import compose_nudge, unreported
from knowledge.progress.recorded import RecordedIn
from knowledge.questions.ask import VIET_NAM
from knowledge.questions.wording import listing, shorten
from knowledge.vietnamese.fold import fold_letters

COMMANDS = ("dondoc", "nudge")
_MOST_NAMED = 20
_MOST_SHOWN, _MOST_TITLES, _TITLE = 5, 5, 70
_TO_DO = re.compile(
    r"(?:(?:^|\s)(?P<reports>(?:(?:som|khan truong|phai|can|hay)\s+){0,4}(?:(?:nop|gui)\s+)?(?:bao cao|bc|reports?))"
    r"|\s(?:(?:som|khan truong|phai|can|hay)\s+){0,4}(?:bao|cap nhat|thuc hien|hoan thanh)\b.*)$"
)
"""What agencies are to do: hand in reports, or anything that they owe."""


@dataclass(frozen=True, slots=True)
class _About:
    """What is nudged about: one agency, one task, reports alone; "" and False for all."""

    agency: str = ""
    task: str = ""
    reports: bool = False


def nudge(context: Context) -> Reply | None:
    """Say whom it would reach and ask to confirm; None for another message."""
    if context.command not in COMMANDS:
        return None
    if refusal := context.refused("nudge"):
        return refusal
    about = _about(context, context.argument)
    if isinstance(about, Reply):
        return about
    owing = _owing(context, about)
    bound, told = set(reminders.bound_agencies(context.tx)), _told_today(context, owing)
    by_officers = {each for each in owing if each not in bound and people.private_chats(context.tx, "officer", each)}
    reached = [agency for agency in owing if agency in bound | by_officers and agency not in told]
    left_out = _left_out(context, "nudging.to_officers", [each for each in reached if each in by_officers])
    left_out += _left_out(context, "nudging.told", sorted(told))
    nowhere = [agency for agency in owing if agency not in bound | by_officers]
    left_out += _left_out(context, "nudging.no_chat", nowhere)
    if not reached:
        return Reply("\n".join(left_out or [context.reply("nudging.nothing").text]), language=context.language)
    n = sum(len(owing[agency]) for agency in reached)
    said = context.reply("nudging.ask", n=len(reached), things=n, names=_names(context, reached))
    said = Reply("\n".join([said.text, *_what(context, owing, reached), *left_out]), language=context.language)
    argument = json.dumps([about.agency, about.task, about.reports])
    return ask_to_confirm(context, "nudge", argument, said, "nudging.yes")


def nudge_now(context: Context, argument: str) -> Reply:
    """Write it down for each agency that has a chat, or else for its officers, to be sent within their hours."""
    if refusal := context.refused("nudge"):
        return refusal
    owing, today = _owing(context, _About(*carried(argument, object, object, object))), _today(context)
    told = 0
    for agency, owed in owing.items():
        reply = compose_nudge(context.services.owing, agency, owed, today)
        key = _key(agency, today)
        told += not was_told(context.tx, agency, key) and (
            tell_agency_or_officers(context.tx, agency, reply, context.now, key) > 0
        )
    return context.reply("nudging.done", n=told)


def _about(context: Context, typed: str) -> _About | Reply:
    typed, reports = _without_reports(typed)
    if not typed:
        return _About(reports=reports)
    task = task_in(context, "dondoc", typed)
    if not isinstance(task, Reply):
        return _About(task=task[0].id)
    if task.buttons:
        return task
    ids = [id_ for id_, _ in context.services.questions.agencies_named(typed)]
    return _About(agency=ids[0], reports=reports) if len(ids) == 1 else context.reply("nudging.how")


def _without_reports(typed: str) -> tuple[str, bool]:
    """What stands before "nộp báo cáo", or before that it is to be done; and whether reports alone are meant."""
    match = _TO_DO.search(fold_letters(typed))
    return (typed[: match.start()].strip(" ,.:"), match["reports"] is not None) if match else (typed, False)


def is_about(context: Context, typed: str) -> bool:
    """Whether it says about whom or what is to be nudged, and not only that somebody is."""
    return bool(typed) and (not isinstance(found := _about(context, typed), Reply) or bool(found.buttons))


def _owing(context: Context, about: _About) -> dict[str, list[Obligation]]:
    """By agency what it has not reported on."""
    book, today, recorded = context.services.owing, _today(context), RecordedIn(context.tx)
    found = {}
    for agency in [about.agency] if about.agency else every_agency(book.catalog):
        owed = unreported(book, offices.get(context.tx, agency), recorded, today)
        wanted = [each for each in owed if _is_meant(about, each)]
        if wanted:
            found[agency] = wanted
    return found


def _is_meant(about: _About, owed: Obligation) -> bool:
    return (not about.task or owed.of == about.task) and (not about.reports or owed.kind == "report")


def _told_today(context: Context, owing: dict[str, list[Obligation]]) -> set[str]:
    today = _today(context)
    return {agency for agency in owing if was_told(context.tx, agency, _key(agency, today))}


def _key(agency: str, today: date) -> str:
    return f"nudge {agency} {today}"


def _today(context: Context) -> date:
    return context.now.astimezone(VIET_NAM).date()


def _left_out(context: Context, key: str, agencies: list[str]) -> list[str]:
    return [context.reply(key, n=len(agencies), names=_names(context, agencies)).text] if agencies else []


def _what(context: Context, owing: dict[str, list[Obligation]], reached: list[str]) -> list[str]:
    """The first of what each is asked about, for the first agencies."""
    lines, book = [], context.services.owing
    for agency in reached[:_MOST_SHOWN]:
        titles = [shorten(title(book.catalog, each, context.language), _TITLE) for each in owing[agency][:_MOST_TITLES]]
        more = ["…"] if len(owing[agency]) > _MOST_TITLES else []
        lines.append(f"- {context.services.questions.agency_name(agency)}: {'; '.join([*titles, *more])}")
    return [*lines, "…"] if len(reached) > _MOST_SHOWN else lines


def _names(context: Context, agencies: list[str]) -> str:
    names = [context.services.questions.agency_name(agency) for agency in agencies[:_MOST_NAMED]]
    if len(agencies) > _MOST_NAMED:
        names.append(context.reply("standing.more_agencies", n=len(agencies) - _MOST_NAMED).text)
    return listing(names, context.language)
