"""The ceiling of the notices: the same mail again and again, by bare aiosmtplib over connections that stay open."""

import argparse
import asyncio
from pathlib import Path

import aiosmtplib
from tests.bench.notices import RECIPIENT, SENDER


async def send(mail: bytes, port: int, number: int) -> None:
    async with aiosmtplib.SMTP(hostname="127.0.0.1", port=port) as client:
        for _ in range(number):
            await client.sendmail(SENDER, [RECIPIENT], mail)


async def send_all(mail: bytes, port: int, number: int, connections: int) -> None:
    shares = [len(range(first, number, connections)) for first in range(connections)]
    await asyncio.gather(*(send(mail, port, share) for share in shares))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("mail", type=Path)
    for name in ("port", "number", "connections"):
        parser.add_argument(f"--{name}", type=int, required=True)
    arguments = parser.parse_args()
    asyncio.run(send_all(arguments.mail.read_bytes(), arguments.port, arguments.number, arguments.connections))


if __name__ == "__main__":
    main()
