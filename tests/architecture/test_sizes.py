"""Small files, small functions, said in words."""

import ast
import re
from pathlib import Path
from statistics import median

import pytest
from tests.architecture.code import files_of_tests, functions_of, lines_of, name_of, sources, text_of, tree_of

FILE_LIMIT, FUNCTION_LIMIT, FILE_MEDIAN, FUNCTION_MEDIAN = 300, 50, 60, 12
# Written so that this file does not find itself.
UNFINISHED = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|X" + r"XX|HA" + r"CK)\b")

every_source = pytest.mark.parametrize("path", sources(), ids=name_of)
every_file = pytest.mark.parametrize("path", [*sources(), *files_of_tests()], ids=name_of)


def length(function: ast.AST) -> int:
    return function.end_lineno - function.lineno + 1  # type: ignore[attr-defined]


@every_file
def test_no_file_is_longer_than_the_limit(path: Path) -> None:
    assert lines_of(path) <= FILE_LIMIT


@every_source
def test_no_function_is_longer_than_the_limit(path: Path) -> None:
    long = {function.name: length(function) for function in functions_of(path) if length(function) > FUNCTION_LIMIT}
    assert long == {}


def test_files_and_functions_are_small_in_the_middle() -> None:
    product = [path for path in sources() if "deploy/" not in name_of(path) and lines_of(path)]
    assert len(product) > 80, "empty ones and the rehearsal stage are left out"
    assert median(lines_of(path) for path in product) <= FILE_MEDIAN
    assert median(length(function) for path in product for function in functions_of(path)) <= FUNCTION_MEDIAN


@every_file
def test_nothing_unfinished_is_left_behind(path: Path) -> None:
    assert UNFINISHED.findall(text_of(path)) == []


@every_source
def test_what_the_type_checker_may_not_see_has_its_reason(path: Path) -> None:
    silenced = [line for line in text_of(path).splitlines() if "# type: ignore" in line]
    assert [line for line in silenced if not re.search(r"# type: ignore\[[\w-]+\]  # \w", line)] == []


@every_source
def test_every_module_says_what_it_is(path: Path) -> None:
    assert not tree_of(path).body or ast.get_docstring(tree_of(path)), "a module has a docstring or is empty"


@pytest.mark.parametrize("word", ["TO" + "DO", "FIX" + "ME", "X" + "XX"])
def test_the_marks_of_unfinished_work_are_recognised(word: str) -> None:
    assert UNFINISHED.search(f"# {word}: later")
    assert not UNFINISHED.search(f"{word}S and pre{word}")
