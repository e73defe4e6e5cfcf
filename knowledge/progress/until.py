"""Until when more time is asked for: a day, or the end of a month, quarter or year."""

import re
from datetime import date

from knowledge.questions.days import Days, read_days
from knowledge.reading.drafts.deadlines import read_deadline
from knowledge.vietnamese.fold import fold_letters

_PERIOD = re.compile(
    r"(?:(?:den|toi|het|cuoi|until|the|end|of)\s+)*"
    r"(?P<period>(?:quy\s+(?:iv|iii|ii|i|[1-4])|thang\s+\d{1,2})\s*(?:/|,?\s*nam\s+)\s*\d{4}|nam\s+(?P<year>2\d{3}))(?![\w/])"
)
_EDGES = " ,.;:-–—"


def read_until(text: str, today: date) -> Days | None:
    """The day that is named, or the last one of the month, quarter or year with which the text begins; None where it
    names none."""
    match = _PERIOD.match(fold_letters(text))
    if match is None:
        return read_days(text, today)
    typed = text[match.start("period") : match.end("period")]
    last = date(int(match["year"]), 12, 31) if match["year"] else read_deadline(typed)[0].due
    if last is None:
        return read_days(text, today)
    return Days(last, last, text[match.end() :].strip(_EDGES))
