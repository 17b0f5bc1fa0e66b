"""A unit test touches nothing outside its process: connections, other processes and files elsewhere make it fail."""

from collections.abc import Iterator

import pytest
from tests.unit.border import Border

BORDER = Border()


@pytest.fixture(autouse=True)
def outside() -> Iterator[list[str]]:
    """What the test did outside; empty, or it fails even where its code swallowed the refusal."""
    with BORDER.watched() as seen:
        yield seen
    if seen:
        pytest.fail(f"this is no unit test, it belongs to tests/integration: {'; '.join(seen)}", pytrace=False)
