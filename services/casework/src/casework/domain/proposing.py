"""Whom a case is given to that the machine opens."""

from datetime import date

from casework.domain.directory import Body, Directory, UnknownUnit
from casework.domain.sighting import Sighting


def proposed(directory: Directory, sighting: Sighting, day: date) -> Body:
    """The unit of which the machine is certain; where several fit equally the federation, for its people to choose.

    By the places, as this directory has them on this day, when the machine names none, or one that has ended (of a
    publication of before) or is not known here (yet). Raises NoProvincialBody.
    """
    if sighting.unit_id == "":
        return directory.provincial(day)
    if sighting.unit_id:
        try:
            return directory.unit(sighting.unit_id, day)
        except UnknownUnit:
            pass
    return directory.responsible(sighting.places, day)
