"""The folder that training is given: which file plays which part."""

from dataclasses import dataclass, replace
from pathlib import Path

from classify.learning.examples import BadData, Example, Gold, added_labels, read
from classify.learning.lessons import lessons

LABELLED = "dev.jsonl"
UNLABELLED = ("feed_items.jsonl.gz", "articles.jsonl.gz")


@dataclass(frozen=True, slots=True)
class Corpus:
    """No title stands both in `labelled` and in `plain`: what is learnt from the one is tested on the other.

    Those `added` were chosen for being hard, as officers' verdicts are: learnt from, but no measure of what the press
    is like.
    """

    labelled: list[Example]
    plain: list[Example]
    added: frozenset[str]


def load(folder: Path, verdicts: Path | None = None) -> Corpus:
    """Raises BadData when a file is missing or cannot be read."""
    for name in (LABELLED, *UNLABELLED):
        if not (folder / name).is_file():
            raise BadData(f"{folder} has no {name}: training needs {', '.join((LABELLED, *UNLABELLED))}")
    labelled = list(read(folder / LABELLED))
    told = lessons(verdicts) if verdicts else []
    titles = {example.title for example in (*labelled, *told)}
    added, plain = added_labels(), []
    for example in (example for name in UNLABELLED for example in read(folder / name)):
        if example.title in titles and example.id not in added:
            continue
        titles.add(example.title)
        if example.id in added:
            labelled.append(_with(example, added[example.id]))
        else:
            plain.append(example)
    return Corpus([*labelled, *told], plain, frozenset((*added, *(one.id for one in told))))


def _with(example: Example, gold: Gold) -> Example:
    return replace(example, gold=gold, event=example.title)
