"""The census finds whatever is lost or doubled, wherever on the way; without servers, on evidence made by hand."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from haichieu.census import Census, Evidence, Shown, count
from haichieu.census.evidence import ASSESSED, CAPTURED, CASE_CHANGED, CHANGED, REQUESTED, TOPICS

SHOWN = (
    Shown("/first", "wages"),
    Shown("/copy", "wages", ("edited",)),
    Shown("/other", "canteen", ("removed", "restored")),
    Shown("/weather", "rain", ("edited",)),
)
RELEVANT = {"/first": "case-1", "/copy": "case-1", "/other": "case-2"}
OPENED = {"case-1": "/first", "case-2": "/other"}
LINES = {
    "case-1": ("opened", "notice-requested", "publication-attached", "notice-sent", "publication-edited"),
    "case-2": ("opened", "notice-requested", "notice-sent", "publication-removed", "publication-restored"),
}

World = Any


def a_world() -> World:
    """Evidence of a day on which all went well. A publication's id is its address; a notice's, that of its case."""
    world = Evidence({topic: [] for topic in TOPICS}, {}, {f"<{case}@haichieu>": 1 for case in LINES})
    rows: World = {name: [] for name in ("ingest.publications", "ingest.snapshots", "casework.publication_changes")}
    for one in SHOWN:
        id_, sight = one.address, {"sha256": f"{one.address} 1"}
        say(world, CAPTURED, subject_id=id_, address=id_, snapshot=sight)
        rows["ingest.snapshots"].append({"publication_id": id_, "content_type": "text/html", **sight})
        for version, change in enumerate(one.changes, 2):
            seen = None if change == "removed" else {"sha256": f"{id_} {version}"}
            event = say(world, CHANGED, subject_id=id_, subject_version=version, change=change, snapshot=seen)
            rows["casework.publication_changes"].append({"_id": event, "publication_id": id_})
            if seen:
                rows["ingest.snapshots"].append({"publication_id": id_, "content_type": "text/html", **seen})
        state = one.changes[-1] if one.changes else "as captured"
        rows["ingest.publications"].append({"_id": id_, "address": id_, "state": state})
        say(world, ASSESSED, subject_id=id_, relevant="yes" if id_ in RELEVANT else "no")
    for name in ("classify.assessments", "casework.sightings"):
        rows[name] = [{"_id": f"{name} {one.address}", "publication_id": one.address} for one in SHOWN]
    world.rows = rows | casework_and_notify(world)
    return world


def casework_and_notify(world: Evidence) -> World:
    rows: World = {"casework.cases": [], "casework.timeline": [], "notify.notices": [], "notify.deliveries": []}
    for case, kinds in LINES.items():
        for version, kind in enumerate(kinds, 1):
            told = {"publication-attached": "/copy", "publication-edited": "/copy"}.get(kind, OPENED[case])
            rows["casework.timeline"].append(
                {"case_id": case, "kind": kind, "publication_id": told, "actor": "machine"}
            )
            say(world, CASE_CHANGED, subject_id=case, subject_version=version, kind=kind)
        rows["casework.cases"].append({"_id": case, "version": len(kinds)})
        say(world, REQUESTED, subject_id=case, notice_id=case, kind="verification-requested")
        say(world, "notify.delivery-changed.v1", subject_id=case, state="sent")
        rows["notify.notices"].append({"_id": case, "state": "sent"})
        rows["notify.deliveries"] += [{"notice_id": case, "state": state} for state in ("postponed", "sent")]
    return rows


def say(world: World, topic: str, **body: object) -> str:
    event_id = f"{topic} {len(world.events[topic])}"
    world.events[topic].append({"event_id": event_id, **body})
    return event_id


def test_a_day_on_which_all_went_well() -> None:
    census = count(SHOWN, a_world())
    assert (census.lost, census.doubled) == ([], [])
    assert census == Census(
        publications=4, snapshots=7, relevant=3, changes=4, cases=2, notices=2, notices_delivered=2, mails=2
    )


def test_what_people_open_or_split_is_nobodys_surplus() -> None:
    world = a_world()
    for case, kinds in (("by-hand", ("opened",)), ("split-off", ("opened", "notice-requested", "notice-sent"))):
        for version, kind in enumerate(kinds, 1):
            row = {"case_id": case, "kind": kind, "publication_id": "/copy", "actor": "lan"}
            world.rows["casework.timeline"].append(row)
            say(world, CASE_CHANGED, subject_id=case, subject_version=version, kind=kind)
        world.rows["casework.cases"].append({"_id": case, "version": len(kinds)})
    say(world, REQUESTED, subject_id="split-off", notice_id="split-off", kind="verification-requested")
    say(world, "notify.delivery-changed.v1", subject_id="split-off", state="sent")
    world.rows["notify.notices"].append({"_id": "split-off", "state": "sent"})
    world.rows["notify.deliveries"].append({"notice_id": "split-off", "state": "sent"})
    world.mails["<split-off@haichieu>"] = 1
    census = count(SHOWN, world)
    assert (census.cases, census.lost, census.doubled) == (2, [], [])
    world.events[CASE_CHANGED].pop()
    assert count(SHOWN, world).lost != [], "what happened to them is announced like all else"


EVERYWHERE = [*TOPICS, *a_world().rows]


@pytest.mark.parametrize("place", EVERYWHERE)
@pytest.mark.parametrize("which", [0, -1])
def test_whatever_is_missing_is_found(place: str, which: int) -> None:
    world = a_world()
    del (world.events | world.rows)[place][which]
    if place == "notify.deliveries" and which == 0:
        assert count(SHOWN, world).lost == [], "an attempt that failed may have been cut off before it was written"
    else:
        assert count(SHOWN, world).lost != []


@pytest.mark.parametrize("place", EVERYWHERE)
@pytest.mark.parametrize("which", [0, -1])
def test_whatever_is_there_twice_is_found(place: str, which: int) -> None:
    world = a_world()
    again = copy.deepcopy((world.events | world.rows)[place][which])
    (world.events | world.rows)[place].append(again | {"event_id": "another event that says the same"})
    if place == "notify.deliveries" and which == 0:
        assert count(SHOWN, world).doubled == [], "a mail server may be away for long"
    else:
        assert count(SHOWN, world).doubled != []


def line(world: World, kind: str) -> World:
    return next(row for row in world.rows["casework.timeline"] if row["kind"] == kind)


WRONG: dict[str, Callable[[World], object]] = {
    "the story wages has 2 cases": lambda w: line(w, "publication-attached").update(case_id="case-2"),
    "the stories ['canteen', 'wages'] share one case": lambda w: line(w, "opened").update(case_id="case-2"),
    "/weather joined a case 1 times": lambda w: line(w, "opened").update(publication_id="/weather"),
    "/other is removed for ingest": lambda w: w.rows["ingest.publications"][2].update(state="removed"),
    "/other has no snapshot": lambda w: w.rows["ingest.snapshots"][-3].update(sha256="of another page"),
    "/stray was captured 1 times instead of 0": lambda w: say(w, CAPTURED, subject_id="x", address="/stray"),
    "notice case-1 was mailed 2 times": lambda w: w.mails.update({"<case-1@haichieu>": 2}),
    "notice case-2 is not in the mailbox": lambda w: w.mails.pop("<case-2@haichieu>"),
    "case-1 was told to be settled 2 times": lambda w: say(w, TOPICS[-1], subject_id="case-1", state="bounced"),
}


@pytest.mark.parametrize("sentence", WRONG)
def test_what_is_wrong_is_said(sentence: str) -> None:
    world = a_world()
    WRONG[sentence](world)
    census = count(SHOWN, world)
    assert any(found.startswith(sentence) for found in (*census.lost, *census.doubled)), census


def test_a_mail_whose_end_notify_could_not_know_may_come_twice() -> None:
    world = a_world()
    world.mails["<case-1@haichieu>"] = 2
    world.rows["notify.notices"][0]["unconfirmed"] = True
    census = count(SHOWN, world)
    assert (census.lost, census.doubled, census.mails_repeated) == ([], [], 1)


def test_a_page_seen_after_the_feeds_words_had_stood_in_is_one_snapshot_more() -> None:
    world = a_world()
    stand_in = world.rows["ingest.snapshots"][0]
    stand_in["content_type"] = "text/plain; charset=utf-8"
    world.rows["ingest.snapshots"].append(stand_in | {"content_type": "text/html", "sha256": "the page itself"})
    assert count(SHOWN, world).doubled == []
    world.rows["ingest.snapshots"].append(stand_in | {"content_type": "text/html", "sha256": "and once more"})
    assert count(SHOWN, world).doubled == ["/first has 3 snapshots of 1 sights"]
