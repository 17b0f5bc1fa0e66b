"""The AsyncAPI documents: in step with the code, whole in themselves, and printed by each service."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests.contract.examples import GOLDEN

from shared import command_line
from shared.contracts.asyncapi import document, headers_schema
from shared.contracts.catalogue import BY_TOPIC, consumed_by, emitted_by
from shared.posting import REPLAY_FOR

SERVICES = ("ingest", "classify", "casework", "notify")
SNAPSHOTS = Path(__file__).parent / "asyncapi"


@pytest.mark.parametrize("service", SERVICES)
def test_the_snapshot_is_in_step(service: str) -> None:
    snapshot = json.loads((SNAPSHOTS / f"{service}.json").read_text())
    assert document(service) == snapshot, "if this is meant: python -m tests.contract.regenerate"


@pytest.mark.parametrize("service", SERVICES)
def test_it_sends_what_is_emitted_and_receives_what_is_consumed(service: str) -> None:
    made = document(service)
    said = {"send": set(), "receive": set()}
    for operation in made["operations"].values():
        channel = resolve(made, operation["channel"]["$ref"])
        said[operation["action"]].add(channel["address"])
        (message,) = (resolve(made, message["$ref"]) for message in operation["messages"])
        assert message in channel["messages"].values(), "a message of its own channel"
    assert said["send"] == {spec.name for spec in emitted_by(service)}
    assert said["receive"] == {spec.name for spec in consumed_by(service)}
    assert {channel["address"] for channel in made["channels"].values()} == said["send"] | said["receive"]


def resolve(made: Any, reference: str) -> Any:
    found = made
    for part in reference.removeprefix("#/").split("/"):
        found = found[part]
    return found


def references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        yield from (value for name, value in part.items() if name == "$ref")
        for value in part.values():
            yield from references(value)
    elif isinstance(part, list):
        for value in part:
            yield from references(value)


@pytest.mark.parametrize("service", SERVICES)
def test_every_reference_leads_somewhere(service: str) -> None:
    made = document(service)
    found = list(references(made))
    assert found
    for reference in found:
        resolve(made, reference)


@pytest.mark.parametrize("service", SERVICES)
def test_receiving_names_the_group_and_messages_name_their_key(service: str) -> None:
    made = document(service)
    for operation in made["operations"].values():
        groups = operation.get("bindings", {}).get("kafka", {}).get("groupId", {}).get("enum", [])
        assert groups == ([service] if operation["action"] == "receive" else [])
    for message in made["components"]["messages"].values():
        assert message["bindings"]["kafka"]["key"]["type"] == "string"


@pytest.mark.parametrize("topic", BY_TOPIC)
def test_golden_bytes_satisfy_the_documented_payload(topic: str) -> None:
    spec = BY_TOPIC[topic]
    made = document(spec.emitter)
    payload = made["components"]["messages"][spec.event.__name__]["payload"]
    schema = payload | {"components": made["components"]}
    example = json.loads((GOLDEN / topic / "example.json").read_bytes())
    jsonschema.validate(example, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(example | {"subject_version": "one"}, schema)


def test_compacted_topics_say_so_and_others_say_how_long_they_keep() -> None:
    channels = document("casework")["channels"]
    settings = {name: channel["bindings"]["kafka"]["topicConfiguration"] for name, channel in channels.items()}
    assert settings["casework.case-state.v1"] == {"cleanup.policy": ["compact"]}
    assert settings["casework.case-changed.v1"]["retention.ms"] == 21 * 24 * 3_600 * 1_000


def test_the_header_of_a_replay_is_documented() -> None:
    assert REPLAY_FOR in headers_schema("ingest.publication-captured.v1")["properties"]


@pytest.mark.parametrize("service", SERVICES)
def test_each_service_prints_its_own(
    service: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command_line, "set_up", lambda *_: None)
    assert command_line.run(service, lambda _: pytest.fail("nothing is built for this"), ["asyncapi"]) == 0
    assert json.loads(capsys.readouterr().out) == document(service)
