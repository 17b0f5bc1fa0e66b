"""The retention policy as data, and what a purge leaves behind."""

from datetime import timedelta

import pytest

from casework.audit.entry import RETENTION
from casework.audit.purge import fingerprint, purged, root_of
from casework.audit.testing import AT
from casework.domain.retention import IRRELEVANT, Policy
from casework.retentionfile import RetentionUnreadable, load_retention

POLICY = Policy(IRRELEVANT, "x", 60, "chính sách nội bộ")
GOOD = "{name: sighting-irrelevant, title: x, days: 30, basis: y}"


def test_the_packaged_policy_keeps_irrelevant_items_30_to_90_days_and_says_whose_number_that_is():
    policies = load_retention()
    assert 30 <= (policies[IRRELEVANT].days or 0) <= 90
    assert {policy.basis for policy in policies.values()} == {"chính sách nội bộ"}
    assert [policy.name for policy in policies.values() if policy.days] == [IRRELEVANT]


def test_a_policy_of_ones_own_is_taken(tmp_path):
    (tmp_path / "p.yaml").write_text(f"policies: [{GOOD}]", "utf-8")
    assert load_retention(tmp_path / "p.yaml")[IRRELEVANT].cutoff(AT) == AT - timedelta(days=30)
    (tmp_path / "p.yaml").write_text(f"policies: [{GOOD.replace('30', 'null')}]", "utf-8")
    assert load_retention(tmp_path / "p.yaml")[IRRELEVANT].cutoff(AT) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("policies: [", "YAML"),
        ("policies: []", "thiếu lớp"),
        (f"policies: [{GOOD}, {GOOD}]", "hai lần"),
        (f"policies: [{GOOD}, {{name: audit, title: x, days: 99, basis: y}}]", "chưa biết xóa lớp audit"),
        (f"policies: [{GOOD.replace('30', '0')}]", "days"),
        (f"policies: [{GOOD.replace('title: x', 'titel: x')}]", "titel"),
        ("- 1", "policies|dict|object|valid"),
    ],
)
def test_a_policy_that_is_none_is_refused_with_the_place(tmp_path, text, words):
    (tmp_path / "p.yaml").write_text(text, "utf-8")
    with pytest.raises(RetentionUnreadable, match=words):
        load_retention(tmp_path / "p.yaml")
    with pytest.raises(RetentionUnreadable, match="none"):
        load_retention(tmp_path / "none.yaml")


def test_the_entry_of_a_purge_tells_how_many_which_and_under_which_policy():
    records = [{"_id": f"m{number}", "captured_at": AT, "score": 0.25, "title": "Được"} for number in (2, 1, 3)]
    gone = purged(POLICY, AT, records, kept=4)
    fact = gone.to_fact("run-1", AT)
    assert (fact.chain, fact.kind, fact.actor) == (RETENTION, "purged", "machine")
    assert fact.details["basis"] == "chính sách nội bộ"
    assert [fact.details[name] for name in ("count", "kept", "first", "last", "days")] == [3, 4, "m1", "m3", 60]
    assert fact.details["root"] == root_of([f"{row['_id']} {fingerprint(row)}" for row in sorted(records, key=str)])
    other = purged(POLICY, AT, [records[0] | {"title": "Khác"}, *records[1:]], kept=4)
    assert other.root != gone.root, "another content is another record"
