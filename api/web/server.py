"""The listening socket and the server on it: first the port is had, then its address told, then served."""

from __future__ import annotations

import errno
import ipaddress
import signal
import socket
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import uvicorn

from graph.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from starlette.types import ASGIApp

_PATIENCE = 2
"""Seconds that an answer under way has left when the server is told to end."""

_HIGHEST_PORT = 65535


@dataclass(frozen=True, slots=True)
class Listener:
    """A port of ours; a request that comes before `serve` waits."""

    socket: socket.socket

    @property
    def host(self) -> str:
        """The host as an address and a Host header write it."""
        name = str(self.socket.getsockname()[0])
        return f"[{name}]" if ":" in name else name

    @property
    def hosts(self) -> frozenset[str]:
        """The names by which a browser of this machine may call the server."""
        return frozenset({self.host, "localhost", "127.0.0.1", "[::1]"})

    @property
    def is_local(self) -> bool:
        """Whether only this machine reaches it."""
        return ipaddress.ip_address(self.socket.getsockname()[0]).is_loopback

    @property
    def address(self) -> str:
        """The address of the first page, with the port that the system chose if 0 was asked for."""
        return f"http://{self.host}:{self.socket.getsockname()[1]}/"

    def address_with(self, token: str) -> str:
        """Return the address that signs a browser in: to be printed once, never logged."""
        return f"{self.address}?token={token}"


@contextmanager
def listen(host: str, port: int, *, open_to_others: bool = False) -> Iterator[Listener]:
    """Hold a port for the time of the block; UsageError if it is taken, or if other machines reach it unasked."""
    family, address = _resolve(host, port)
    if not open_to_others:
        _refuse_other_machines(host, address[0])
    # Said to be TCP, its connections send at once; else an answer's body waits 40 ms for its head to be acknowledged.
    with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP) as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            held.bind(address)
            # Two sockets may be bound to one port; only listening makes it ours.
            held.listen()
        except OSError as error:
            raise _unusable(host, port, error) from error
        yield Listener(held)


def serve(app: ASGIApp, listener: Listener) -> None:
    """Serve until Ctrl-C or SIGTERM, then return, so that the caller can close what it opened."""
    server(app).run(sockets=[listener.socket])


def server(app: ASGIApp) -> uvicorn.Server:
    """Return the server that `serve` runs, for a caller that ends it by `should_exit`."""
    config = uvicorn.Config(
        app,
        http="h11",
        ws="none",
        lifespan="on",
        access_log=False,  # addresses carry tokens
        log_config=None,
        log_level="critical",  # its errors are tracebacks; the guard logs ours without values
        server_header=False,
        proxy_headers=False,  # any local user could pose as a proxy
        timeout_graceful_shutdown=_PATIENCE,
    )
    return _Server(config)


class _Server(uvicorn.Server):
    """uvicorn's own would raise the signal again at the end, and so skip the caller's cleaning up."""

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """End on a signal, and put the handlers back that stood before."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {each: signal.signal(each, self.handle_exit) for each in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)


def _resolve(host: str, port: int) -> tuple[socket.AddressFamily, tuple[str, int]]:
    """Return the first address of a host; the system would cut a port that is too high down to another one."""
    nowhere = UsageError(
        f"{host!r} and port {port} are no address of this machine.",
        way_out=f"leave out --host, or give 127.0.0.1 and a port from 0 to {_HIGHEST_PORT}",
    )
    if not 0 <= port <= _HIGHEST_PORT:
        raise nowhere
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError) as error:
        raise nowhere from error
    return family, (str(address[0]), int(address[1]))


def _refuse_other_machines(host: str, address: str) -> None:
    if not ipaddress.ip_address(address).is_loopback:
        raise UsageError(
            f"{host!r} can be reached from other machines, and only named tokens could tell their users apart.",
            way_out="make them with `handover token make`, or leave out --host and come through an SSH tunnel",
        )


def _unusable(host: str, port: int, error: OSError) -> UsageError:
    if error.errno == errno.EADDRINUSE:
        return UsageError(
            f"Port {port} on {host} is taken by another program.",
            way_out="end that program, or choose another port with --port (0: any free one)",
        )
    return UsageError(
        f"Port {port} on {host} can't be used: {error.strerror}.", way_out="choose another port with --port"
    )
