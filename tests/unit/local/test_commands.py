"""Each word of `haichieu` loads what it needs, and not more."""

import argparse
from importlib import import_module

import pytest

from haichieu.commands import MODULES, add_commands


def words_of(wanted: str | None) -> list[str]:
    words = argparse.ArgumentParser().add_subparsers()
    add_commands(words, wanted)
    return list(words.choices)


def test_every_word_is_there_when_none_is_named() -> None:
    assert sorted(words_of(None)) == sorted(words_of("no-such-word")) == sorted(MODULES)


@pytest.mark.parametrize("module", sorted(set(MODULES.values())))
def test_a_module_brings_its_words_and_no_other(module: str) -> None:
    words = argparse.ArgumentParser().add_subparsers()
    import_module(f"haichieu.commands.{module}").add_commands(words)
    assert sorted(words.choices) == sorted(word for word, of in MODULES.items() if of == module)
