"""Sums of weights for all tasks at once: a list of sets, the n-th holding the tasks whose sum has binary digit n."""

from knowledge.catalog.bits import first_positions


def add(sums: list[int], members: int, weight: int) -> None:
    """Add `weight` to the sum of every task in `members`: an adder whose digits are whole sets."""
    for digit in range(weight.bit_length()):
        carry, at = members if weight >> digit & 1 else 0, digit
        while carry:
            sums.extend([0] * (at + 1 - len(sums)))
            sums[at], carry = sums[at] ^ carry, sums[at] & carry
            at += 1


def highest(sums: list[int], among: int, most: int) -> list[int]:
    """Up to `most` tasks of `among` with the highest sums; of equal ones the first. In no order of sums."""
    surely, tied = 0, among
    for digit in reversed(sums):
        larger = tied & digit
        if (surely | larger).bit_count() > most:
            tied = larger
        else:
            surely |= larger
            tied ^= larger
    found = first_positions(surely, most)
    return [*found, *first_positions(tied, most - len(found))]
