"""What a notice still needs is asked for, one thing after the other."""

from collections import Counter
from datetime import datetime, timedelta

from handlers.announcing.preview import hours_of, preview, start_of
from handlers.announcing.words import doubts, in_words
from handlers.asking import ask_for
from handlers.context import Context
from knowledge.announcing.addressees import reach_of
from knowledge.announcing.draft import LONGEST, Draft, to_json
from knowledge.announcing.notice import tidy
from knowledge.announcing.standing import GO_ON, moment
from knowledge.announcing.when import read_when
from knowledge.announcing.whom import KINDS, Read, Whom, read_whom
from knowledge.memory import announcements, chats
from knowledge.messages import LARGEST_FILE, Button, Reply
from knowledge.questions.wording import file_size, shorten

ASKED, SHOWN = "announce:asked", "shown"
"""What a dialogue about a notice begins with, followed by what was asked for: whom, text, when or picture; SHOWN where
nothing was and it stands there, to be confirmed."""
_FURTHEST = timedelta(days=90)
_SHOWN = 200  # characters


def go_on(context: Context, draft: Draft) -> Reply:
    """Keep what is known, ask for what is not, and show what it will be once all is."""
    if draft.at is not None and draft.at <= context.now:
        draft = draft.without_time()
    keep(context, draft)
    if lacks(draft):
        return ask(context, draft, lacks(draft))
    ask_for(context, f"{ASKED} {SHOWN}")
    return preview(context, draft)


def lacks(draft: Draft) -> str:
    """What is to be asked for next: "whom", "text", "when"; "" for nothing."""
    known = {"whom": draft.whom.is_said, "text": bool(draft.text), "when": draft.has_time}
    return next((what for what, is_known in known.items() if not is_known), "")


def keep(context: Context, draft: Draft) -> None:
    """So far it is this."""
    announcements.put_draft(context.tx, context.person.id, to_json(draft), context.now, draft.picture)


def tell(context: Context, draft: Draft) -> Reply:
    """What was begun, and the choice to go on."""
    known = []
    if draft.whom.is_said:
        known.append(context.reply("announce.draft_whom", whom=in_words(context, draft.whom)).text)
    if draft.text:
        known.append(text_of(context, draft))
    choices = (
        context.button("announce.go_on", GO_ON),
        context.button("announce.anew", "announce:anew"),
        context.button("announce.drop", "announce:drop"),
    )
    return Reply("\n".join((context.reply("announce.begun").text, *known)), choices, context.language)


def text_of(context: Context, draft: Draft, key: str = "announce.draft_text") -> str:
    """What it says so far, the beginning of it."""
    return context.reply(key, text=shorten(" ".join(draft.text.split()), _SHOWN)).text


def ask(context: Context, draft: Draft, what: str, problem: str = "") -> Reply:
    """Ask for it ("whom", "text", "when", "picture"), below why what was said before will not do. The person's next
    message is the answer."""
    ask_for(context, f"{ASKED} {what}")
    asked = {"whom": _ask_whom, "text": _ask_text, "when": _ask_when, "picture": _ask_picture}[what](context)
    later = context.button("announce.later", "announce:later")
    kept = [text_of(context, draft)] if what == "whom" and draft.text else []
    text = "\n".join(filter(None, (problem, *kept, asked.text)))
    return Reply(text, (*asked.buttons, later), context.language)


def take(context: Context, draft: Draft, what: str) -> Reply:
    """The message is the answer to what was asked for."""
    typed = context.text
    if what == "whom":
        read = read_names(context, typed)
        if not read.is_clear:
            return ask(context, draft, what, doubts(context, read))
        return go_on(context, draft.to(read.whom))
    if what == "text":
        return with_text(context, draft, typed)
    if what == "picture":
        return ask(context, draft, what)
    return with_time(context, draft, typed)


def with_text(context: Context, draft: Draft, typed: str) -> Reply:
    """It says this."""
    text = tidy(typed)
    if not any(letter.isalnum() for letter in text):
        return ask(context, draft, "text", context.reply("announce.no_text").text)
    if len(text) > LONGEST:
        return ask(context, draft, "text", context.reply("announce.too_long", n=len(text), limit=LONGEST).text)
    return go_on(context, draft.saying(text))


