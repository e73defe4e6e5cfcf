"""/nhac loai: of what kinds of things an agency's chat is told."""

from dataclasses import replace

from handlers.wishes.setting import Setting
from knowledge.messages import Button, Reply
from knowledge.obligations.office import KINDS
from knowledge.texts import LANGUAGES, say
from knowledge.vietnamese.fold import fold

_ON = ("bat", "on")
_OFF = ("tat", "off")


def change(setting: Setting, typed: str) -> Reply:
    """Offer the kinds, or set the one that is typed: told of behind "bat", not any more behind "tat"."""
    if not typed:
        return _menu(setting, "set.kinds_ask")
    how, _, name = fold(typed).partition(" ")
    kind = _named(name)
    if kind is None or how not in (*_ON, *_OFF):
        return _menu(setting, "set.kinds_how")
    wanted = setting.wanted
    kinds = wanted.kinds | {kind} if how in _ON else wanted.kinds - {kind}
    if not kinds:
        return _menu(setting, "set.kinds_none_left")
    return _menu(setting.put(replace(wanted, kinds=kinds)), "set.kinds_done")


def _named(name: str) -> str | None:
    """The kind with this name, folded, in either language; a part that no other has will do."""
    plain = " ".join(name.split())
    names = {fold(say(each, f"kind.{kind}")): kind for kind in KINDS for each in LANGUAGES}
    having = {kind for known, kind in names.items() if plain and plain in known}
    return names.get(plain) or (having.pop() if len(having) == 1 else None)


def _menu(setting: Setting, key: str) -> Reply:
    buttons = [_button(setting, kind) for kind in KINDS]
    return setting.reply(key, *buttons, setting.asked.button("set.show_button", ""))


def _button(setting: Setting, kind: str) -> Button:
    """It sets the kind to what is offered, whatever somebody else has set meanwhile."""
    on, name = kind in setting.wanted.kinds, say(setting.language, f"kind.{kind}")
    label = say(setting.language, "set.kind_off" if on else "set.kind_on", kind=name)
    return Button(label, setting.asked.line(f"loai {'tat' if on else 'bat'} {name}"))
