"""The port and the process: clear about what is wrong, quick to end, and silent about the token."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from api.web.server import listen
from graph.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAM = Path(__file__).with_name("serving.py")


@contextmanager
def process(home: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run a server of its own and give it with its address; killed if it hasn't ended by itself."""
    command = [sys.executable, str(PROGRAM), str(home)]
    environment = {**os.environ, "PYTHONPATH": str(PROGRAM.parents[2])}
    with subprocess.Popen(
        command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        try:
            yield running, running.stdout.readline().strip()
        finally:
            running.kill()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda each: each.name)
def test_a_signal_ends_it_while_the_database_is_slow_and_the_caller_cleans_up(tmp_path: Path, number: int) -> None:
    with process(tmp_path / "home") as (running, address):
        port = httpx.URL(address).port
        token = (tmp_path / "home" / "token").read_text().strip()
        with socket.create_connection(("127.0.0.1", port or 0)) as raw:
            raw.sendall(f"GET / HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n\r\n".encode())
            assert running.stdout is not None
            assert running.stdout.readline() == "asked\n"
            running.send_signal(number)
            told, complaints = running.communicate(timeout=60)
    assert (running.returncode, told, complaints) == (0, "closed\n", "")


def test_the_token_is_in_no_place_that_other_users_see(tmp_path: Path) -> None:
    with process(tmp_path / "home") as (running, address):
        token = (tmp_path / "home" / "token").read_text().strip()
        httpx.get(address, params={"token": token}, trust_env=False)
        httpx.get(address + "nothing", params={"token": token}, trust_env=False)
        httpx.get(address, params={"token": token + "\n"}, headers={"Host": "evil.example"}, trust_env=False)
        for place in ("cmdline", "environ"):
            shown = Path(f"/proc/{running.pid}/{place}")
            assert not shown.exists() or token.encode() not in shown.read_bytes()
        running.send_signal(signal.SIGTERM)
        told = running.communicate(timeout=60)
    assert told == ("closed\n", "")


def test_a_port_that_is_taken_is_named_with_the_option() -> None:
    with listen("127.0.0.1", 0) as first:
        port = first.socket.getsockname()[1]
        with pytest.raises(UsageError, match=rf"Port {port} .*taken[\s\S]*--port"), listen("127.0.0.1", port):
            pass


def test_a_port_is_free_again_after_the_block() -> None:
    with listen("127.0.0.1", 0) as first:
        port = first.socket.getsockname()[1]
    with listen("127.0.0.1", port) as again:
        assert again.address == f"http://127.0.0.1:{port}/"


@pytest.mark.parametrize("host", ["0.0.0.0", "0", "::", "192.0.2.1"])  # noqa: S104 - what must be refused
def test_other_machines_are_kept_out(host: str) -> None:
    with pytest.raises(UsageError, match="other machines"), listen(host, 0):
        pass


@pytest.mark.parametrize(("host", "port"), [("no such host", 0), ("", 70000), ("127.0.0.1", 70000), ("127.0.0.1", -1)])
def test_an_address_that_is_none_is_a_usage_error(host: str, port: int) -> None:
    with pytest.raises(UsageError), listen(host, port):
        pass


def test_an_ipv6_loopback_is_written_as_browsers_do() -> None:
    if not socket.has_ipv6:
        pytest.skip("no IPv6 here")
    try:
        with listen("::1", 0) as listener:
            assert listener.address.startswith("http://[::1]:")
            assert "[::1]" in listener.hosts
    except UsageError:
        pytest.skip("no IPv6 loopback here")


async def _accepted(held: socket.socket) -> int:
    """Whether a connection that is accepted there sends at once what is written to it."""
    told: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def tell(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        found: socket.socket = writer.get_extra_info("socket")
        told.set_result(found.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        writer.close()

    async with await asyncio.start_server(tell, sock=held):
        _, writer = await asyncio.open_connection(*held.getsockname()[:2])
        writer.close()
        return await told


def test_an_answer_does_not_wait_for_the_reader_to_acknowledge_its_head() -> None:
    with listen("127.0.0.1", 0) as listener:
        assert asyncio.run(_accepted(listener.socket))
