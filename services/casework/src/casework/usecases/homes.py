"""Where publications are told now: people merge cases into others."""

from collections.abc import Mapping, Sequence

from casework.domain.case import Case
from casework.ports import Work


async def with_homes(work: Work, case_ids: Sequence[str]) -> dict[str, Case]:
    """Those cases, and the ones that people merged them into."""
    cases = await work.load(case_ids)
    while further := {case.life.merged_into for case in cases.values()} - cases.keys() - {""}:
        cases |= await work.load(list(further))
    return cases


def home(cases: Mapping[str, Case], case_id: str) -> Case:
    """The one that goes on."""
    case = cases[case_id]
    return home(cases, case.life.merged_into) if case.life.merged_into else case
