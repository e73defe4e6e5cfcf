"""What a notice will be, before it goes out: in each channel, to how many chats, when; and whom it will not reach."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from handlers.announcing.words import in_words
from handlers.confirming import ask_to_confirm, with_choices
from handlers.context import Context
from knowledge.announcing.addressees import Place, Reach, reach_of
from knowledge.announcing.draft import Draft
from knowledge.announcing.notice import notice
from knowledge.announcing.standing import GO_ON, missing, moment
from knowledge.memory import kept_files, month_sent
from knowledge.messages import Button, File, Reply
from knowledge.sending_hours import Hours, next_in_chat, next_moment
from knowledge.texts import LANGUAGES, channel_name

_CUT = "———"
_MOST_NAMES = 20
_LOOKS = {"telegram": "announce.look_bold"}


def preview(context: Context, draft: Draft, changed: str = "") -> Reply:
    """The notice as it will be said, what becomes of it, and the choice to send it; below what has `changed` since."""
    reach, start = reach_of(context.tx, context.services.owing.catalog.agencies, draft.whom), start_of(context, draft)
    shown = notice(draft.text, _spoken(reach), context.message.chat.channel, picture_of(context, draft))
    lines = [*([changed] if changed else []), shown.text, _CUT]
    key = "announce.preview_to" if reach.active else "announce.preview_nowhere"
    lines.append(context.reply(key, n=len(reach.active), whom=in_words(context, draft.whom)).text)
    lines += [line for channel in _channels(reach) for line in _on_channel(context, draft, reach, channel, start)]
    lines += _not_reached(context, reach)
    if not reach.active:
        return Reply("\n".join(lines), tuple(_changes(context, draft)), context.language, file=shown.file)
    lines += _when(context, draft, reach, start)
    said = Reply("\n".join(lines), language=context.language)
    asked = ask_to_confirm(context, "announce", argument(context, draft, reach), said, "announce.send_yes")
    looks = [
        context.button("announce.look_as", f"announce:as {channel}", channel=channel_name(context.language, channel))
        for channel in _channels(reach)
        if channel != context.message.chat.channel
    ]
    return replace(with_choices(asked, *_changes(context, draft), *looks), file=shown.file)


def as_on(context: Context, draft: Draft, channel: str) -> Reply:
    """The messages as which it arrives on a channel, one below the other."""
    if not draft.text:
        return context.reply("announce.gone")
    reach = reach_of(context.tx, context.services.owing.catalog.agencies, draft.whom)
    parts = _parts(context, draft, channel, _spoken(reach))
    head = context.reply("announce.looks", channel=channel_name(context.language, channel), n=len(parts)).text
    back = context.button("announce.back", GO_ON)
    return Reply(f"\n{_CUT}\n".join((head, *map(_shown, parts))), (back,), context.language)


def picture_of(context: Context, draft: Draft) -> File | None:
    """The picture that goes with it."""
    return kept_files.get(context.tx, draft.picture) if draft.picture is not None else None


def argument(context: Context, draft: Draft, reach: Reach, *, again: bool = False) -> str:
    """What is confirmed: the same as long as it would be said to the same chats at the same time. `again`: also that
    they have been told it before."""
    start = start_of(context, draft)
    at = "now" if start == context.now else start.isoformat()
    seen = json.dumps([draft.text, draft.picture, at, sorted(place.to.chat for place in reach.active)])
    return f"{sha256(seen.encode()).hexdigest()}{' again' if again else ''}"


def hours_of(context: Context) -> Hours:
    """Those in which chats are written to that wish no others."""
    return Hours(*context.services.hours)


def start_of(context: Context, draft: Draft) -> datetime:
    """When it goes out: what is wished for outside of the hours is moved to the next ones."""
    return next_moment(draft.wished(context.now), hours_of(context), context.services.owing.calendar)


def _spoken(reach: Reach) -> str:
    """The language in which most are told."""
    count = Counter(place.to.language for place in reach.active)
    return count.most_common(1)[0][0] if count else "vi"


def _channels(reach: Reach) -> Sequence[str]:
    return sorted({place.chat.channel for place in reach.active})


def _on_channel(context: Context, draft: Draft, reach: Reach, channel: str, start: datetime) -> Iterator[str]:
    """How many chats and messages that are, how it looks, and whether the month's messages suffice."""
    places = [place for place in reach.active if place.chat.channel == channel]
    cut = {language: len(_parts(context, draft, channel, language)) for language in LANGUAGES}
    each = [cut[place.to.language] for place in places]
    name, look = channel_name(context.language, channel), context.reply(_LOOKS.get(channel, "announce.look_plain")).text
    yield context.reply("announce.on_channel", channel=name, n=len(places), messages=sum(each), look=look).text
    if max(each) > 1:
        yield context.reply("announce.cut", n=max(each)).text
    if limit := context.services.month_messages.get(channel, 0):
        left = max(limit - month_sent.so_far(context.tx, channel, start), 0)
        key = "announce.quota" if sum(each) <= left else "announce.quota_short"
        yield context.reply(key, left=left, n=max(sum(each) - left, 0), channel=name).text


def _not_reached(context: Context, reach: Reach) -> Iterator[str]:
    name = context.services.questions.agency_name
    if gone := [place for place in reach.places if not place.active]:
        yield context.reply("announce.lost", n=len(gone), names=_names(context, gone)).text
    if reach.missing:
        yield missing(reach.missing, name, context.language)


def _names(context: Context, places: Sequence[Place]) -> str:
    count = Counter(context.services.questions.agency_name(place.to.agency) for place in places)
    rest = len(count) - _MOST_NAMES
    more = context.reply("announce.and_more", n=rest).text if rest > 0 else ""
    return ", ".join(list(count)[:_MOST_NAMES]) + more


def _when(context: Context, draft: Draft, reach: Reach, start: datetime) -> Iterator[str]:
    """When it goes out, from which wish that was moved, and where it comes later still."""
    wished, hours = draft.wished(context.now), hours_of(context)
    named = {"at": moment(start, context.language), "wished": moment(wished, context.language)}
    named |= {"first": f"{hours.first:%H:%M}", "last": f"{hours.last:%H:%M}"}
    key = "announce.goes_moved" if start != wished else "announce.goes_now" if draft.at_once else "announce.goes_at"
    yield context.reply(key, **named).text
    later = sum(
        next_in_chat(context.tx, context.services.owing, hours, place.chat, _whose(place), start) > start
        for place in reach.active
    )
    if later:
        yield context.reply("announce.goes_later", n=later).text


def _whose(place: Place) -> str | None:
    """The agency whose days off count there: none where a person is told in private."""
    return place.to.agency if place.to.person is None else None


def _parts(context: Context, draft: Draft, channel: str, language: str) -> Sequence[Reply]:
    return context.services.parts(channel, notice(draft.text, language, channel, picture_of(context, draft)))


def _shown(part: Reply) -> str:
    """A part in words, with the name of the picture that comes with it."""
    return "\n".join(filter(None, (f"[{part.file.name}]" if part.file else "", part.text)))


def _changes(context: Context, draft: Draft) -> Iterator[Button]:
    yield context.button("announce.change_text", "announce:ask text")
    yield context.button(
        "announce.add_picture" if draft.picture is None else "announce.other_picture", "announce:ask picture"
    )
    if draft.picture is not None:
        yield context.button("announce.no_picture", "announce:no_picture")
    yield context.button("announce.change_whom", "announce:ask whom")
    yield context.button("announce.change_when", "announce:ask when")
    yield context.button("announce.drop", "announce:drop")
