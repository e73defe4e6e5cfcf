"""Sets of task positions as big integers: bit n is task n. Combining two is one machine-fast operation at any size."""

import re
from collections.abc import Iterable, Iterator
from itertools import compress, count

_NOT_EMPTY = re.compile(rb"[^\0]")
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


def among(bits: int, positions: Iterable[int]) -> set[int]:
    """Those of some positions that are in a set; one copy of the set for all of them."""
    octets = _octets(bits)
    last = 8 * len(octets)
    return {place for place in positions if place < last and octets[place >> 3] >> (place & 7) & 1}


def first_positions(bits: int, most: int) -> list[int]:
    """The lowest positions in a set."""
    found: list[int] = []
    for match in _NOT_EMPTY.finditer(_octets(bits)):
        octet, first = match.group()[0], match.start() << 3
        found.extend(first + place for place in range(8) if octet >> place & 1)
        if len(found) >= most:
            break
    return found[:most]


def _octets(bits: int) -> bytes:
    return bits.to_bytes(bits.bit_length() // 8 + 1, "little")
