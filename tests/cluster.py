"""A cluster's manners in front of one real Neo4j, which has none of its own in Community.

Each member is a port on loopback whose connections are passed on to the same server, message by message. What a
cluster would say differently is said here: who routes, reads and writes (ROUTE), that a follower takes no
write (NotALeader), that a reader's query may not write. A member can be lost, leadership can move, a
connection can be cut before or after a COMMIT, and the server can pass for another version.
"""

from __future__ import annotations

import socket
import struct
from contextlib import closing, suppress
from dataclasses import dataclass, field
from threading import Thread
from typing import Any, Self

from neo4j._codec.packstream import v1

packstream: Any = v1  # the driver has no types for it

HELLO, GOODBYE, RESET, RUN = b"\x01", b"\x02", b"\x0f", b"\x10"
BEGIN, COMMIT, ROLLBACK, PULL, ROUTE = b"\x11", b"\x12", b"\x13", b"\x3f", b"\x66"
SUCCESS, RECORD, IGNORED, FAILURE = b"\x70", b"\x71", b"\x7e", b"\x7f"
BOLT_5_4 = bytes((0, 0, 4, 5))
NOT_A_LEADER = {"code": "Neo.ClientError.Cluster.NotALeader", "message": "not the leader"}
READ_ONLY = {"code": "Neo.ClientError.Statement.AccessMode", "message": "writing in read access mode not allowed"}


@dataclass(frozen=True)
class Seen:
    """A transaction that a member was asked for."""

    member: int
    mode: str
    bookmarks: tuple[str, ...]
    is_autocommit: bool


