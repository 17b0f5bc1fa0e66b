"""Entries, chains, trees and anchors, alone."""

import dataclasses
import hashlib
from datetime import datetime

import pytest

from casework.audit import merkle
from casework.audit.anchor import drop_anchor, read_anchor
from casework.audit.canonical import NotCanonical, canonical
from casework.audit.chain import Head, beginning, head_of, read_entry, seal
from casework.audit.entry import LINE_LIMIT, SYSTEM, Fact, UnsoundFact, case_chain
from casework.audit.facts import author_read, case_changed
from casework.audit.lines import Faulty
from casework.audit.proof import prove
from casework.audit.testing import AT, a_fact
from casework.domain.change import Change
from shared.cause import Cause


def test_an_entry_has_one_form_of_bytes_and_one_hash():
    entry = seal(beginning("case/vu-1"), a_fact(1, note="Được", details={"ô": 1, "a": None}))
    assert entry.hash == hashlib.sha256(canonical(entry.body)).hexdigest()
    prev = hashlib.sha256(b"haichieu-audit/1\ncase/vu-1").hexdigest()
    expected = (
        '{"actor":"can-bo-1","after":1,"at":"2026-11-24T03:53:07.250000Z","before":0,"chain":"case/vu-1",'
        '"details":{"a":null,"ô":1},"files":[],"kind":"conclusion-proposed","note":"Được",'
        f'"prev":"{prev}","reason":"phản ánh đúng một phần","role":"officer","seq":1,"v":1}}'
    )
    assert canonical(entry.body).decode() == expected
    assert read_entry(entry.line(), beginning("case/vu-1")) == entry


def test_what_does_not_follow_is_told_apart():
    first = seal(beginning("case/vu-1"), a_fact(1))
    second, other = seal(head_of(first), a_fact(2)), seal(head_of(first), a_fact(2, note="khác"))
    third = seal(head_of(other), a_fact(3))
    wrong = {
        "bị bỏ, lặp lại hoặc đổi chỗ": (second.line(), beginning("case/vu-1")),
        "không nối với mục trước": (third.line(), head_of(second)),
        "lấy từ nơi khác": (second.line(), Head("case/vu-2", 1, first.hash)),
        "đã bị sửa": (second.line().replace(b"can-bo-2", b"can-bo-3"), head_of(first)),
        "bị cắt": (second.line()[:-1], head_of(first)),
        "RFC 8785": (second.line().replace(b'"v":1', b'"v": 1'), head_of(first)),
        "các trường": (canonical({"hash": first.hash}) + b"\n", head_of(first)),
    }
    for words, (line, after) in wrong.items():
        with pytest.raises(Faulty, match=words):
            read_entry(line, after)


@pytest.mark.parametrize("line", [b"{" * 60_000 + b"\n", b'{"a":1,"a":1}\n', b"NaN\n", b"[]\n", b"\xff\n", b"1e999\n"])
def test_lines_that_are_meant_to_hurt_are_unreadable(line):
    with pytest.raises(Faulty):
        read_entry(line, beginning("case/vu-1"))


@pytest.mark.parametrize("other", [{"actor": ""}, {"role": ""}, {"kind": ""}, {"at": datetime(2026, 1, 1)}])
def test_a_fact_without_who_or_when_cannot_go_on_record(other):
    with pytest.raises(UnsoundFact):
        a_fact(1, **other)


def test_what_has_no_canonical_form_or_is_too_long_is_refused_before_it_is_written():
    with pytest.raises(NotCanonical):
        seal(beginning("x"), a_fact(1, details={"number": 2**60}))
    with pytest.raises(NotCanonical):
        seal(beginning("x"), a_fact(1, note="\ud800"))
    with pytest.raises(UnsoundFact, match="tệp"):
        seal(beginning("x"), a_fact(1, note="a" * LINE_LIMIT))


def test_a_change_of_a_case_goes_on_record_with_actor_and_versions():
    change = Change("vu-1", 4, "publication-attached", AT, Cause("j"), publication_id="p1", note="Báo")
    fact = case_changed(change)
    assert (fact.chain, fact.actor, fact.before, fact.after) == ("case/vu-1", "machine", 3, 4)
    assert (fact.role, fact.reason) == ("machine", "")
    by_person = case_changed(dataclasses.replace(change, actor="can-bo-1", role="leader", reason="Đã rõ"))
    assert (by_person.role, by_person.reason) == ("leader", "Đã rõ")


def test_nobody_sees_an_author_without_a_reason():
    with pytest.raises(UnsoundFact, match="lý do"):
        author_read("k1", "can-bo-1", "officer", "  ", AT)
    assert author_read("k1", "can-bo-1", "officer", "xác minh", AT).chain == SYSTEM
    fact = author_read("k1", "can-bo-1", "officer", "xác minh", AT, "vu-1")
    assert (fact.chain, fact.reason, fact.details) == (case_chain("vu-1"), "xác minh", {"author": "k1"})
    assert isinstance(fact, Fact)


LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOT_OF_EIGHT = "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
"""The test vector of Certificate Transparency."""


def test_the_tree_is_that_of_rfc_6962():
    leaves = [merkle.leaf_hash(bytes.fromhex(text)) for text in LEAVES]
    assert merkle.root(leaves).hex() == ROOT_OF_EIGHT
    assert merkle.root(leaves[:1]).hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"


@pytest.mark.parametrize("count", [1, 2, 3, 5, 8, 13, 100])
def test_every_leaf_has_a_way_to_the_root_and_no_other_leaf_takes_it(count):
    leaves = [merkle.leaf_hash(str(number).encode()) for number in range(count)]
    root = merkle.root(leaves)
    for index, leaf in enumerate(leaves):
        way = merkle.path(leaves, index)
        assert merkle.climbed(leaf, index, count, way) == root
        assert merkle.climbed(merkle.leaf_hash(b"x"), index, count, way) != root
        assert merkle.climbed(leaf, index, count, [*way, leaf]) is None
        assert merkle.climbed(leaf, count, count, way) is None
        if way:
            assert merkle.climbed(leaf, index, count, way[:-1]) != root


def test_anchors_follow_one_another_and_prove_each_of_their_heads():
    heads = [Head(f"case/{number}", number, f"{number:064x}") for number in range(1, 8)]
    first = drop_anchor(None, heads[:3], AT)
    second = drop_anchor(first, heads, AT)
    assert read_anchor(second.line(), first) == second
    assert all(prove(second, heads, index).holds(second) for index in range(7))
    assert not prove(second, heads, 4).holds(first)
    with pytest.raises(Faulty, match="bị bỏ"):
        read_anchor(second.line(), second)
    with pytest.raises(Faulty, match="không nối"):
        read_anchor(drop_anchor(drop_anchor(None, heads, AT), heads, AT).line(), first)
    with pytest.raises(Faulty, match="đã bị sửa"):
        read_anchor(second.line().replace(b'"count":7', b'"count":8'), first)
