"""What holds for all tests."""

import logging

import pytest


@pytest.fixture(autouse=True, scope="session")
def _quiet_clients() -> None:
    """A failing test shows our own lines, not thousands of the clients'."""
    for chatty in ("aiokafka", "faststream", "pymongo", "httpx", "httpcore", "asyncio"):
        logging.getLogger(chatty).setLevel(logging.CRITICAL)
