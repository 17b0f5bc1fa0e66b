"""An item as bytes, to be kept on a disk or in a database while it waits or rests. About 900 of them."""

import struct

import numpy as np

from classify.grouping.item import Id, Item
from classify.grouping.sketch import Sketch
from classify.grouping.title import Title
from classify.grouping.weights import Terms

FORMAT = 1
"""Rises when hashes or layout change: what is packed otherwise cannot be compared."""

_HEAD = struct.Struct("<BdIIIIIBBBH")


class OtherFormat(ValueError):
    """Packed by another version of this."""


def pack(item: Item) -> bytes:
    title, sketch, terms = item.title, item.sketch, item.terms
    communes = " ".join(sorted(item.communes)).encode()
    head = _HEAD.pack(
        FORMAT,
        item.at,
        item.words,
        title.masked,
        title.numbers,
        title.column,
        sketch.bound,
        len(title.days),
        len(sketch.hashes),
        len(terms.hashes),
        len(communes),
    )
    days = struct.pack(f"<{len(title.days)}H", *title.days)
    arrays = (sketch.hashes.astype("<u4"), terms.hashes.astype("<u4"), terms.weights.astype("<f4"))
    return b"".join((head, days, *(array.tobytes() for array in arrays), communes))


def unpack(identity: Id, packed: bytes) -> Item:
    """Raises OtherFormat."""
    if packed[:1] != bytes((FORMAT,)):
        raise OtherFormat(
            f"publication {identity}: packed in format {packed[:1].hex()}, not {FORMAT}: group it again from its text"
        )
    _, at, words, masked, numbers, column, bound, days, runs, terms, communes = _HEAD.unpack_from(packed)
    start = _HEAD.size
    dates = struct.unpack_from(f"<{days}H", packed, start)
    start += 2 * days
    hashes = np.frombuffer(packed, "<u4", runs, start)
    kept = np.frombuffer(packed, "<u4", terms, start + 4 * runs)
    weights = np.frombuffer(packed, "<f4", terms, start + 4 * (runs + terms))
    names = packed[start + 4 * (runs + 2 * terms) :][:communes].decode()
    title = Title(masked, numbers, column, dates)
    return Item(identity, at, words, title, Sketch(hashes, bound), Terms(kept, weights), frozenset(names.split()))
