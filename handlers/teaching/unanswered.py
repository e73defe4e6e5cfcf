"""/chuatraloi: what was asked and not answered, the most asked first, for admins, who can make it answerable."""

from handlers.context import Context
from handlers.teaching.learning import ask_anew, how
from handlers.teaching.telling import tell_askers
from knowledge.changes.of_questions import ASIDE, UNANSWERED, answered_value, unanswered_subject
from knowledge.memory import unanswered, unanswered_groups
from knowledge.memory.unanswered import Asked
from knowledge.memory.unanswered_groups import Group
from knowledge.messages import Reply
from knowledge.questions.ask import VIET_NAM
from knowledge.questions.wording import day, shorten

_COMMANDS = ("chuatraloi", "unanswered")
_LIST, _ONE, _ASIDE, _DONE = "learn:list", "learn:one", "learn:aside", "learn:done"
TEACH = "learn:teach"
"""What the choices under a group carry, followed by what it is made answerable by and the group's number."""
WAYS = ("alias", "synonym", "curated")
_ON_A_PAGE = 5
_MOST_QUESTIONS = 6
_WORDS, _LABEL, _ANSWER = 150, 40, 160  # characters
_DIGITS = 9
_SORTINGS = 5


def show(context: Context) -> Reply | None:
    """A page of the groups, or one of them by its number; None for another message."""
    action, _, typed = context.text.partition(" ")
    chosen = context.said.chosen and action in (_LIST, _ONE)
    if not chosen and context.command not in _COMMANDS:
        return None
    if refusal := context.refused("see_unanswered"):
        return refusal
    for _ in range(_SORTINGS):
        if not unanswered_groups.sort_in(context.tx):
            break
    if chosen and action == _LIST:
        return _page(context, int(typed or 0))
    number = (typed if chosen else context.argument).strip().removeprefix("#")
    if not number:
        return _page(context, 0)
    known = number.isascii() and number.isdecimal() and len(number) <= _DIGITS
    return (one(context, int(number)) if known else None) or context.reply("learning.gone")


def decide(context: Context) -> Reply | None:
    """A group needs no answer, or has one; None for another message."""
    action, _, typed = context.text.partition(" ")
    if not (context.said.chosen and action in (_ASIDE, _DONE)):
        return None
    if refusal := context.refused("teach"):
        return refusal
    group = unanswered_groups.group(context.tx, int(typed))
    if group is None:
        return context.reply("learning.gone")
    done = action == _DONE
    made = context.change(UNANSWERED, unanswered_subject(group.id), answered_value(context.now) if done else ASIDE)
    told = tell_askers(context, group.id) if done else 0
    undo = (context.button("audit.undo_this", f"undo:one {made.id}"),) if made else ()
    key = "learning.done" if done else "learning.aside"
    said = context.reply(key, number=group.id)
    lines = [said.text, context.reply("learning.told_n", n=told).text] if told else [said.text]
    return Reply("\n".join(lines), (*undo, context.button("learning.list", _LIST)), context.language)


def one(context: Context, number: int) -> Reply | None:
    """A group, how it is answered now, and what can be made of it; None where nothing of it is kept any more."""
    group = unanswered_groups.group(context.tx, number)
    if group is None:
        return None
    asked = unanswered.questions(context.tx, number)
    head = context.reply(
        "learning.one", number=number, n=group.times, askers=group.askers, day=_day(context, group)
    ).text
    lines = [head, *(_asked_line(context, each) for each in asked[:_MOST_QUESTIONS])]
    if len(asked) > _MOST_QUESTIONS:
        lines.append(context.reply("week.more", n=len(asked) - _MOST_QUESTIONS).text)
    reply = answer_now(context, asked[0])
    is_answered = reply.answered is not None and how(reply.answered) is None
    lines += [
        "",
        context.reply("learning.answers" if is_answered else "learning.does_not", line=first_line(reply)).text,
    ]
    buttons = [context.button(f"learning.by_{way}", f"{TEACH} {way} {number}") for way in WAYS]
    if is_answered:
        buttons.insert(0, context.button("learning.is_done", f"{_DONE} {number}"))
    buttons += [context.button("learning.is_aside", f"{_ASIDE} {number}"), context.button("learning.list", _LIST)]
    return Reply("\n".join(lines), tuple(buttons), context.language)


def answer_now(context: Context, asked: Asked) -> Reply:
    """The answer to the question as it is now, for who may read everything."""
    return ask_anew(context, asked.words, asked.language)


def first_line(reply: Reply) -> str:
    """What an answer says first, in one line, without the words that lead to what stands below it."""
    line = reply.text.split("\n", 1)[0]
    if line.endswith(":"):
        sentences, stop, _ = line.rpartition(". ")
        line = f"{sentences}." if stop else line.removesuffix(":")
    return shorten(line, _ANSWER)


def _page(context: Context, skip: int) -> Reply:
    n, times = unanswered_groups.count(context.tx)
    found = unanswered_groups.groups(context.tx, skip, _ON_A_PAGE)
    if not found:
        return context.reply("learning.none")
    lines = [context.reply("learning.head", n=n, times=times).text]
    for group in found:
        words, kind = shorten(group.words, _WORDS), context.reply(f"learning.kind_{group.kind}").text
        numbers = {"n": group.times, "askers": group.askers, "day": _day(context, group)}
        lines.append(context.reply("learning.line", words=words, kind=kind, **numbers).text)
    buttons = [
        context.button("learning.see", f"{_ONE} {group.id}", words=shorten(group.words, _LABEL)) for group in found
    ]
    if (after := skip + len(found)) < n:
        last = min(after + _ON_A_PAGE, n)
        buttons.append(context.button("button.more", f"{_LIST} {after}", first=after + 1, last=last))
    if skip:
        buttons.append(context.button("button.back", f"{_LIST} {max(skip - _ON_A_PAGE, 0)}"))
    return Reply("\n".join(lines), tuple(buttons), context.language)


def _asked_line(context: Context, asked: Asked) -> str:
    kind = context.reply(f"learning.kind_{asked.kind}").text
    return context.reply("learning.asked", words=shorten(asked.words, _WORDS), n=asked.times, kind=kind).text


def _day(context: Context, group: Group) -> str:
    return day(group.last_at.astimezone(VIET_NAM).date(), context.language)
