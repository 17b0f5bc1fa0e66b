"""A list that is broken, read by the command in a process of its own."""

import pytest
from tests.malformed import MALFORMED
from tests.property.ingest.test_malformed import URL

from ingest.cli import parse
from shared.exits import WrongWords


@pytest.mark.parametrize("name", ["rss: packed and spoilt", "page: nothing", "json: cut in the middle"])
def test_the_command_refuses_with_the_kind_first(name: str) -> None:
    with pytest.raises(WrongWords, match=r"^[A-Z]\w+: https://bao\.example/rss"):
        parse(MALFORMED[name], URL)
