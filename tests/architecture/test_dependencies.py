"""Each member declares what it imports, and nothing that it does not."""

import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from tests.architecture.code import MEMBERS, ROOT, imports_of, tree_of

OWN = {"shared", "ingest", "classify", "casework", "notify", "haichieu"}
COMES_WITH = {"bson": "pymongo"}
READ_BY_OTHERS = {"tzdata"}
"""Data that the standard library looks up when the system has none, as in a slim image."""


def declared(member: str) -> set[str]:
    project = tomllib.loads((ROOT / member / "pyproject.toml").read_text())["project"]
    return {normal(re.split(r"[\s\[<>=!~;]", text, maxsplit=1)[0]) for text in project["dependencies"]}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def imported(member: str) -> set[str]:
    """Distributions behind the imports of a member; its own package and the standard library left out."""
    known = packages_distributions()
    found: set[str] = set()
    for path in (ROOT / member / "src").rglob("*.py"):
        for name in {module.partition(".")[0] for module in imports_of(tree_of(path))}:
            if name in OWN:
                found.add("haichieu-local" if name == "haichieu" else f"haichieu-{name}")
            elif name not in sys.stdlib_module_names:
                found.add(normal(COMES_WITH.get(name) or known[name][0]))
    return found - {f"haichieu-{Path(member).name}"}


@pytest.mark.parametrize("member", MEMBERS)
def test_what_a_member_imports_it_declares(member: str) -> None:
    assert imported(member) - declared(member) == set()


@pytest.mark.parametrize("member", [member for member in MEMBERS if member != "deploy/local"])
def test_what_a_member_declares_it_imports(member: str) -> None:
    assert declared(member) - imported(member) <= READ_BY_OTHERS


@pytest.mark.parametrize("member", MEMBERS)
def test_a_member_has_a_name_that_no_stranger_can_take(member: str) -> None:
    project = tomllib.loads((ROOT / member / "pyproject.toml").read_text())["project"]
    assert project["name"] == f"haichieu-{Path(member).name}"
