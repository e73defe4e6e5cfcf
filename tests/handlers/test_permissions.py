"""Who may do what: every row of the table, for every role, in every place, on what is real and what is tried out."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from handlers.confirmed import CARRIED_OUT
from handlers.permissions import PERMISSIONS, Permission
from knowledge.amending.layers import LAYERS
from knowledge.changes.kinds import KINDS
from knowledge.changes.words.said import WORDS
from knowledge.memory import Store, store_in_memory
from knowledge.messages import TRIAL
from knowledge.texts import LANGUAGES, keys, say
from tests.handlers.attempts import PLACES, ROLES, WAYS, World, agency_at, attempt, build
from tests.handlers.conftest import Talk

RANKS = {"": 0, "member": 1, "officer": 2, "other officer": 2, "admin": 3, "owner": 4}
AGENCIES = {"bng": "Bộ Ngoại giao", "bct": "Bộ Công Thương"}
REFUSALS = {
    say("vi", key, agency=name) for key in keys("vi") if key.startswith("refused.") for name in AGENCIES.values()
}
NOT_HERE = {say("vi", "gate.stranger")}


@pytest.fixture(scope="module")
def built() -> Iterator[tuple[Store, World]]:
    store = store_in_memory()
    yield store, build(store)
    store.close()


def allowed(permission: Permission, role: str, place: str, channel: str) -> bool:
    """By the table alone."""
    about = WAYS[permission.action].about(place)
    if channel == TRIAL and not permission.trial:
        return False
    if permission.where != "anywhere" and (place == "private") != (permission.where == "private"):
        return False
    if permission.in_group and place != "private" and about == agency_at(place):
        return True
    if RANKS[role] < RANKS[permission.role]:
        return False
    speaks_for = {"officer": "bng", "other officer": "bct"}.get(role)
    return not permission.own or about in (None, speaks_for) or RANKS[role] >= RANKS["admin"]


@pytest.mark.parametrize("action", PERMISSIONS)
def test_what_the_table_allows_is_done_and_all_else_is_refused_and_changes_nothing(
    built: tuple[Store, World], action: str
) -> None:
    store, world = built
    for channel in ("console", TRIAL):
        for place in PLACES:
            for role in ROLES:
                if WAYS[action].only_own and place == "private" and role not in ("officer", "other officer"):
                    continue
                said, changes = attempt(store, world, action, role, place, channel)
                if said in NOT_HERE:
                    assert (role, channel, place) == ("", TRIAL, "private")
                    continue
                may = allowed(PERMISSIONS[action], role, place, channel)
                assert said, (role, place, channel)
                assert (said.split("\n")[0] not in REFUSALS | OTHER_REFUSALS) == may, (role, place, channel, said)
                assert may or not changes, (role, place, channel, said)


OTHER_REFUSALS = {
    say("vi", "set.here_in_group"),
    say("vi", "set.trial"),
    say("vi", "bind.not_bound"),
    say("vi", "press.gone"),
    say("vi", "calendar.no_agency"),
    *(say("vi", "whose.officers_only", command=command) for command in ("nhac", "ngaynghi", "sukien")),
}
"""Sentences that say in their own way that it cannot be done here."""


def test_every_action_has_a_way_to_be_tried() -> None:
    assert set(WAYS) == set(PERMISSIONS)


def test_what_the_table_wants_confirmed_is_carried_out_when_it_is_confirmed_and_nothing_else() -> None:
    assert set(CARRIED_OUT) == {action for action, permission in PERMISSIONS.items() if permission.confirm}


def test_every_kind_of_change_says_who_may_take_it_back_or_that_nobody_can() -> None:
    named = [kind for permission in PERMISSIONS.values() for kind in permission.changes]
    assert len(named) == len(set(named))
    own_place = {kind for kind, place in KINDS.items() if not place.lasting}
    assert own_place | set(LAYERS) <= set(named)
    assert set(named) - own_place <= set(WORDS), "what is kept beside the documents is said in words of its own"


def test_every_command_of_the_table_is_known_and_every_known_one_is_in_the_table(talk: Talk) -> None:
    commands = {command for permission in PERMISSIONS.values() for command in permission.commands}
    talk.make("lan", "owner")
    unknown = {say(language, "menu.unknown") for language in LANGUAGES}
    assert not [command for command in commands if talk(f"/{command}") in unknown]
    guides = (Path(__file__).parents[2] / "docs" / name for name in ("huong-dan.md", "van-hanh.md", "quan-tri.md"))
    named = {name for guide in guides for name in re.findall(r"`/([a-z]+)", guide.read_text(encoding="utf-8"))}
    answered = {name for name in named if talk(f"/{name}") not in unknown}
    assert answered <= commands
