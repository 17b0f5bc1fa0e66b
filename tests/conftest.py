"""What holds for all tests."""

import logging
from collections.abc import Generator

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Hostile words in a log may be no UTF-8; between the processes of a run, a report must be."""
    report = yield
    report.sections = [(name, text.encode("utf-8", "backslashreplace").decode()) for name, text in report.sections]
    return report


@pytest.fixture(autouse=True, scope="session")
def _quiet_clients() -> None:
    """A failing test shows our own lines, not thousands of the clients'."""
    for chatty in ("aiokafka", "faststream", "pymongo", "httpx", "httpcore", "asyncio"):
        logging.getLogger(chatty).setLevel(logging.CRITICAL)
