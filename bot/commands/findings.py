"""What `ttdn check` finds out, line by line."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report. "warning" is for what a person should look at, "wrong" makes the command fail."""

    text: str
    mark: Literal["fine", "warning", "wrong"] = "fine"

    @property
    def wrong(self) -> bool:
        return self.mark == "wrong"
