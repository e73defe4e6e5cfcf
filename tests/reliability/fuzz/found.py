"""What was sent, and what became of it."""

from collections import Counter
from dataclasses import dataclass, field

from tests.reliability.fuzz.choosing import head_of
from tests.reliability.fuzz.material import buttons, commands
from tests.reliability.fuzz.taking_back import TakenBack

_SLOWEST = 5


@dataclass
class Found:
    """`seconds` of the processor that each answer took, the `slowest` with what was sent. `violations` are what did not
    hold, each with what was sent before it in that chat."""

    messages: int = 0
    channels: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    commands: Counter[str] = field(default_factory=Counter)
    pressed: Counter[str] = field(default_factory=Counter)
    answers: int = 0
    by_itself: int = 0
    changes: Counter[str] = field(default_factory=Counter)
    days: int = 0
    seconds: list[float] = field(default_factory=list)
    slowest: list[tuple[float, str]] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    back: TakenBack = field(default_factory=TakenBack)

    def took(self, seconds: float, what: str) -> None:
        """An answer took so long."""
        self.seconds.append(seconds)
        self.slowest = sorted([*self.slowest, (seconds, what)], reverse=True)[:_SLOWEST]

    def never_tried(self) -> list[str]:
        """Commands and buttons of the permission table that nobody sent or pressed."""
        untried = [f"/{name}" for name in commands() if not self.commands[name]]
        return untried + [f"[{action}]" for action in buttons() if not self.pressed[head_of(action)]]
