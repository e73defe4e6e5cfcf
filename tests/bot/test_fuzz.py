"""The short form of `python -m tests.reliability.fuzz`: whatever people of all roles send, on all channels; and each of
its rules finds what breaks it."""

from collections.abc import Callable
from dataclasses import replace
from itertools import cycle
from pathlib import Path

import pytest

from handlers.context import Context, Route
from handlers.permissions import PERMISSIONS
from knowledge.changes.change import SYSTEM, Author, Change
from knowledge.changes.kinds import KINDS
from knowledge.changes.making import Changes
from knowledge.memory import days_off, journal, store_in_memory
from knowledge.messages import Chat, Reply
from tests.questions.asking import at_nine
from tests.reliability.fuzz import rules
from tests.reliability.fuzz.choosing import Sent
from tests.reliability.fuzz.living import live
from tests.reliability.fuzz.material import gathered
from tests.reliability.fuzz.rules import Step
from tests.reliability.fuzz.watching import EXEMPT, PARTLY, Watch
from tests.reliability.fuzz.world import SECRETS, Somebody, World


def test_whatever_anybody_sends_is_answered_and_every_change_is_written_down(tmp_path: Path) -> None:
    found = live(tmp_path, 400, seed=11)
    assert found.violations == []
    assert found.back.whole
    assert found.changes.total() > 0
    assert len(found.channels) == 6
    assert {"officer", "admin", "owner"} <= set(found.roles)  # of the others few come in so few messages


def breaks(context: Context) -> Reply | None:
    raise ZeroDivisionError


def changes_unseen(context: Context) -> Reply | None:
    days_off.add(context.tx, "bng", context.now.date(), f"{context.now}", context.person.id, context.now)
    return context.reply("menu.unknown")


def writes_what_is_not(context: Context) -> Reply | None:
    journal.add(context.tx, Change("day_off", "bng 2027-01-04", None, {"reason": "Họp"}), SYSTEM, context.now)
    return context.reply("menu.unknown")


def gives_a_code_away(context: Context) -> Reply | None:
    return Reply(f"Mã: TT-2345-6789-WXYZ, bí mật: {SECRETS['TELEGRAM_TOKEN']}")


def rewrites_the_journal(context: Context) -> Reply | None:
    context.tx.change("UPDATE change SET reason = 'khác' WHERE id = 1")
    return context.reply("menu.unknown")


def answers_with_nothing(context: Context) -> Reply | None:
    return Reply(" ")


def one_after_another(*routes: Route) -> Callable[[World], World]:
    """A program in which these answer instead of its own, in turn with it."""
    turn = cycle((lambda context: None, *routes))
    return lambda world: replace(world, routes=(lambda context: next(turn)(context), *world.routes))


def test_what_breaks_a_rule_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "LONGEST", 0.0)
    bad = (breaks, changes_unseen, writes_what_is_not, gives_a_code_away, rewrites_the_journal, answers_with_nothing)
    found = live(tmp_path, 40, seed=3, change=one_after_another(*bad))
    broken = {violation.partition(":")[0] for violation in found.violations}
    wanted = {"no_error", "nothing_unwritten", "as_written", "no_secret", "quick", "presentable"}
    assert wanted <= broken
    assert not found.back.whole


def test_what_is_answered_twice_or_overwrites_what_was_not_seen_is_found() -> None:
    store, changes = store_in_memory(), Changes(KINDS)
    for person, value in ((1, "first"), (2, "second"), (1, "third")):
        store.call(changes.make, "overlaid", "a thing", value, Author(person, "web"), at_nine(2026, 11, 23))
    entries = store.call(journal.newest, limit=1)
    sent = Sent(Somebody("web", "lan", "admin", (), "Lan"), Chat("web", "lan"), "", again=True)
    step = Step(sent, "confirm:yes", 0.0, (), entries, (), (), frozenset(), asked_at=1)
    found = [each.partition(":")[0] for each in store.call(rules.broken, changes, step)]
    seen = store.call(rules.broken, changes, replace(step, sent=replace(sent, again=False), asked_at=2))
    store.close()
    assert found == ["nothing_overwritten", "once"]
    assert seen == []


def test_what_is_not_watched_is_named_with_its_reason_and_is_there() -> None:
    store = store_in_memory()
    watch = Watch()
    store.call(watch.begin)
    there = {
        str(name) for (name,) in store.call(lambda tx: tx.rows("SELECT name FROM sqlite_master WHERE type = 'table'"))
    }
    store.close()
    assert set(EXEMPT) | set(PARTLY) <= there
    assert set(watch.tables) | set(EXEMPT) == {name for name in there if not name.startswith("sqlite_")}


def test_a_command_has_examples_by_itself_as_soon_as_a_text_or_a_guide_shows_one() -> None:
    material = gathered(["Bộ Ngoại giao"])
    assert set(material.commands) == {name for row in PERMISSIONS.values() for name in row.commands}
    assert "/moi cán bộ BNG 5 lần 7 ngày" in material.examples["moi"]
    assert "/nhac gio 9-11" in material.examples["nhac"]
