"""Brings .venv in line with a lock file; needs nothing but the standard library.

The stamp in .venv says what it was made from and is written last, so an environment without one, left by an
interrupted installation, is made anew. A lock on a file beside it keeps two starts at once from mixing their work.
"""

import fcntl
import hashlib
import os
import re
import subprocess
import sys
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCKS = {"run": ROOT / "requirements.lock", "dev": ROOT / "requirements-dev.lock"}
NEVER_REMOVED = {"pip", "ttdn-bot"}


def stamp_path(kind: str) -> Path:
    return VENV / f"made-for-{kind}"


def stamp(kind: str) -> str:
    """Where an environment of this kind lies, and what it is made from: the lock and the project's own metadata."""
    made_from = LOCKS[kind].read_bytes() + (ROOT / "pyproject.toml").read_bytes()
    return f"{ROOT}\n{hashlib.sha256(made_from).hexdigest()}\n"


def is_ready(kind: str) -> bool:
    """The environment works and was made from the present files; one made for development can also run."""
    kinds = ("run", "dev") if kind == "run" else ("dev",)
    return can_be_kept() and any(
        stamp_path(made).is_file() and stamp_path(made).read_text() == stamp(made) for made in kinds
    )


def can_be_kept() -> bool:
    """An installation was finished here (a moved one has stale paths) and its Python is still on the machine."""
    here = f"{ROOT}\n"
    stamps = [stamp_path(kind) for kind in LOCKS if stamp_path(kind).is_file()]
    return os.access(PYTHON, os.X_OK) and any(path.read_text().startswith(here) for path in stamps)


@contextmanager
def alone() -> Iterator[None]:
    """Waits until no other process works on the environment; the system lets go of it however this one ends."""
    with (ROOT / ".venv.lock").open("w") as file:
        os.set_inheritable(file.fileno(), True)  # a pip that outlives this process still holds it
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Waiting for another start to finish installing ...")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def pip(*arguments: str) -> None:
    command = [str(PYTHON), "-I", "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input", *arguments]
    # Warnings of the build tools are for the project's developers, not for whoever starts the program.
    environment = os.environ | {"PYTHONWARNINGS": "ignore"}
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, close_fds=False, env=environment)


def normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def not_locked(kind: str) -> list[str]:
    """Installed distributions that the lock does not name: left by an earlier lock or put there by hand."""
    locked = {normalised(name) for name in re.findall(r"^([\w.-]+)==", LOCKS[kind].read_text(), re.MULTILINE)}
    listing = "from importlib.metadata import distributions as d; print(*{x.metadata['Name'] for x in d()})"
    installed = subprocess.run([PYTHON, "-I", "-c", listing], check=True, capture_output=True, text=True).stdout
    return sorted({normalised(name) for name in installed.split()} - locked - NEVER_REMOVED)


def install(kind: str) -> None:
    if can_be_kept():
        print("Bringing .venv up to date ...")
        for made in LOCKS:
            stamp_path(made).unlink(missing_ok=True)
    else:
        print("Making .venv and installing what the program needs (about a minute) ...")
        venv.EnvBuilder(clear=True, symlinks=True, with_pip=True).create(VENV)
    pip("install", "--require-hashes", "--only-binary", ":all:", "-r", str(LOCKS[kind]))
    if unwanted := not_locked(kind):
        pip("uninstall", "--yes", *unwanted)
    pip("install", "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    stamp_path(kind).write_text(stamp(kind))


def make(kind: str) -> int:
    try:
        with alone():
            if not is_ready(kind):
                install(kind)
    except subprocess.CalledProcessError:
        print("Installing failed; the reason is above. Check the network or its proxy settings and start again.")
        return 1
    except OSError as error:
        print(f"Installing failed: {error}")
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def main(arguments: list[str]) -> int:
    match arguments:
        case ["ready", kind] if kind in LOCKS:
            return 0 if is_ready(kind) else 1
        case ["make", kind] if kind in LOCKS:
            return make(kind)
    print(f"usage: scripts/environment {'|'.join(LOCKS)}")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
