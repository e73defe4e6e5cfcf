"""What a change would let everybody read, or nobody but members: said before it is confirmed."""

from collections.abc import Callable, Sequence

from handlers.clearance import reader_of
from handlers.context import Context
from knowledge.editing.secrecy_effect import secrecy_lines
from knowledge.editing.thing import Placed


def secrecy_of(context: Context, placed: Sequence[Placed]) -> list[str]:
    """A line for what becomes internal by these changes, one for what becomes public; [] where nothing does."""

    def make() -> None:
        for kind, subject, value in placed:
            context.change(kind, subject, value)

    return secrecy_after(context, make)


def secrecy_after(context: Context, make: Callable[[], object]) -> list[str]:
    """The same of whatever `make` changes; nothing of it is kept. What it raises is raised."""
    before = context.services.at(context.tx).owing.catalog
    try:
        with context.tx.savepoint():
            make()
            after = context.services.at(context.tx).owing.catalog
            raise _TriedError
    except _TriedError:
        return secrecy_lines(before, after, reader_of(context), context.language)


class _TriedError(Exception):
    """Undoes what was tried."""
