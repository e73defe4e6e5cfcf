"""Sets of task positions as big integers: bit n is task n. Combining two is one machine-fast operation at any size."""

from collections.abc import Iterable, Iterator


def bits_of(positions: Iterable[int], size: int) -> int:
    """The set with these positions, all below `size`."""
    octets = bytearray(size // 8 + 1)
    for position in positions:
        octets[position >> 3] |= 1 << (position & 7)
    return int.from_bytes(octets, "little")


def positions_of(bits: int) -> Iterator[int]:
    """The positions in a set, in order. Takes time with the size of the catalog only for sets that reach far."""
    for place, octet in enumerate(bits.to_bytes((bits.bit_length() + 7) // 8, "little")):
        while octet:
            lowest = octet & -octet
            yield (place << 3) + lowest.bit_length() - 1
            octet ^= lowest
