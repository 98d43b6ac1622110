"""Clients that ask a server over HTTP as fast as it answers, each over a connection of its own.

They are plain: what they take of the machine's time is taken from what is measured.
"""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence

_LENGTH = b"\r\ncontent-length:"


@dataclass(frozen=True, slots=True)
class Side:
    """One way to have questions answered: where, with which headers, and in which process."""

    name: str
    address: str
    path: str
    headers: Mapping[str, str]
    pid: int

    def request(self, body: Mapping[str, Any]) -> bytes:
        """Return a request as it is sent."""
        sent = json.dumps(body).encode()
        host = urlsplit(self.address).netloc
        headers = {"Host": host, "Content-Type": "application/json", "Content-Length": str(len(sent)), **self.headers}
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        return f"POST {self.path} HTTP/1.1\r\n{head}\r\n".encode() + sent


class _Connection:
    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    async def answer(self, request: bytes) -> bytes:
        """Return the body of the answer; AssertionError for any status but 200."""
        self._writer.write(request)
        head = await self._reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200 "), head
        lowered = head.lower()
        start = lowered.index(_LENGTH) + len(_LENGTH)
        return await self._reader.readexactly(int(lowered[start : lowered.index(b"\r\n", start)]))


@asynccontextmanager
async def _connected(side: Side) -> AsyncIterator[_Connection]:
    place = urlsplit(side.address)
    reader, writer = await asyncio.open_connection(place.hostname, place.port)
    try:
        yield _Connection(reader, writer)
    finally:
        writer.close()


async def _one(side: Side, request: bytes) -> bytes:
    async with _connected(side) as connection:
        return await connection.answer(request)


def ask(side: Side, request: bytes) -> bytes:
    """Return the answer to one request."""
    return asyncio.run(_one(side, request))


async def _for(side: Side, requests: Sequence[bytes], clients: int, seconds: float) -> list[float]:
    turn, took = count(), list[float]()
    until = time.perf_counter() + seconds

    async def client() -> None:
        async with _connected(side) as connection:
            while (began := time.perf_counter()) < until:
                await connection.answer(requests[next(turn) % len(requests)])
                took.append(time.perf_counter() - began)

    await asyncio.gather(*(client() for _ in range(clients)))
    return took


def asked_for(side: Side, requests: Sequence[bytes], clients: int, seconds: float) -> tuple[float, list[float]]:
    """Let so many clients ask for so long: operations per second, and the seconds that each took."""
    began = time.perf_counter()
    took = asyncio.run(_for(side, requests, clients, seconds))
    return len(took) / (time.perf_counter() - began), took
