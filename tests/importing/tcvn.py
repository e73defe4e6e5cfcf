"""TCVN3 ("ABC"), the encoding of old fonts: one byte a letter; capitals with a tone are written as small letters."""

_LETTERS = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",
    0xB5: "àảãáạ",
    0xBB: "ằẳẵắ",
    0xC6: "ặầẩẫấậè",
    0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù",
    0xF1: "ủũúụừửữứựỳỷỹýỵ",
}
_BYTES = {letter: first + at for first, letters in _LETTERS.items() for at, letter in enumerate(letters)}


def as_tcvn3(text: str) -> bytes:
    """The text in TCVN3."""
    return bytes(_BYTES.get(letter) or _BYTES.get(letter.lower()) or ord(letter) for letter in text)
