"""Reads an annex from a file in a process of its own, so that no file can hurt, slow down or see this one."""

import asyncio
import os
import sys
from pathlib import Path

from pydantic import ValidationError

from knowledge.reading.agencies import AgencyDirectory
from knowledge.reading.drafts.child import SECONDS, Request, Result
from knowledge.reading.drafts.draft import Draft
from knowledge.reading.drafts.opening import LARGEST
from knowledge.reading.drafts.unreadable import Unreadable, Why

_ROOT = Path(__file__).parents[3]
_KEPT = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "TZ")


async def read_draft(file: Path | bytes, name: str, directory: AgencyDirectory, *, seconds: float = SECONDS) -> Draft:
    """The draft of the annex in `file`, which people call `name`; agencies are known by `directory`.

    Nothing is written to disk; the process that reads is ended with this call, also when it is cancelled.
    Raises Unreadable, saying why: among others when it takes longer than `seconds`.
    """
    content = await asyncio.to_thread(_content, file)
    request = Request(name=name, directory=directory).model_dump_json().encode() + b"\n"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-P", "-m", "knowledge.reading.drafts.child",
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
        env=_environment(), cwd=_ROOT,
    )  # fmt: skip
    try:
        answer, _ = await asyncio.wait_for(process.communicate(request + content), seconds)
    except TimeoutError:
        raise Unreadable(Why.TOO_SLOW) from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return _draft(answer, process.returncode or 0)


def _content(file: Path | bytes) -> bytes:
    """At most one byte more than may be read: a larger file is refused whatever else is in it."""
    if isinstance(file, bytes):
        content = file
    else:
        try:
            with file.open("rb") as opened:
                content = opened.read(LARGEST + 1)
        except OSError as error:
            raise Unreadable(Why.MISSING) from error
    if len(content) > LARGEST:
        raise Unreadable(Why.TOO_LARGE)
    return content


def _environment() -> dict[str, str]:
    """Where Python and our modules are; no secret of ours."""
    kept = {name: value for name in _KEPT if (value := os.environ.get(name))}
    return {**kept, "PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def _draft(answer: bytes, code: int) -> Draft:
    """An answer that is none comes from a process that its limits ended, or that broke down over the file."""
    try:
        result = Result.model_validate_json(answer)
    except ValidationError as error:
        raise Unreadable(Why.TOO_LARGE if code < 0 else Why.DAMAGED) from error
    if result.draft is None:
        raise Unreadable(result.why or Why.DAMAGED)
    return result.draft
