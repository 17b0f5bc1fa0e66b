"""Each kind of test in its folder: examples in tests/unit, what is generated in tests/property."""

import pytest
from tests.architecture.code import ROOT, files_of_tests, imports_of, name_of, text_of, tree_of


def level(name: str) -> list[str]:
    """Its files that generate."""
    files = [path for path in files_of_tests() if path.is_relative_to(ROOT / "tests" / name)]
    assert files
    return [name_of(path) for path in files if "hypothesis" in imports_of(tree_of(path))]


def test_unit_tests_generate_nothing() -> None:
    assert level("unit") == [], "generated tests take seconds: tests/property"


def test_what_is_generated_is_found_where_it_belongs() -> None:
    assert len(level("property")) > 10


@pytest.mark.parametrize("name", ["unit", "property", "contract", "architecture"])
def test_make_test_runs_it(name: str) -> None:
    assert f"tests/{name}" in text_of(ROOT / "Makefile")
