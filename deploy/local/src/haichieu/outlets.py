"""The sample day for docker compose: `python -m haichieu.outlets serve`, and `… count URL` against a running stack.

Settings are those of every service (HAICHIEU_*); nothing here starts a server of the embedded stack.
"""

import argparse
import asyncio
import json
import logging
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict
from datetime import datetime
from typing import Any

import httpx
import uvicorn
from aiosmtpd.smtp import SMTP
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route

from haichieu.census import Census, Observer, Shown
from haichieu.census import count as compare
from haichieu.mailroom import SIZE_LIMIT, Mailroom
from haichieu.sampleday import SampleDay
from haichieu.sampleday import app as outlets
from haichieu.shown import shown
from shared.ops.clock import VIETNAM
from shared.ops.settings import Platform

SMTP_PORT = 2_525
SETTLE_SECONDS = 180.0
QUIET_SECONDS = 2.0


def app(day: SampleDay, mailroom: Mailroom, smtp_host: str) -> Starlette:
    """The outlets, and beside them what a count must know: /rehearsal, and POST /rehearsal/afternoon."""

    async def livez(_: Request) -> Response:
        return PlainTextResponse("ok")

    async def rehearsal(_: Request) -> Response:
        return JSONResponse(state(day, mailroom))

    async def afternoon(_: Request) -> Response:
        if not day.phase:
            day.advance(datetime.now(VIETNAM))
        return JSONResponse(state(day, mailroom))

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        def conversation() -> SMTP:
            return SMTP(mailroom, hostname="mailroom", data_size_limit=SIZE_LIMIT, enable_SMTPUTF8=True)

        server = await asyncio.get_running_loop().create_server(conversation, smtp_host, mailroom.port)
        async with server:
            yield

    routes = [
        Route("/livez", livez),
        Route("/rehearsal", rehearsal),
        Route("/rehearsal/afternoon", afternoon, methods=["POST"]),
        Mount("/", outlets(day)),
    ]
    return Starlette(routes=routes, lifespan=lifespan)


def state(day: SampleDay, mailroom: Mailroom) -> dict[str, Any]:
    """What has been shown so far, and the mails by Message-ID."""
    return {
        "afternoon": bool(day.phase),
        "shown": [asdict(one) for one in shown(day, "")],
        "mails": Counter(mail.message_id for mail in mailroom.mails),
    }


class Count:
    """Morning, afternoon, and the sums; asks the outlets at `base` what should have come through."""

    def __init__(self, platform: Platform, base: str) -> None:
        self._observer = Observer(platform.kafka, platform.mongo_url.get_secret_value())
        self._base = base
        self._web = httpx.AsyncClient(base_url=base, trust_env=False)

    async def run(self) -> Census:
        async with self._web, self._observer:
            await self._settle()
            (await self._web.post("/rehearsal/afternoon")).raise_for_status()
            return await self._settle()

    async def _settle(self) -> Census:
        """Until nothing is missing or time is up, and then a little longer for what would be too much."""
        deadline = time.monotonic() + SETTLE_SECONDS
        while True:
            census = await self._look()
            if not census.lost or time.monotonic() > deadline:
                await asyncio.sleep(QUIET_SECONDS)
                return await self._look()
            await asyncio.sleep(0.3)

    async def _look(self) -> Census:
        answer = (await self._web.get("/rehearsal")).raise_for_status().json()
        told = [Shown(self._base + one["address"], one["story"], tuple(one["changes"])) for one in answer["shown"]]
        return compare(told, await self._observer.look(answer["mails"]))


async def count(platform: Platform, base: str) -> int:
    """One JSON object on stdout, sentences on stderr. 0 only if nothing was lost and nothing doubled."""
    started = time.monotonic()
    census = await Count(platform, base).run()
    numbers = {
        "publications": census.publications,
        "relevant": census.relevant,
        "cases": census.cases,
        "notices_delivered": census.notices_delivered,
        "mails_repeated": census.mails_repeated,
        "lost": len(census.lost),
        "duplicated": len(census.doubled),
        "seconds": round(time.monotonic() - started, 1),
    }
    for sentence in (*census.lost, *census.doubled):
        sys.stderr.write(sentence + "\n")
    print(json.dumps(numbers))
    return 1 if census.lost or census.doubled else 0


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m haichieu.outlets", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("serve", help="the three outlets over HTTP, a mailbox over SMTP")
    commands.add_parser("count", help="the sample day through a running stack").add_argument("url")
    arguments = parser.parse_args(argv)
    platform = Platform()
    if arguments.command == "count":
        # A broker that is killed meanwhile is none of this command's news.
        logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
        return asyncio.run(count(platform, arguments.url.rstrip("/")))
    served = app(SampleDay(datetime.now(VIETNAM)), Mailroom(SMTP_PORT), platform.http_host)
    uvicorn.run(served, host=platform.http_host, port=platform.http_port, access_log=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
