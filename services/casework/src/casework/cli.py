"""`haichieu clocks`: what the law's clocks say, and who is told of them, offline."""

import argparse
from datetime import date, datetime
from pathlib import Path

from casework.clock_words import due_text, dues_json, rule_json, rule_text
from casework.domain.clocks.due import Due, NoTimezone, Reckoner
from casework.domain.clocks.phrases import VIETNAM
from casework.domain.clocks.rulebook import Rulebook
from casework.refusing import as_json, refusing, say
from casework.reminder_words import reminders_json, reminders_text
from casework.reminderfile import RemindersUnreadable, load_reminders
from casework.rulefile import CLOCK_REFUSALS, load_clocks


def add_commands(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    clocks = subparsers.add_parser("clocks", help="deadlines: rules by date, and how a due time is computed")
    verbs = clocks.add_subparsers(dest="verb", required=True)
    explain = verbs.add_parser("explain", help="when something is due under a rule, with the derivation (JSON)")
    explain.set_defaults(run=refusing(_explain, *CLOCK_REFUSALS))
    telling = verbs.add_parser("reminders", help="who would be told of a deadline, when and why (JSON)")
    telling.add_argument("--reminders", type=Path, default=None, help="a reminder file instead of the packaged one")
    telling.set_defaults(run=refusing(_reminders, *CLOCK_REFUSALS, RemindersUnreadable))
    for verb in (explain, telling):
        verb.add_argument("--event", required=True, metavar="RULE", help="rule id, as `haichieu clocks list` shows")
        verb.add_argument("--medium", default="online", help="online, daily, weekly, magazine, tv, facebook, …")
        verb.add_argument("--at", required=True, type=_moment, help="when it starts: ISO 8601 with its time zone")
        verb.add_argument("--next-issue", type=date.fromisoformat, help="the outlet's next issue, for weeklies")
    listing = verbs.add_parser("list", help="the rules that hold on a day (JSON)")
    listing.add_argument("--on", type=date.fromisoformat, default=None, help="a day (default: today)")
    listing.set_defaults(run=refusing(_list, *CLOCK_REFUSALS))
    for verb in (explain, telling, listing):
        verb.add_argument("--rules", type=Path, default=None, help="a rule file instead of the packaged one")
        verb.add_argument("--text", action="store_true", help="words for people instead of JSON")


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _explain(arguments: argparse.Namespace) -> int:
    book, reckoner = load_clocks(arguments.rules)
    dues = _dues(arguments, book, reckoner)
    if arguments.text:
        say("\n\n".join(map(due_text, dues)))
    else:
        say(as_json(dues_json(dues, arguments.medium)))
    return 0


def _reminders(arguments: argparse.Namespace) -> int:
    book, reckoner = load_clocks(arguments.rules)
    planner = load_reminders(arguments.reminders, book, reckoner.days)
    told = []
    for due in _dues(arguments, book, reckoner):
        outlooks = planner.outlook(due.rule.id, due.rule.part, due.started_at, due.at)
        told.append((due, sorted(outlooks, key=lambda one: (one.at is None, one.at or due.started_at))))
    if arguments.text:
        say("\n\n".join(reminders_text(due, outlooks) for due, outlooks in told))
    else:
        say(as_json([reminders_json(due, outlooks) for due, outlooks in told]))
    return 0


def _dues(arguments: argparse.Namespace, book: Rulebook, reckoner: Reckoner) -> list[Due]:
    if arguments.at.tzinfo is None:
        raise NoTimezone("Thời điểm --at phải có múi giờ, ví dụ 2026-07-01T08:00:00+07:00.")
    rows = book.find(arguments.event, arguments.medium, arguments.at.astimezone(VIETNAM).date())
    return [reckoner.due(row, arguments.at, arguments.next_issue) for row in rows]


def _list(arguments: argparse.Namespace) -> int:
    book, _ = load_clocks(arguments.rules)
    day = arguments.on or datetime.now(VIETNAM).date()
    rules = book.on(day)
    say("\n".join(map(rule_text, rules)) if arguments.text else as_json([rule_json(rule) for rule in rules]))
    return 0
