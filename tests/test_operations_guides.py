"""The two operations guides say the same, and every setting, variable, command and message they name is there."""

import re
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bot import settings
from bot.__main__ import COMMANDS, cli
from bot.metrics import Metrics
from bot.settings import Settings
from bot.tokens import SECRET_NAMES

ROOT = Path(__file__).resolve().parent.parent
VIETNAMESE, ENGLISH = ROOT / "docs" / "van-hanh.md", ROOT / "docs" / "operations.md"
GUIDES = (VIETNAMESE, ENGLISH)
FOR_EVERYBODY = ROOT / "docs" / "huong-dan.md"
BLOCK = re.compile(r"^ *```(\w+)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`([^`\n]+)`")
COMMENT = re.compile(r"\s*#(?!!).*")
FROM_SQLITE = {"database or disk is full", "database disk image is malformed", "file is not a database"}
BOTFATHER = ("newbot", "setinline", "setprivacy", "setjoingroups", "setcommands", "revoke")

guides = pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)


def read(guide: Path) -> str:
    return guide.read_text(encoding="utf-8")


def names(guide: Path) -> list[str]:
    """What stands in backticks in the text, outside the blocks of commands and files."""
    return CODE.findall(BLOCK.sub("", read(guide)))


def sources(*folders: str) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for folder in folders for path in (ROOT / folder).rglob("*.py"))


def all_settings() -> set[str]:
    return {f"{table}.{key}" for table, inside in _tables() for key in inside}


def _tables() -> list[tuple[str, dict[str, Any]]]:
    return [(name, dict(getattr(Settings(), name))) for name in Settings.model_fields]


def test_both_guides_have_the_same_sections() -> None:
    numbers = [re.findall(r"^(#+) (\d*)", read(guide), re.MULTILINE) for guide in GUIDES]
    assert numbers[0] == numbers[1]
    assert len(numbers[0]) > 10


def test_both_guides_have_as_many_points_to_check_and_rows_to_look_up() -> None:
    for mark in (r"^ *- ", r"^ *\d+\. ", r"^\|", r"^- \[ \]"):
        counts = [len(re.findall(mark, read(guide), re.MULTILINE)) for guide in GUIDES]
        assert counts[0] == counts[1], mark


def test_both_guides_show_the_same_commands_and_files_but_for_comments() -> None:
    shown = [[(kind, COMMENT.sub("", block)) for kind, block in BLOCK.findall(read(guide))] for guide in GUIDES]
    assert shown[0] == shown[1]


@guides
def test_every_setting_that_a_guide_names_exists(guide: Path) -> None:
    tables = "|".join(Settings.model_fields)
    named = {name for code in names(guide) for name in re.findall(rf"^(?:{tables})\.\w+$", code)}
    assert named
    assert named <= all_settings()


@guides
def test_every_variable_that_a_guide_names_exists(guide: Path) -> None:
    variables = {name.rstrip("_") for name in re.findall(r"\bTTDN_[A-Z_]+", read(guide))}
    from_settings = {f"TTDN_{name.replace('.', '__')}".upper() for name in all_settings()}
    assert variables <= {*SECRET_NAMES, *from_settings}
    assert variables >= {name for name in SECRET_NAMES if not name.endswith("_FILE")}


@guides
def test_the_settings_that_a_guide_shows_are_taken(guide: Path, tmp_path: Path) -> None:
    (shown,) = [block for kind, block in BLOCK.findall(read(guide)) if kind == "toml"]
    file = tmp_path / "config.toml"
    file.write_text(shown, encoding="utf-8")
    assert settings.load(file).zalo_oa.app_id


@guides
def test_every_command_line_that_a_guide_shows_is_taken(guide: Path) -> None:
    spoken = [*names(guide), *(line for _, block in BLOCK.findall(read(guide)) for line in block.splitlines())]
    lines = {line.split("ttdn ", 1)[1] for line in spoken if re.match(r"(docker exec ttdn-bot )?ttdn [a-z]", line)}
    assert len(lines) > 5
    for line in lines:
        command, *options = line.split()
        assert command in COMMANDS
        named = list(takewhile(lambda word: not word.startswith("--"), options))  # "audit verify" is one command
        says = CliRunner().invoke(cli, [command, *named, "--help"]).output
        assert [option for option in options if option.startswith("--") and option not in says] == [], line


@pytest.mark.parametrize("guide", [*GUIDES, FOR_EVERYBODY], ids=lambda guide: guide.name)
def test_every_command_to_the_bot_that_a_guide_names_is_answered(guide: Path) -> None:
    known, paths = sources("handlers"), sources("bot")
    named = {name for code in names(guide) for name in re.findall(r"^/([a-z-]+)(?=$| |@)", code)}
    assert {"hoi", "gan", "bogan", "lienket", "chandoan", "dulieucuatoi"} <= named
    assert {name for name in named if f'"{name}"' not in known and f'"/{name}"' not in paths} <= set(BOTFATHER)


@guides
def test_every_metric_that_an_alarm_watches_is_counted(guide: Path) -> None:
    (rules,) = [block for kind, block in BLOCK.findall(read(guide)) if kind == "yaml"]
    watched = set(re.findall(r"ttdn_\w+", rules))
    assert watched
    counted = Metrics().text().decode()
    assert [name for name in watched if f"# HELP {name} " not in counted] == []


@guides
def test_every_sentence_of_the_program_that_a_guide_explains_is_one_that_it_says(guide: Path) -> None:
    said = " ".join(re.sub(r'"\s*\n\s*f?"', "", sources("bot", "knowledge")).split())
    rows = [row.split("|")[1] for row in re.findall(r"^\|.*", read(guide), re.MULTILINE)]
    explained = {code for row in rows for code in CODE.findall(row) if " " in code} - FROM_SQLITE
    assert len(explained) > 10
    assert [sentence for sentence in explained if sentence not in said] == []


@pytest.mark.parametrize(
    "page", [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))], ids=lambda page: page.name
)
def test_every_link_between_the_pages_leads_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\(([^)\s]+)\)", BLOCK.sub("", read(page))):
        if "://" in link:
            continue
        file, _, anchor = link.partition("#")
        to = (page.parent / file) if file else page
        assert to.exists(), link
        assert not anchor or anchor in anchors(to), link


def anchors(page: Path) -> set[str]:
    """As GitHub and others make them of headings."""
    headings = re.findall(r"^#+ (.+)$", read(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
