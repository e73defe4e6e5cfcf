"""What a question says of people, and is not kept: telephone and identity numbers, addresses, codes."""

import re

MASK = "…"
_LONGEST = 300  # characters

_APART = r"[ .\-]"
_PRIVATE = re.compile(
    r"(?i)"
    r"\b(?:https?://|www\.)\S+"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<!\w)@\w{3,}"  # an account
    r"|\(?\+\d{1,3}\)?(?:[ .\-()]{0,2}\d){6,12}"
    rf"|(?<![\w.,/-])\(?0\d{{0,3}}\)?(?:{_APART}?\d){{7,10}}(?![\w/])"
    rf"|(?<!\w)\d{{3}}{_APART}\d{{3}}{_APART}\d{{3}}(?:{_APART}\d{{3}})?(?!\w)"
    r"|\d{8,}"
    r"|(?<!\w)[a-z]\d{7}(?!\w)"  # a passport
    r"|(?<!\w)TT[ \-]*[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}(?!\w)"  # a code, which may still be good
)


def masked(text: str) -> str:
    """The words of a question in one line, not longer than a question is, "…" for each such number or address.

    Numbers of documents, tasks and days stay.
    """
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in text[: 4 * _LONGEST]).split())
    return _PRIVATE.sub(MASK, line)[:_LONGEST].strip()
