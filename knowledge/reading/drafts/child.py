"""The process in which a file is read: `python -m knowledge.reading.drafts.child`, the request on standard input.

It sees nothing of ours but this request, can write no file, and ends when it takes too much time or memory.
"""

import logging
import sys
import warnings

from pydantic import BaseModel, ConfigDict

from knowledge.reading.agencies import AgencyDirectory
from knowledge.reading.drafts.draft import Draft
from knowledge.reading.drafts.unreadable import Unreadable, Why

SECONDS, BYTES = 60, 1024**3


class Request(BaseModel):
    """What stands on the first line of the input; the file follows it."""

    name: str
    directory: AgencyDirectory


class Result(BaseModel):
    """What is written to standard output: a draft, or why there is none."""

    model_config = ConfigDict(extra="forbid")

    draft: Draft | None = None
    why: Why | None = None


def limit() -> None:
    """Limits this process, where the system can: processor time, memory, and no byte into any file."""
    try:
        import resource
    except ImportError:  # Windows: the parent still watches the clock
        return
    for kind, most in (
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_AS, BYTES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(kind, (most, most))
        except (ValueError, OSError):  # macOS cannot limit addresses
            continue


def main() -> None:
    """Read one request, write one result."""
    limit()
    warnings.simplefilter("ignore")
    logging.disable()
    header, _, content = sys.stdin.buffer.read().partition(b"\n")
    sys.stdout.buffer.write(_result(header, content).model_dump_json().encode())


def _result(header: bytes, content: bytes) -> Result:
    from knowledge.reading.drafts.one_file import read_file

    request = Request.model_validate_json(header)
    try:
        return Result(draft=read_file(content, request.name, request.directory))
    except Unreadable as error:
        return Result(why=error.why)
    except MemoryError:
        return Result(why=Why.TOO_LARGE)


if __name__ == "__main__":
    main()
