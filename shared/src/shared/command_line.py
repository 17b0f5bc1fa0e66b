"""`python -m <service> serve | settings | topics | asyncapi | parked …`: the same words for all four services."""

import argparse
import asyncio
import json
import sys
from collections.abc import Callable, Sequence
from typing import Any

from pydantic_settings import BaseSettings

from shared.contracts import asyncapi
from shared.exits import Away, WrongWords
from shared.failures import Transient
from shared.kit import Kit
from shared.messaging import topics
from shared.ops.logging import set_up
from shared.ops.operator import operator
from shared.ops.serve import Service, Shell
from shared.ops.settings import Platform, as_dotenv
from shared.ops.wrong_settings import read
from shared.store.client import CannotReachMongo
from shared.store.parked import Parking


def run(
    service: str,
    build: Callable[[Platform], tuple[Kit[Any], Service]],
    argv: Sequence[str] | None = None,
    own_settings: Sequence[type[BaseSettings]] = (),
) -> int:
    """Exit codes: 0 done, 2 wrong words, wrong settings or nothing found, 3 Kafka or MongoDB away."""
    arguments = _parser(service).parse_args(argv)
    try:
        platform, own = read(Platform), [read(kind) for kind in own_settings]
        set_up(service, platform.log_level)
        if arguments.command == "settings":
            sys.stdout.write("".join(map(as_dotenv, (platform, *own))))
            return 0
        return _dispatch(service, arguments, platform, build)
    except (Away, WrongWords) as error:
        sys.stderr.write(f"{error}\n")
        return error.CODE


def _parser(service: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"python -m {service}")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("serve", help="run the service")
    commands.add_parser("settings", help="print the settings as an env file")
    commands.add_parser("topics", help="create the topics of the catalogue that are missing")
    commands.add_parser("asyncapi", help="print what the service sends and receives (AsyncAPI 3.0.0, JSON)")
    add_parked(commands)
    return parser


def add_parked(commands: Any) -> list[argparse.ArgumentParser]:
    """The four verbs for what could not be processed; also used by the `haichieu` command."""
    parked = commands.add_parser("parked", help="records that could not be processed")
    verbs = parked.add_subparsers(dest="verb", required=True)
    listing: argparse.ArgumentParser = verbs.add_parser("list", help="newest first (JSON lines)")
    listing.add_argument("--limit", type=_at_least_one, default=100, help="at most so many (default: 100)")
    made = [listing]
    for verb, text in (("show", "one record, whole"), ("replay", "send it again"), ("drop", "give it up")):
        made.append(verbs.add_parser(verb, help=text))
        made[-1].add_argument("id")
    return made


def _at_least_one(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} is less than 1")
    return number


def _dispatch(
    name: str,
    arguments: argparse.Namespace,
    platform: Platform,
    build: Callable[[Platform], tuple[Kit[Any], Service]],
) -> int:
    match arguments.command:
        case "asyncapi":
            _say(json.dumps(asyncapi.document(name), ensure_ascii=False, indent=2))
        case "topics":
            _say(json.dumps({"created": asyncio.run(topics.ensure(platform))}))
        case "parked":
            kit, _ = build(platform)
            asyncio.run(_parked(kit, arguments))
        case _:
            _, service = build(platform)
            return Shell(service, platform).run()
    return 0


async def _parked(kit: Kit[Any], arguments: argparse.Namespace) -> None:
    await kit.store.start()
    try:
        await parked_verb(kit.parking, arguments)
    except Transient as error:
        raise CannotReachMongo(f"It could not be done now: {error}. Look at MongoDB, then try again.") from error
    finally:
        await kit.store.stop()


async def parked_verb(parking: Parking, arguments: argparse.Namespace) -> None:
    """One JSON object per line on stdout. Raises NoSuchParkedRecord, AlreadySettled, Transient."""
    match arguments.verb:
        case "list":
            rows = [row async for row in parking.newest(arguments.limit)]
            for row in rows:
                say_parked(row)
            if not rows:
                sys.stderr.write("No record is parked.\n")
        case "show":
            say_parked(await parking.show(arguments.id))
        case "replay":
            await parking.replay(arguments.id, operator())
            _say(json.dumps({"replayed": arguments.id}))
        case "drop":
            await parking.drop(arguments.id, operator())
            _say(json.dumps({"dropped": arguments.id}))


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def say_parked(row: dict[str, Any]) -> None:
    _say(json.dumps({"id": row.pop("_id"), **row}, ensure_ascii=False, default=_readable))


def _readable(value: Any) -> str:
    return value.decode("utf-8", "backslashreplace") if isinstance(value, bytes) else str(value)
