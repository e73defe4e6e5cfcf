"""Every word said to a person is in both languages, used, and said as an official says it."""

import re
import unicodedata
from pathlib import Path
from string import Formatter

import pytest

import knowledge
from knowledge.texts import LANGUAGES, keys, say, table
from knowledge.texts import _texts as file_of

ROOT = Path(knowledge.__file__).parent.parent
CODE = {
    path: path.read_text(encoding="utf-8")
    for folder in ("bot", "handlers", "jobs", "knowledge")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in (".py", ".js", ".html")
}
PAGE, TRIAL, DEMO = "page.", "trial.", "demo."
"""Texts of these sections are handed whole to the page, whose templates and scripts name them."""


def placeholders(text: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(text) if field}


def made_in_code() -> list[re.Pattern[str]]:
    """Patterns for the keys that the code puts together: f"button.{role}"."""
    starts = (start for code in CODE.values() for start in re.findall(r'f"([a-z_]+\.[^"\s]*\{[^"]*)"', code))
    return [re.compile(re.sub(r"\\\{.*?\\\}", "[a-z_]+", re.escape(start))) for start in starts]


def test_both_languages_have_the_same_keys_and_placeholders() -> None:
    vi, en = keys("vi"), keys("en")
    assert list(vi) == list(en)
    assert {key: placeholders(vi[key]) for key in vi} == {key: placeholders(en[key]) for key in vi}


def test_every_text_is_used() -> None:
    code = "\n".join(CODE.values())
    made = made_in_code()
    unused = [
        key
        for key in keys("vi")
        if key not in code
        and not any(pattern.fullmatch(key) for pattern in made)
        and not (key.startswith((PAGE, TRIAL, DEMO)) and re.search(rf"\b{key.partition('.')[2]}\b", code))
    ]
    assert unused == []


def test_every_text_that_the_code_says_is_there() -> None:
    known = set(keys("vi"))
    said = {
        key
        for path, code in CODE.items()
        if path.suffix == ".py"
        for key in re.findall(
            r"""\b(?:(?:say|tell_admins)\(\s*[\w.]+,|context\.(?:reply|button)\()\s*["']([^"']+)["']""", code
        )
    }
    assert len(said) > 80
    assert said <= known


def test_each_key_that_the_code_puts_together_has_texts() -> None:
    sections = {key.split(".")[0] for key in keys("vi")}
    patterns = [pattern for pattern in made_in_code() if pattern.pattern.split("\\.")[0] in sections]
    assert len(patterns) > 10
    for pattern in patterns:
        assert [key for key in keys("vi") if pattern.fullmatch(key)], pattern.pattern


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_shouted_or_decorated(language: str) -> None:
    for key, text in keys(language).items():
        assert "!" not in text, key
        assert not [c for c in text if unicodedata.category(c) in ("So", "Sk", "Cc") and c != "\n"], key
        assert text == unicodedata.normalize("NFC", text), key
        assert "  " not in text.strip(), key
        # it is one of the official numbers, of what officers have recorded; of nothing else is it said
        assert "quá hạn" not in text.lower() or key.startswith(("month.", "standing.", "filter.")), key
        assert not re.search(r"\b(bạn|tôi|mình|oops|sorry)\b", text.lower()), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_can_be_said(language: str) -> None:
    for key, text in keys(language).items():
        if key.startswith((PAGE, "start.")):
            continue
        values = dict.fromkeys(placeholders(text), "x")
        assert say(language, key, **{**values, **({"n": 2} if "n" in values else {})}).strip(), key


def test_the_english_number_decides_between_one_and_more() -> None:
    assert say("en", "day.left", n=1) == "1 day left"
    assert say("en", "day.left", n=2) == "2 days left"
    assert say("vi", "day.left", n=1) == "còn 1 ngày"


def test_both_plural_forms_of_a_text_say_the_same_things() -> None:
    forms = [entry for section in file_of("en").values() for entry in section.values() if isinstance(entry, dict)]
    assert len(forms) > 5
    for entry in forms:
        assert set(entry) == {"one", "other"}
        assert placeholders(entry["one"]) == placeholders(entry["other"])


def test_a_missing_text_or_value_is_an_error_of_ours() -> None:
    with pytest.raises(KeyError):
        say("vi", "task.no_such_text")
    with pytest.raises(KeyError):
        say("vi", "task")
    with pytest.raises(KeyError):
        say("vi", "day.left")


def test_the_page_is_given_its_section_whole() -> None:
    assert set(table("vi", "page")) == {key.removeprefix(PAGE) for key in keys("vi") if key.startswith(PAGE)}
