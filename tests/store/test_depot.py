"""Recordings on object storage: against moto's server, which speaks S3."""

import asyncio
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import aiohttp
import obstore
import pytest
from moto.moto_api._internal.models import moto_api_backend
from moto.server import ThreadedMotoServer
from obstore.store import from_url

from server.live.ports import Unavailable
from server.store import depot as depot_module
from server.store.depot import STILL, Depot, opened
from tests.service import PATIENCE

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


async def test_a_spare_that_lies_only_there_comes_too(tmp_path: Path, bucket: None) -> None:
    """Another node recorded it, or another disk did. It is asked for now and then, not each time:
    a player asks for sound in pieces."""
    path = recorded(tmp_path / "one")
    await Depot(URL, tmp_path / "one").copy()
    here = recorded(tmp_path / "other").rename(tmp_path / "other" / "c1" / "t1.venue.sound")
    other = Depot(URL, tmp_path / "other")
    await other.bring("c1", "t1")
    spare = tmp_path / "other" / "c1" / NAME
    assert spare.read_bytes() == path.read_bytes()
    spare.unlink()
    await other.bring("c1", "t1")
    assert not spare.exists(), "it is known what the depot had a moment ago"
    here.unlink()
    await other.bring("c1", "t1")
    assert spare.exists(), "but with nothing here it is asked all the same"


async def test_what_was_cut_out_elsewhere_goes_here_too(
    tmp_path: Path, bucket: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(depot_module, "LOOKED", 0.0)
    one, other = Depot(URL, tmp_path / "one"), Depot(URL, tmp_path / "other")
    recorded(tmp_path / "one", b"secret and the rest")
    await one.copy()
    await other.bring("c1", "t1")
    recorded(tmp_path / "one", b"the rest", age=0)
    await one.copy()
    await other.bring("c1", "t1")
    here = tmp_path / "other" / "c1" / NAME
    assert here.read_bytes() == b"the rest"
    here.write_bytes(b"the rest, and more that is spoken now")
    await other.bring("c1", "t1")
    assert here.read_bytes() == b"the rest, and more that is spoken now"


async def test_who_listens_does_not_wait_for_what_is_being_copied(
    tmp_path: Path, bucket: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded(tmp_path / "one")
    await Depot(URL, tmp_path / "one").copy()
    depot = Depot(URL, tmp_path / "two")
    recorded(tmp_path / "two").rename(tmp_path / "two" / "c1" / "t2.venue.sound")
    begun, enough, put = threading.Event(), threading.Event(), obstore.put

    def slow(*what: Any) -> None:
        begun.set()
        enough.wait(PATIENCE)
        put(*what)

    monkeypatch.setattr(obstore, "put", slow)
    copying = asyncio.create_task(depot.copy())
    assert await asyncio.to_thread(begun.wait, PATIENCE)
    await asyncio.gather(*(depot.bring("c1", "t1") for _ in range(5)))
    assert (tmp_path / "two" / "c1" / NAME).exists()
    assert not copying.done()
    enough.set()
    assert await copying == 1


async def test_a_conference_that_is_over_is_not_looked_through_again_and_again(
    tmp_path: Path, bucket: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    depot, path = Depot(URL, tmp_path), recorded(tmp_path, age=2 * STILL)
    assert await depot.copy() == 1
    then = time.time() - 2 * STILL
    os.utime(path.parent, (then, then))
    assert await depot.copy() == 0
    looked: list[Path] = []
    mark = depot_module._mark

    def looking(path: Path) -> Path:
        looked.append(path)
        return mark(path)

    monkeypatch.setattr(depot_module, "_mark", looking)
    assert await depot.copy() == 0
    assert looked == []
    new = path.with_suffix(".erasing")  # as `erase` does it
    new.write_bytes(b"the rest")
    new.replace(path)
    assert await depot.copy() == 1
    assert await kept(f"c1/{NAME}") == b"the rest"


async def test_an_old_recording_goes_from_both(tmp_path: Path, bucket: None) -> None:
    depot, path = Depot(URL, tmp_path), recorded(tmp_path)
    path.with_name("t2.venue.sound").touch()
    await depot.copy()
    await depot.remove("c1", [NAME, "t9.never.sound"])
    assert await kept(f"c1/{NAME}") is None
    assert await depot.copy() == 0, "it is still on the disk, but on its way out"
    path.unlink()
    assert await depot.copy() == 0
    assert not (tmp_path / "c1" / "t1.DC109.deposited").exists()


async def test_a_recording_that_is_removed_before_it_was_copied_stays_away(
    tmp_path: Path, bucket: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A round had begun, and had it on its list."""
    depot, path = Depot(URL, tmp_path), recorded(tmp_path)
    listed = list(depot._new())
    assert listed == [path]
    monkeypatch.setattr(depot, "_new", lambda: iter(listed))
    await depot.remove("c1", [NAME])
    assert await depot.copy() == 0
    assert await kept(f"c1/{NAME}") is None


async def test_a_depot_that_is_away(tmp_path: Path, s3: ThreadedMotoServer) -> None:
    depot = Depot(URL, tmp_path)
    path = recorded(tmp_path)
    with pytest.raises(OSError):  # there is no such bucket
        await depot.copy()
    await put(f"{address(s3)}/hoi-nghi")
    assert await depot.copy() == 1
    s3.stop()
    await depot.bring("c1", "t1")  # what is here can be heard
    with pytest.raises(Unavailable):
        await depot.bring("c1")
    path.unlink()
    with pytest.raises(Unavailable):
        await depot.bring("c1", "t1")
    with pytest.raises(Unavailable):
        await depot.remove("c1", [NAME])


def test_an_address_that_is_none(tmp_path: Path) -> None:
    assert opened("", tmp_path) is None
    with pytest.raises(ValueError):
        opened("bucket", tmp_path)
