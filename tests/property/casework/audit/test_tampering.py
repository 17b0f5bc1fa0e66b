"""Generated tampering: what is done to an export is found, or is named here as what only paper or a key can find."""

import random
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.casework.audit.bundles import ANCHORED, Members, made, mended, pack, rows
from tests.unit.casework.audit.test_tampering import found

from casework.audit.bundle.failures import Broken, NotAnExport
from casework.audit.bundle.names import ANCHORS, ENTRIES, PROOFS
from casework.audit.bundle.verify import Demand, verify

LINED = (ENTRIES, ANCHORS, PROOFS)


Lines = list[bytes]


def change(lines: Lines, dice: random.Random) -> Lines:
    """One character of one line."""
    row = dice.randrange(len(lines))
    line = bytearray(lines[row])
    line[dice.randrange(len(line))] ^= dice.randrange(1, 256)
    return [*lines[:row], bytes(line), *lines[row + 1 :]]


def drop(lines: Lines, dice: random.Random) -> Lines:
    row = dice.randrange(len(lines))
    return lines[:row] + lines[row + 1 :]


def swap(lines: Lines, dice: random.Random) -> Lines:
    first, second = sorted(dice.sample(range(len(lines)), 2))
    return [*lines[:first], lines[second], *lines[first + 1 : second], lines[first], *lines[second + 1 :]]


def cut(lines: Lines, dice: random.Random) -> Lines:
    """Anywhere, also within a line."""
    whole = b"".join(lines)
    return whole[: dice.randrange(len(whole))].splitlines(keepends=True)


def double(lines: Lines, dice: random.Random) -> Lines:
    row, place = dice.randrange(len(lines)), dice.randrange(len(lines) + 1)
    return [*lines[:place], lines[row], *lines[place:]]


TAMPERINGS: list[Callable[[Lines, random.Random], Lines]] = [change, drop, swap, cut, double]


def splice(name: str, lines: Lines, dice: random.Random) -> Lines:
    """A line of another case's export in the place of one of ours."""
    foreign = [line for line in made("vu-2").members[name].splitlines(keepends=True) if line not in lines]
    row = dice.randrange(len(lines))
    return [*lines[:row], dice.choice(foreign), *lines[row + 1 :]]


def tampered(name: str, how: int, dice: random.Random) -> Members:
    """Something else than the original, by one of the ways above."""
    lines = made().members[name].splitlines(keepends=True)
    # The global chain is the same in every export: there is nothing foreign to splice into it.
    ways = len(TAMPERINGS) + (name != ANCHORS)
    while True:
        way = how % ways
        new = TAMPERINGS[way](lines, dice) if way < len(TAMPERINGS) else splice(name, lines, dice)
        if b"".join(new) != b"".join(lines):
            return made().members | {name: b"".join(new)}


def passes(members: Members, demand: Demand | None = None) -> bool:
    with tempfile.TemporaryDirectory() as place:
        try:
            verify(pack(members, Path(place) / "x"), demand or Demand())
        except Broken:
            return False
        return True


any_way = given(
    name=st.sampled_from(LINED), how=st.integers(0, 5), dice=st.randoms(use_true_random=False), folder=st.booleans()
)


@any_way
@settings(max_examples=300, deadline=None)
def test_lines_changed_dropped_swapped_cut_doubled_or_spliced_are_found(name, how, dice, folder):
    assert found(tampered(name, how, dice), folder=folder)


@any_way
@settings(max_examples=300, deadline=None)
def test_with_a_manifest_forged_to_match_only_ends_cut_off_and_proofs_left_out_pass(name, how, dice, folder):
    members = mended(tampered(name, how, dice))
    if passes(members):
        original = made().members
        assert all(original[lined].startswith(members[lined]) for lined in (ENTRIES, ANCHORS)), "a beginning of it"
        assert set(members[PROOFS].splitlines()) <= set(original[PROOFS].splitlines()), "fewer proofs prove less"
        covers = rows(members[PROOFS])[-1]["seq"] if members[PROOFS] else 0
        assert len(rows(members[ENTRIES])) >= covers
        assert name != ENTRIES or len(rows(members[ENTRIES])) >= ANCHORED, "what an anchor covers cannot be cut off"
    assert found(members, Demand(made().manifest.seal), folder=folder), "paper finds all of it"
    if name == ENTRIES:
        assert found(members, Demand(made().manifest.entries.head))


@given(place=st.integers(0, len(made().raw) - 1), mask=st.integers(1, 255))
@settings(max_examples=400, deadline=None)
def test_no_byte_of_the_file_can_be_changed(place, mask):
    raw = bytearray(made().raw)
    raw[place] ^= mask
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.zip"
        path.write_bytes(raw)
        with pytest.raises((Broken, NotAnExport)):
            verify(path, Demand())


@given(size=st.integers(0, len(made().raw) - 1))
@settings(max_examples=100, deadline=None)
def test_no_file_can_be_cut_short(size):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.zip"
        path.write_bytes(made().raw[:size])
        with pytest.raises((Broken, NotAnExport)):
            verify(path, Demand())


@given(
    pair=st.lists(st.sampled_from(sorted(made().members)), min_size=2, max_size=2, unique=True), folder=st.booleans()
)
@settings(max_examples=40, deadline=None)
def test_files_that_change_places_are_found(pair, folder):
    members, (one, other) = made().members, pair
    assert found(members | {one: members[other], other: members[one]}, folder=folder)