@dataclass
class Cluster:
    """`members` ports for the server at `backend`; `uri` is a member's. Attributes may change while it serves."""

    backend: tuple[str, int]
    members: int = 3
    leader: int = 0
    agent: str | None = None  # what HELLO says the server is; None: the truth
    cut: str | None = None  # "before" or "after": what happens to the connection around a COMMIT
    passing: int = 0  # how many COMMITs before that one are let through
    seen: list[Seen] = field(default_factory=list)

    def __enter__(self) -> Self:
        self.listeners = [socket.create_server(("127.0.0.1", 0)) for _ in range(self.members)]
        self.addresses = [f"127.0.0.1:{listener.getsockname()[1]}" for listener in self.listeners]
        self.up = [True] * self.members
        self.open: list[set[socket.socket]] = [set() for _ in range(self.members)]
        for member in range(self.members):
            Thread(target=self._accept, args=(member,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        for member in range(self.members):
            self.lose(member)

    def lose(self, member: int) -> None:
        """The member is gone: its connections break and no new one is taken."""
        self.up[member] = False
        for connection in (self.listeners[member], *self.open[member]):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        self.listeners[member].close()

    def table(self) -> dict[str, Any]:
        live = [address for address, up in zip(self.addresses, self.up, strict=True) if up]
        leader = [self.addresses[self.leader]] if self.up[self.leader] else []
        readers = [address for address in live if address not in leader] or live
        roles = {"WRITE": leader, "READ": readers, "ROUTE": live}
        servers = [{"role": role, "addresses": addresses} for role, addresses in roles.items()]
        return {"ttl": 300, "db": "neo4j", "servers": servers}

    def _accept(self, member: int) -> None:
        with suppress(OSError):
            while True:
                client, _ = self.listeners[member].accept()
                Thread(target=self._serve, args=(member, client), daemon=True).start()

    def _serve(self, member: int, client: socket.socket) -> None:
        with closing(client), socket.create_connection(self.backend) as server, suppress(OSError):
            self.open[member] |= {client, server}
            Conversation(self, member, client, server).run()
        self.open[member] -= {client, server}


@dataclass
class Conversation:
    """One client's connection by way of one member, one request at a time."""

    cluster: Cluster
    member: int
    client: socket.socket
    server: socket.socket
    mode: str | None = None  # of the transaction that is open
    has_failed: bool = False  # we have refused something, and the client has yet to RESET

    def run(self) -> None:
        offer = _exactly(self.client, 20)
        self.server.sendall(offer[:4] + BOLT_5_4 + bytes(12))
        self.client.sendall(_exactly(self.server, 4))
        while True:
            self._answer(_received(self.client))

    def _answer(self, message: bytes) -> None:
        tag, fields = _unpacked(message)
        if tag == RESET:
            self.has_failed, self.mode = False, None
        if self.has_failed and tag != GOODBYE:
            self._say(IGNORED)
        elif tag == ROUTE:
            self._say(SUCCESS, {"rt": self.cluster.table()})
        elif not self._refused(tag, fields):
            self._pass_on(tag, message)

    def _refused(self, tag: bytes, fields: list[Any]) -> bool:
        """Whether this asks a follower for a write."""
        is_autocommit = tag == RUN and self.mode is None
        if tag != BEGIN and not is_autocommit:
            return False
        wish = fields[2] if is_autocommit else fields[0]
        self.mode = wish.get("mode", "w")
        self.cluster.seen.append(Seen(self.member, self.mode, tuple(wish.get("bookmarks", ())), is_autocommit))
        if self.mode == "r" or self.member == self.cluster.leader:
            return False
        self._fail(NOT_A_LEADER)
        return True

    def _pass_on(self, tag: bytes, message: bytes) -> None:
        if tag == COMMIT and self._cut("before"):
            raise ConnectionError
        _send(self.server, message)
        if tag == GOODBYE:
            raise ConnectionError
        while (answer := _received(self.server))[1:2] == RECORD:
            _send(self.client, answer)
        if tag == COMMIT and self._cut("after"):
            raise ConnectionError
        self._finish(tag, answer)

    def _finish(self, tag: bytes, answer: bytes) -> None:
        """Pass the server's summary on, as this member would have said it."""
        kind, fields = _unpacked(answer)
        if tag in {COMMIT, ROLLBACK}:
            self.mode = None
        if kind == SUCCESS and tag == PULL and self.mode == "r" and "stats" in fields[0]:
            self._fail(READ_ONLY)
        elif kind == SUCCESS and tag == HELLO and self.cluster.agent:
            self._say(SUCCESS, fields[0] | {"server": self.cluster.agent})
        else:
            _send(self.client, answer)

    def _cut(self, when: str) -> bool:
        if self.cluster.cut != when:
            return False
        if self.cluster.passing:
            self.cluster.passing -= 1
            return False
        self.cluster.cut = None
        return True

    def _fail(self, why: dict[str, str]) -> None:
        self.has_failed = True
        self._say(FAILURE, why)

    def _say(self, tag: bytes, *fields: dict[str, Any]) -> None:
        buffer = packstream.PackableBuffer()
        packstream.Packer(buffer).pack_struct(tag, fields)
        _send(self.client, bytes(buffer.data))


def _unpacked(message: bytes) -> tuple[bytes, list[Any]]:
    structure = packstream.Unpacker(packstream.UnpackableBuffer(message)).unpack()
    return structure.tag, list(structure.fields)


def _exactly(connection: socket.socket, size: int) -> bytes:
    content = b""
    while len(content) < size:
        if not (part := connection.recv(size - len(content))):
            raise ConnectionError
        content += part
    return content


def _received(connection: socket.socket) -> bytes:
    """One message: chunks, each after its size in two bytes, up to an empty one; empty messages keep alive."""
    message = b""
    while (size := struct.unpack(">H", _exactly(connection, 2))[0]) or not message:
        message += _exactly(connection, size)
    return message


def _send(connection: socket.socket, message: bytes) -> None:
    chunks = (message[start : start + 65535] for start in range(0, len(message), 65535))
    connection.sendall(b"".join(struct.pack(">H", len(chunk)) + chunk for chunk in chunks) + bytes(2))
