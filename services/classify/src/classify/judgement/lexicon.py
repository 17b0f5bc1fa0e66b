"""The weighted words, read from the packaged table."""

from dataclasses import dataclass
from importlib import resources

from classify.judgement.text import normalise

TOPICS = (
    "accident",
    "union_org",
    "welfare",
    "union_activity",
    "emulation",
    "working_conditions",
    "housing",
    "employment",
    "policy",
    "wage",
    "strike",
    "social_insurance",
    "misconduct",
)
AXES = ("labour", "site", "harm", "damage", "cause", *TOPICS, "praise", "critical", "high", "normal", "low")
_INDEX = {axis: index for index, axis in enumerate(AXES)}


@dataclass(frozen=True, slots=True)
class Term:
    word: str
    effects: tuple[tuple[int, float], ...]  # index into AXES, weight
    post_only: bool
    accented_only: bool


def packaged_rows(name: str) -> list[list[str]]:
    """The tab-separated rows of a data file in this package, comments left out."""
    content = resources.files(__package__).joinpath(name).read_text("utf-8")
    return [line.split("\t") for line in content.splitlines() if line and not line.startswith("#")]


def load_terms() -> list[Term]:
    return [_term(*row) for row in packaged_rows("lexicon.tsv")]


def _term(written: str, effects: str) -> Term:
    mark = written[0] if written[0] in "~=" else ""
    pairs = (effect.split("=") for effect in effects.split())
    return Term(
        word=normalise(written.removeprefix(mark)).text,
        effects=tuple((_INDEX[axis], float(weight)) for axis, weight in pairs),
        post_only=mark == "~",
        accented_only=mark == "=",
    )
