"""Cases: one for each story that concerns somebody, with all its publications and all that happened to them."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Set

from haichieu.census.evidence import CASE_CHANGED, MACHINE, Evidence
from haichieu.census.findings import Census, Shown

JOINED = ("opened", "publication-attached")
ONCE = ("opened", "notice-requested", "notice-sent")


def count_cases(relevant: Mapping[str, Shown], evidence: Evidence, census: Census) -> None:
    """`relevant` by publication id."""
    cases = {row["_id"]: row["version"] for row in evidence.kept("casework.cases")}
    followed = cases.keys() - evidence.opened_by_people()
    census.cases = len(followed)
    _joined(relevant, followed, evidence, census)
    _timelines(followed, evidence, census)
    _changes(relevant, evidence, census)
    wanted = {(case_id, version): 1 for case_id, latest in cases.items() for version in range(1, latest + 1)}
    told = Counter((event["subject_id"], event["subject_version"]) for event in evidence.on(CASE_CHANGED))
    census.compare("(case, version) was announced", wanted, told)


def _joined(relevant: Mapping[str, Shown], followed: Set[str], evidence: Evidence, census: Census) -> None:
    rows = evidence.kept("casework.timeline")
    lines = [row for row in rows if row["kind"] in JOINED and row["actor"] == MACHINE]
    opened = dict.fromkeys((row["case_id"] for row in lines if row["kind"] == "opened"), 1)
    kept = evidence.tally("casework.cases", "_id")
    census.compare("is kept as a case", opened, {case_id: kept[case_id] for case_id in followed})
    census.compare("joined a case", dict.fromkeys(relevant, 1), Counter(row["publication_id"] for row in lines))
    homes: dict[str, set[str]] = defaultdict(set)
    stories: dict[str, set[str]] = defaultdict(set)
    for row in lines:
        if row["publication_id"] in relevant:
            homes[relevant[row["publication_id"]].story].add(row["case_id"])
            stories[row["case_id"]].add(relevant[row["publication_id"]].story)
    census.doubled += [f"the story {story} has {len(ids)} cases" for story, ids in homes.items() if len(ids) > 1]
    census.lost += [f"the stories {sorted(told)} share one case" for told in stories.values() if len(told) > 1]


def _timelines(followed: Set[str], evidence: Evidence, census: Census) -> None:
    lines = evidence.tally("casework.timeline", "case_id", "kind")
    wanted = {(case_id, kind): 1 for case_id in followed for kind in ONCE}
    found = {line: n for line, n in lines.items() if line[0] in followed and line[1] in ONCE}
    census.compare("stands in the timeline", wanted, found)


def _changes(relevant: Mapping[str, Shown], evidence: Evidence, census: Census) -> None:
    wanted = Counter((subject, f"publication-{kind}") for subject, one in relevant.items() for kind in one.changes)
    lines = evidence.tally("casework.timeline", "publication_id", "kind")
    kinds = {f"publication-{kind}" for kind in ("edited", "removed", "restored")}
    census.compare("stands in its case", wanted, {line: n for line, n in lines.items() if line[1] in kinds})
