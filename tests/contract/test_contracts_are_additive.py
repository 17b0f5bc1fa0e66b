"""Inside a major version contracts only grow."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from tests.contract.additive import violations
from tests.contract.examples import GOLDEN

from shared.contracts.casework import NoticeRequestedV1
from shared.contracts.catalogue import BY_TOPIC, CATALOGUE
from shared.contracts.ingest import PublicationCapturedV1

CAPTURED = PublicationCapturedV1.model_json_schema()
Json = dict[str, Any]


@pytest.mark.parametrize("topic", BY_TOPIC)
def test_the_contract_is_what_was_agreed_or_more(topic: str) -> None:
    golden = json.loads((GOLDEN / topic / "schema.json").read_text())
    current = BY_TOPIC[topic].event.model_json_schema()
    assert violations(golden, current) == []
    assert current == golden, "additive, good: now run python -m tests.contract.regenerate"


def test_no_contract_was_withdrawn_and_none_is_unknown() -> None:
    assert {folder.name for folder in GOLDEN.iterdir()} == {spec.name for spec in CATALOGUE}


def changed(change: Callable[[Json], object], schema: Json = CAPTURED) -> list[str]:
    current = copy.deepcopy(schema)
    change(current)
    assert current != schema, "the change must change something"
    return violations(schema, current)


def field(name: str, part: str = "") -> Callable[[Json], Json]:
    return lambda schema: (schema["$defs"][part] if part else schema)["properties"][name]


BREAKING: dict[str, Callable[[Json], object]] = {
    "text: field removed": lambda s: s["properties"].pop("text"),
    "outlet.medium: field removed": lambda s: s["$defs"]["OutletRef"]["properties"].pop("medium"),
    "lane: now required": lambda s: s["required"].append("lane"),
    "outlet.name: no longer required": lambda s: s["$defs"]["OutletRef"]["required"].remove("name"),
    "title: type string became integer": lambda s: field("title")(s).update(type="integer"),
    "snapshot.size: type integer became string": lambda s: field("size", "SnapshotRef")(s).update(type="string"),
    "published_at: type null became string": lambda s: field("published_at")(s)["anyOf"].pop(),
    "lane: values ['backfill', 'live'] are fewer": lambda s: field("lane")(s).update(enum=["live", "backfill"]),
    "title: maxLength 2000 became 100": lambda s: field("title")(s).update(maxLength=100),
    "address: maxLength None became 100": lambda s: field("address")(s).update(maxLength=100),
    "event_id: minLength 1 became 36": lambda s: field("event_id")(s).update(minLength=36),
    "subject_version: minimum 1 became 2": lambda s: field("subject_version")(s).update(minimum=2),
    "snapshot.sha256: pattern": lambda s: field("sha256", "SnapshotRef")(s).update(pattern="^x"),
    "address: format None became uri": lambda s: field("address")(s).update(format="uri"),
    "event: unknown fields are refused": lambda s: s.update(additionalProperties=False),
    "outlet: unknown fields are refused": lambda s: s["$defs"]["OutletRef"].update(additionalProperties=False),
}


@pytest.mark.parametrize("fault", BREAKING)
def test_the_checker_finds_what_would_break_somebody(fault: str) -> None:
    found = changed(BREAKING[fault])
    assert any(sentence.startswith(fault) for sentence in found), found


def test_the_checker_finds_a_narrower_list_and_a_narrower_choice() -> None:
    old = {"type": "object", "properties": {"n": {"type": "array", "items": {"type": "number"}}, "e": {"enum": [1, 2]}}}
    assert changed(lambda s: s["properties"]["n"]["items"].update(type="integer"), old) == [
        "n[]: type number became integer"
    ]
    assert changed(lambda s: s["properties"]["e"].update(enum=[1]), old) == ["e: values [1] are fewer than before"]


ADDITIVE: dict[str, Callable[[Json], object]] = {
    "an optional field": lambda s: s["properties"].update(byline={"type": "string", "default": ""}),
    "an optional field of a part": lambda s: s["$defs"]["OutletRef"]["properties"].update(licence={"type": "string"}),
    "a longer text": lambda s: field("title")(s).update(maxLength=4_000),
    "no limit at all": lambda s: field("title")(s).pop("maxLength"),
    "a wider number": lambda s: field("subject_version")(s).update(type="number"),
    "a field that may now be null": lambda s: s["properties"].update(
        address={"anyOf": [{"type": "string"}, {"type": "null"}]}
    ),
    "another description": lambda s: s.update(description="better words"),
}


@pytest.mark.parametrize("growth", ADDITIVE)
def test_the_checker_lets_growth_pass(growth: str) -> None:
    assert changed(ADDITIVE[growth]) == []


def test_a_removed_alternative_of_a_choice_is_found() -> None:
    schema = NoticeRequestedV1.model_json_schema()
    found = changed(lambda s: s["properties"].update(due_at={"type": "string", "format": "date-time"}), schema)
    assert found == ["due_at: type null became string", "due_at: format None became date-time"]
