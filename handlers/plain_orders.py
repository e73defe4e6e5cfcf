"""Commands typed as plain words: "hoàn tác số 5", "đôn đốc BNG nộp báo cáo", "sửa 2.6"."""

import re
from collections.abc import Callable
from dataclasses import replace

from handlers.auditing import undoing
from handlers.context import Context, Said
from handlers.editing import editing
from handlers.reporting import nudging
from handlers.teaching.learning import ASKING
from knowledge.messages import Reply
from knowledge.progress.sentences import NUMBER
from knowledge.vietnamese.fold import fold_letters

_UNDO = re.compile(
    r"(?:xin |hay |vui long )?(?:hoan tac|undo)(?: (?:thay doi|lai|viec nay))*(?P<rest>(?: so)? \d{1,9}|)"
)
_EDIT = re.compile(
    rf"(?P<verb>sua|them|xoa|edit|add|delete)(?P<rest> (?:nhiem vu |nv |task )?(?:{NUMBER})"
    r"| (?:nhiem vu|co quan|bao cao|ngay nghi|lich nhac|gio gui))"
)
_NUDGE = re.compile(r"(?:xin |hay |vui long )?(?:don doc|nhac nho)(?P<rest>(?: .+)?)")
_LONGEST = 200  # characters


def obey(context: Context) -> Reply | None:
    """What the command would do, where the whole message can only mean that; None for another message."""
    if context.said.chosen or context.command or len(context.text) > _LONGEST:
        return None
    typed = context.text.strip().rstrip(" .!")
    plain = fold_letters(typed)
    if "?" in typed or ASKING & set(plain.split()):
        return None
    if match := _UNDO.fullmatch(plain):
        return _as(context, undoing.undo, f"/hoantac {typed[match.start('rest') :]}")
    if match := _EDIT.fullmatch(plain):
        may = any(context.may(action) for action in editing.ACTIONS)
        return _as(context, editing.answer, f"/{match['verb']} {typed[match.start('rest') :]}") if may else None
    if (match := _NUDGE.fullmatch(plain)) and nudging.is_about(context, rest := typed[match.start("rest") :].strip()):
        return _as(context, nudging.nudge, f"/dondoc {rest}")
    return None


def _as(context: Context, answer: Callable[[Context], Reply | None], command: str) -> Reply | None:
    return answer(replace(context, said=Said(command.strip())))
