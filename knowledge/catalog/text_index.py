"""Finding texts by the words of a question: an inverted index over single words and pairs of neighbours.

A pair says more than a syllable in Vietnamese ("tin giả" against "tin"), so both are features; rare ones count more.
All texts are ranked at once, by adding up sets of positions, so a question costs little more in a big catalog.
"""

import math
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge.catalog.bit_sums import add, highest
from knowledge.catalog.bits import among, bits_of
from knowledge.vietnamese.fold import is_syllable

_CLOSER_LOOK = 60


@dataclass(frozen=True, slots=True)
class Hit:
    """A text found: `coverage` is the share (0 to 1) of what was asked that it holds, rare words counting more.

    `pairs` is how many of the pairs of words that were asked it holds.
    """

    position: int
    coverage: float
    pairs: int


def pairs(words: Sequence[str]) -> list[str]:
    """Every two neighbours as one feature, in order."""
    return [f"{first} {second}" for first, second in pairwise(words)]


class TextIndex:
    """Immutable. `texts` holds for each text its runs of folded content words; a pair never spans two runs."""

    def __init__(self, texts: Iterable[Iterable[Sequence[str]]]) -> None:
        postings: dict[str, array[int]] = {}
        self.size = 0
        for position, runs in enumerate(texts):
            features: set[str] = set()
            for words in runs:
                features.update(words)
                features.update(pairs(words))
            for feature in features:
                if feature in postings:
                    postings[feature].append(position)
                else:
                    postings[feature] = array("I", (position,))
            self.size = position + 1
        self._postings = postings
        self._common = {f: bits_of(p, self.size) for f, p in postings.items() if len(p) * 100 > self.size}

    def features(self) -> Iterable[str]:
        """Every word and every pair of words that some text has."""
        return self._postings

    def knows(self, feature: str) -> bool:
        """Whether any text has this word or pair of words."""
        return feature in self._postings

    def weight(self, feature: str) -> float:
        """How much a feature says: near 0 when everywhere, most when rare.

        A single word built like a Vietnamese syllable counts half; a pair, a number or any other word in full.
        """
        seen = len(self._postings.get(feature, ()))
        rarity = math.log(1 + self.size / (seen or 0.5))
        return rarity / 2 if is_syllable(feature) else rarity

    def search(self, asked: Sequence[str], limit: int = _CLOSER_LOOK) -> list[Hit]:
        """The texts that hold most of the asked content words (folded, in order), best first, at most `limit`.

        A word that no text has counts against every text; a pair counts only where some text has it.
        """
        singles = list(dict.fromkeys(asked))
        couples = [pair for pair in dict.fromkeys(pairs(asked)) if pair in self._postings]
        weights = {feature: self.weight(feature) for feature in (*singles, *couples)}
        total = sum(weights.values())
        if not total:
            return []
        members = {feature: self._members(feature) for feature in weights}
        sums: list[int] = []
        holding = 0
        for feature, weight in weights.items():
            holding |= members[feature]
            add(sums, members[feature], round(weight / total * 1000))
        best = highest(sums, holding, max(limit, _CLOSER_LOOK))
        held = dict.fromkeys(best, 0.0)
        of_pairs = dict.fromkeys(best, 0)
        for feature, weight in weights.items():
            for position in among(members[feature], best):
                held[position] += weight
                of_pairs[position] += " " in feature
        hits = [Hit(position, held[position] / total, of_pairs[position]) for position in best]
        return sorted(hits, key=lambda hit: (-hit.coverage, hit.position))[:limit]

    def _members(self, feature: str) -> int:
        common = self._common.get(feature)
        return bits_of(self._postings.get(feature, ()), self.size) if common is None else common

    def has(self, feature: str, position: int) -> bool:
        """Whether the text at `position` has this word or pair of words."""
        postings = self._postings.get(feature)
        if postings is None:
            return False
        place = bisect_left(postings, position)
        return place < len(postings) and postings[place] == position
