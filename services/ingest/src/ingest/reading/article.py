"""What was found in a page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Article:
    """Empty text when no article was found."""

    title: str
    text: str