def moved(context: Context, draft: Draft) -> Reply | None:
    """Under the notice as it will be, a time by itself is when it goes out; None for another message."""
    return (
        None
        if read_when(context.text, context.now, hours_of(context)) is None
        else with_time(context, draft, context.text)
    )


def with_time(context: Context, draft: Draft, typed: str) -> Reply:
    """It goes out then."""
    at = read_when(typed, context.now, hours_of(context))
    if problem := _not_then(context, at):
        return ask(context, draft, "when", problem)
    return go_on(context, draft.going_at(None if at == context.now else at))


def with_kind(context: Context, draft: Draft, kind: str) -> Reply:
    """Agencies of this kind are told too."""
    before = draft.whom.kinds if not draft.whom.every else ()
    whom = Whom(kinds=tuple(dict.fromkeys((*before, kind))), agencies=draft.whom.agencies, officers=draft.whom.officers)
    return kinds(context, draft.to(whom))


def kinds(context: Context, draft: Draft) -> Reply:
    """The kinds of agencies that have a chat, to be chosen one after the other."""
    keep(context, draft)
    agencies = context.services.owing.catalog.agencies
    bound = {place.agency for place in chats.bound(context.tx) if place.active and place.agency in agencies}
    count = Counter(
        kind for kind in KINDS for agency in bound if agency and Whom(kinds=(kind,)).has(agency, agencies[agency].kind)
    )
    chosen = draft.whom.kinds
    buttons = [
        Button(f"{context.reply(f'agency_kind.{kind}').text} ({count[kind]})", f"announce:kind {kind}")
        for kind in KINDS
        if count[kind] and kind not in chosen
    ]
    if chosen:
        named = ", ".join(context.reply(f"agency_kind.{kind}").text for kind in chosen)
        done = context.button("announce.enough", GO_ON)
        return context.reply("announce.kinds_more", done, *buttons, kinds=named)
    key = "announce.kinds_ask" if buttons else "announce.nobody_bound"
    return context.reply(key, *buttons, context.button("announce.back", "announce:ask whom"))


def read_names(context: Context, typed: str) -> Read:
    """Of several agencies that a word can name, the one that has a chat is meant."""
    told = {place.agency for place in chats.bound(context.tx) if place.agency}
    return read_whom(context.services.owing.catalog, typed, told)


def _not_then(context: Context, at: datetime | None) -> str:
    """Why it cannot go out then; "" where it can."""
    if at is None:
        return context.reply("announce.no_time").text
    if at < context.now:
        return context.reply("announce.past", at=moment(at, context.language)).text
    if at - context.now > _FURTHEST:
        return context.reply("announce.too_far", n=_FURTHEST.days).text
    return ""


def _ask_whom(context: Context) -> Reply:
    agencies = context.services.owing.catalog.agencies
    groups = len(reach_of(context.tx, agencies, Whom(every=True)).active)
    officers = len(reach_of(context.tx, agencies, Whom(every=True, officers=True)).active)
    buttons = []
    if groups:
        buttons.append(context.button("announce.to_all", "announce:to all", n=groups))
        buttons.append(context.button("announce.by_kind", "announce:kinds"))
    if officers:
        buttons.append(context.button("announce.to_officers", "announce:to officers", n=officers))
    return context.reply("announce.whom_ask" if buttons else "announce.nobody_bound", *buttons)


def _ask_text(context: Context) -> Reply:
    return context.reply("announce.text_ask", limit=LONGEST)


def _ask_picture(context: Context) -> Reply:
    return context.reply("announce.picture_ask", limit=file_size(LARGEST_FILE, context.language))


def _ask_when(context: Context) -> Reply:
    start = start_of(context, Draft(at_once=True))
    label = "announce.at_once" if start == context.now else "announce.at_next"
    return context.reply("announce.when_ask", context.button(label, "announce:now", at=moment(start, context.language)))
