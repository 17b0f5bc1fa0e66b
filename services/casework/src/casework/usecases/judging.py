"""A person says whether a publication concerns us."""

from dataclasses import replace

from casework.domain.clocks.phrases import VIETNAM
from casework.domain.judging import Judging, Verdict, as_judged, judged
from casework.domain.life.refusals import NoSuchCase
from casework.ports import Works
from casework.usecases.following import Desk
from casework.usecases.means import Means
from shared.cause import Cause


async def judge_publication(message_id: str, judging: Judging, works: Works, means: Means) -> Verdict:
    """The verdict, with the case that tells of it after a yes: one that tells the same, or a new one.

    Raises NoSuchCase for a publication that was never assessed, Refused, UnknownUnit. The same message finds it.
    """
    async with works.once([message_id]) as work:
        await work.lock([judging.publication_id])
        sighting, before = await work.sighting(judging.publication_id), await work.verdict(judging.publication_id)
        if sighting is None:
            raise NoSuchCase(f"Không có bài {judging.publication_id} trong những bài máy đã đọc. Kiểm tra lại mã bài.")
        if message_id not in work.fresh and before:
            return before
        told = (await work.telling([judging.publication_id])).get(judging.publication_id)
        verdict = judged(judging, before, told.case_id if told else "")
        if judging.unit_id:
            unit = means.directory.unit(judging.unit_id, judging.at.astimezone(VIETNAM).date())
        if judging.relevant == "yes" and told is None:
            cause = Cause(sighting.cause.correlation_id, message_id)
            desk = Desk(work, means, judging.at, unit if judging.unit_id else None)
            await desk.take([as_judged(replace(sighting, cause=cause), judging)])
            told = (await work.telling([judging.publication_id]))[judging.publication_id]
            verdict = replace(verdict, case_id=told.case_id)
        await work.judge(verdict, sighting)
    return verdict
