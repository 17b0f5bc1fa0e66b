"""A mailbox to test with: the part of IMAP4rev1 (RFC 3501) that finds, reads and marks mails, over TLS."""

import asyncio
import re
import ssl
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(slots=True)
class PostOffice:
    """`mails` by number; `flags` as clients set them. `refuses`: the next commands of that name are answered NO."""

    certificate: Path
    password: str = "mật khẩu"
    mails: dict[int, bytes] = field(default_factory=dict)
    flags: dict[int, set[str]] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    refuses: str = ""
    port: int = 0
    _server: asyncio.Server | None = None

    async def __aenter__(self) -> "PostOffice":
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(self.certificate)
        self._server = await asyncio.start_server(self._talk, "127.0.0.1", 0, ssl=tls)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        await self._server.wait_closed()

    def deliver(self, *mails: bytes) -> None:
        for mail in mails:
            number = len(self.mails) + 1
            self.mails[number], self.flags[number] = mail, set()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"* OK IMAP4rev1 ready\r\n")
        try:
            while line := await reader.readline():
                tag, _, words = line.decode("utf-8", "surrogateescape").strip().partition(" ")
                self.said.append(words)
                name = words.split()[0].upper()
                refused = self.refuses and self.refuses in words.upper()
                writer.writelines([] if refused else self._answers(name, words))
                writer.write(f"{tag} {'NO' if refused else 'OK'} {name} completed\r\n".encode())
                await writer.drain()
                if name == "LOGOUT":
                    break
        except ConnectionError:
            pass
        finally:
            writer.close()

    def _answers(self, name: str, words: str) -> list[bytes]:
        if name == "CAPABILITY":
            return [b"* CAPABILITY IMAP4rev1\r\n"]
        if name == "SELECT":
            return [f"* {len(self.mails)} EXISTS\r\n* FLAGS (\\Seen \\Flagged)\r\n".encode()]
        if name == "LOGOUT":
            return [b"* BYE\r\n"]
        if name != "UID":
            return []
        verb, numbers = words.split()[1].upper(), [int(n) for n in re.findall(r"\d+", words.split()[2])]
        if verb == "SEARCH":
            fresh = [str(number) for number, flags in self.flags.items() if not flags & {"\\Seen", "\\Flagged"}]
            return [f"* SEARCH {' '.join(fresh)}\r\n".encode()]
        if verb == "STORE":
            for number in numbers:
                self.flags[number] |= set(re.findall(r"\\\w+", words))
            return []
        return [part for number in numbers for part in self._mail(number)]

    def _mail(self, number: int) -> list[bytes]:
        mail = self.mails[number]
        return [f"* {number} FETCH (UID {number} BODY[] {{{len(mail)}}}\r\n".encode(), mail, b")\r\n"]
