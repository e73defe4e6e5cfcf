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
_EXAMPLE = re.compile(r"/[a-z]{2,}(?:@\w+)?(?: [^;:“”`\n|]*)?")
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
    examples: defaultdict[str, set[str]] = defaultdict(set)
    for example in (found for text in (*texts, *guides, *said) for found in _EXAMPLE.findall(text)):
        name = example[1:].split()[0].partition("@")[0]
        if name in commands():
            examples[name].add(example.strip(" .,)"))
    return Material(
        commands=commands(),
        examples={name: sorted(found) for name, found in sorted(examples.items())},
        said=[*said, *quoted],
        questions=sorted(set(_questions())),
        texts=texts,
        agencies=agencies,
    )


def _conversations() -> Iterator[str]:
    for name in play.NAMES:
        steps = tomllib.loads((play.FOLDER / f"{name}.toml").read_text(encoding="utf-8"))["step"]
        yield from (str(step["say"]) for step in steps if "{" not in str(step.get("say", "{")))


def _questions() -> Iterator[str]:
    for path in (ROOT / "tests" / "questions").glob("*.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield str(json.loads(line)["text"])
