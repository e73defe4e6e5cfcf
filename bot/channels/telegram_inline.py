"""Inline mode: "@bot question" typed in any chat is answered with texts to choose from, which the person then posts."""

from telegram import InlineQueryResultArticle, InputTextMessageContent

from bot.channels import Found, LookUp
from bot.channels.parts import split
from bot.channels.telegram_api import Api
from bot.channels.telegram_json import InlineQuery
from bot.channels.telegram_text import LONGEST_TEXT, NO_PREVIEW, formatted
from bot.channels.telegram_updates import CHANNEL

MOST_RESULTS = 10
LONGEST_TITLE = 100
LONGEST_DESCRIPTION = 160
CACHE_SECONDS = 10


async def answer_inline(api: Api, look_up: LookUp, query: InlineQuery) -> None:
    """Raises what `Api.call` and `look_up` raise."""
    person, text = query.author, query.query.strip()
    found = await look_up(CHANNEL, str(person.id), text, person.language) if text else ()
    results = [_article(str(number), each) for number, each in enumerate(found[:MOST_RESULTS])]
    await api.call(
        "answerInlineQuery",
        inline_query_id=query.id,
        results=results,
        cache_time=CACHE_SECONDS,
        is_personal=True,
    )


def _article(result_id: str, found: Found) -> InlineQueryResultArticle:
    text = _first(found.text, LONGEST_TEXT)
    content = InputTextMessageContent(formatted(text), parse_mode="HTML", link_preview_options=NO_PREVIEW)
    return InlineQueryResultArticle(
        result_id,
        _first(found.title, LONGEST_TITLE),
        content,
        description=_first(" ".join(text.split()), LONGEST_DESCRIPTION),
    )


def _first(text: str, limit: int) -> str:
    return next(split(text, limit), "")
