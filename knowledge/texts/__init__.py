"""Every word said to a person: `vi.toml` and `en.toml`, the same keys in both.

A value is a text with {placeholders}, or a table {one, other} chosen by the placeholder `n` (CLDR plural rules).
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale

LANGUAGES = ("vi", "en")


@cache
def _texts(language: str) -> dict[str, Any]:
    with (Path(__file__).parent / f"{language}.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def _entry(language: str, key: str) -> str | dict[str, str]:
    entry: Any = _texts(language)
    for part in key.split("."):
        entry = entry[part]
    if isinstance(entry, str) or (isinstance(entry, dict) and "other" in entry):
        return entry
    raise KeyError(key)


@cache
def _plural(language: str, n: int) -> str:
    return str(Locale.parse(language).plural_form(n))


def say(language: str, key: str, **values: object) -> str:
    """The text `key` ("section.name") in `language` ("vi" or "en") with its placeholders filled in.

    Raises KeyError for a key that is not there or a placeholder that is not given: both are errors of ours.
    """
    entry = _entry(language, key)
    if isinstance(entry, dict):
        n = values.get("n")
        form = _plural(language, n) if isinstance(n, int) else "other"
        entry = entry.get(form, entry["other"])
    return entry.format(**values)


def channel_name(language: str, channel: str) -> str:
    """The channel as people call it ("Zalo Bot"); its own name where they have none for it."""
    return table(language, "messenger").get(channel, channel)


def table(language: str, section: str) -> dict[str, str]:
    """All plain texts of one section, for a page that fills them in itself."""
    return {key: value for key, value in _texts(language)[section].items() if isinstance(value, str)}


def keys(language: str) -> dict[str, str]:
    """Every key with its text (plural forms joined), to compare the languages."""

    def flatten(prefix: str, entry: dict[str, Any]) -> dict[str, str]:
        flat: dict[str, str] = {}
        for name, value in entry.items():
            if isinstance(value, dict) and "other" not in value:
                flat |= flatten(f"{prefix}{name}.", value)
            else:
                flat[prefix + name] = value if isinstance(value, str) else value["other"]
        return flat

    return flatten("", _texts(language))
