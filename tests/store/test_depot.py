"""Recordings on object storage: against moto's server, which speaks S3."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import aiohttp
import obstore
import pytest
from moto.moto_api._internal.models import moto_api_backend
from moto.server import ThreadedMotoServer
from obstore.store import from_url

from server.live.ports import Unavailable
from server.store.depot import Depot, opened

URL = "s3://hoi-nghi/am-thanh"
NAME = "t1.DC109.sound"


async def put(url: str) -> None:
    async with aiohttp.ClientSession() as http, http.put(url) as answer:
        assert answer.status == 200


async def kept(key: str) -> bytes | None:
    """What the depot has."""
    try:
        return bytes(await (await obstore.get_async(from_url(URL), key)).bytes_async())
    except FileNotFoundError:
        return None


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[ThreadedMotoServer]:
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    given = {"ACCESS_KEY_ID": "chi", "SECRET_ACCESS_KEY": "thu", "REGION": "us-east-1"}
    for name, value in {**given, "ENDPOINT": address(server), "ALLOW_HTTP": "true"}.items():
        monkeypatch.setenv(f"AWS_{name}", value)
    yield server
    moto_api_backend.reset()  # its memory is this process's
    server.stop()


def address(server: ThreadedMotoServer) -> str:
    return "http://{}:{}".format(*server.get_host_and_port())


@pytest.fixture
async def bucket(s3: ThreadedMotoServer) -> None:
    await put(f"{address(s3)}/hoi-nghi")


def recorded(home: Path, sound: bytes = b"1" * 3000, age: float = 100) -> Path:
    path = home / "c1" / NAME
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(sound)
    then = time.time() - age
    os.utime(path, (then, then))
    return path


async def test_a_turn_that_is_over_is_copied_once(tmp_path: Path, bucket: None) -> None:
    depot, path = Depot(URL, tmp_path), recorded(tmp_path, age=0)
    assert await depot.copy() == 0  # it may go on
    path = recorded(tmp_path)
    assert await depot.copy() == 1
    assert await kept(f"c1/{NAME}") == path.read_bytes()
    assert await depot.copy() == 0
    assert await Depot(URL, tmp_path).copy() == 0  # nor after a restart


async def test_what_was_cut_out_goes_at_the_next_round(tmp_path: Path, bucket: None) -> None:
    depot = Depot(URL, tmp_path)
    recorded(tmp_path, b"secret and the rest")
    await depot.copy()
    recorded(tmp_path, b"the rest", age=0)
    assert await depot.copy() == 1
    assert await kept(f"c1/{NAME}") == b"the rest"


async def test_another_machine_fetches_what_it_has_not(tmp_path: Path, bucket: None) -> None:
    path = recorded(tmp_path / "one")
    await Depot(URL, tmp_path / "one").copy()
    other = Depot(URL, tmp_path / "other")
    await other.bring("c1", "t2")
    assert not (tmp_path / "other" / "c1" / NAME).exists()
    await other.bring("c1", "t1")
    assert (tmp_path / "other" / "c1" / NAME).read_bytes() == path.read_bytes()
    assert await other.copy() == 0  # it came from there
    (tmp_path / "other" / "c1" / NAME).unlink()
    await other.bring("c1")
    assert (tmp_path / "other" / "c1" / NAME).exists()


async def test_an_old_recording_goes_from_both(tmp_path: Path, bucket: None) -> None:
    depot = Depot(URL, tmp_path)
    recorded(tmp_path).with_name("t2.venue.sound").touch()
    await depot.copy()
    await depot.remove("c1", [NAME, "t9.never.sound"])
    assert await kept(f"c1/{NAME}") is None
    assert not (tmp_path / "c1" / "t1.DC109.deposited").exists()


async def test_a_depot_that_is_away(tmp_path: Path, s3: ThreadedMotoServer) -> None:
    depot = Depot(URL, tmp_path)
    path = recorded(tmp_path)
    with pytest.raises(OSError):  # there is no such bucket
        await depot.copy()
    await put(f"{address(s3)}/hoi-nghi")
    assert await depot.copy() == 1
    path.unlink()
    s3.stop()
    with pytest.raises(Unavailable):
        await depot.bring("c1", "t1")
    with pytest.raises(Unavailable):
        await depot.remove("c1", [NAME])


def test_an_address_that_is_none(tmp_path: Path) -> None:
    assert opened("", tmp_path) is None
    with pytest.raises(ValueError):
        opened("bucket", tmp_path)
