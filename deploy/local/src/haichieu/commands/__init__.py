"""The words of `haichieu`: each module is loaded when one of its words is used, so that the others cost nothing."""

import argparse
from collections.abc import Mapping
from importlib import import_module

MODULES: Mapping[str, str] = {
    "up": "running",
    "demo": "running",
    "doctor": "machine",
    "bench": "machine",
    "parked": "parked",
    "ingest": "ingest",
    "classify": "classify",
    "group": "group",
    "clocks": "clocks",
    "bodies": "bodies",
    "letter": "letters",
    "report": "reports",
    "audit": "audit",
    "accounts": "accounts",
    "service-token": "accounts",
}
"""A test looks that each module brings its words, and no other."""


def add_commands(words: "argparse._SubParsersAction[argparse.ArgumentParser]", wanted: str | None) -> None:
    """Those of the wanted word's module; all, when it is none that is known."""
    modules = [MODULES[wanted]] if wanted and wanted in MODULES else dict.fromkeys(MODULES.values())
    for module in modules:
        import_module(f"{__name__}.{module}").add_commands(words)
