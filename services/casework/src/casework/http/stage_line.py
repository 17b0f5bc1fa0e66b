"""Where a case stands on its way, as a line of steps."""

from collections.abc import Mapping
from typing import Any

from casework.domain.life.stages import STAGE_NAMES

WAY = ("triage", "verification-requested", "verifying", "concluding", "acting", "closed")


def stage_line(life: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Each step's name, and whether it is "past", "now" or "ahead". A case that left the way shows where it left."""
    stage = life["stage"]
    if stage == "dismissed":
        return [(STAGE_NAMES["triage"], "past"), (STAGE_NAMES[stage], "now")]
    if stage == "merged":
        way = WAY[: WAY.index(life["before_merge"]) + 1] if life["before_merge"] in WAY else ()
        return [*((STAGE_NAMES[one], "past") for one in way), (STAGE_NAMES[stage], "now")]
    here = WAY.index(stage) if stage in WAY else -1
    places = {True: "past", False: "ahead"}
    return [(STAGE_NAMES[one], "now" if at == here else places[at < here]) for at, one in enumerate(WAY)]
