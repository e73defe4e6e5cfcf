"""The folder of backups: what they are called, which are kept, and what an interrupted one left."""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from knowledge.memory.backup import PARTIAL, BackupError, Progress, back_up, trouble_of
from knowledge.memory.lock import HeldError, Lock
from knowledge.memory.store import StoreError

_OURS = re.compile(r"ttdn-(\d{4}-\d{2}-\d{2})(-\d{6})?\.sqlite3")
_MAKING = "making.sqlite3"


@dataclass(frozen=True, slots=True)
class Backup:
    """A whole one. `made_at` is in UTC, `day` the day in its name, `size` in bytes; `rows` are only known of one that
    was just made."""

    path: Path
    day: date
    made_at: datetime
    size: int
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Backups:
    """Those of one database. Kept are the first and the last of each of the last `daily` days that have one, and the
    first of each of the last `weekly` weeks. Where `daily` is 0 none is made by itself, and none removed."""

    database: Path
    folder: Path
    daily: int = 7
    weekly: int = 8

    def make(self, at: datetime, night: date | None = None, progress: Progress = lambda share: None) -> Backup:
        """Make one now: that of this night, or else one by hand, whose name also has the time of day. Then remove those
        that are not kept any more. `at` has the time zone in which days are meant. Raises BackupError; what was there
        before is still there then."""
        target = self.of_day(night) if night else self.folder / f"ttdn-{at:%Y-%m-%d-%H%M%S}.sqlite3"
        lock = self._take()
        try:
            self._remove_what_was_left()
            rows = back_up(self.database, target, progress)
            os.utime(target, (at.timestamp(), at.timestamp()))
            self._remove_old(target, at.date())
            made = _backup(target)
        except OSError as error:
            raise BackupError(f"{self.folder}: {error.strerror}", trouble_of(error)) from error
        finally:
            lock.release()
        assert made is not None
        return replace(made, rows=rows)

    def of_day(self, day: date) -> Path:
        """The one that is made by itself on this day, whether it is there or not."""
        return self.folder / f"ttdn-{day}.sqlite3"

    def kept(self) -> list[Backup]:
        """All that are there, the oldest first. Raises OSError where the folder cannot be read."""
        if not self.folder.is_dir():
            return []
        found = (_backup(path) for path in sorted(self.folder.iterdir()))
        return [backup for backup in found if backup is not None]

    def _take(self) -> Lock:
        try:
            return Lock.take_file(self.folder / _MAKING)
        except HeldError as error:
            raise BackupError("another backup is being made: wait until it is done", "busy") from error
        except StoreError as error:
            raise BackupError(f"no backup: {error}", trouble_of(error.__cause__)) from error

    def _remove_what_was_left(self) -> None:
        """A crash leaves files that are not called as a whole one is."""
        for path in self.folder.glob(f"ttdn-*.sqlite3{PARTIAL}*"):
            path.unlink(missing_ok=True)

    def _remove_old(self, made: Path, today: date) -> None:
        for backup in not_kept(self.kept(), today, self.daily, self.weekly):
            if backup.path != made:
                backup.path.unlink(missing_ok=True)


def not_kept(backups: Sequence[Backup], today: date, daily: int, weekly: int) -> list[Backup]:
    """Those that are kept no longer. What a clock that was ahead has called by a later day is left until that day."""
    if not daily:
        return []
    past = sorted((backup for backup in backups if backup.day <= today), key=lambda each: each.path.stem)
    first_of_day, last_of_day, first_of_week = (
        dict[date, Backup](),
        dict[date, Backup](),
        dict[tuple[int, int], Backup](),
    )
    for backup in past:
        first_of_day.setdefault(backup.day, backup)
        last_of_day[backup.day] = backup
        first_of_week.setdefault(backup.day.isocalendar()[:2], backup)
    days, weeks = sorted(first_of_day)[-daily:], sorted(first_of_week)[-weekly:] if weekly else []
    keep = {each[day].path for each in (first_of_day, last_of_day) for day in days}
    keep |= {first_of_week[week].path for week in weeks}
    return [backup for backup in past if backup.path not in keep]


def _backup(path: Path) -> Backup | None:
    """None for a file that is none of ours, or is gone."""
    named = _OURS.fullmatch(path.name)
    try:
        day, found = date.fromisoformat(named[1]) if named else None, path.stat()
    except (ValueError, FileNotFoundError):
        return None
    return Backup(path, day, datetime.fromtimestamp(found.st_mtime, UTC), found.st_size) if day else None
