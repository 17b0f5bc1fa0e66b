"""`haichieu clocks`: what the law's clocks say, offline."""

import argparse
from datetime import date, datetime
from pathlib import Path

from casework.clock_words import due_text, dues_json, rule_json, rule_text
from casework.domain.clocks.due import NoTimezone
from casework.domain.clocks.phrases import VIETNAM
from casework.refusing import as_json, refusing, say
from casework.rulefile import CLOCK_REFUSALS, load_clocks


def add_commands(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    clocks = subparsers.add_parser("clocks", help="deadlines: rules by date, and how a due time is computed")
    verbs = clocks.add_subparsers(dest="verb", required=True)
    explain = verbs.add_parser("explain", help="when something is due under a rule, with the derivation (JSON)")
    explain.add_argument("--event", required=True, metavar="RULE", help="rule id, as `haichieu clocks list` shows")
    explain.add_argument("--medium", default="online", help="online, daily, weekly, magazine, tv, facebook, …")
    explain.add_argument("--at", required=True, type=_moment, help="when it starts: ISO 8601 with its time zone")
    explain.add_argument("--next-issue", type=date.fromisoformat, help="the outlet's next issue, for weeklies")
    explain.set_defaults(run=refusing(_explain, *CLOCK_REFUSALS))
    listing = verbs.add_parser("list", help="the rules that hold on a day (JSON)")
    listing.add_argument("--on", type=date.fromisoformat, default=None, help="a day (default: today)")
    listing.set_defaults(run=refusing(_list, *CLOCK_REFUSALS))
    for verb in (explain, listing):
        verb.add_argument("--rules", type=Path, default=None, help="a rule file instead of the packaged one")
        verb.add_argument("--text", action="store_true", help="words for people instead of JSON")


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _explain(arguments: argparse.Namespace) -> int:
    book, reckoner = load_clocks(arguments.rules)
    if arguments.at.tzinfo is None:
        raise NoTimezone("Thời điểm --at phải có múi giờ, ví dụ 2026-07-01T08:00:00+07:00.")
    rows = book.find(arguments.event, arguments.medium, arguments.at.astimezone(VIETNAM).date())
    dues = [reckoner.due(row, arguments.at, arguments.next_issue) for row in rows]
    if arguments.text:
        say("\n\n".join(map(due_text, dues)))
    else:
        say(as_json(dues_json(dues, arguments.medium)))
    return 0


def _list(arguments: argparse.Namespace) -> int:
    book, _ = load_clocks(arguments.rules)
    day = arguments.on or datetime.now(VIETNAM).date()
    rules = book.on(day)
    say("\n".join(map(rule_text, rules)) if arguments.text else as_json([rule_json(rule) for rule in rules]))
    return 0
