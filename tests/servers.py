"""Real servers for tests, on loopback and free ports, gone at the end. Each may be stopped and
started again in place. A server that is not installed skips the test loudly; under CI it fails."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn, TypeVar

import pytest

PATIENCE = 30.0
"""Seconds for a server to come up or go down on a busy machine."""
UNPRIVILEGED = ("postgres", "nobody")


class Server:
    """A process at `url`. `start` waits until it answers, `stop` until it is gone."""

    def __init__(self, url: str, command: list[str], port: int, user: str | None = None) -> None:
        self.url = url
        self._command, self._port, self._user = command, port, user
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(
            self._command, user=self._user, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        ends = time.monotonic() + PATIENCE
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > ends:
                self.stop()
                pytest.fail(f"{self._command[0]} does not come up")
            time.sleep(0.02)

    def stop(self) -> None:
        """Ask (PostgreSQL: SIGINT, which drops its clients), then insist."""
        if self._process is None:
            return
        self._process.send_signal(2)
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(PATIENCE)
        self._process = None

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self._port), 1) as link:
                return self._greets(link)
        except OSError:
            return False

    def _greets(self, link: socket.socket) -> bool:
        raise NotImplementedError


class RedisServer(Server):
    def _greets(self, link: socket.socket) -> bool:
        link.settimeout(1)
        link.sendall(b"PING\r\n")
        return link.recv(7) == b"+PONG\r\n"


class PostgresServer(Server):
    def _greets(self, link: socket.socket) -> bool:
        """Its start-up message is answered by R (authentication), not by E (starting up)."""
        words = b"user\0caunoi\0database\0postgres\0\0"
        link.settimeout(1)
        link.sendall((len(words) + 8).to_bytes(4) + (196608).to_bytes(4) + words)
        return link.recv(1) == b"R"


S = TypeVar("S", bound=Server)


@contextmanager
def redis_server() -> Iterator[RedisServer]:
    """A Redis that keeps nothing."""
    program = shutil.which("redis-server") or _missing("redis-server")
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="caunoi-redis-") as home:
        words = f"--port {port} --bind 127.0.0.1 --dir {home} --appendonly no"
        command = [program, *words.split(), "--save", ""]
        yield from _run(RedisServer(f"redis://127.0.0.1:{port}/0", command, port))


@contextmanager
def postgres(durable: bool = False, connections: int = 100) -> Iterator[PostgresServer]:
    """A PostgreSQL with an empty database `postgres` and a superuser `caunoi` without password.
    `durable` False: fsync is off, for speed. `connections`: how many it takes. Its home is not
    pytest's tmp_path, which belongs to root where PostgreSQL may not."""
    initdb, program = _postgres_program("initdb"), _postgres_program("postgres")
    user = _unprivileged()
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="caunoi-pg-") as home:
        if user:
            shutil.chown(home, user)
        making = [initdb, "-D", f"{home}/data", "-U", "caunoi", "--auth=trust", "-E", "UTF8"]
        making += ["--locale=C", "--no-sync"]
        made = subprocess.run(
            making, user=user, cwd=home, capture_output=True, timeout=120, check=False
        )
        assert made.returncode == 0, made.stderr.decode()
        fsync = "on" if durable else "off"
        command = [program, "-D", f"{home}/data", "-p", str(port), "-k", home]
        command += ["-c", "listen_addresses=127.0.0.1", "-c", f"fsync={fsync}"]
        command += ["-c", f"max_connections={connections}"]
        url = f"postgresql://caunoi@127.0.0.1:{port}/postgres"
        yield from _run(PostgresServer(url, command, port, user))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _run(server: S) -> Iterator[S]:
    server.start()
    try:
        yield server
    finally:
        server.stop()


def _postgres_program(name: str) -> str:
    """On PATH, or where Debian keeps it: the newest."""
    versions = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    found = shutil.which(name) or (str(versions[-1]) if versions else None)
    return found or _missing(f"PostgreSQL's {name}")


def _unprivileged() -> str | None:
    """Whom to be instead of root; None: oneself."""
    if os.geteuid() != 0:
        return None
    known = {line.split(":")[0] for line in Path("/etc/passwd").read_text().splitlines()}
    return next(name for name in UNPRIVILEGED if name in known)


def _missing(what: str) -> NoReturn:
    words = f"{what} is not installed: what needs it is NOT TESTED here"
    if os.environ.get("CI") == "true":
        pytest.fail(words)
    pytest.skip(words)
