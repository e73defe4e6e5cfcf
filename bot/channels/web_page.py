"""The page's files, and the page itself with its words filled in."""

import html
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Template

from aiohttp import web

from knowledge.texts import LANGUAGES, say, table

LONGEST_TEXT = 2000
FOLDER = Path(__file__).parent / "page"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
PLAIN = {"trial_head": "", "trial": ""}
"""What stands in the page for the trial where there is none."""
NO_OTHERS: Mapping[str, str] = {}


def write_page(language: str, trial: Mapping[str, str] = PLAIN, other_words: Mapping[str, str] = NO_OTHERS) -> str:
    """The page, for a reader of this language; its scripts find its words in it as JSON, some of them `other_words`.
    `trial` are pieces of HTML, some in place of the page's own."""
    words = table(language, "page") | dict(
        other_words
    )  # an answer's source is set off in whatever language it was asked
    words["source_marks"] = "|".join(say(one, "page.source_marks") for one in LANGUAGES)
    other = next(one for one in LANGUAGES if one != language)
    texts = table(language, "start") | table(language, "example") | words | {"name": words["title"]}
    shown = {**{name: html.escape(text) for name, text in texts.items()}, "no_files": "", **trial}
    page = Template((FOLDER / "index.html").read_text(encoding="utf-8"))
    return page.substitute(shown, language=language, other=other, limit=LONGEST_TEXT, texts=as_json(words))


def as_json(value: object) -> str:
    """For a script element: nothing in it can end the element."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")


def file_routes(folder: Path) -> Iterator[web.RouteDef]:
    """A route for each file of the folder that browsers ask for."""
    return (_route(path) for path in sorted(folder.iterdir()) if path.suffix in TYPES)


def _route(path: Path) -> web.RouteDef:
    headers = {"Content-Type": f"{TYPES[path.suffix]}; charset=utf-8", "Cache-Control": "no-cache"}

    async def show(_: web.Request) -> web.FileResponse:
        return web.FileResponse(path, headers=headers)

    return web.get(f"/{path.name}", show)
