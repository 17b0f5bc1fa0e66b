"""`haichieu up`: a person opens the console, sees the case and what happened, and finds the mail; then leaves."""

import email
import email.policy
import json
import re
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator
from contextlib import ExitStack
from email.message import EmailMessage
from pathlib import Path

import httpx
import pytest
from tests.e2e.command import MAKE_RUN, UP, Running, launch, processes_of, run, up
from tests.waiting import becomes, holds

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

CASE = re.compile(r'<a href="(/cases/[^"]+)">([^<]+)</a>')
LINE = re.compile(r'<li class="([a-z-]+)">\s*<time datetime="[^"]+">(\d\d:\d\d:\d\d, \d\d/\d\d/\d{4})</time>')
NONE = (0, '{"created": []}\n', "")
CHAIN = ["captured", "assessed", "opened", "notice-requested", "notice-sent"]


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(trust_env=False, timeout=20) as client:
        yield client


async def cases(client: httpx.AsyncClient, running: Running) -> dict[str, str]:
    """Address of its page to title, as the front page lists them."""
    page = (await client.get(f"{running.console}/")).text
    return dict(CASE.findall(page))


async def test_a_person_sees_the_case_its_chain_of_events_and_the_mail(
    tmp_path: Path, client: httpx.AsyncClient
) -> None:
    data = tmp_path / "stack"
    async with up(data) as running:
        await _sign_in(client, running)
        await holds(lambda: cases(client, running), "a case stands on the front page", seconds=90)
        address = next(iter(await cases(client, running)))

        async def chain() -> list[str]:
            page = (await client.get(running.console + address)).text
            # A case that several outlets tell has some lines several times: each kind where it came first.
            return list(dict.fromkeys(kind for kind, _ in LINE.findall(page) if kind in CHAIN))

        await becomes(chain, CHAIN, seconds=60)
        page = await client.get(running.console + address)
        assert page.headers["cache-control"] == "no-store"
        assert "Đã gửi thông báo cho đơn vị" in page.text
        assert "mục tiêu nội bộ, không phải thời hạn theo luật" in page.text
        case_id = address.rsplit("/", 1)[1]
        mails = [mail for mail in mailbox(data) if case_id in text_of(mail)]
        assert len(mails) == 1
        assert mails[0]["Subject"].startswith("[Hai Chiều] Đề nghị xác minh")
        assert mails[0]["Message-ID"]
        missing = await client.get(f"{running.console}/cases/khong-co")
        assert missing.status_code == 404
        assert "Không tìm thấy" in missing.text
        await _settled(client, running)
        assert await run(sys.executable, "-m", "notify", "topics", seconds=30, HAICHIEU_KAFKA=running.kafka) == NONE
        before, ports = await cases(client, running), running.ports()
        assert len(ports) >= 6
        assert await running.interrupt() == 0
    assert "Dữ liệu được giữ lại" in running.text
    assert processes_of(data) == []
    assert all(map(is_free, ports))
    await _second_start(client, data, before)


async def _sign_in(client: httpx.AsyncClient, running: Running) -> None:
    turned = await client.get(f"{running.console}/")
    assert (turned.status_code, turned.headers["location"]) == (303, "/dang-nhap")
    given = {"ten": "theo-doi", "mat_khau": running.password("theo-doi"), "toi": "/"}
    assert (await client.post(f"{running.console}/dang-nhap", data=given)).status_code == 303
    secrets = ("accounts.json", "first-admin.txt")
    assert all((running.data / name).stat().st_mode & 0o077 == 0 for name in secrets)
    logs = "".join(file.read_text("utf-8") for file in (running.data / "log").glob("*.log"))
    assert running.password("theo-doi") not in logs
    assert (running.data / "first-admin.txt").read_text("utf-8") not in logs


async def _settled(client: httpx.AsyncClient, running: Running) -> None:
    """The number of cases has not changed for a while."""
    seen, since = -1, time.monotonic()

    async def quiet() -> bool:
        nonlocal seen, since
        number = len(await cases(client, running))
        if number != seen:
            seen, since = number, time.monotonic()
        return time.monotonic() - since > 5

    await holds(quiet, "the morning has settled", seconds=90)


async def _second_start(client: httpx.AsyncClient, data: Path, before: dict[str, str]) -> None:
    started, mails = time.monotonic(), len(mailbox(data))
    async with up(data, seconds=60) as again:
        client.cookies.clear()
        await _sign_in(client, again)
        assert time.monotonic() - started < 30
        assert (await cases(client, again)).items() >= before.items()
        assert len(mailbox(data)) == mails
        assert await again.interrupt() == 0
    assert processes_of(data) == []


def mailbox(data: Path) -> list[EmailMessage]:
    files = sorted((data / "mail").glob("*.eml"))
    return [email.message_from_bytes(file.read_bytes(), policy=email.policy.default) for file in files]


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    return body.get_content() if body else ""


def is_free(port: int) -> bool:
    with socket.socket() as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        return sock.connect_ex(("127.0.0.1", port)) != 0


async def test_taken_ports_are_left_alone(tmp_path: Path) -> None:
    usual = (27_117, 19_292, 2_525, 8_090, 8_000, 8_001, 8_002, 8_003)
    data = tmp_path / "stack"
    with ExitStack() as taken:
        for port in usual:
            if is_free(port):
                taken.enter_context(socket.create_server(("127.0.0.1", port)))
        async with up(data) as running:
            chosen = set(json.loads((data / "ports.json").read_text("utf-8")).values())
            assert not chosen & set(usual)
            assert running.ports() & chosen
            await _a_second_start_is_refused(data, running)
    assert processes_of(data) == []


async def _a_second_start_is_refused(data: Path, running: Running) -> None:
    kept = {name: (data / name).read_bytes() for name in ("ports.json", "sources.json", "day.txt")}
    code, _, error = await run(*UP, "--data", str(data), seconds=30)
    assert code == 2
    assert f"already runs here: {running.console}/" in error
    assert {name: (data / name).read_bytes() for name in kept} == kept
    async with httpx.AsyncClient(trust_env=False) as client:
        assert (await client.get(f"{running.console}/readyz")).status_code == 200


async def test_ctrl_c_during_the_start_leaves_nothing(tmp_path: Path) -> None:
    data = tmp_path / "stack"
    running = await launch(data, MAKE_RUN)

    async def mongod_runs() -> bool:
        return any("mongod" in process.name() for process in processes_of(data))

    await holds(mongod_runs, "the start has begun", seconds=30)
    assert await running.interrupt() == -signal.SIGINT, "make itself dies of the signal, after its child has ended"
    assert "Đã dừng" in running.text
    assert processes_of(data) == []
