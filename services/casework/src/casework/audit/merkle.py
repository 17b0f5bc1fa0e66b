"""Merkle trees of RFC 6962: one root for many leaves, and a short proof that a leaf is under it."""

import hashlib
from collections.abc import Sequence


def leaf_hash(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """Of the leaves' hashes."""
    if len(leaves) < 2:
        return leaves[0] if leaves else hashlib.sha256().digest()
    half = _split(len(leaves))
    return _node(root(leaves[:half]), root(leaves[half:]))


def path(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The neighbours on the way from a leaf to the root, lowest first."""
    if len(leaves) < 2:
        return []
    half = _split(len(leaves))
    if index < half:
        return [*path(leaves[:half], index), root(leaves[half:])]
    return [*path(leaves[half:], index - half), root(leaves[:half])]


def climbed(leaf: bytes, index: int, count: int, way: Sequence[bytes]) -> bytes | None:
    """The root that this leaf, its place and its neighbours lead to; None when they fit no tree of that size."""
    place, last, found = index, count - 1, leaf
    if not 0 <= place <= last:
        return None
    for neighbour in way:
        if not last:
            return None
        if place % 2 or place == last:
            found = _node(neighbour, found)
            while not place % 2 and place:
                place, last = place // 2, last // 2
        else:
            found = _node(found, neighbour)
        place, last = place // 2, last // 2
    return found if not last else None


def _split(count: int) -> int:
    """The largest power of two below `count`."""
    return 1 << (count - 1).bit_length() - 1


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
