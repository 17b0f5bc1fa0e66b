"""Which unions answer for a publication, and why: from what it names and the directory of its day."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from unicodedata import normalize

from classify.judgement import Judgement, Place, divisions
from classify.judgement.divisions import PROVINCE, Division
from classify.judgement.sectors import sectors_of
from classify.unions import Answer, Unit

INDUSTRIAL_PARKS = "khu công nghiệp"
"""The sector of the directory whose unit answers for every industrial park, wherever it lies."""
AS_STRONGLY = 0.8
"""A second place that is named by so much of the first one's weight fits equally: people choose."""
IN_PASSING = 1.0
"""What a commune weighs that is named far down only: then the province answers, for which the text is relevant."""


class Units:
    """The unions of all times; immutable."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self._units = tuple(units)

    def answering(self, judgement: Judgement, title: str, day: date) -> tuple[Answer, ...]:
        """The one that has to answer first: the parks' or the sector's, else that of the place that is named most, else
        the federation.

        After it the unions of the other places. Nobody, when nothing of the province is named. `day` is that of the
        publication: its organisation answers, by the names of its time.
        """
        if not judgement.places:
            return ()
        answers: dict[str, Answer] = {}
        for answer in (*self._of_sectors(judgement, title, day), *self._of_places(judgement, day)):
            # A place without a union of its own is a reason for the federation when it comes first, else none.
            if answer.unit and not (answers and self._is_federation(answer.unit)):
                answers.setdefault(answer.unit, answer)
        return tuple(answers.values())

    def of_sector(self, sector: str, day: date) -> list[str]:
        """The union of everybody in it; nobody, when the directory names none."""
        return [unit.id for unit in self._living(day) if sector in map(same, unit.sectors)]

    def of_place(self, place: Place, day: date) -> Answer:
        """Its own union, else the federation; the unit is empty when the directory has neither."""
        if not place.code:
            return Answer(self._federation(day), "province", PROVINCE)
        then = divisions.on(place.code, day)
        local = [unit.id for unit in self._living(day) if _answers(unit, place, then)]
        return Answer(local[0] if local else self._federation(day, then), "place", then.name)

    def _of_sectors(self, judgement: Judgement, title: str, day: date) -> Iterator[Answer]:
        if judgement.in_park:
            employer = judgement.employers[0][1] if judgement.employers else ""
            for unit in self.of_sector(INDUSTRIAL_PARKS, day):
                yield Answer(unit, "employer", employer) if employer else Answer(unit, "sector", INDUSTRIAL_PARKS)
        for sector in sectors_of(title):
            yield from (Answer(unit, "sector", sector) for unit in self.of_sector(sector, day))

    def _of_places(self, judgement: Judgement, day: date) -> list[Answer]:
        employers = dict(reversed(judgement.employers))
        found = [self.of_place(place, day) for place in judgement.places]
        found = [
            one._replace(why="employer", of=employers[place.code]) if place.code in employers else one
            for place, one in zip(judgement.places, found, strict=True)
        ]
        if judgement.federation or 0 < judgement.places[0].weight < IN_PASSING:
            return [Answer(self._federation(day), "province", PROVINCE), *found]
        if _equal(judgement.places) and found[0].unit != found[1].unit:
            found[:2] = [one._replace(certain=False) for one in found[:2]]
        return found

    def _federation(self, day: date, then: Division | None = None) -> str:
        """Empty when the directory has none. That of a province that was joined to ours is the one that took over."""
        if then and then.province != PROVINCE and then.valid_to:
            day = max(day, then.valid_to + date.resolution)
        return next((unit.id for unit in self._living(day) if unit.provincial), "")

    def _is_federation(self, identity: str) -> bool:
        return not identity or any(unit.id == identity and unit.provincial for unit in self._units)

    def _living(self, day: date) -> Iterator[Unit]:
        return (unit for unit in self._units if unit.exists_on(day))


def named(place: Place, day: date) -> str:
    """As it was called that day: the district, before its commune was made."""
    then = divisions.on(place.code, day) if place.code else None
    return then.name if then and then.code != place.code else place.name


def same(name: str) -> str:
    """The directory's names are compared without regard to case and to how accents are encoded."""
    return normalize("NFC", name).casefold()


def _answers(unit: Unit, place: Place, then: Division) -> bool:
    return place.code in unit.places or same(then.name) in map(same, unit.places)


def _equal(places: Sequence[Place]) -> bool:
    return len(places) > 1 and places[1].weight >= AS_STRONGLY * places[0].weight
