"""The made catalogs of the benchmarks are what they claim to be, and so are its questions."""

from itertools import pairwise

import pytest

from bot.facts import DOCUMENTS
from knowledge.reading.facts import Facts, read_facts
from tests.benchmarks.questions import read_mixed, read_topics
from tests.benchmarks.synthetic import TODAY, synthetic_facts, words_of

SIZE = 1_000
APART = [topic.about for topic in read_topics()]


@pytest.fixture(scope="module")
def real() -> Facts:
    return read_facts(DOCUMENTS)


@pytest.fixture(scope="module")
def made(real: Facts) -> Facts:
    return synthetic_facts(real, SIZE, APART)


def test_a_made_catalog_has_the_size_asked_for_and_every_task_its_own_id(made: Facts) -> None:
    assert len({task.id for task in made.tasks}) == len(made.tasks) == SIZE


@pytest.fixture(scope="module")
def new_titles(made: Facts, real: Facts) -> list[str]:
    known = {task.id for task in real.tasks}
    return [task.title for task in made.tasks if task.id not in known]


def test_the_real_tasks_are_in_it_unchanged_and_not_at_its_ends(made: Facts, real: Facts) -> None:
    first = made.tasks.index(real.tasks[0])
    assert made.tasks[first : first + len(real.tasks)] == real.tasks
    assert SIZE * 0.3 < first < SIZE * 0.7


def test_the_tasks_of_a_programme_stand_together_in_order_under_its_own_document(made: Facts) -> None:
    documents = [task.document for task in made.tasks]
    changes = sum(before != after for before, after in pairwise(documents))
    assert changes == len(set(documents)) - 1
    assert set(documents) <= {document.id for document in made.documents}


def test_half_of_the_made_programmes_are_over(made: Facts, real: Facts) -> None:
    new = made.documents[len(real.documents) :]
    assert sum(document.over for document in new) == len(new) // 2
    assert all(document.over == ((document.last_year or 0) < TODAY.year) for document in new)


def test_no_title_is_said_twice_nor_holds_all_words_of_a_real_one(new_titles: list[str], real: Facts) -> None:
    theirs = [words_of(task.title) for task in real.tasks]
    assert len(set(new_titles)) == len(new_titles) == SIZE - len(real.tasks)
    assert not [new for new in map(words_of, new_titles) if any(words <= new for words in theirs)]


def test_made_titles_share_most_of_their_words_with_the_real_ones(new_titles: list[str], real: Facts) -> None:
    known = {word for task in real.tasks for word in words_of(task.title)}
    shares = sorted(len(words & known) / len(words) for words in map(words_of, new_titles))
    assert shares[len(shares) // 2] > 0.6


def test_the_same_seed_makes_the_same_catalog_and_another_one_another(made: Facts, real: Facts) -> None:
    assert synthetic_facts(real, SIZE, APART) == made
    assert synthetic_facts(real, SIZE, APART, seed=1).tasks != made.tasks


def test_the_words_that_a_topic_question_is_about_stand_in_its_task_alone(made: Facts) -> None:
    words = {task.id: words_of(task.title) for task in made.tasks}
    for topic in read_topics():
        about = words_of(topic.about)
        assert [id_ for id_, held in words.items() if about <= held] == [topic.task], topic.text


def test_no_question_is_there_twice() -> None:
    for questions in ([(one.session, one.text) for one in read_mixed()], [(None, one.text) for one in read_topics()]):
        assert len(set(questions)) == len(questions)
