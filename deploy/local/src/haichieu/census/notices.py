"""Notices: each case has asked its unit once; every notice, reminders too, is delivered once, in one mail."""

from collections import Counter

from haichieu.census.evidence import DELIVERED, REQUESTED, Evidence
from haichieu.census.findings import Census


def count_notices(evidence: Evidence, census: Census) -> None:
    requested, outcomes = evidence.on(REQUESTED), evidence.on(DELIVERED)
    by_people = evidence.opened_by_people()
    cases = {row["_id"]: 1 for row in evidence.kept("casework.cases") if row["_id"] not in by_people}
    # Whether people ask at once is theirs to decide; the line says that they did.
    lines = evidence.tally("casework.timeline", "case_id", kind="notice-requested")
    cases |= {case_id: number for case_id, number in lines.items() if case_id in by_people}
    asked = Counter(event["subject_id"] for event in requested if event["kind"] == "verification-requested")
    census.compare("has asked its unit", cases, asked)
    notices = {event["notice_id"]: 1 for event in requested}
    census.notices = len(notices)
    census.compare("is kept by notify", notices, evidence.tally("notify.notices", "_id"))
    sent = Counter(event["subject_id"] for event in outcomes if event["state"] == "sent")
    census.notices_delivered = len(sent)
    census.compare("was told to be delivered", notices, sent)
    census.compare("was told to be settled", notices, Counter(event["subject_id"] for event in outcomes))
    census.compare("has a successful attempt", notices, evidence.tally("notify.deliveries", "notice_id", state="sent"))
    _mails(set(sent), evidence, census)


def _mails(sent: set[str], evidence: Evidence, census: Census) -> None:
    """A repeat under the same Message-ID is allowed where notify itself says that it could not know."""
    unconfirmed = {row["_id"] for row in evidence.kept("notify.notices") if row.get("unconfirmed")}
    mails: Counter[str] = Counter()
    for message_id, number in evidence.mails.items():
        mails[message_id.strip("<>").partition("@")[0]] += number
    census.mails, census.mails_repeated = len(mails), mails.total() - len(mails)
    census.lost += [f"notice {notice} is not in the mailbox" for notice in sorted(sent - mails.keys())]
    census.doubled += [
        f"notice {notice} was mailed {number} times and nobody was killed over it"
        for notice, number in mails.items()
        if number > 1 and notice not in unconfirmed
    ]
