"""How a person without buttons takes a choice: by the number in front of it."""

import re

_LINE = re.compile(r"^(?:Trả lời|Answer) (\d+): (.*)$", re.MULTILINE)


def number_of(label: str, parts: list[str]) -> str:
    """What to type for the choice of this label among those that the answer offers."""
    offered: dict[str, str] = {said: number for number, said in _LINE.findall("\n".join(parts))}
    return offered[label]
