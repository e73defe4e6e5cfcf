"""The command line: `ttdn`, which is `python -m bot`. Errors are one line on standard error and a non-zero exit."""

import errno
import os
import sys
from importlib import import_module
from io import TextIOWrapper

import click

from bot.masking import mask
from bot.settings import SettingsError
from bot.tokens import TokensError
from knowledge.memory import StoreError
from knowledge.records import SourceError

BROKEN_PIPE = 1  # as click ends when it sees it first
OUTPUT_ERRORS = (errno.ENOSPC, errno.EIO)  # a full disk, a broken one


COMMANDS = (
    "run",
    "ask",
    "tasks",
    "show",
    "compare",
    "import",
    "check",
    "invite",
    "simulate",
    "audit",
    "backup",
    "restore",
)
"""Each in the file of its name in `bot.commands`, imported when it is used: listing tasks needs no web server."""

NAMES = {"import": "import_file"}  # the word is Python's own


class Commands(click.Group):
    """Without a command, `run` is meant: "ttdn", "ttdn --data folder"."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        name = NAMES.get(cmd_name, cmd_name)
        command = getattr(import_module(f"bot.commands.{name}"), name)
        assert isinstance(command, click.Command)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0].startswith("-") and args[0] not in ctx.help_option_names):
            args = ["run", *args]
        return super().parse_args(ctx, args)


@click.group(cls=Commands)
def cli() -> None:
    """Answers questions about external-information task programmes, from the documents."""


def main() -> None:
    """Run the command line and end the process with its exit code."""
    _speak_utf8()
    try:
        code = _run()
        sys.stdout.flush()
    except BrokenPipeError:
        _write_no_more()
        code = BROKEN_PIPE
    except OSError as error:
        if error.errno not in OUTPUT_ERRORS or error.filename is not None:
            raise
        _write_no_more()
        code = _fail(f"standard output: {error.strerror}", 1)
    sys.exit(code)


def _write_no_more() -> None:
    """What is left in the buffer would be tried again at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run() -> int:
    try:
        result = cli.main(prog_name="ttdn", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return error.exit_code
    except click.ClickException as error:
        return _fail(error.format_message(), error.exit_code)
    except click.Abort:
        return _fail("stopped", 130)
    except (SettingsError, TokensError, SourceError, StoreError) as error:
        return _fail(str(error), 1)
    return result if isinstance(result, int) else 0


def _fail(sentence: str, code: int) -> int:
    click.echo(mask(f"ttdn: {' '.join(sentence.split())}"), err=True)
    return code


def _speak_utf8() -> None:
    """Whatever the locale says: a Windows console or LANG=C must not break Vietnamese."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            encoding = "utf-8-sig" if stream is sys.stdin else "utf-8"  # a mark at the beginning, as Windows writes it
            stream.reconfigure(encoding=encoding, errors="replace")


if __name__ == "__main__":
    main()
