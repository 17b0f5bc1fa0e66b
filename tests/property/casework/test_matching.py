"""Signatures, bands and similarity, whatever the numbers."""

import base64
import struct

from hypothesis import given, settings
from hypothesis import strategies as st

from casework.domain.matching import PERMUTATIONS, bands_of, parse_signature, similarity

NUMBER = st.integers(0, 2**32 - 1)


SIGNATURE = st.lists(NUMBER, min_size=PERMUTATIONS, max_size=PERMUTATIONS).map(tuple)


def encode(signature: tuple[int, ...]) -> str:
    return base64.b64encode(struct.pack(f"<{len(signature)}I", *signature)).decode()


@settings(max_examples=50, deadline=None)
@given(SIGNATURE)
def test_a_signature_survives_its_encoding(signature: tuple[int, ...]) -> None:
    assert parse_signature(encode(signature)) == signature


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=400) | st.binary(max_size=300).map(lambda raw: base64.b64encode(raw).decode()))
def test_anything_malformed_is_the_empty_signature(encoded: str) -> None:
    assert len(parse_signature(encoded)) in (0, PERMUTATIONS)


@settings(max_examples=50, deadline=None)
@given(SIGNATURE, SIGNATURE)
def test_similarity_is_symmetric_between_0_and_1_and_full_with_itself(
    one: tuple[int, ...], other: tuple[int, ...]
) -> None:
    assert similarity(one, other) == similarity(other, one)
    assert 0 <= similarity(one, other) <= 1
    assert similarity(one, one) == 1


@settings(max_examples=50, deadline=None)
@given(SIGNATURE)
def test_bands_name_their_position(signature: tuple[int, ...]) -> None:
    bands = bands_of(signature)
    assert len(bands) == len(set(bands)) == PERMUTATIONS // 4
