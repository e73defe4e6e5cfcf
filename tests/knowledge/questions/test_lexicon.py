"""The lexicon and the rules that read it name the same concepts."""

import re
from pathlib import Path

import knowledge.questions
from knowledge.questions.phrases import lexicon

CODE = Path(knowledge.questions.__file__).parent
ASKED = re.compile(r'\b(?:has|means)\(((?:\s*"[a-z_.]+",?)+)\s*\)')


def test_every_concept_that_a_rule_asks_for_is_in_the_lexicon() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in CODE.glob("*.py"))
    wanted = {concept for found in ASKED.findall(source) for concept in re.findall(r'"([a-z_.]+)"', found)}
    assert len(wanted) > 60
    assert wanted - set(lexicon()) == set()


def test_no_concept_lists_a_phrase_twice() -> None:
    twice = {concept for concept, phrases in lexicon().items() if len(set(phrases)) < len(phrases)}
    assert twice == set()
