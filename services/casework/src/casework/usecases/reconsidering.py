"""The machine judges a publication again. What a person has decided stays; what is in a case stays there."""

from collections.abc import Sequence
from datetime import datetime

from casework.domain.doubting import reconsidered
from casework.domain.judging import TAKEN_BACK
from casework.domain.sighting import Sighting
from casework.ports import Work
from casework.usecases.homes import home, with_homes


async def reconsider(fresh: Sequence[Sighting], work: Work, now: datetime) -> Sequence[Sighting]:
    """Those of which cases may come: without those on which an officer has ruled.

    A case whose publication the machine no longer takes for relevant says so, and goes on.
    """
    again = [sighting for sighting in fresh if sighting.replaces]
    if not again:
        return fresh
    ids = [sighting.publication_id for sighting in again]
    await work.lock(ids)
    told = await work.telling(ids)
    ruled = {id_ for id_, one in (await work.verdicts(ids)).items() if one.relevant != TAKEN_BACK}
    cases = await with_homes(work, [one.case_id for one in told.values()])
    for sighting in again:
        if (one := told.get(sighting.publication_id)) and sighting.publication_id not in ruled:
            case, told[one.publication_id] = reconsidered(home(cases, one.case_id), one, sighting, now)
            cases[case.id] = case
    await work.save([case for case in cases.values() if case.changes], told.values(), ())
    return [one for one in fresh if not (one.replaces and one.publication_id in ruled)]
