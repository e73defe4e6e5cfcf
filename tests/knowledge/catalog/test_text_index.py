"""Texts are found by the share of the asked words and pairs that they hold, rare ones counting more."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.catalog.text_index import TextIndex
from knowledge.vietnamese.connectives import content
from tests.questions.asking import real_catalog

Runs = list[list[str]]
words = st.sampled_from("bao chi bien dao tin gia van hoa".split())
texts = st.lists(st.lists(st.lists(words, max_size=5), max_size=2), min_size=1, max_size=12)
asked = st.lists(words, min_size=1, max_size=5)


def features(runs: Runs) -> set[str]:
    return {word for run in runs for word in run} | {f"{one} {two}" for run in runs for one, two in pairwise(run)}


def coverage(all_texts: list[Runs], position: int, question: list[str]) -> float:
    """The share counted anew from the definition, feature by feature."""
    held = [features(runs) for runs in all_texts]
    known = set().union(*held)
    wanted = set(question) | {f"{one} {two}" for one, two in pairwise(question) if f"{one} {two}" in known}

    def weight(feature: str) -> float:
        seen = sum(feature in each for each in held) or 0.5
        return math.log(1 + len(all_texts) / seen) / (1 if " " in feature else 2)

    return sum(weight(f) for f in wanted if f in held[position]) / sum(map(weight, wanted))


@given(texts, asked)
def test_coverage_is_what_counting_feature_by_feature_gives(all_texts: list[Runs], question: list[str]) -> None:
    hits = TextIndex(all_texts).search(question)
    for hit in hits:
        assert hit.coverage == pytest.approx(coverage(all_texts, hit.position, question))


@given(texts, asked)
def test_every_text_that_shares_a_word_is_found_best_first_and_no_other(
    all_texts: list[Runs], question: list[str]
) -> None:
    hits = TextIndex(all_texts).search(question)
    sharing = {at for at, runs in enumerate(all_texts) if features(runs) & set(question)}
    assert {hit.position for hit in hits} == sharing
    assert [hit.coverage for hit in hits] == sorted((hit.coverage for hit in hits), reverse=True)


@given(texts, asked, st.integers(1, 3))
def test_a_limit_keeps_the_best(all_texts: list[Runs], question: list[str], limit: int) -> None:
    index = TextIndex(all_texts)
    assert index.search(question, limit) == index.search(question)[:limit]


def test_a_text_that_holds_everything_asked_is_covered_whole() -> None:
    index = TextIndex([[["xu", "ly", "tin", "gia"]], [["tin", "tuc"]]])
    best = index.search(["tin", "gia"])[0]
    assert (best.position, best.coverage, best.pairs) == (0, 1.0, 1)


def test_a_pair_never_spans_two_runs_of_a_text() -> None:
    assert not TextIndex([[["tin"], ["gia"]]]).knows("tin gia")


def test_a_word_that_no_text_has_counts_against_all() -> None:
    index = TextIndex([[["tin", "gia"]], [["bao", "chi"]]])
    assert index.search(["tin", "gia", "voi"])[0].coverage < index.search(["tin", "gia"])[0].coverage


def test_nothing_asked_and_nothing_known_find_nothing() -> None:
    assert TextIndex([[["tin"]]]).search([]) == []
    assert TextIndex([[["tin"]]]).search(["voi"]) == []
    assert TextIndex([]).search(["tin"]) == []


def test_a_rare_word_leads_to_its_text_among_many_that_share_the_common_one() -> None:
    index = TextIndex([["tin", "tuc"]] if at != 7_777 else [["tin", "gia", "voi"]] for at in range(10_000))
    best = index.search(["tin", "voi"], limit=3)[0]
    assert (best.position, best.coverage) == (7_777, 1.0)


def test_every_real_task_is_found_by_its_own_title() -> None:
    catalog = real_catalog()
    for position, task in enumerate(catalog.tasks):
        best = catalog.text.search(content(task.title))[0]
        assert best.position == position or catalog.tasks[best.position].title == task.title
