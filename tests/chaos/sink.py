"""A mail server on loopback that keeps what it is given and misbehaves as it is told."""

import asyncio
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default


@dataclass(frozen=True)
class Taken:
    """One mail that the server answered for, or could have."""

    message_id: str
    to: str
    subject: str
    answered: bool


@dataclass
class Faults:
    """How the server misbehaves at present."""

    refuse: bool = False  # takes a connection and says 421
    hang: bool = False  # takes a connection and says nothing
    answers: dict[str, int] = field(default_factory=dict)  # what it answers to a recipient
    drop_after_data: int = 0  # so many mails are taken, and the line is cut before the answer
    drop_before_data: int = 0  # so many lines are cut before the text came
    # Called with the client's port when a mail was taken and not yet answered; the line is cut if it says so.
    after_data: Callable[[int], bool] | None = None


class Sink:
    """The server, in a thread of its own. Use as a context."""

    def __init__(self) -> None:
        self.taken: list[Taken] = []
        self.connections = 0
        self.faults = Faults()
        self.port = 0
        self._loop = asyncio.new_event_loop()
        self._server: asyncio.Server | None = None
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> "Sink":
        self._thread.start()
        self.open()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

        async def end() -> None:
            rest = asyncio.all_tasks() - {asyncio.current_task()}
            for task in rest:
                task.cancel()
            await asyncio.gather(*rest, return_exceptions=True)

        asyncio.run_coroutine_threadsafe(end(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def open(self) -> None:
        """Listen, on the same port as before."""

        async def listen() -> None:
            self._server = await asyncio.start_server(self._answer, "127.0.0.1", self.port, reuse_address=True)
            self.port = self._server.sockets[0].getsockname()[1]

        asyncio.run_coroutine_threadsafe(listen(), self._loop).result(10)

    def close(self) -> None:
        """Stop listening: connections are refused."""

        async def shut() -> None:
            if self._server:
                self._server.close()
                self._server = None

        asyncio.run_coroutine_threadsafe(shut(), self._loop).result(10)

    def ids(self) -> Counter[str]:
        """How often each Message-ID was taken."""
        return Counter(mail.message_id for mail in self.taken)

    def to(self, address: str) -> list[Taken]:
        return [mail for mail in self.taken if mail.to == address]

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            await self._converse(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        except asyncio.CancelledError:
            pass
        finally:
            writer.close()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async def say(words: str) -> None:
            writer.write(words.encode() + b"\r\n")
            await writer.drain()

        if self.faults.hang:
            await asyncio.sleep(3600)
        if self.faults.refuse:
            return await say("421 come again later")
        await say("220 sink")
        to = ""
        while line := (await reader.readline()).decode().strip():
            verb = line[:4].upper()
            if verb == "EHLO":
                await say("250 sink")
            elif verb == "RCPT":
                to = line.partition("<")[2].partition(">")[0]
                code = self.faults.answers.get(to, 250)
                await say(f"{code} {'fine' if code == 250 else 'not now' if code < 500 else 'no such mailbox'}")
            elif verb == "DATA":
                if self.faults.drop_before_data > 0:
                    self.faults.drop_before_data -= 1
                    return
                await say("354 go on")
                text = await reader.readuntil(b"\r\n.\r\n")
                if not await self._take(text, to, writer):
                    return
                await say("250 taken")
            elif verb == "QUIT":
                return await say("221 bye")
            else:
                await say("250 fine")

    async def _take(self, text: bytes, to: str, writer: asyncio.StreamWriter) -> bool:
        """Keep a mail. False: the line is cut, so that the sender cannot know."""
        mail = message_from_bytes(text, policy=default)
        answered = True
        if self.faults.drop_after_data > 0:
            self.faults.drop_after_data -= 1
            answered = False
        after = self.faults.after_data
        self.taken.append(Taken(str(mail["Message-ID"]), to, str(mail["Subject"]), answered))
        if after is not None:
            port = writer.get_extra_info("peername")[1]
            answered = not await asyncio.get_running_loop().run_in_executor(None, after, port) and answered
        return answered
