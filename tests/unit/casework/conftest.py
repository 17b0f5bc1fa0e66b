"""Casework in memory."""

import base64
import json
import random
import struct
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any

import pytest

from casework.domain.case import Case, Told
from casework.domain.matching import PERMUTATIONS
from casework.domain.sighting import Sighting
from casework.ports import DeliveryChange, PublicationChange
from casework.testing import AT, a_sighting, in_memory_works, the_means
from casework.usecases.following import follow_assessments, follow_deliveries, follow_publication_changes
from shared.cause import Cause

NOW = AT + timedelta(minutes=1)


class Office:
    """The three use cases on one memory; ids are id-001, id-002, …: a case, then its notice."""

    def __init__(self) -> None:
        self.works = in_memory_works()
        self._numbers = count(1)

    def _new_id(self) -> str:
        return f"id-{next(self._numbers):03d}"

    async def assess(self, *sightings: Sighting) -> frozenset[str]:
        return await follow_assessments(sightings, self.works, the_means(self._new_id), NOW)

    async def change(self, id_: str, publication_id: str, change: str, minutes: int = 0) -> frozenset[str]:
        seen = AT + timedelta(minutes=minutes)
        command = PublicationChange(id_, Cause("journey-1", id_), publication_id, change, seen)
        return await follow_publication_changes([command], self.works, NOW)

    async def deliver(self, *deliveries: DeliveryChange) -> frozenset[str]:
        return await follow_deliveries(deliveries, self.works, NOW)

    @property
    def cases(self) -> list[Case]:
        return list(self.works.table("cases").values())

    @property
    def told(self) -> list[Told]:
        """All publications of all cases, in the order in which they joined."""
        return sorted(self.works.table("told").values(), key=lambda told: (told.case_id, told.number))

    def events(self, topic: str) -> list[Any]:
        return [json.loads(posting.body) for posting in self.works.posted(topic)]

    def kinds(self) -> list[str]:
        return [event["kind"] for event in self.events("casework.case-changed.v1")]


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def create_telling() -> Callable[..., Sighting]:
    """A sighting of one of several stories; the same story has the same signature."""

    def create(number: int, story: int = 1, **other: Any) -> Sighting:
        dice = random.Random(story)
        raw = struct.pack(f"<{PERMUTATIONS}I", *(dice.randrange(2**32) for _ in range(PERMUTATIONS)))
        fields = {
            "message_id": f"m{number}",
            "cause": Cause(f"journey-{number}", f"m{number}"),
            "publication_id": f"p{number}",
            "outlet_name": f"Báo {number}",
            "encoded_signature": base64.b64encode(raw).decode(),
        }
        return a_sighting(**(fields | other))

    return create
