"""A question is made answerable by an answer that an admin writes, with its source."""

from handlers.context import Context
from handlers.teaching import questions as teaching_questions
from handlers.teaching.draft import Draft, Proposed, Trouble, Wanted, Way, pick, trouble, wanted
from knowledge.amending.curated import CURATED, curated_subject, curated_value, read_curated
from knowledge.catalog.readers import is_for_all
from knowledge.learning.citing import read_citation
from knowledge.memory import unanswered
from knowledge.questions.ask import VIET_NAM
from knowledge.questions.engine import is_english
from knowledge.questions.wording import document_name
from knowledge.texts import say

_LONGEST, _LONGEST_SOURCE = 2000, 300  # characters
_SHORTEST = 2
_NO_OTHER = "-"
_SKIP = "skip"


def _ask(context: Context, draft: Draft) -> Wanted | None:
    if "text" not in draft.said:
        return wanted(context, "teach.answer_what", words=unanswered.questions(context.tx, draft.group)[0].words)
    if "source" not in draft.said:
        return wanted(context, "teach.answer_source")
    if "other" not in draft.said:
        key = "teach.answer_vi" if is_english(draft.said["text"]) else "teach.answer_en"
        return wanted(context, key, pick(say(context.language, "teach.answer_one_language"), _SKIP))
    return teaching_questions.ask(context, draft)


def _take(context: Context, draft: Draft, typed: str) -> Draft | Trouble:
    if "other" in draft.said:
        return teaching_questions.take(context, draft, typed)
    text = typed.strip()
    if "source" not in draft.said and "text" in draft.said:
        source = " ".join(text.split())
        return _doubt_of(context, source) or draft.having(source=source)
    if not _SHORTEST <= len(text) <= _LONGEST:
        return trouble(context, "teach.answer_long", n=_LONGEST)
    if "text" not in draft.said:
        return draft.having(text=text)
    return draft.having(other=_NO_OTHER if text == _SKIP else text)


def _doubt_of(context: Context, source: str) -> Trouble | None:
    """Why what was cited is no source."""
    if len(source) > _LONGEST_SOURCE:
        return trouble(context, "teach.answer_long", n=_LONGEST_SOURCE)
    catalog = context.services.owing.catalog
    cited = read_citation(catalog, source, context.now.astimezone(VIET_NAM).date())
    if not cited.trouble:
        return None
    document = catalog.documents.get(cited.document)
    name = document_name(document, context.language) if document else ""
    return trouble(context, f"teach.source_{cited.trouble}", document=name)


def _propose(context: Context, draft: Draft) -> Proposed | Trouble:
    text, source, other = draft.said["text"], draft.said["source"], draft.said["other"]
    if doubt := _doubt_of(context, source):
        return doubt
    today, catalog = context.now.astimezone(VIET_NAM).date(), context.services.owing.catalog
    other = "" if other == _NO_OTHER else other
    vi, en = (other, text) if is_english(text) else (text, other)
    asked = teaching_questions.chosen(context, draft)
    if not asked:
        return trouble(context, "teach.answer_no_question")
    cited = read_citation(catalog, source, today)
    value = curated_value(asked, vi, en, source, cited.document, today, cited.of)
    words = [say(context.language, "teach.answer_will"), *(f"- “{each}”" for each in asked), "", text]
    words += [other] if other else []
    words.append(say(context.language, "source.place", place=source))
    if cited.document not in catalog.documents:
        words.append(say(context.language, "teach.source_not_held"))
    for_all = is_for_all(catalog, read_curated(value))
    words.append(say(context.language, "teach.answer_public" if for_all else "teach.answer_internal"))
    words.append(say(context.language, "teach.answer_stays"))
    return Proposed(CURATED, curated_subject(asked[0]), value, tuple(words))


BY_ANSWER = Way(_ask, _take, _propose)
