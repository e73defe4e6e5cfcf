"""/nop: a report was handed in, with its number and day, and perhaps where it can be read."""

import json
import re
from collections.abc import Container, Iterator
from datetime import timedelta

from handlers.carried import carried
from handlers.context import Context
from handlers.reporting import finishing
from handlers.reporting.completions import ask_proof, on_record, title_of
from handlers.reporting.parts import agency_named
from handlers.reporting.progress import takes_back
from knowledge.asks import asks, says_not
from knowledge.memory import completions, offices
from knowledge.messages import Button, Reply
from knowledge.obligations.message import TAKE_BACK
from knowledge.obligations.obligation import Obligation
from knowledge.progress.sentences import proof_in
from knowledge.questions.ask import VIET_NAM
from knowledge.questions.wording import day, shorten
from knowledge.vietnamese.fold import fold_letters
from knowledge.vietnamese.words import plain_tokens

COMMANDS = ("nop", "submit")
HAND_IN = "report:hand_in"
"""What the buttons carry: the agency, the report's key and the document."""
_LOOKS_BACK, _LOOKS_AHEAD = timedelta(days=400), timedelta(days=120)
_MOST = 8
_YEAR = re.compile(r"20\d\d")
_LABEL = 80  # characters
_SAY_NOTHING = {"bao", "cao", "bc", "da", "vua", "moi", "nop", "gui", "roi", "cua", "nam", "so", "ngay", "va", "report"}


def hand_in(context: Context) -> Reply | None:
    """Record it, or ask which report and by what document; None for another message."""
    if context.command not in COMMANDS:
        return None
    return record(context, context.argument)


def record(context: Context, typed: str) -> Reply:
    """The report that the words before the document speak of; where several fit, which is asked."""
    rest, asked = agency_named(context, typed)
    if isinstance(asked, Reply):
        return asked
    agency = asked or _own(context)
    if isinstance(agency, Reply):
        return agency
    if refusal := context.refused("complete", agency):
        return refusal
    if takes_back(rest):
        return _which_back(context, agency)
    proof = _proof(rest)
    told = rest.removesuffix(proof) if proof else rest
    if asks(rest) or says_not(told):  # the document is asked for by itself
        proof = ""
    words = _words(told)
    fitting = _named(context, agency, words)
    if len(fitting) == 1:  # also one on record: another document may take the place of its own
        return _with_proof(context, agency, fitting[0].key, proof)
    done = completions.of_agency(context.tx, agency)
    open_ = [each for each in fitting or _nearest(_owed(context, agency), done) if each.key not in done]
    if not open_:
        return context.reply("handing_in.none", agency=context.services.questions.agency_name(agency))
    if len(open_) == 1 and not words:
        return _with_proof(context, agency, open_[0].key, proof)
    offers = [
        Button(_label(context, agency, each), f"{HAND_IN} {json.dumps([agency, each.key, proof], ensure_ascii=False)}")
        for each in open_[:_MOST]
    ]
    return context.reply("handing_in.which", *offers)


def chosen(context: Context) -> Reply | None:
    """The report that was asked for; None for another message."""
    action, _, argument = context.text.partition(" ")
    if not (context.said.chosen and action == HAND_IN):
        return None
    agency, key, proof = carried(argument, str, str, str)
    return context.refused("complete", agency) or _with_proof(context, agency, key, proof)


def _with_proof(context: Context, agency: str, key: str, proof: str) -> Reply:
    if proof:
        return finishing.record(context, agency, key, proof)
    if key in completions.of_agency(context.tx, agency):
        return on_record(context, agency, (key,))
    return ask_proof(context, agency, key)


def _own(context: Context) -> str | Reply:
    if len(context.own) == 1:
        return context.own[0]
    if refusal := context.refused("complete"):
        return refusal
    if not context.own:
        return context.reply("handing_in.name_agency")
    offers = [
        Button(context.services.questions.agency_name(each), f"/nop {context.argument} @{each}")
        for each in context.own[:_MOST]
    ]
    return context.reply("whose.which", *offers)


def _owed(context: Context, agency: str) -> list[Obligation]:
    """The reports whose last day was in the last year or comes soon, the nearest first."""
    today = context.now.astimezone(VIET_NAM).date()
    office, book = offices.get(context.tx, agency), context.services.owing
    found = {
        owed.obligation.key: owed.obligation
        for year in (today.year - 1, today.year, today.year + 1)
        for owed in book.owed_by(office, year)
        if owed.role == "report" and today - _LOOKS_BACK <= owed.obligation.due <= today + _LOOKS_AHEAD
    }
    return sorted(found.values(), key=lambda each: abs((each.due - today).days))


def _words(typed: str) -> set[str]:
    """What is said of the report, apart from that it was sent."""
    return {word for word in plain_tokens(fold_letters(typed)) if word not in _SAY_NOTHING}


def _named(context: Context, agency: str, words: set[str]) -> list[Obligation]:
    """The reports whose title and year hold most of the words; [] where none holds any."""
    reports = _owed(context, agency)
    scores = {each.key: _score(context, agency, each, words) for each in reports}
    best = max(scores.values(), default=0)
    return _nearest([each for each in reports if best and scores[each.key] == best])


def _nearest(reports: list[Obligation], left_out: Container[str] = ()) -> list[Obligation]:
    """Of each duty the first; of what is reported on events each."""
    found: dict[str, Obligation] = {}
    for each in reports:
        if each.key not in left_out:
            found.setdefault(each.key if each.event else each.of, each)
    return list(found.values())


def _score(context: Context, agency: str, report: Obligation, asked: set[str]) -> int:
    title = title_of(context, agency, report.key)
    return len(asked & {*plain_tokens(title), str(report.due.year)})


def _proof(typed: str) -> str:
    found = proof_in(typed)
    begins = found[:1].isdigit() and not _YEAR.fullmatch(found)
    return found if begins or found != typed.strip() else ""


def _label(context: Context, agency: str, report: Obligation) -> str:
    title = shorten(title_of(context, agency, report.key), _LABEL)
    named = report.time.named if report.time else report.due
    word = "before" if named > report.due else "by"
    return context.reply(f"handing_in.{word}", title=title, day=day(named, context.language)).text


def _which_back(context: Context, agency: str) -> Reply:
    """Which of the last reports on record is to be taken back."""
    on_hand = {each.key: each for each in _owed(context, agency)}
    recorded = [each for each in completions.all_of_agency(context.tx, agency) if each.obligation in on_hand]
    if not recorded:
        return context.reply("remind.no_record")
    offers = list(_offers_back(context, agency, [(each.id, each.obligation) for each in reversed(recorded)][:_MOST]))
    return context.reply("handing_in.which_back", *offers)


def _offers_back(context: Context, agency: str, recorded: list[tuple[int, str]]) -> Iterator[Button]:
    for number, key in recorded:
        yield Button(shorten(title_of(context, agency, key), _LABEL), f"{TAKE_BACK} {number}")
