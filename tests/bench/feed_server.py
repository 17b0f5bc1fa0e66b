"""A newsstand of so many feeds for the bench: python -m tests.bench.feed_server CHANGING. Prints its port.

Feed N answers 304 to its own mark; every feed whose number divides by CHANGING has new bytes (a build date) at every
answer, and the same entries.
"""

import asyncio
import sys
from itertools import count

from tests.outlets import article, item, rss

ENTRIES = 30
PAGE = article("Tin", "Sáng nay công nhân một xưởng may ở phường Cam Đường ngừng việc để đòi lương. " * 5)
FEED = rss(*(item(f"/p/{number}", f"Tin số {number}") for number in range(ENTRIES)))


def answer(path: str, asked: bytes, numbers: "count[int]", changing: int) -> bytes:
    if not path.startswith("/feed/"):
        return _ok(PAGE if path.startswith("/p/") else b"", "text/html; charset=utf-8", "")
    number = int(path.rsplit("/", 1)[1])
    mark = f'"{next(numbers)}"' if number % changing == 0 else f'"{number}"'
    if mark.encode() in asked:
        return f"HTTP/1.1 304 Not Modified\r\nETag: {mark}\r\n\r\n".encode()
    built = f"<lastBuildDate>{mark[1:-1]}</lastBuildDate><item>".encode()
    return _ok(FEED.replace(b"<item>", built, 1), "application/rss+xml", mark)


def _ok(body: bytes, kind: str, mark: str) -> bytes:
    etag = f"ETag: {mark}\r\n" if mark else ""
    return f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n{etag}Content-Length: {len(body)}\r\n\r\n".encode() + body


async def main(changing: int) -> None:
    numbers = count(1_000_000)

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                writer.write(answer(head.split(b" ", 2)[1].decode(), head, numbers, changing))
        except (OSError, asyncio.IncompleteReadError):
            writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
