"""What people could send, gathered from the program itself: later commands too."""

import json
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from handlers.permissions import PERMISSIONS
from knowledge.texts import LANGUAGES, keys
from tests.conversations import play

ROOT = Path(__file__).parents[3]
GUIDES = ("huong-dan.md", "quan-tri.md", "van-hanh.md")
_IN_TEXT = re.compile(r"(?:ví dụ|example|gửi|send)[^/\n]*((?:/[a-z]{2,}[^;\n]*(?:; )?)+)", re.IGNORECASE)
_HOLE = re.compile(r"\{\w+\}")
_IN_GUIDE = re.compile(r"`(/[a-z]{2,}[^`\n]*)`")
_QUOTED = re.compile(r"[`“\"]([^`“”\"\n]{3,200})[`”\"]")


@dataclass(frozen=True)
class Material:
    """`commands` without the slash, `examples` of each as they are shown to people; `said` is what people send in
    conversations that are played, `questions` what they ask, `texts` what the program says, `agencies` what those are
    called by."""

    commands: Sequence[str]
    examples: Mapping[str, Sequence[str]]
    said: Sequence[str]
    questions: Sequence[str]
    texts: Sequence[str]
    agencies: Sequence[str]


@cache
def commands() -> tuple[str, ...]:
    """All that the permission table names."""
    named = {command for permission in PERMISSIONS.values() for command in permission.commands}
    return tuple(sorted(named))


def buttons() -> tuple[str, ...]:
    """How the actions of all buttons begin that the table names."""
    return tuple(sorted({button for permission in PERMISSIONS.values() for button in permission.buttons}))


def gathered(agencies: Sequence[str]) -> Material:
    """From the table, the texts in both languages, the guides, the conversations and the sets of questions."""
    texts = [text for language in LANGUAGES for text in keys(language).values()]
    guides = [(ROOT / "docs" / name).read_text(encoding="utf-8") for name in GUIDES]
    said = sorted(set(_conversations()))
    quoted = sorted({match for guide in guides for match in _QUOTED.findall(guide) if not match.startswith("ttdn ")})
    shown = [each for text in texts for found in _IN_TEXT.findall(text) for each in found.split("; ")]
    shown += [each for guide in guides for each in _IN_GUIDE.findall(guide)]
    examples: defaultdict[str, set[str]] = defaultdict(set)
    for example in (*shown, *said):
        name = example.removeprefix("/").partition(" ")[0]
        if example.startswith("/") and name in commands():
            examples[name].add(example.strip(" .,)"))
    return Material(
        commands=commands(),
        examples={name: sorted(_of_row(name, examples)) for name in commands()},
        said=[*said, *quoted],
        questions=sorted(set(_questions())),
        texts=texts,
        agencies=agencies,
    )


def _of_row(command: str, examples: Mapping[str, set[str]]) -> Iterator[str]:
    """Its own, and those of the other names of the same action; without holes for what is filled in."""
    rows = [row for row in PERMISSIONS.values() if command in row.commands]
    for name in {name for row in rows for name in row.commands} & set(examples):
        for example in examples[name]:
            yield _HOLE.sub("1", f"/{command}{example.removeprefix(f'/{name}')}")


def _conversations() -> Iterator[str]:
    for name in play.NAMES:
        steps = tomllib.loads((play.FOLDER / f"{name}.toml").read_text(encoding="utf-8"))["step"]
        yield from (str(step["say"]) for step in steps if "{" not in str(step.get("say", "{")))


def _questions() -> Iterator[str]:
    for path in (ROOT / "tests" / "questions").glob("*.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield str(json.loads(line)["text"])
