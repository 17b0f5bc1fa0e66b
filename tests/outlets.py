"""Outlets that misbehave: a real HTTP server whose every answer is written byte by byte."""

import asyncio
import gzip
import ssl
import zlib
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

Answer = Callable[[asyncio.StreamWriter], Awaitable[None]]


class Outlet:
    """`pages` maps a path to its answer; `asked` are the requests by path, those for robots.txt apart."""

    def __init__(self, certificate: Path | None = None) -> None:
        self._certificate = certificate
        self.pages: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.heads: list[str] = []
        self.robots_asked = 0
        self._server: asyncio.Server | None = None
        self._talks: set[asyncio.Task[None]] = set()
        self.url = ""

    async def __aenter__(self) -> "Outlet":
        tls = None
        if self._certificate:
            tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            tls.load_cert_chain(self._certificate)
        self._server = await asyncio.start_server(self._talk, "127.0.0.1", 0, ssl=tls)
        self.url = f"http{'s' if tls else ''}://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        for talk in self._talks:
            talk.cancel()
        await asyncio.gather(*self._talks, return_exceptions=True)
        await self._server.wait_closed()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._talks.add(task)
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            path = head.split()[1]
            self._note(path, head)
            await self.pages.get(path, status(404))(writer)
            await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            self._talks.discard(task)
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()

    def _note(self, path: str, head: str) -> None:
        if path == "/robots.txt":
            self.robots_asked += 1
        else:
            self.heads.append(head)
            self.asked.append(path)


def page(body: bytes, kind: str = "text/html; charset=utf-8", *lines: str) -> Answer:
    head = "\r\n".join(["HTTP/1.1 200 OK", f"Content-Type: {kind}", "Connection: close", *lines])

    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(f"{head}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)

    return answer


def status(code: int, *lines: str) -> Answer:
    head = "\r\n".join([f"HTTP/1.1 {code} X", "Connection: close", "Content-Length: 0", *lines])

    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(f"{head}\r\n\r\n".encode())

    return answer


def redirect(target: str, code: int = 302) -> Answer:
    return status(code, f"Location: {target}")


def robots(*lines: str) -> Answer:
    return page("\n".join(["User-agent: *", *lines]).encode(), "text/plain")


def endless(piece: bytes, pause: float) -> Answer:
    """A body without an end: in floods (pause 0) or in drips."""

    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n")
        while True:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause)

    return answer


def gzip_bomb(megabytes: int) -> Answer:
    squeeze, piece = zlib.compressobj(9, zlib.DEFLATED, 31), b"<p>" + b"a" * (1024 * 1024 - 3)
    body = b"".join(squeeze.compress(piece) for _ in range(megabytes)) + squeeze.flush()
    return page(body, "text/html", "Content-Encoding: gzip")


def broken_gzip() -> Answer:
    return page(gzip.compress(b"<p>" + b"x" * 5_000)[:40] + b"\xff" * 50, "text/html", "Content-Encoding: gzip")


async def reset(writer: asyncio.StreamWriter) -> None:
    """In the middle of the body."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\nhalf of")
    await writer.drain()
    writer.transport.abort()


async def no_http(writer: asyncio.StreamWriter) -> None:
    writer.write(b"\x00\xff\x00 220 smtp.example ready\r\n")


def article(title: str, text: str) -> bytes:
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><title>{title}</title></head><body><article><h1>{title}</h1>"
        f"<p>{text}</p></article></body></html>"
    ).encode("utf-8", "surrogatepass")


def rss(*items: str) -> bytes:
    inside = "".join(f"<item>{item}</item>" for item in items)
    head = '<?xml version="1.0" encoding="utf-8"?>'
    return f'{head}<rss version="2.0"><channel><title>t</title>{inside}</channel></rss>'.encode()


def item(link: str, title: str = "Tin", date: str = "Tue, 24 Nov 2026 10:52:07 +0700") -> str:
    return (
        f"<title>{title}</title><link>{link}</link><description>Tóm tắt {title}</description><pubDate>{date}</pubDate>"
    )
