"""A file of a conversation, as a browser downloads it: always to the disk, never shown as a page of ours."""

from urllib.parse import quote

from aiohttp import web

from knowledge.memory.outbox_files import FileHead
from knowledge.messages import PICTURES, File
from knowledge.vietnamese.fold import fold


def announced(head: FileHead) -> dict[str, object]:
    """What the page is told of a file."""
    return {"name": head.name, "size": head.size, "picture": head.media_type in PICTURES}


def download(file: File) -> web.Response:
    """The file itself. That browsers make no guess of its type is said in every answer of the server."""
    is_text = file.media_type.startswith("text/")
    return web.Response(
        body=file.content,
        content_type=file.media_type,
        charset="utf-8" if is_text else None,
        headers={"Content-Disposition": _disposition(file.name)},
    )


def _disposition(name: str) -> str:
    """With the name as it is (RFC 5987), and without its marks for programs that do not know of that."""
    plain = "".join(letter if " " <= letter <= "~" and letter not in '"\\%' else "_" for letter in fold(name))
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
