"""What containers, watchdogs and the IT office call: Dockerfile, `healthy`, `backup`, `rebuild`."""

import asyncio
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Final

import aiohttp
import typer

from server import settings
from server.__main__ import cli
from tests.servers import free_port
from tests.service import PATIENCE, Program, Service, as_program

ROOT: Final = Path(__file__).parents[2]
RUN: Final = re.compile(r"^RUN ((?:.*\\\n)*.*)", re.MULTILINE)
PLAIN: Final = {"apt-get", "rm", "useradd"}
"""What the image does beside calling our scripts: packages of the base, a user, less to carry."""


def caunoi(folder: Path, *words: str, **set: str) -> subprocess.CompletedProcess[str]:
    env = os.environ | {"CAUNOI_DATA_DIR": str(folder)} | set
    return subprocess.run(
        [sys.executable, "-m", "server", *words], env=env, capture_output=True, text=True,
        timeout=PATIENCE, check=False,
    )  # fmt: skip


def test_the_image_is_made_by_the_scripts_that_every_test_run_calls() -> None:
    text = (ROOT / "Dockerfile").read_text()
    called = [
        word.strip().split()[0]
        for one in RUN.findall(text)
        for word in one.replace("\\\n", " ").split("&&")
    ]
    scripts = {word for word in called if word.startswith("scripts/")}
    assert scripts == {"scripts/setup"}
    assert set(called) - scripts <= PLAIN
    assert "scripts/setup" in (ROOT / "scripts/test").read_text()
    for base in re.findall(r"^FROM (\S+)", text, re.MULTILINE):
        assert re.search(r":\d+\.\d+\.\d+", base), "pinned"
    assert text.count("FROM ") == 2
    assert re.findall(r"^USER (\S+)", text, re.MULTILINE) == ["caunoi"]


def test_the_image_runs_commands_that_there_are() -> None:
    """And copies what is there."""
    text = (ROOT / "Dockerfile").read_text()
    compose = (ROOT / "docker-compose.yml").read_text()
    commands = re.findall(r'CMD (\[.*\])|command: (\[".venv.*\])', text + compose)
    words = [json.loads(one or other) for one, other in commands]
    assert [one[-1] for one in words] == ["healthy", "serve", "worker"]
    assert all(one[:-1] == [".venv/bin/python", "-m", "server"] for one in words)
    assert {one[-1] for one in words} <= set(typer.main.get_command(cli).commands)  # type: ignore[attr-defined]
    for line in re.findall(r"^COPY (?!--from)(.+) \S+$", text, re.MULTILINE):
        for path in line.split():
            assert (ROOT / path).exists(), path
    named = set(re.findall(r"CAUNOI_[A-Z_]+", compose)) - {"CAUNOI_NAME"}
    known = {f"CAUNOI_{name.upper()}" for name in settings.Settings.__dataclass_fields__}
    assert named <= known


async def test_healthy_says_whether_the_service_is_ready(tmp_path: Path) -> None:
    program = Program(tmp_path, SPEECH_WORKERS="0")
    asked = {"CAUNOI_PORT": str(program.port)}
    told = caunoi(tmp_path, "healthy", **asked)
    assert (told.returncode, told.stdout) == (1, "")
    assert "refused" in told.stderr
    async with aiohttp.ClientSession() as http:
        await program.start(http)
        told = caunoi(tmp_path, "healthy", **asked)
        program.kill(signal.SIGTERM)
    assert told.returncode == 0, told.stderr
    assert json.loads(told.stdout)["status"] == "ready"


def test_a_service_without_its_database_says_so_and_ends(tmp_path: Path) -> None:
    """What started it starts it again: systemd, Docker."""
    away = f"postgresql://caunoi:mat-khau@127.0.0.1:{free_port()}/caunoi"
    told = caunoi(
        tmp_path, "serve", CAUNOI_DATABASE_URL=away, CAUNOI_SECRET_KEY="x", CAUNOI_PORT="0"
    )
    assert told.returncode == 1
    assert "the database cannot be reached: " in told.stderr
    assert "Traceback" not in told.stderr
    assert "mat-khau" not in told.stderr


async def test_a_service_and_a_backup_that_are_stopped_meanwhile_leave_a_whole_house(
    tmp_path: Path,
) -> None:
    """SIGTERM to the backup: there is none, and nothing half made lies about. SIGTERM to the
    service while it is saved: the backup is whole."""
    here, file = tmp_path / "here", tmp_path / "house.zip"
    async with as_program(here, SPEECH_WORKERS="0") as (program, service):
        conference = await service.conference()
        moderator = await conference.opened()
        (here / "sound" / conference.id).mkdir(parents=True)
        sound = here / "sound" / conference.id / "t1.venue.sound"
        sound.touch()
        os.truncate(sound, 1 << 28)
        saving = _begun(here, file)
        saving.send_signal(signal.SIGTERM)
        saving.send_signal(signal.SIGCONT)
        assert saving.wait(PATIENCE) != 0
        assert _names(tmp_path) == ["here"]

        os.truncate(sound, 1 << 25)
        saving = _begun(here, file)
        seq = await moderator.ask("PauseConference")
        program.kill(signal.SIGTERM)
        saving.send_signal(signal.SIGCONT)
        assert saving.wait(PATIENCE) == 0
    told = caunoi(tmp_path / "there", "restore", str(file))
    assert told.returncode == 0, told.stderr
    assert _last(here) >= seq
    assert seq - 1 <= _last(tmp_path / "there") <= _last(here)
    assert (tmp_path / "there" / sound.relative_to(here)).stat().st_size == 1 << 25


def _begun(here: Path, file: Path) -> "subprocess.Popen[bytes]":
    """A backup that has begun and stands still."""
    saving = subprocess.Popen(
        [sys.executable, "-m", "server", "backup", str(file)],
        env=os.environ | {"CAUNOI_DATA_DIR": str(here)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    part = file.with_name(f"{file.name}.part")
    while not part.exists():
        assert saving.poll() is None
    saving.send_signal(signal.SIGSTOP)
    return saving


def _names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def _last(folder: Path) -> int:
    with sqlite3.connect(folder / "caunoi.sqlite3") as database:
        [[last]] = database.execute("SELECT max(seq) FROM entries WHERE room != 'office'")
    return int(last)


async def test_rebuild_makes_the_read_tables_anew(service: Service) -> None:
    """Beside a running service."""
    conference = await service.conference()
    await conference.opened()
    secretary = await conference.enter("secretary")
    for n in range(3):
        await secretary.ask("LogOpinion", text=f"Đề nghị {n}", point="an-phu")
    before = await _register(service)
    assert all(f"YK00{n}" in before for n in (1, 2, 3))
    with sqlite3.connect(service.folder / "caunoi.sqlite3") as database:
        for table in ("opinions", "held"):
            database.execute(f"DELETE FROM {table}")
    assert "YK00" not in await _register(service)
    told = await asyncio.to_thread(caunoi, service.folder, "rebuild")
    assert told.returncode == 0, told.stderr
    assert await _register(service) == before


async def _register(service: Service) -> str:
    headers = {"Authorization": f"Bearer {(await service.admin()).token}"}
    async with service.http.get(f"{service.url}/api/register", headers=headers) as answer:
        assert answer.status == 200, await answer.text()
        return await answer.text()
