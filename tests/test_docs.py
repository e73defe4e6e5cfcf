"""What README.md and the user guide show is what the program says: every example is asked again."""

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GUIDE = ROOT / "docs" / "huong-dan.md"
EXAMPLE = re.compile(r"(?P<first>Hỏi|Hỏi tiếp): \*\*(?P<text>.+?)\*\*\n\n(?P<answer>.*)", re.DOTALL)


def answers(questions: list[tuple[int, str]]) -> list[str]:
    lines = (json.dumps({"id": text, "text": text, "session": str(session)}) for session, text in questions)
    command = [sys.executable, "-m", "bot", "ask", "--batch", "--as-of", "2026-11-22"]
    run = subprocess.run(command, input="\n".join(lines), capture_output=True, text=True, check=True, cwd=ROOT)
    return [json.loads(line)["text"] for line in run.stdout.splitlines()]


def examples() -> list[re.Match[str]]:
    quotes = re.findall(r"(?:^>.*\n)+", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)
    return [found for quote in quotes if (found := EXAMPLE.match(re.sub(r"^> ?", "", quote, flags=re.MULTILINE)))]


def shown(answer: str) -> list[str]:
    """The pieces of an answer between line ends and "…"."""
    plain = re.sub(r"(\d)\\\.", r"\1.", answer)
    pieces = [" ".join(piece.split()) for line in plain.split("\\\n") for piece in line.split("…")]
    return [piece for piece in pieces if piece.strip("” ")]


def test_every_example_of_the_guide_is_answered_as_it_says() -> None:
    session = 0
    questions: list[tuple[int, str]] = []
    expected: list[list[str]] = []
    for example in examples():
        session += example["first"] == "Hỏi"
        if example["text"] == "chi tiết cái thứ 2":  # after the list that the guide begins with
            session += 1
            questions.append((session, "Bộ Ngoại giao chủ trì nhiệm vụ nào?"))
            expected.append([])
        questions.append((session, example["text"]))
        expected.append(shown(example["answer"]))
    assert len(questions) > 10
    for (_, text), pieces, answer in zip(questions, expected, answers(questions), strict=True):
        assert not [piece for piece in pieces if piece not in answer], text


def test_the_answer_in_the_readme_is_the_one_that_is_given() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    example = re.search(r'\$ scripts/run ask --as-of 2026-11-22 "(.+?)"\n(.+?)\n```', readme, re.DOTALL)
    assert example
    assert answers([(1, example[1])]) == [example[2]]


def test_the_design_names_every_module() -> None:
    design = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
    files = "".join(row.split("|")[2] for row in design.splitlines() if row.startswith("| "))
    named = Counter(re.findall(r"`(?:[a-z]+/)*(\w+)(?:\.py)?`", files))
    paths = (path for package in ("knowledge", "handlers", "jobs", "bot") for path in (ROOT / package).rglob("*.py"))
    modules = Counter(path.stem for path in paths if path.stem != "__init__")
    missing = modules - named  # of two modules with one name both are named
    assert not missing
