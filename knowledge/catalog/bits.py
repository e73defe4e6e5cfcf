"""Sets of task positions as big integers: bit n is task n. Combining two is one machine-fast operation at any size."""

from collections.abc import Iterable, Iterator
from itertools import compress, count

_DIGITS = bytes.maketrans(b"01", b"\x00\x01")


def bits_of(positions: Iterable[int], size: int) -> int:
    """The set with these positions, all below `size`."""
    octets = bytearray(size // 8 + 1)
    for position in positions:
        octets[position >> 3] |= 1 << (position & 7)
    return int.from_bytes(octets, "little")


def positions_of(bits: int) -> Iterator[int]:
    """The positions in a set, in order."""
    return compress(count(), bin(bits)[:1:-1].encode().translate(_DIGITS))


def first_positions(bits: int, most: int) -> list[int]:
    """The lowest positions in a set."""
    found: list[int] = []
    while bits and len(found) < most:
        lowest = bits & -bits
        found.append(lowest.bit_length() - 1)
        bits ^= lowest
    return found
