"""The whole house into one file beside a running service, and into an empty house again."""

import asyncio
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from server import backup
from server import settings as settings_module
from tests.service import in_process

SOUND = b"\x01\x02" * 50_000


async def test_a_running_house_is_backed_up_and_restored(tmp_path: Path) -> None:
    here, there, file = tmp_path / "here", tmp_path / "there", tmp_path / "house.zip"
    async with in_process(here) as service:
        conference = await service.conference()
        moderator = await conference.opened()
        (here / "sound" / conference.id).mkdir(parents=True)
        (here / "sound" / conference.id / "t1.venue.sound").write_bytes(SOUND)
        told = await _caunoi(here, "backup", str(file))
        assert told.returncode == 0, told.stderr
        await moderator.ask("PauseConference")  # it still works, and comes too late for the backup
        code = conference.code("moderator")
    told = await _caunoi(there, "restore", str(file))
    assert told.returncode == 0, told.stderr
    assert (there / "sound" / conference.id / "t1.venue.sound").read_bytes() == SOUND
    assert (there / "secret-key").stat().st_mode & 0o077 == 0
    async with in_process(there) as service:
        conference.service = service
        again = await conference.enter("moderator")
        assert code == conference.code("moderator")
        assert again.view["conference"]["stage"] == "open"


async def test_a_house_that_is_not_empty_is_left_alone(tmp_path: Path) -> None:
    async with in_process(tmp_path / "here") as service:
        await service.conference()
        await _caunoi(tmp_path / "here", "backup", str(tmp_path / "house.zip"))
    told = await _caunoi(tmp_path / "here", "restore", str(tmp_path / "house.zip"))
    assert told.returncode == 1
    assert "[house_not_empty]" in told.stderr


@pytest.mark.parametrize("part", ["tables/entries.jsonl", "files/secret-key", "manifest.json"])
async def test_a_damaged_backup_is_refused_before_anything_is_written(
    tmp_path: Path, part: str
) -> None:
    async with in_process(tmp_path / "here") as service:
        await service.conference()
        await _caunoi(tmp_path / "here", "backup", str(tmp_path / "house.zip"))
    _damage(tmp_path / "house.zip", part)
    told = await _caunoi(tmp_path / "there", "restore", str(tmp_path / "house.zip"))
    assert told.returncode == 1
    assert "[bad_backup]" in told.stderr
    assert not list((tmp_path / "there").iterdir())


async def test_a_file_that_goes_while_it_is_backed_up_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Recordings are purged beside it."""
    files = backup._files
    gone = tmp_path / "here" / "sound" / "purged.pcm"
    monkeypatch.setattr(backup, "_files", lambda folder: [*files(folder), gone])
    settings = settings_module.read({"CAUNOI_DATA_DIR": str(tmp_path / "here")})
    settings.data_dir.mkdir()
    (settings.data_dir / "key").write_bytes(b"k")
    with (tmp_path / "house.zip").open("w+b") as file:
        await backup._back_up(settings, file)
        with zipfile.ZipFile(file) as packed:
            assert "files/key" in packed.namelist()
            assert "files/sound/purged.pcm" not in packed.namelist()
            assert "purged" not in packed.read("manifest.json").decode()


@pytest.mark.parametrize("way", ["../../escaped", "{home}/escaped"])
async def test_a_path_out_of_the_folder_is_refused(tmp_path: Path, way: str) -> None:
    evil, name = tmp_path / "evil.zip", f"files/{way.format(home=tmp_path)}"
    with zipfile.ZipFile(evil, "w") as packed:
        digest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        parts = {name: {"size": 0, "sha256": digest}}
        packed.writestr(name, b"")
        manifest = {"format": 1, "at": 1, "revision": "v0001", "parts": parts}
        packed.writestr("manifest.json", json.dumps(manifest))
    told = await _caunoi(tmp_path / "there", "restore", str(evil))
    assert told.returncode == 1 and "[bad_backup]" in told.stderr, told.stderr
    assert not (tmp_path / "escaped").exists()


async def test_backups_that_still_hold_what_was_withdrawn_are_listed(tmp_path: Path) -> None:
    here = tmp_path / "here"
    async with in_process(here) as service:
        await service.conference()
        await _caunoi(here, "backup", str(tmp_path / "old.zip"))
    assert "still holds" not in (await _caunoi(here, "backups")).stdout
    with sqlite3.connect(here / "caunoi.sqlite3") as database:
        row = database.execute("SELECT * FROM entries WHERE seq = 1").fetchone()
        withdrawn = json.dumps([{"type": "ContentWithdrawn"}])
        later = (row[0], 99, row[2] + 10**9, row[3], "x", row[5], withdrawn, row[7], row[8])
        database.execute("INSERT INTO entries VALUES (?,?,?,?,?,?,?,?,?)", later)
    assert "still holds 1 withdrawn" in (await _caunoi(here, "backups")).stdout
    with sqlite3.connect(here / "caunoi.sqlite3") as database:
        diverted = json.dumps([{"type": "TurnDiverted", "matter": "denunciation"}])
        silenced = (row[0], 100, row[2] + 10**9, row[3], "y", row[5], diverted, row[7], row[8])
        database.execute("INSERT INTO entries VALUES (?,?,?,?,?,?,?,?,?)", silenced)
    assert "still holds 2 withdrawn" in (await _caunoi(here, "backups")).stdout


def _damage(file: Path, name: str) -> None:
    """The same archive with one byte of `name` changed."""
    damaged = file.with_suffix(".new")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(damaged, "w") as new:
        for one in old.namelist():
            content = bytearray(old.read(one))
            if one == name:
                content[len(content) // 2] ^= 1
            new.writestr(one, bytes(content))
    shutil.move(damaged, file)


async def _caunoi(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """`caunoi WORDS` on the house in `folder`, while the service of this process goes on."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "server", *words,
        env={**os.environ, "CAUNOI_DATA_DIR": str(folder)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    out, err = await process.communicate()
    assert process.returncode is not None
    return subprocess.CompletedProcess(words, process.returncode, out.decode(), err.decode())
