"""What is answered: the machine-readable part of the contract and the reply that a person reads."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from knowledge.messages import Button, Reply
from knowledge.questions.query import Query

ACTION = "act:"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. The lists hold task ids ("SYMBOL NUMBER"); `options` the names offered when it asks back. `score` is
    the share (0 to 1) of what was asked that is in what was found; 1 where nothing was searched for by its words."""

    kind: str
    reply: Reply
    query: Query
    tasks: Sequence[str] = ()
    via_group: Sequence[str] = ()
    via_succession: Sequence[str] = ()
    archived: Sequence[str] = ()
    options: tuple[str, ...] = ()
    score: float = 1.0

    def with_next(self, other: "Answer") -> "Answer":
        """Both answers to a message that asks two things: of the first kind, with the tasks and words of both."""
        return replace(
            self,
            reply=Reply(f"{self.reply.text}\n\n{other.reply.text}", (*self.reply.buttons, *other.reply.buttons)),
            tasks=(*self.tasks, *other.tasks),
            via_group=(*self.via_group, *other.via_group),
            via_succession=(*self.via_succession, *other.via_succession),
            archived=(*self.archived, *other.archived),
            score=min(self.score, other.score),
        )

    def to_json(self) -> dict[str, Any]:
        """What `ttdn ask --json` and `--batch` say of an answer."""
        return {
            "kind": self.kind,
            "tasks": list(self.tasks),
            "via_group": list(self.via_group),
            "via_succession": list(self.via_succession),
            "archived": list(self.archived),
            "options": list(self.options),
            "text": self.reply.text,
        }


@dataclass(slots=True)
class Draft:
    """A reply in the making: blocks of lines, an empty line between blocks, and the choices under them."""

    lines: list[str] = field(default_factory=list)
    buttons: list[Button] = field(default_factory=list)

    def say(self, line: str) -> None:
        if line:
            self.lines.append(line)

    def gap(self) -> None:
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def offer(self, label: str, action: str) -> None:
        self.buttons.append(Button(label, action))

    def reply(self) -> Reply:
        return Reply("\n".join(self.lines).strip(), tuple(self.buttons))
