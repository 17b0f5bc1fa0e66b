"""What two publications are to each other. A function of the two alone, so that no order of arrival can change it."""

import math
from enum import IntEnum
from typing import NamedTuple

from classify.grouping.item import Item
from classify.grouping.sketch import containment
from classify.grouping.title import same_column
from classify.grouping.weights import cosine

COPY = 0.25
"""Share of the shorter text's runs of five words. Copies measured from 0.25 up, other reports of one event to 0.26."""
SAME_STORY = 0.20
MAYBE = 0.12
"""Cosines of telling terms, from press clusters made by people: best at 0.18 to 0.20 in each half of the events."""
SHORT = 60
"""Words below which a text says too little to be sure: a feed's summary has 47. It suggests, unless it is a copy."""
COPIED_RUNS = 8
"""A text with fewer runs of five words is no proof of copying: a greeting, a slogan."""
WINDOW = 7 * 86_400
"""Seconds that may lie between two publications of one story, one following the other."""


class Relation(IntEnum):
    NONE = 0
    SUGGESTED = 1
    STORY = 2
    COPY = 3


class Link(NamedTuple):
    relation: Relation
    score: float
    """0 to 1; comparable within one relation only."""


NO_LINK = Link(Relation.NONE, 0.0)


def relate(one: Item, other: Item) -> Link:
    if _apart(one.at, other.at) or same_column(one.title, other.title):
        return NO_LINK
    shared = containment(one.sketch, other.sketch)
    if shared >= COPY:
        sure = min(len(one.sketch.hashes), len(other.sketch.hashes)) >= COPIED_RUNS
        return Link(Relation.COPY if sure else Relation.SUGGESTED, shared)
    alike = cosine(one.terms, other.terms)
    if alike < MAYBE:
        return NO_LINK
    elsewhere = one.communes and other.communes and not one.communes & other.communes
    sure = alike >= SAME_STORY and min(one.words, other.words) >= SHORT and not elsewhere
    return Link(Relation.STORY if sure else Relation.SUGGESTED, alike)


def _apart(one: float, other: float) -> bool:
    return not (math.isnan(one) or math.isnan(other)) and abs(one - other) > WINDOW
