"""The program on tables of another release."""

import os
import subprocess
import sys
from pathlib import Path

import aiohttp
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from server.store.database import connect
from server.store.upgrading import MIGRATIONS
from tests.service import PATIENCE, Program


async def test_a_database_one_migration_behind_is_brought_up(tmp_path: Path) -> None:
    database = connect(f"sqlite:///{tmp_path}/caunoi.sqlite3")
    before, last = sorted(one.name[1:5] for one in MIGRATIONS.glob("versions/v*.py"))[-2:]
    await database.migrate(before)
    await database.close()
    program = Program(tmp_path, SPEECH_WORKERS="0")
    async with aiohttp.ClientSession() as http:
        await program.start(http)
        program.kill()
    assert f"tables migrated: from={before} to={last}" in (tmp_path / "program.log").read_text()


async def test_a_database_of_a_newer_release_is_left_alone(tmp_path: Path) -> None:
    database = connect(f"sqlite:///{tmp_path}/caunoi.sqlite3")
    await database.migrate()

    async def newer(connection: AsyncConnection) -> None:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    await database.write("test", newer)
    await database.close()
    env = os.environ | {"CAUNOI_DATA_DIR": str(tmp_path), "CAUNOI_PORT": "0"}
    told = subprocess.run(  # noqa: ASYNC221  it ends by itself
        [sys.executable, "-m", "server", "serve"], env=env, capture_output=True, text=True,
        timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert told.returncode == 1
    assert "the database was made by a newer release: 9999" in told.stderr
    assert "Traceback" not in told.stderr
