"""How what officials add is called where it is kept: by words, so that the same thing is added once."""

from knowledge.vietnamese.words import plain_tokens


def slug(text: str) -> str:
    """The folded words of a text as one word: "kiều bào" is "kieu-bao"; "" for a text without words."""
    return "-".join(plain_tokens(text))
