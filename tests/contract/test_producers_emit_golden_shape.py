"""What the producers really emit has the shape that was agreed."""

import json
from typing import Any

import jsonschema
import pytest
from tests.contract.examples import GOLDEN, produced

from shared.contracts.asyncapi import headers_schema
from shared.contracts.catalogue import CATALOGUE
from shared.contracts.envelope import Event
from shared.store.outbox import to_posting

TOPICS = [spec.name for spec in CATALOGUE]


@pytest.fixture
async def events() -> dict[str, Event]:
    return await produced()


def shape(value: Any) -> Any:
    """Names and kinds without the values; a list is as its first element."""
    if isinstance(value, dict):
        return {name: shape(part) for name, part in value.items()}
    if isinstance(value, list):
        return [shape(part) for part in value[:1]]
    return "number" if isinstance(value, int | float) and not isinstance(value, bool) else type(value).__name__


@pytest.mark.parametrize("topic", TOPICS)
def test_the_bytes_emitted_have_the_golden_shape(events: dict[str, Event], topic: str) -> None:
    emitted = json.loads(to_posting(events[topic]).body)
    golden = json.loads((GOLDEN / topic / "example.json").read_bytes())
    assert shape(emitted) == shape(golden)


@pytest.mark.parametrize("topic", TOPICS)
def test_the_bytes_emitted_satisfy_the_golden_schema(events: dict[str, Event], topic: str) -> None:
    schema = json.loads((GOLDEN / topic / "schema.json").read_text())
    validator = jsonschema.Draft202012Validator(schema)
    validator.validate(json.loads(to_posting(events[topic]).body))
    broken = json.loads(to_posting(events[topic]).body)
    del broken["subject_id"]
    assert not validator.is_valid(broken)


@pytest.mark.parametrize("topic", TOPICS)
def test_the_headers_emitted_satisfy_the_documented_ones(events: dict[str, Event], topic: str) -> None:
    headers = dict(to_posting(events[topic], "00-" + "a" * 32 + "-" + "b" * 16 + "-01").headers)
    strict = headers_schema(topic) | {"additionalProperties": False}
    jsonschema.validate(headers, strict, format_checker=jsonschema.FormatChecker())
    assert not jsonschema.Draft202012Validator(strict).is_valid(headers | {"ce_type": "another"})


@pytest.mark.parametrize("topic", TOPICS)
def test_every_field_of_the_contract_is_filled_in_the_golden_example(topic: str) -> None:
    example = json.loads((GOLDEN / topic / "example.json").read_bytes())
    schema = json.loads((GOLDEN / topic / "schema.json").read_text())
    assert set(example) == set(schema["properties"])
