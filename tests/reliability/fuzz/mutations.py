"""What becomes of a text when it is typed badly, or with ill will; and what stands in place of its numbers and days."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from random import Random

NUMBERS = (
    "0", "-1", "1", "007", "101", "366", "2.6", "9.99", "1e9", "99999999999", "9" * 40, str(2**63), "²", "٣", "２",
    "½",
)  # fmt: skip
DAYS = (
    "31/2/2026", "30/02/2027", "29/2/2027", "29/2/2028", "0/0/0000", "32/13/2026", "1/1/1", "31/12/9999",
    "31/12/99999", "1/1/1900", "24/12-31/12/2026", "31/12-24/12/2026", "hôm qua", "mai", "thứ Tám", "Tháng 13/2026",
    "quý V/2026", "2026-02-30", "20/11/2026", "27/11/2026", "31/12/2027",
)  # fmt: skip
HOSTILE = (
    "'; DROP TABLE person; --", '" OR 1=1 --', "%_%", "<script>alert(1)</script>", "<b>đậm", "&amp;&#0;",
    "*_`~[x](http://e.vn)", "{0}{name}{", "%s%n%d", "${jndi:ldap://e}", '=HYPERLINK("http://e","x")',
    "../../etc/passwd", "\\u0000", "confirm:yes 1", "undo:one 1", "users:role 1 owner", "act:{}", "null", "[]",
    '{"a":', "NaN", "\r\n\r\n", "||", "@", "/", "//", "/ hoi", "@@bng",
)  # fmt: skip
LETTERS = (
    "\u202e", "\u200b", "\u200d", "\ufeff", "\u0301" * 40, "\x00", "\ud800", "\x1b[31m", "\t", "\u2028", "\xa0", "😀",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466", "ﬁ", "İ", "ß", "ᾳ", "ǅ", "⁄", "－", "／",
)  # fmt: skip

Mutation = Callable[[Random, str], str]
_DAY = re.compile(r"\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)*")


def _truncated(random: Random, text: str) -> str:
    return text[: random.randrange(len(text) + 1)]


def _begun_late(random: Random, text: str) -> str:
    return text[random.randrange(len(text) + 1) :]


def _doubled(random: Random, text: str) -> str:
    return f"{text}{random.choice(('', ' ', chr(10)))}{text}"


def _very_long(random: Random, text: str) -> str:
    """About as long as a message may be, or longer."""
    wanted = random.choice((4095, 4096, 4097, 9000))
    return (f"{text} " * (wanted // (len(text) + 1) + 1))[:wanted]


def _odd_letter(random: Random, text: str) -> str:
    at = random.randrange(len(text) + 1)
    return text[:at] + random.choice(LETTERS) + text[at:]


def _otherwise_written(random: Random, text: str) -> str:
    return unicodedata.normalize(random.choice(("NFD", "NFKD", "NFKC")), text)


def _wide(random: Random, text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" and random.random() < 0.5 else c for c in text)


def _other_case(random: Random, text: str) -> str:
    return random.choice((str.upper, str.lower, str.swapcase, str.title))(text)


def _hostile(random: Random, text: str) -> str:
    added = random.choice(HOSTILE)
    return random.choice((f"{text} {added}", f"{added} {text}", f"{text}{added}", added))


def _words_swapped(random: Random, text: str) -> str:
    words = text.split(" ")
    random.shuffle(words)
    return " ".join(words)


def _word_left_out(random: Random, text: str) -> str:
    words = text.split(" ")
    del words[random.randrange(len(words))]
    return " ".join(words)


def _letter_mistyped(random: Random, text: str) -> str:
    at = random.randrange(len(text) + 1)
    return text[:at] + random.choice("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạ019/.-") + text[at + 1 :]


def _nothing(random: Random, text: str) -> str:
    return random.choice(("", " ", "\n", ".", "?"))


MUTATIONS: Sequence[Mutation] = (
    _truncated, _begun_late, _doubled, _very_long, _odd_letter, _otherwise_written, _wide, _other_case, _hostile,
    _words_swapped, _word_left_out, _letter_mistyped, _nothing,
)  # fmt: skip


def mutated(random: Random, text: str) -> str:
    """The text after one to three of them."""
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        text = random.choice(MUTATIONS)(random, text)
    return text


def with_other_values(random: Random, text: str, agencies: Sequence[str]) -> str:
    """The same with other numbers, days and agencies, some of which do not exist."""
    text = _DAY.sub(lambda day: random.choice(DAYS) if random.random() < 0.6 else day[0], text)
    text = _NUMBER.sub(lambda number: _number(random, number[0]), text)
    return re.sub(r"\b(?:BNG|BCT|Bộ Ngoại giao)\b", lambda _: random.choice(agencies), text)


def _number(random: Random, was: str) -> str:
    if random.random() < 0.5:
        return was
    return random.choice(NUMBERS) if random.random() < 0.4 else str(random.randrange(1, 60))
