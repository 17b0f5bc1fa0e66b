"""What was published, what is true, and the law it stands on, as a template sees it."""

from typing import Any

from casework.letters.dates import long_day, long_moment
from casework.letters.law import Law
from casework.letters.press import Conclusion, PressCase, Work
from casework.letters.text import paragraphs, without_stop

BROADCAST = ("radio", "tv")


def matter(case: PressCase) -> dict[str, Any]:
    work, verb = case.work, "phát" if case.outlet.medium in BROADCAST else "đăng"
    return {
        "outlet": {"name": case.outlet.name, "owner": case.outlet.owner},
        "work": {
            "title": work.title,
            "verb": verb,
            "where": _where(work),
            "published": long_moment(work.published_at),
        },
        "harmed": without_stop(case.harmed or ""),
        "statements": [
            {"quote": " ".join(paragraphs(one.quote)), "truth": paragraphs(one.truth)} for one in case.statements
        ],
        "evidence": [without_stop(item) for item in case.evidence],
    }


def _where(work: Work) -> str:
    parts = (
        ("chuyên mục “{}”", work.section),
        ("số báo {}", work.issue),
        ("kênh {}", work.channel),
        ("địa chỉ {}", work.url),
    )
    return "; ".join(words.format(value) for words, value in parts if value)


def ground(case: PressCase, law: Law) -> dict[str, Any]:
    """`conclusion` decides the track: with it correction is a duty, without it a reply is a right."""
    return {
        "conclusion": _conclusion(case.conclusion) if case.conclusion else None,
        "law": {
            "decree": law.decree,
            "duty": law.duty,
            "right": law.right,
            "content": law.content,
            "place": law.place,
            "time": law.time,
            "reply_content": law.reply_content,
            "refusal": law.refusal,
            "removal": law.removal if case.outlet.medium == "online" else "",
            "republish": law.republish,
            "apology": law.apology.sure,
            "spokesperson": law.spokesperson.sure,
        },
    }


def _conclusion(conclusion: Conclusion) -> dict[str, Any]:
    return {
        "issuer": conclusion.issuer,
        "document": conclusion.document,
        "date": long_day(conclusion.date),
        "finding": without_stop(" ".join(paragraphs(conclusion.finding))),
    }
