"""The traps of FastStream that one line elsewhere would open again (docs/failures.md)."""

import ast

from tests.architecture.code import calls_of, imports_of, name_of, sources, tree_of


def users(module: str) -> list[str]:
    """Files that import the module or something inside it."""
    return [
        name_of(path)
        for path in sources()
        if any(name == module or name.startswith(f"{module}.") for name in imports_of(tree_of(path)))
    ]


def test_nobody_imports_the_internals_of_faststream() -> None:
    assert users("faststream._internal") == []
    assert users("faststream"), "the search finds what is there"


def test_subscribers_are_made_in_one_place() -> None:
    found = [name_of(path) for path in sources() for _ in calls_of(tree_of(path), "subscriber")]
    assert found == ["shared/src/shared/messaging/consumer.py"]


def test_that_place_forces_what_must_not_be_lost() -> None:
    (path,) = [path for path in sources() if calls_of(tree_of(path), "subscriber")]
    (call,) = calls_of(tree_of(path), "subscriber")
    given = {keyword.arg: ast.unparse(keyword.value) for keyword in call.keywords}
    assert given["ack_policy"] == "AckPolicy.NACK_ON_ERROR"
    assert given["auto_offset_reset"] == "'earliest'"
    assert given["group_id"] == "service"
    assert "max_workers" not in given


def test_only_the_relay_publishes() -> None:
    for method in ("publish_batch", "publisher", "send_and_wait"):
        assert [name_of(path) for path in sources() if calls_of(tree_of(path), method)] == []
    producers = [name_of(path) for path in sources() if "AIOKafkaProducer(" in path.read_text("utf-8")]
    assert producers == ["shared/src/shared/messaging/producer.py"]


def test_the_database_driver_is_named_in_one_file() -> None:
    assert users("motor") == ["shared/src/shared/store/driver.py"]


def test_no_module_reads_the_environment_behind_the_settings() -> None:
    services = [path for path in sources() if "deploy/" not in name_of(path)]
    assert [name_of(path) for path in services if "os" in imports_of(tree_of(path))] == []
